/**
 * A draw of a distribution between two bounds: the first of its draws that lies there, or, where that would take too many, the
 * inverse of its distribution function at a uniform number, on the side of the tail that the bounds are in.
 */

import { applyFormula, bindWhere } from "../density/graph/call.ts";
import { Graph } from "../density/graph/graph.ts";
import type { ScalarDistribution } from "../distributions/distribution.ts";
import { Domains } from "../model/domains.ts";
import { exp } from "../numeric/exponential.ts";
import { log1p } from "../numeric/logarithm.ts";
import type { RandomStream } from "../numeric/random-stream.ts";

/** Draws before the distribution function is inverted: it takes about as long. */
const mostTries = 2000;
/** Halvings of an interval of doubles: no more make a difference. */
const mostHalvings = 1100;

/** Null where neither way leads to a draw. */
export function drawTruncated(
  distribution: ScalarDistribution,
  stream: RandomStream,
  values: readonly number[],
  lower: number,
  upper: number,
): number | null {
  for (let i = 0; i < mostTries; i++) {
    const x = distribution.draw!(stream, values);
    if (x >= lower && x <= upper) return x;
  }
  const { logCdf, logSurvival, support } = distribution;
  if (logCdf === undefined || logSurvival === undefined) return null;
  if (support.isInteger === true) return drawWhole(distribution, stream, values, lower, upper);
  const isAbove = evaluate(distribution, logSurvival, values, lower) < -0.7;
  // The tail is measured from its far end: the probability beyond x is the smaller number there.
  const beyond = (x: number): number =>
    Number.isFinite(x) ? evaluate(distribution, isAbove ? logSurvival : logCdf, values, x) : -Infinity;
  const [near, far] = isAbove ? [lower, upper] : [upper, lower];
  const nearTail = beyond(near);
  // log (T(near) - u (T(near) - T(far)))
  const target = nearTail + log1p(-stream.uniform() * (1 - exp(beyond(far) - nearTail)));
  if (!Number.isFinite(target)) return null;
  let inside = near;
  let outside = far;
  if (!Number.isFinite(far)) {
    let step = 1;
    for (outside = near + (isAbove ? step : -step); beyond(outside) > target; step *= 2)
      outside = near + (isAbove ? step : -step);
  }
  for (let i = 0; i < mostHalvings; i++) {
    const middle = inside + (outside - inside) / 2;
    if (middle === inside || middle === outside) break;
    if (beyond(middle) > target) inside = middle;
    else outside = middle;
  }
  return inside;
}

/** As above of whole numbers: the first of them at which the distribution function has come as far as a uniform number says. */
function drawWhole(
  distribution: ScalarDistribution,
  stream: RandomStream,
  values: readonly number[],
  lower: number,
  upper: number,
): number | null {
  const formulas = [distribution.logCdf!, distribution.logSurvival!] as const;
  const tailAt = (isAbove: boolean, x: number): number =>
    Number.isFinite(x)
      ? evaluate(distribution, formulas[isAbove ? 1 : 0], values, x)
      : x > 0 === isAbove
        ? -Infinity
        : 0;
  const [before, last] = [Math.ceil(lower) - 1, Math.floor(upper)];
  const isAbove = tailAt(true, before) < -0.7;
  const [near, far] = isAbove ? [before, last] : [last, before];
  const nearTail = tailAt(isAbove, near);
  const target = nearTail + log1p(-stream.uniform() * (1 - exp(tailAt(isAbove, far) - nearTail)));
  if (!Number.isFinite(target)) return null;
  const hasReached = (x: number) => (isAbove ? tailAt(true, x) <= target : tailAt(false, x) >= target);
  let outside = Number.isFinite(before) ? before : -1;
  let inside = last;
  if (!Number.isFinite(last)) {
    inside = outside + 1;
    for (let step = 2; !hasReached(inside); step *= 2) inside = outside + step;
  }
  while (inside - outside > 1) {
    const middle = Math.floor(outside + (inside - outside) / 2);
    if (hasReached(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

/** A formula of the distribution at x. Nodes of constants alone are a constant. */
function evaluate(scalar: ScalarDistribution, formula: string, values: readonly number[], x: number): number {
  const graph = new Graph(new Domains(0));
  const names = scalar.arguments.map(({ name }, i) => [name, graph.constant(values[i]!)] as const);
  const bound = bindWhere(graph, { ...Object.fromEntries(names), x: graph.constant(x) }, scalar.where);
  const node = applyFormula(graph, formula, bound);
  return node.kind === "constant" ? node.value : Number.NaN;
}
