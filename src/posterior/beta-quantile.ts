/**
 * Quantiles of the beta distribution, which say between which order statistics a quantile lies.
 *
 * The distribution function is the continued fraction of DLMF 8.17.22 by the modified Lentz method (Press et al. 2007,
 * Numerical Recipes, section 6.4); the quantile is found by Newton's steps kept inside a shrinking bracket. Good to about
 * 1e-12 relative for parameters up to 1e5, far finer than the order statistics that it serves.
 */

import { exp } from "../numeric/exponential.ts";
import { logGamma } from "../numeric/gamma-function.ts";
import { log, log1p } from "../numeric/logarithm.ts";

/** Keeps a denominator from being zero in Lentz's recursion. */
const tiny = 1e-300;
/** Above the largest number of terms met for parameters of 1e6, which is of the order of their square root. */
const maxTerms = 10_000;

/** x with P(X ≤ x) = probability for X ~ Beta(a, b), both positive; 0 and 1 at the ends, NaN for NaN. */
export function betaQuantile(probability: number, a: number, b: number): number {
  if (!(a > 0 && b > 0)) return Number.NaN;
  if (probability <= 0) return 0;
  if (probability >= 1) return 1;
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  // Bisection alone would need 60 rounds; Newton's steps need 3 to 8.
  for (let round = 0; round < 100 && high - low > 1e-15 * x; round++) {
    const excess = betaCdf(x, a, b, logBeta) - probability;
    if (excess > 0) high = x;
    else low = x;
    const density = exp((a - 1) * log(x) + (b - 1) * log1p(-x) - logBeta);
    const step = excess / density;
    const next = x - step;
    const inside = next > low && next < high;
    if (inside && Math.abs(step) < 1e-14 * x) return next;
    x = inside ? next : (low + high) / 2;
  }
  return x;
}

/** The regularized incomplete beta function, for 0 < x < 1. */
function betaCdf(x: number, a: number, b: number, logBeta: number): number {
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
