/**
 * How large quantities may be: what would take the memory of the machine, or minutes before the first draw, is told at once and
 * with its size.
 *
 * The limits are those at which `check` of a small model still ends, measured on one core of two: a grid of 1,000,000 elements takes
 * 4 s and 0.7 GB (3,000,000: 11 s, 2.0 GB); a correlation matrix over 60 levels 9 s and 0.4 GB (200: out of memory at 4.5 GB); a
 * simplex of 1,000 elements 5 s and 0.2 GB, an ordered vector 4 s and 0.5 GB (3,000: 1.6 GB). Where the plan has to explore the
 * density first, it is memory and not time that is limited here: beside group effects, whose coordinates a pilot chain chooses, a simplex of
 * 250 elements takes 5 s and one of 1,000 takes 25 s, an ordered vector of 500 elements 14 s, a correlation matrix over 30 levels 14 s.
 */

import type { CheckedModel, CheckedStatement } from "../language/checked-model.ts";
import type { Problem, Span } from "../problems/problem.ts";
import type { Domains } from "./domains.ts";
import { correlationTooLarge, gridTooLarge, type TooLarge, vectorTooLong } from "./problems-sizes.ts";

/** Elements of a grid of plates. */
const mostElements = 1_000_000;
/** Levels of a correlation matrix, whose elements are computed from each other. */
const mostCorrelated = 60;
/** Elements of a simplex or an ordered vector, each of which has code of its own. */
const longestVector = 1000;

/** A kind of quantity that is limited in size. */
type Kind = "grid" | "matrix" | "vector";

interface Sized {
  readonly kind: Kind;
  readonly target: string;
  /** Elements of a grid or a vector, levels of a matrix. */
  readonly size: number;
  readonly span: Span;
}

interface Limit {
  readonly most: number;
  /** What a size costs: the elements of a matrix are computed in time with the cube of its levels. */
  readonly cost: (size: number) => number;
  readonly refuse: (found: TooLarge, span: Span) => Problem;
}

const limits: Readonly<Record<Kind, Limit>> = {
  grid: { most: mostElements, cost: (size) => size, refuse: gridTooLarge },
  matrix: { most: mostCorrelated, cost: (levels) => levels * levels * levels, refuse: correlationTooLarge },
  vector: { most: longestVector, cost: (size) => size, refuse: vectorTooLong },
};

/** A problem for each quantity that is too large, and for those of a kind that are too large together; for when all plates have their levels. */
export function checkSizes({ statements }: CheckedModel, domains: Domains): Problem[] {
  const sized = statements.flatMap((statement) =>
    statement.kind === "likelihood" || !statement.plates.every((plate) => domains.hasPlate(plate))
      ? []
      : sizeOf(statement, domains),
  );
  const kinds: readonly Kind[] = ["grid", "matrix", "vector"];
  return kinds.flatMap((kind) => {
    const ofKind = sized.filter((one) => one.kind === kind);
    return checkKind(limits[kind], ofKind);
  });
}

function checkKind({ most, cost, refuse }: Limit, sized: readonly Sized[]): Problem[] {
  const refuseAll = (found: readonly Sized[]) => {
    const sizes = found.map(({ size }) => size);
    return refuse({ targets: found.map(({ target }) => target), sizes, most }, found[0]!.span);
  };
  const alone = sized.filter(({ size }) => size > most);
  if (alone.length > 0) return alone.map((one) => refuseAll([one]));
  const all = sized.reduce((sum, { size }) => sum + cost(size), 0);
  return all > cost(most) ? [refuseAll(sized.toSorted((a, b) => b.size - a.size))] : [];
}

function sizeOf(statement: Exclude<CheckedStatement, { kind: "likelihood" }>, domains: Domains): Sized[] {
  const { name, plates, span } = statement;
  const target = `${name}[${plates.join(", ")}]`;
  const sizes = plates.map((plate) => domains.labelsOf(plate).length);
  const last = sizes.at(-1) ?? 1;
  const joint = statement.kind === "parameter" ? jointOf(statement.distribution) : null;
  const size = sizes.reduce((product, one) => product * one, 1);
  const sized: Sized[] = [];
  if (joint !== null && last > 1) sized.push({ kind: joint, target, size: last, span });
  const isTooLarge = joint !== null && last > limits[joint].most;
  if (plates.length > 1 && !isTooLarge) sized.push({ kind: "grid", target, size, span });
  return sized;
}

/** Whether the elements of the last plates are computed from each other, as a matrix or a vector. */
function jointOf(
  distribution: Extract<CheckedStatement, { kind: "parameter" }>["distribution"],
): "matrix" | "vector" | null {
  if (distribution.kind === "ordered") return "vector";
  if (distribution.kind !== "vector") return null;
  return distribution.distribution.support.kind === "correlation" ? "matrix" : "vector";
}
