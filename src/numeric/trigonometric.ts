/**
 * Sine, cosine, arc tangent and hyperbolic tangent.
 *
 * Methods and coefficients are those of fdlibm (k_sin.c, k_cos.c, e_rem_pio2.c, s_atan.c, s_tanh.c; © 1993 Sun
 * Microsystems, freely licensed), with errors below 1 ulp (tanh: 2). Where we depart: arguments of sine and
 * cosine beyond 1.6 million are first taken modulo the double next to 2π, which amounts to a change of the argument
 * by less than its own rounding error.
 */

import { expm1 } from "./exponential.ts";

// π/2 in three parts of 33 bits, so that products with n < 2²⁰ are exact, and what is left of it after them.
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487111665e-21;
const HALF_PI_REST = 8.4784276603689e-32;
const INVERSE_HALF_PI = 0.6366197723675814;
const TWO_PI = 6.283185307179586;
const LARGE = 1647099;

/** Sine of x in radians; NaN at ±Infinity. */
export function sin(x: number): number {
  if (x > -0.785 && x < 0.785) return sineOfSum(x, 0);
  return sineAtQuarter(x, 0);
}

/** Cosine of x in radians; NaN at ±Infinity. */
export function cos(x: number): number {
  if (x > -0.785 && x < 0.785) return cosineOfSum(x, 0);
  return sineAtQuarter(x, 1);
}

/** sin(x + quarter·π/2). */
function sineAtQuarter(x: number, quarter: 0 | 1): number {
  // `%` is exact in every engine
  const moderate = Math.abs(x) > LARGE ? x % TWO_PI : x;
  const n = Math.floor(moderate * INVERSE_HALF_PI + 0.5);
  // high + low = x - n·π/2: each difference is taken with what its rounding lost
  const first = moderate - n * HALF_PI_1;
  const second = n * HALF_PI_2;
  const r = first - second;
  const third = n * HALF_PI_3;
  const lost = first - r - second - third - n * HALF_PI_REST;
  const high = r + lost;
  const low = lost - (high - r);
  switch ((n + quarter) & 3) {
    case 0:
      return sineOfSum(high, low);
    case 1:
      return cosineOfSum(high, low);
    case 2:
      return -sineOfSum(high, low);
    default:
      return -cosineOfSum(high, low);
  }
}

const S1 = -0.16666666666666632;
const S2 = 0.00833333333332249;
const S3 = -1.984126982985795e-4;
const S4 = 2.7557313707070068e-6;
const S5 = -2.5050760253406863e-8;
const S6 = 1.58969099521155e-10;

/** sin(x + low) for |x| ≤ π/4 and low below an ulp of x. */
function sineOfSum(x: number, low: number): number {
  const z = x * x;
  const cube = z * x;
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  return x - (z * (0.5 * low - cube * r) - low - cube * S1);
}

const C1 = 0.0416666666666666;
const C2 = -0.001388888888887411;
const C3 = 2.480158728947673e-5;
const C4 = -2.7557314351390663e-7;
const C5 = 2.087572321298175e-9;
const C6 = -1.1359647557788195e-11;

/** cos(x + low) for |x| ≤ π/4 and low below an ulp of x. */
function cosineOfSum(x: number, low: number): number {
  const z = x * x;
  const r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * low));
}

// atan of 1/2, 1, 3/2 and ∞ as sums of two doubles
const ATAN_HIGH = Float64Array.of(
  0.4636476090008061,
  0.7853981633974483,
  0.982793723247329,
  1.5707963267948966,
);
const ATAN_LOW = Float64Array.of(
  2.2698777452961687e-17,
  3.061616997868383e-17,
  1.3903311031230998e-17,
  6.123233995736766e-17,
);

/** Arc tangent in radians. */
export function atan(x: number): number {
  const size = Math.abs(x);
  // the first comparison keeps the sign of -0
  if (!(size >= 0.4375)) return x === 0 ? x : x - atanRemainder(x);
  let value: number;
  if (size < 0.6875) value = atanBeyond(0, (2 * size - 1) / (2 + size));
  else if (size < 1.1875) value = atanBeyond(1, (size - 1) / (size + 1));
  else if (size < 2.4375) value = atanBeyond(2, (size - 1.5) / (1 + 1.5 * size));
  else value = atanBeyond(3, -1 / size);
  return x < 0 ? -value : value;
}

/** The arc tangent at entry `index` of the table, plus atan(t). */
function atanBeyond(index: number, t: number): number {
  return ATAN_HIGH[index] - (atanRemainder(t) - ATAN_LOW[index] - t);
}

/** t - atan(t) for |t| < 0.44. */
function atanRemainder(t: number): number {
  const z = t * t;
  const w = z * z;
  const odd =
    0.3333333333333293 +
    w *
      (0.14285714272503466 +
        w *
          (0.09090887133436507 +
            w * (0.06661073137387531 + w * (0.049768779946159324 + w * 0.016285820115365782))));
  const even =
    -0.19999999999876483 +
    w *
      (-0.11111110405462356 +
        w * (-0.0769187620504483 + w * (-0.058335701337905735 + w * -0.036531572744216916)));
  return t * (z * odd + w * even);
}

/** Hyperbolic tangent. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size > 22) return x > 0 ? 1 : -1;
  if (size >= 1) {
    // 1 - 2 / (e²ˣ + 1)
    const value = 1 - 2 / (expm1(2 * size) + 2);
    return x > 0 ? value : -value;
  }
  // -(e⁻²ˣ - 1) / (e⁻²ˣ + 1)
  const t = expm1(-2 * size);
  return x > 0 ? -t / (t + 2) : x < 0 ? t / (t + 2) : x;
}
