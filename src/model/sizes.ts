/**
 * How large quantities may be: what would take the memory of the machine, or minutes before the first draw, is told at once and
 * with its size.
 *
 * The limits are those at which `check` of a small model still ends, measured on one core of two: a grid of 1,000,000 elements takes
 * 4 s and 0.7 GB (3,000,000: 11 s, 2.0 GB); a correlation matrix over 60 levels 9 s and 0.4 GB (200: out of memory at 4.5 GB); a
 * simplex of 1,000 elements 5 s and 0.2 GB, an ordered vector 4 s and 0.5 GB (3,000: 1.6 GB). Where the plan has to explore the
 * density first, it is memory and not time that is limited here.
 */

import type { CheckedModel, CheckedStatement } from "../language/checked-model.ts";
import type { Problem } from "../language/problem.ts";
import type { Domains } from "./domains.ts";
import { correlationTooLarge, gridTooLarge, vectorTooLong } from "./problems-sizes.ts";

/** Elements of a grid of plates. */
const mostElements = 1_000_000;
/** Levels of a correlation matrix, whose elements are computed from each other. */
const mostCorrelated = 60;
/** Elements of a simplex or an ordered vector, each of which has code of its own. */
const longestVector = 1000;

/** A problem for each quantity that is too large; to be called when all plates have their levels. */
export function checkSizes({ statements }: CheckedModel, domains: Domains): Problem[] {
  return statements.flatMap((statement) =>
    statement.kind === "likelihood" || !statement.plates.every((plate) => domains.hasPlate(plate))
      ? []
      : checkSize(statement, domains),
  );
}

function checkSize(
  statement: Exclude<CheckedStatement, { kind: "likelihood" }>,
  domains: Domains,
): Problem[] {
  const { name, plates, span } = statement;
  const target = `${name}[${plates.join(", ")}]`;
  const sizes = plates.map((plate) => domains.labelsOf(plate).length);
  const last = sizes.at(-1) ?? 1;
  const joint = statement.kind === "parameter" ? jointOf(statement.distribution) : null;
  if (joint === "matrix" && last > mostCorrelated)
    return [correlationTooLarge(target, last, mostCorrelated, span)];
  if (joint === "vector" && last > longestVector) return [vectorTooLong(target, last, longestVector, span)];
  const size = sizes.reduce((product, one) => product * one, 1);
  return plates.length > 1 && size > mostElements ? [gridTooLarge(target, size, mostElements, span)] : [];
}

/** Whether the elements of the last plates are computed from each other, as a matrix or a vector. */
function jointOf(
  distribution: Extract<CheckedStatement, { kind: "parameter" }>["distribution"],
): "matrix" | "vector" | null {
  if (distribution.kind === "ordered") return "vector";
  if (distribution.kind !== "vector") return null;
  return distribution.distribution.support.kind === "correlation" ? "matrix" : "vector";
}
