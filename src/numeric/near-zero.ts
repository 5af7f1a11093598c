/**
 * What is left of a function near a point after its leading terms: differences that would cancel.
 *
 * The deviance forms of gamma and binomial probabilities are made of them (Loader 2000, "Fast and accurate computation of
 * binomial probabilities"; Didonato & Morris 1992, ACM TOMS 18, Algorithm 708).
 */

import { expm1 } from "./exponential.ts";
import { digamma, logGamma } from "./gamma-function.ts";
import { halfLogTwoPi, log, log1p } from "./logarithm.ts";

/** log(1 + u) - u for u > -1, with full relative accuracy near 0. */
export function log1pMinus(u: number): number {
  if (!(u > -0.5 && u < 1)) return log1p(u) - u;
  // log(1 + u) = 2 (s + s³/3 + s⁵/5 + …) with s = u/(2 + u), and 2 s - u = -u s
  const s = u / (2 + u);
  const z = s * s;
  let sum = 0;
  let term = 1;
  for (let k = 3; k < 41 && term > 1e-17; k += 2) {
    sum += term / k;
    term *= z;
  }
  return 2 * s * z * sum - u * s;
}

/** exp(s) - 1 - s, with full relative accuracy near 0. */
export function expm1Minus(s: number): number {
  if (!(s > -0.7 && s < 0.7)) return expm1(s) - s;
  let sum = 0;
  for (let k = 16; k >= 2; k--) sum = (sum + 1) * (s / k);
  return s * sum;
}

/** log Γ(a) - (a - ½) log a + a - ½ log 2π for a > 0, the error of Stirling's formula, which falls like 1/(12 a). */
export function stirlingError(a: number): number {
  if (a < 10) return logGamma(a) - (a - 0.5) * log(a) + a - halfLogTwoPi;
  const w = 1 / (a * a);
  const c4 = 1 / 1188 - w * (691 / 360360 - w / 156);
  return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * c4)))) / a;
}

/** log a - ψ(a) for a > 0, which falls like 1/(2 a). */
export function logMinusDigamma(a: number): number {
  if (a < 10) return log(a) - digamma(a);
  const w = 1 / (a * a);
  const c4 = 1 / 132 - w * (691 / 32760 - w / 12);
  return 0.5 / a + w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w * (1 / 240 - w * c4))));
}
