/**
 * The distribution function of the beta distribution: the continued fraction of DLMF 8.17.22 by the modified Lentz method (Press et
 * al. 2007, Numerical Recipes, section 6.4). By hand for size, as its inverse is (`posterior/beta-quantile.ts`).
 */

import { exp } from "./exponential.ts";
import { logGamma } from "./gamma-function.ts";
import { log, log1p } from "./logarithm.ts";

/** Keeps a denominator from being zero in Lentz's recursion. */
const tiny = 1e-300;
/** Above the largest number of terms met for parameters of 1e6, which is of the order of their square root. */
const maxTerms = 10_000;

/** P(X ≤ x) for X ~ Beta(a, b), both positive, the regularized incomplete beta function; 0 and 1 at and beyond the ends. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
  // I_x(a, b) = x^a (1 - x)^b / (a B(a, b)) · 1/(1 + d_1/(1 + d_2/(1 + …))), fast left of the mean; right of it by symmetry.
  const front = exp(a * log(x) + b * log1p(-x) - logBeta);
  if (x < (a + 1) / (a + b + 2)) return (front * continuedFraction(x, a, b)) / a;
  return 1 - (front * continuedFraction(1 - x, b, a)) / b;
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= maxTerms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
