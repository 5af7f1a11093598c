/**
 * The logarithm of Student's t distribution function, and its derivative along the degrees of freedom: half of an incomplete
 * beta function, P(T ≤ -|z|) = ½ I_x(ν/2, ½) with log odds log ν - 2 log |z| of x (Johnson, Kotz & Balakrishnan 1995, section 28.2).
 */

import { exp } from "./exponential.ts";
import { logBetaCdf, logBetaCdfSlopeA, logBetaFront } from "./log-incomplete-beta.ts";
import { log } from "./logarithm.ts";
import { log1mExp } from "./logistic.ts";

/** log P(T ≤ z) for df > 0, with full relative accuracy in both tails. */
export function logStudentCdf(z: number, df: number): number {
  const tail = logTail(Math.abs(z), df);
  return z > 0 ? log1mExp(tail) : tail;
}

/** The derivative of `logStudentCdf` along df. */
export function logStudentCdfSlope(z: number, df: number): number {
  if (z === 0 || Math.abs(z) === Infinity) return 0;
  const θ = logOdds(Math.abs(z), df);
  const a = 0.5 * df;
  // The log odds grow with log df.
  const tail = logBetaCdf(θ, a, 0.5);
  const slope = 0.5 * logBetaCdfSlopeA(θ, a, 0.5) + exp(logBetaFront(θ, a, 0.5) - tail) / df;
  const logTail = tail - Math.LN2;
  return z < 0 ? slope : -slope * exp(logTail - log1mExp(logTail));
}

/** log P(T < -t) for t ≥ 0. */
function logTail(t: number, df: number): number {
  return logBetaCdf(logOdds(t, df), 0.5 * df, 0.5) - Math.LN2;
}

function logOdds(t: number, df: number): number {
  return log(df) - 2 * log(t);
}
