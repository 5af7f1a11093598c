/**
 * Outcomes that are censored at bounds that are known beforehand, as `censored(normal(μ, σ), left: y <= 0, right: y >= limit)`: a value
 * beyond a bound is recorded as that bound (Tobin 1958). Where a column says which values were censored, `right: event == 0`, the bounds of the
 * others are not known, and other values cannot be simulated.
 */

import type { Node } from "../density/graph/node.ts";
import type { Joint } from "../density/joint/joint.ts";
import type { CheckedScalar, Expression, Likelihood } from "../language/checked-model.ts";
import { baseOf, partsOf } from "../language/parts.ts";
import type { Domain } from "../model/domains.ts";
import { type DrawOne, drawerOf } from "./draw-one.ts";

/** What is drawn, and the bounds that it is recorded within; null for none. */
interface Censoring {
  readonly inside: CheckedScalar;
  readonly lower: Expression | null;
  readonly upper: Expression | null;
}

/** Left, right and the end of an interval are the last arguments. */
const censoringWays = 3;

/** Null for an outcome that is not censored, or not at bounds. */
export function censoringOf({ columns, distribution }: Likelihood): Censoring | null {
  const base = baseOf(distribution);
  if (base.kind !== "scalar" || base.modified?.modifier !== "censored") return null;
  const [column] = columns;
  const inside = base.modified.parts.find((part) => part.kind === "distribution")!.distribution;
  const [left, right, to] = base.arguments.slice(-censoringWays) as [Expression, Expression, Expression];
  const lower = boundOf(left, column!, "less_equal", "greater_equal");
  const upper = boundOf(right, column!, "greater_equal", "less_equal");
  const isWithoutEnd = to.kind === "number" || (to.kind === "call" && to.function === "negate");
  // Of whole numbers, a value that is censored on the right lies above the bound, which one that is equal to it does not.
  const isWhole = base.distribution.support.isInteger === true;
  const isKnown = lower !== undefined && upper !== undefined && isWithoutEnd && !(isWhole && upper !== null);
  return isKnown && inside.distribution.draw !== undefined ? { inside, lower, upper } : null;
}

/** The bound of `y <= bound`, however it is written; null where nothing is censored, undefined where something else says what is. */
function boundOf(
  way: Expression,
  column: string,
  relation: string,
  turned: string,
): Expression | null | undefined {
  if (way.kind === "number" && way.value === 0) return null;
  if (way.kind !== "call") return undefined;
  const [first, second] = way.arguments;
  const isOwn = (one: Expression | undefined): boolean => one?.kind === "column" && one.name === column;
  const isFree = (one: Expression): boolean => !partsOf(one).some(isOwn);
  const found = isOwn(first) ? [second, relation] : isOwn(second) ? [first, turned] : null;
  if (found === null) return undefined;
  const [bound, wanted] = found as [Expression, string];
  return [wanted, "equal"].includes(way.function) && isFree(bound) ? bound : undefined;
}

/** Expressions of the likelihood that its own value does not stand in. */
export function expressionsOfLatent(likelihood: Likelihood): readonly Expression[] {
  const { inside, lower, upper } = censoringOf(likelihood)!;
  const { distribution } = likelihood;
  const ends = distribution.kind === "truncated" ? [distribution.lower, distribution.upper] : [];
  return [...inside.arguments, ...[...ends, lower, upper].filter((one) => one !== null)];
}

/**
 * What draws the value itself and records it within the bounds, over the elements of a context, and the nodes of its arguments; null for an
 * outcome that is not censored, or not at bounds.
 */
export function censoredDraws(
  joint: Joint,
  likelihood: Likelihood,
  context: Domain,
): { readonly nodes: readonly Node[]; readonly draw: DrawOne } | null {
  const censoring = censoringOf(likelihood);
  if (censoring === null) return null;
  const { inside, lower, upper } = censoring;
  const { distribution } = likelihood;
  const { graph, translator } = joint;
  const isTruncated = distribution.kind === "truncated";
  const bound = (one: Expression | null, otherwise: number): Node =>
    one === null ? graph.constant(otherwise) : translator.translate(one, context);
  const ends = isTruncated ? [bound(distribution.lower, -Infinity), bound(distribution.upper, Infinity)] : [];
  const nodes = [
    ...translator.translateAll(inside.arguments, context),
    ...ends,
    bound(lower, -Infinity),
    bound(upper, Infinity),
  ];
  const draw = drawerOf(inside.distribution, isTruncated);
  return {
    nodes,
    draw: (stream, values) => {
      const value = draw(stream, values.slice(0, -2));
      const [[from], [to]] = values.slice(-2) as [[number], [number]];
      return Math.min(to, Math.max(from, value));
    },
  };
}
