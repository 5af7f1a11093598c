/**
 * How much mass a prior has at the ends of a parameter's range, as powers.
 *
 * Of a positive parameter x the mass of x ≍ ε (within constant factors) is of order ε^κ as ε → 0, and that of x ≍ T of
 * order T^κ as T → ∞: a density that is positive at 0 has κ = 1 there, `flat(lower: 0)` has κ = 1 at both ends, a
 * half-Cauchy κ = -1 at ∞. Of a parameter u over all numbers the mass within 1 of -t, or of t, is of order e^(-κt), or
 * e^(κt), which are the same powers of e^u: flat has κ = 0 at both. What falls faster than any power has none (null),
 * and so has all that is not known for certain.
 */

import type { CheckedScalar, Expression, ParameterStatement } from "../../language/checked-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { scalarDomain } from "../../model/domains.ts";
import { readerOf } from "../../model/evaluate.ts";
import { spreadTail } from "./spread-tail.ts";

/** An exponent of mass. */
export interface Power {
  readonly value: number;
  /** A little less mass than the power says, by a factor such as 1/t². */
  readonly isShort: boolean;
}

/** Towards 0 and ∞ of a positive parameter, towards -∞ and ∞ of one over all numbers. */
export interface Tails {
  readonly kind: "positive" | "real";
  readonly low: Power | null;
  readonly high: Power | null;
}

const none: Tails = { kind: "real", low: null, high: null };

/** The number that an expression of numbers and constants is; null if it is something else. */
export function numberIn(model: BoundModel, expression: Expression | null | undefined): number | null {
  if (expression === null || expression === undefined) return null;
  const value = readerOf(expression, { ...model, columns: new Map() }, scalarDomain)?.(0);
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** The tails of the prior of one element, its other arguments held. */
export function tailsOf(model: BoundModel, { distribution }: ParameterStatement): Tails {
  if (distribution.kind === "scalar") return scalarTails(model, distribution);
  if (distribution.kind !== "truncated") return none;
  const { base } = distribution;
  const lower = numberIn(model, distribution.lower);
  const own = scalarTails(model, base);
  if (distribution.lower !== null && lower === null) return none;
  if (own.kind === "positive") {
    const high = distribution.upper === null ? own.high : null;
    return { ...own, low: lower === null || lower <= 0 ? own.low : null, high };
  }
  if (lower === null || lower < 0) return none;
  const isOpen = distribution.upper === null;
  return { kind: "positive", low: lower === 0 ? power(1) : null, high: isOpen ? cutTail(model, base) : null };
}

/** The mass that a density over all numbers has beyond T, as a power of T. */
function cutTail(model: BoundModel, { distribution, arguments: list }: CheckedScalar): Power | null {
  if (distribution.name === "cauchy") return power(-1);
  return distribution.name === "student_t" ? scaled(numberIn(model, list[0]), -1) : null;
}

function scalarTails(model: BoundModel, { distribution, arguments: list }: CheckedScalar): Tails {
  const [first, second, third] = list.map((one) => numberIn(model, one));
  switch (distribution.name) {
    case "half_normal":
    case "exponential":
      return positive(power(1), null);
    case "half_cauchy":
      return positive(power(1), power(-1));
    case "half_student_t":
      return positive(power(1), scaled(first, -1));
    case "gamma":
    case "weibull":
      return positive(scaled(first, 1), null);
    case "chi_square":
      return positive(scaled(first, 0.5), null);
    case "inverse_gamma":
      return positive(null, scaled(first, -1));
    case "lognormal":
      return positive(hierarchical(model, list[1]), null);
    case "normal":
      return {
        kind: "real",
        low: hierarchical(model, list[1]),
        high: negated(hierarchical(model, list[1])),
      };
    case "flat":
      return flatTails(first, second);
    case "uniform":
      return first === 0 ? positive(power(1), null) : none;
    case "laplace":
    case "logistic":
      return { kind: "real", low: inverse(second), high: negated(inverse(second)) };
    case "cauchy":
      return { kind: "real", low: power(0, true), high: power(0, true) };
    case "student_t":
      // The mass within 1 of t is of order t^-(ν + 1): less than any constant, more than any e^(-κt).
      return third === undefined ? none : { kind: "real", low: power(0, true), high: power(0, true) };
    default:
      return none;
  }
}

/** Of a normal variate, or the logarithm of a lognormal one, whose sd has a prior. */
function hierarchical(model: BoundModel, sd: Expression | undefined): Power | null {
  const value = spreadTail(model, sd, (one) => numberIn(model, one));
  return value === null ? null : power(value, true);
}

function flatTails(lower: number | null | undefined, upper: number | null | undefined): Tails {
  if (lower === null || lower === undefined || upper === null || upper === undefined) return none;
  if (lower >= 0) return positive(lower === 0 ? power(1) : null, upper === Infinity ? power(1) : null);
  return {
    kind: "real",
    low: lower === -Infinity ? power(0) : null,
    high: upper === Infinity ? power(0) : null,
  };
}

function positive(low: Power | null, high: Power | null): Tails {
  return { kind: "positive", low, high };
}

function power(value: number, isShort = false): Power {
  return { value, isShort };
}

function scaled(value: number | null | undefined, factor: number): Power | null {
  return value === null || value === undefined ? null : power(value * factor);
}

function inverse(value: number | null | undefined): Power | null {
  return value === null || value === undefined || !(value > 0) ? null : power(1 / value);
}

function negated(one: Power | null): Power | null {
  return one && power(-one.value, one.isShort);
}
