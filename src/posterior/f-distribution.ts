/** Quantiles of the F distribution. */

import { betaCdf } from "../numeric/incomplete-beta.ts";

/** P(F ≤ f) with a and b degrees of freedom. */
function fCdf(f: number, a: number, b: number): number {
  return betaCdf((a * f) / (a * f + b), a / 2, b / 2);
}

/** To the last digits, by halving; for 0 < probability < 1. */
export function fQuantile(probability: number, a: number, b: number): number {
  return root((f) => fCdf(f, a, b) - probability, 0, 1);
}

/** Halvings of a bracket: to the last digit. */
const halvings = 200;

/** Where an increasing function is 0, beyond `low`; `high` is moved outwards until it is positive there. Infinity where it never is. */
export function root(of: (x: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let width = high - low; of(to) < 0; width *= 2) {
    from = to;
    to += width;
    if (to > 1e300) return Infinity;
  }
  for (let i = 0; i < halvings; i++) {
    const middle = (from + to) / 2;
    if (middle === from || middle === to) break;
    if (of(middle) < 0) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}
