/**
 * The logarithm of the regularized incomplete beta function, with its derivatives along both parameters.
 *
 * It is taken at the log odds θ of x, I(θ; a, b) = I_x(a, b) with x = 1 / (1 + e^-θ), so that x near 1 loses nothing and
 * 1 - I(θ; a, b) = I(-θ; b, a). It is x^a (1 - x)^b / B(a, b) times a ratio. Where a or b is below 16 that is the continued
 * fraction of Didonato & Morris (1992, ACM TOMS 18, Algorithm 708, `bfrac`), the even part of DLMF 8.17.22, differentiated along a
 * and b term by term in Lentz's recursion as Boik & Robison-Cox do (1998, Journal of Statistical Software 3(1)). Where both are
 * larger it is an integral over log odds from θ away from the mode of the integrand, which is at log(a/b): log-concave, so that 24
 * points do (`tail-quadrature.ts`), however large they are. In the other tail, the complement.
 * Measured against mpmath on 20,000 points: relative errors below 1e-12 of the logarithm or, where that is larger, of the
 * probability, as a and b go up to 1e6; 1e-10 for derivatives. A probability that is small only because b is
 * (a density that has nearly all of its mass next to x = 1) has an absolute error of 1e-15.
 */

import { exp, expm1 } from "./exponential.ts";
import { halfLogTwoPi, log, log1p } from "./logarithm.ts";
import { invLogit, log1mExp, log1pExp } from "./logistic.ts";
import { expm1Minus, log1pMinus, logMinusDigamma, stirlingError } from "./near-zero.ts";
import { quadraticEnd, tailDepth, tailNodes, tailWeights } from "./tail-quadrature.ts";

/** From here on, for both parameters, tails are integrated. */
const largeParameter = 16;
const mostTerms = 10_000;

/** log P(X ≤ x) for X ~ Beta(a, b) and the log odds θ of x. For a = 0 it is 0 and for b = 0 -Infinity, as if X were next to 0 or to 1. */
export function logBetaCdf(θ: number, a: number, b: number): number {
  const end = atEnd(θ, a, b);
  if (end !== null) return end === 0 ? -Infinity : end === 1 ? 0 : NaN;
  return isLowerTail(θ, a, b) ? lowerTail(θ, a, b) : log1mExp(Math.min(0, lowerTail(-θ, b, a)));
}

/** The derivative of `logBetaCdf` along a; 0 where the probability is 0 or 1. */
export function logBetaCdfSlopeA(θ: number, a: number, b: number): number {
  const end = atEnd(θ, a, b);
  if (end !== null) return Number.isNaN(end) ? NaN : 0;
  if (isLowerTail(θ, a, b)) {
    lowerTail(θ, a, b);
    return slopeA;
  }
  const value = lowerTail(-θ, b, a);
  return -slopeB * odds(value);
}

/** The derivative of `logBetaCdf` along b; 0 where the probability is 0 or 1. */
export function logBetaCdfSlopeB(θ: number, a: number, b: number): number {
  const end = atEnd(θ, a, b);
  if (end !== null) return Number.isNaN(end) ? NaN : 0;
  if (isLowerTail(θ, a, b)) {
    lowerTail(θ, a, b);
    return slopeB;
  }
  const value = lowerTail(-θ, b, a);
  return -slopeA * odds(value);
}

/** log(x^a (1 - x)^b / B(a, b)), the log density of log odds; -Infinity where a or b is 0. */
export function logBetaFront(θ: number, a: number, b: number): number {
  if (!(a > 0 && b > 0 && Math.abs(θ) < Infinity)) return Number.isNaN(θ + a + b) ? NaN : -Infinity;
  place(θ, a, b);
  // With p = a/(a + b) and q = 1 - p, a log(x/p) + b log(y/q) = a (log(1 + u) - u) + b (log(1 + v) - v), as a u + b v = 0
  const deviance = isNear ? a * log1pMinus(u) + b * log1pMinus(v) : a * logXRatio + b * logYRatio;
  const spread = 0.5 * (log(a) + log(b) - log(a + b)) - halfLogTwoPi;
  return deviance + spread + (stirlingError(a + b) - stirlingError(a) - stirlingError(b));
}

/** The probability where it needs no computing, or NaN; null elsewhere. */
function atEnd(θ: number, a: number, b: number): number | null {
  if (!(a >= 0 && b >= 0) || Number.isNaN(θ)) return NaN;
  if (a === 0 || b === 0) return a === 0 ? 1 : 0;
  return Math.abs(θ) < Infinity ? null : θ > 0 ? 1 : 0;
}

/** p / (1 - p) of a log p. */
function odds(logProbability: number): number {
  return exp(logProbability - log1mExp(Math.min(0, logProbability)));
}

// Where `place` leaves what it finds: x and y = 1 - x; x/p - 1 and y/q - 1, for p = a/(a + b) and q = 1 - p, if θ is near
// their log odds; log(x/p) and log(y/q); and a y - b x.
let x = 0;
let y = 0;
let isNear = false;
let u = 0;
let v = 0;
let logXRatio = 0;
let logYRatio = 0;
let excess = 0;

