/** Errors of special functions in units in the last place, by the names of their exports. */

import * as errorFunction from "../../src/numeric/error-function.ts";
import * as exponential from "../../src/numeric/exponential.ts";
import * as gammaFunction from "../../src/numeric/gamma-function.ts";
import * as logarithm from "../../src/numeric/logarithm.ts";
import * as logistic from "../../src/numeric/logistic.ts";
import { power } from "../../src/numeric/power.ts";
import * as trigonometric from "../../src/numeric/trigonometric.ts";

const { exp, expm1 } = exponential;
const { log, log1p } = logarithm;

/** The special functions by name; those of one argument ignore the second. */
export const specialFunctions = {
  exp,
  expm1,
  log,
  log1p,
  power,
  ...errorFunction,
  ...gammaFunction,
  ...logistic,
  ...trigonometric,
} satisfies Record<string, (a: number, b: number) => number>;

export type SpecialFunctionName = keyof typeof specialFunctions;

const number = new Float64Array(1);
const bits = new BigInt64Array(number.buffer);

/** The distance from |x| to the next larger double. */
function ulp(x: number): number {
  const size = Math.abs(x);
  number[0] = size;
  bits[0]! += 1n;
  return number[0] - size;
}

/** The error of `value` in ulps of the true value `high` + `low`; NaN counts as infinite. */
export function errorInUlps(value: number, high: number, low = 0): number {
  const error = Math.abs(value - high - low) / ulp(high);
  return Number.isNaN(error) ? (Object.is(value, high) ? 0 : Infinity) : error;
}
