/** Two nested factors, b levels of the inner one within a of the outer: analysis of variance, for unequal groups (Searle 1971, section 11.4). */

import { type ClassicalEstimate, withRestricted } from "./classical-estimate.ts";
import type { FactorSums } from "./draws.ts";

/** The variances and the correlations of two values of one level; or why there are none. */
export function nestedEstimates(
  outer: FactorSums,
  inner: FactorSums,
  squares: number,
): ClassicalEstimate[] | string {
  const total = outer.n.reduce((sum, one) => sum + one, 0);
  const [a, b] = [outer.n.length, inner.n.length];
  const [dfOuter, dfInner, rest] = [a - 1, b - a, total - b];
  if (dfOuter < 1 || dfInner < 1 || rest < 1)
    return "a nested analysis of variance needs levels of the inner factor beside each other, and rows beside each other in one of them";
  const parents = inner.parents[outer.group]!;
  const sumOver = (of: (n: number, whole: number) => number): number =>
    inner.n.reduce((sum, n, j) => sum + of(n, outer.n[parents[j]!]!), 0);
  const meanSquares = [(squares - outer.within) / dfOuter, (outer.within - inner.within) / dfInner];
  const residual = inner.within / rest;
  const spread = sumOver((n, whole) => (n * n) / whole);
  const k1 = (total - spread) / dfInner;
  const k2 = (spread - sumOver((n) => (n * n) / total)) / dfOuter;
  const k3 = (total - outer.n.reduce((sum, n) => sum + n * n, 0) / total) / dfOuter;
  const ofInner = (meanSquares[1]! - residual) / k1;
  const ofOuter = (meanSquares[0]! - residual - k2 * ofInner) / k3;
  const whole = ofOuter + ofInner + residual;
  const row = (group: string, what: string, value: number): ClassicalEstimate => {
    return { group, what, method: "ANOVA", value, lower: Number.NaN, upper: Number.NaN };
  };
  const rows = [
    row(outer.group, "variance", ofOuter),
    row(inner.group, "variance", ofInner),
    row("residual", "variance", residual),
    row(outer.group, "ICC(1)", ofOuter / whole),
    row(inner.group, "ICC(1)", (ofOuter + ofInner) / whole),
  ];
  const isBalanced = [outer.n, inner.n].every((n) => n.every((one) => one === n[0])) && b % a === 0;
  return isBalanced && Math.min(ofOuter, ofInner) >= 0 ? withRestricted(rows) : rows;
}