function place(θ: number, a: number, b: number): void {
  const center = log(a) - log(b);
  const ratio = a / b;
  const distance = θ - (ratio > 1e-290 && ratio < 1e290 ? log(ratio) : center);
  x = invLogit(θ);
  y = invLogit(-θ);
  isNear = Math.abs(distance) < 1;
  if (isNear) {
    // x/p - 1 = b/a x (1 - e^-distance) and y/q - 1 = a/b y (1 - e^distance)
    u = -(x / ratio) * expm1(-distance);
    v = -y * ratio * expm1(distance);
    logXRatio = log1p(u);
    logYRatio = log1p(v);
    excess = b * x * expm1(-distance);
  } else {
    logXRatio = log1pExp(-center) - log1pExp(-θ);
    logYRatio = log1pExp(center) - log1pExp(θ);
    excess = a * y - b * x;
  }
}

function isLowerTail(θ: number, a: number, b: number): boolean {
  place(θ, a, b);
  return Math.min(a, b) >= largeParameter ? excess > 0 : excess >= x - y;
}

/** Where the three below leave the derivatives along a and b of what they return. */
let slopeA = 0;
let slopeB = 0;

/** log I in the lower tail. */
function lowerTail(θ: number, a: number, b: number): number {
  const front = logBetaFront(θ, a, b);
  const isLarge = Math.min(a, b) >= largeParameter;
  const value = front + (isLarge ? logIntegral(a, b) : -logFraction(a, b));
  const ofSum = logMinusDigamma(a + b);
  slopeA = logXRatio + logMinusDigamma(a) - ofSum + (isLarge ? slopeA : -slopeA);
  slopeB = logYRatio + logMinusDigamma(b) - ofSum + (isLarge ? slopeB : -slopeB);
  return value;
}

/** The logarithm of the continued fraction, at the place that `place` found; C and D are Lentz's. */
function logFraction(a: number, b: number): number {
  let fraction = (a / (a + 1)) * (excess + 1);
  slopeA = 1 / (a * (a + 1)) + y / (excess + 1);
  slopeB = -x / (excess + 1);
  let c = fraction;
  let cA = fraction * slopeA;
  let cB = fraction * slopeB;
  let d = 0;
  let dA = 0;
  let dB = 0;
  for (let m = 1; m < mostTerms; m++) {
    setTerm(a, b, m);
    const inverseA = bottomA + topA * d + top * dA;
    const inverseB = bottomB + topB * d + top * dB;
    d = 1 / (bottom + top * d);
    dA = -d * d * inverseA;
    dB = -d * d * inverseB;
    cA = bottomA + (topA - (top * cA) / c) / c;
    cB = bottomB + (topB - (top * cB) / c) / c;
    c = bottom + top / c;
    fraction *= c * d;
    const changeA = cA / c + dA / d;
    const changeB = cB / c + dB / d;
    slopeA += changeA;
    slopeB += changeB;
    // A whole number b ends the fraction, but not its derivatives.
    if (Math.abs(c * d - 1) < 2e-16 && isSmall(changeA, slopeA) && isSmall(changeB, slopeB)) break;
  }
  return log(fraction);
}

function isSmall(change: number, slope: number): boolean {
  return Math.abs(change) <= 1e-16 * Math.abs(slope);
}

// Where `setTerm` leaves a partial numerator and denominator of the fraction, and their derivatives along a and b.
let top = 0;
let topA = 0;
let topB = 0;
let bottom = 0;
let bottomA = 0;
let bottomB = 0;

function setTerm(a: number, b: number, m: number): void {
  const s = a + 2 * m - 1;
  const near = a + m - 1;
  const far = a + b + m - 1;
  const common = (near / s) * (far / s) * m * x;
  top = common * ((b - m) * x);
  topA = top * (1 / near + 1 / far - 2 / s);
  topB = top / far + common * x;
  const rest = excess + 1 + m * (1 + y);
  const weight = (a + m) / (s + 2);
  const product = (m * ((b - m) * x)) / s;
  bottom = m + product + weight * rest;
  bottomA = -product / s + ((m + 1) / (s + 2)) * (rest / (s + 2)) + weight * y;
  bottomB = (m * x) / s - weight * x;
}

/**
 * log ∫ exp(-d(t)) dt, where d is the fall of a θ - (a + b) log(1 + e^θ) from the place that `place` found to t below it.
 */
function logIntegral(a: number, b: number): number {
  const n = a + b;
  // With w = x (e^-t - 1), d = a t + n log(1 + w); with w = y (e^t - 1), d = -b t + n log(1 + w). That of the smaller of x and y.
  const isLeft = x <= 0.5;
  const side = isLeft ? -1 : 1;
  const part = isLeft ? x : y;
  const depthAt = (t: number) =>
    excess * t + n * (part * expm1Minus(side * t) + log1pMinus(part * expm1(side * t)));
  let end = quadraticEnd(excess, n * x * y);
  for (let k = 0; k < 4; k++) {
    // d' = a - n x e^-t / (y + x e^-t) = excess + n x y (1 - e^-t) / (y + x e^-t)
    const fall = -expm1(-end);
    end += (tailDepth - depthAt(end)) / (excess + (n * x * y * fall) / (1 - x * fall));
  }
  let sum = 0;
  let ofX = 0;
  let ofY = 0;
  for (let i = 0; i < tailNodes.length; i++) {
    const t = end * tailNodes[i]!;
    const weight = tailWeights[i]! * exp(-depthAt(t));
    const logRest = log1p(part * expm1(side * t));
    // log x and log y at t, less those at 0
    ofX -= weight * (isLeft ? t + logRest : logRest);
    ofY += weight * (isLeft ? -logRest : t - logRest);
    sum += weight;
  }
  slopeA = ofX / sum;
  slopeB = ofY / sum;
  return log(end * sum);
}
