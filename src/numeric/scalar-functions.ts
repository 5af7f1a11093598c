/**
 * Every function that a formula or a model may use: its value and its partial derivatives.
 *
 * The table is total: the compiler differentiates, simplifies and emits by looking here, so a function that is
 * added to `FunctionName` and to the table is known everywhere. A partial derivative is a formula in the
 * arguments `a`, `b`, `c` and the value `f`, in the grammar of `distributions/distribution.ts`, written so that it
 * keeps its accuracy where the textbook's form cancels or overflows. The tests compare each with finite differences.
 */

import { logNormalCdf, normalCdf, normalQuantile } from "./error-function.ts";
import { exp, expm1 } from "./exponential.ts";
import { digamma, logGamma, trigamma } from "./gamma-function.ts";
import { log, log1p } from "./logarithm.ts";
import { invLogit, log1mExp, log1pExp, logDiffExp, logInvLogit, logit, logSumExp } from "./logistic.ts";
import { power } from "./power.ts";
import { atan, tanh } from "./trigonometric.ts";

/** What the operators of a formula stand for. */
type OperatorName =
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "negate"
  | "power"
  | "less"
  | "less_equal"
  | "greater"
  | "greater_equal"
  | "equal"
  | "not_equal";

/** Operators and functions, by the names that the density knows them by. */
export type FunctionName =
  | OperatorName
  | "if"
  | "exp"
  | "log"
  | "log1p"
  | "expm1"
  | "sqrt"
  | "square"
  | "abs"
  | "min"
  | "max"
  | "logit"
  | "inv_logit"
  | "log_sum_exp"
  | "log_diff_exp"
  | "log1p_exp"
  | "log1m_exp"
  | "log_inv_logit"
  | "normal_cdf"
  | "log_normal_cdf"
  | "normal_quantile"
  | "gamma_ln"
  | "digamma"
  | "trigamma"
  | "tanh"
  | "atan"
  | "floor";

export interface ScalarFunction {
  readonly name: FunctionName;
  readonly arity: 1 | 2 | 3;
  /** The value; arguments beyond `arity` are ignored, and any number will do for them. */
  readonly value: (a: number, b: number, c: number) => number;
  /**
   * One formula for each argument, in `a`, `b`, `c` and `f`, the value. Where the function has a step or a kink, the
   * derivative of one side. Empty for `trigamma` alone, which nothing has to differentiate.
   */
  readonly partials: readonly string[];
  /** A model may call it by name; the others are for formulas. */
  readonly isCallable: boolean;
  /** In a model it takes two or more arguments, and f(a, b, c) is f(f(a, b), c). */
  readonly isFolded?: boolean;
  /** What it computes, in a few words, for the reference documentation. */
  readonly description: string;
}

type Rule = Omit<ScalarFunction, "name">;

const flat: Rule["partials"] = ["0", "0"];

const rules: { readonly [K in FunctionName]: Rule } = {
  add: {
    arity: 2,
    value: (a, b) => a + b,
    partials: ["1", "1"],
    isCallable: false,
    description: "a + b",
  },
  subtract: {
    arity: 2,
    value: (a, b) => a - b,
    partials: ["1", "-1"],
    isCallable: false,
    description: "a - b",
  },
  multiply: {
    arity: 2,
    value: (a, b) => a * b,
    partials: ["b", "a"],
    isCallable: false,
    description: "a * b",
  },
  divide: {
    arity: 2,
    value: (a, b) => a / b,
    partials: ["1 / b", "-f / b"],
    isCallable: false,
    description: "a / b",
  },
  negate: { arity: 1, value: (a) => -a, partials: ["-1"], isCallable: false, description: "-a" },
  power: {
    arity: 2,
    value: power,
    // 0 to a positive power stays 0 as the power changes, though log 0 is infinite.
    partials: ["b * power(a, b - 1)", "if(a == 0, 0, f * log(a))"],
    isCallable: false,
    description: "a ^ b",
  },
  less: {
    arity: 2,
    value: (a, b) => (a < b ? 1 : 0),
    partials: flat,
    isCallable: false,
    description: "1 where a < b, otherwise 0",
  },
  less_equal: {
    arity: 2,
    value: (a, b) => (a <= b ? 1 : 0),
    partials: flat,
    isCallable: false,
    description: "1 where a <= b, otherwise 0",
  },
  greater: {
    arity: 2,
    value: (a, b) => (a > b ? 1 : 0),
    partials: flat,
    isCallable: false,
    description: "1 where a > b, otherwise 0",
  },
  greater_equal: {
    arity: 2,
    value: (a, b) => (a >= b ? 1 : 0),
    partials: flat,
    isCallable: false,
    description: "1 where a >= b, otherwise 0",
  },
  equal: {
    arity: 2,
    value: (a, b) => (a === b ? 1 : 0),
    partials: flat,
    isCallable: false,
    description: "1 where a == b, otherwise 0",
  },
  not_equal: {
    arity: 2,
    value: (a, b) => (a !== b ? 1 : 0),
    partials: flat,
    isCallable: false,
    description: "1 where a != b, otherwise 0",
  },
  if: {
    arity: 3,
    value: (a, b, c) => (a !== 0 ? b : c),
    partials: ["0", "if(a, 1, 0)", "if(a, 0, 1)"],
    isCallable: false,
    description: "b where a is not 0, otherwise c",
  },
  exp: { arity: 1, value: exp, partials: ["f"], isCallable: true, description: "e to the power a" },
  log: { arity: 1, value: log, partials: ["1 / a"], isCallable: true, description: "natural logarithm" },
  log1p: {
    arity: 1,
    value: log1p,
    partials: ["1 / (1 + a)"],
    isCallable: true,
    description: "log(1 + a), accurate where a is small",
  },
  expm1: {
    arity: 1,
    value: expm1,
    partials: ["exp(a)"],
    isCallable: true,
    description: "exp(a) - 1, accurate where a is small",
  },
  sqrt: { arity: 1, value: Math.sqrt, partials: ["0.5 / f"], isCallable: true, description: "square root" },
  square: {
    arity: 1,
    value: (a) => a * a,
    partials: ["2 * a"],
    isCallable: true,
    description: "a times a",
  },
  abs: {
    arity: 1,
    value: Math.abs,
    partials: ["if(a < 0, -1, 1)"],
    isCallable: true,
    description: "absolute value",
  },
  min: {
    arity: 2,
    value: (a, b) => Math.min(a, b),
    partials: ["if(a <= b, 1, 0)", "if(a <= b, 0, 1)"],
    isCallable: true,
    isFolded: true,
    description: "the smallest of its arguments",
  },
  max: {
    arity: 2,
    value: (a, b) => Math.max(a, b),
    partials: ["if(a >= b, 1, 0)", "if(a >= b, 0, 1)"],
    isCallable: true,
    isFolded: true,
    description: "the largest of its arguments",
  },
  logit: {
    arity: 1,
    value: logit,
    partials: ["1 / (a * (1 - a))"],
    isCallable: true,
    description: "log odds, log(a / (1 - a))",
  },
  inv_logit: {
    arity: 1,
    value: invLogit,
    partials: ["f * (1 - f)"],
    isCallable: true,
    description: "probability of log odds, 1 / (1 + exp(-a))",
  },
  log_sum_exp: {
    arity: 2,
    value: logSumExp,
    // eᵃ / (eᵃ + eᵇ) = 1 / (1 + eᵇ⁻ᵃ), which no rounding of f disturbs.
    partials: ["inv_logit(a - b)", "inv_logit(b - a)"],
    isCallable: true,
    isFolded: true,
    description: "log(exp(a) + exp(b)) without overflow",
  },
  log_diff_exp: {
    arity: 2,
    value: logDiffExp,
    // eᵃ / (eᵃ - eᵇ) = 1 / (1 - eᵇ⁻ᵃ) and -eᵇ / (eᵃ - eᵇ) = -1 / (eᵃ⁻ᵇ - 1)
    partials: ["-1 / expm1(b - a)", "-1 / expm1(a - b)"],
    isCallable: true,
    description: "log(exp(a) - exp(b)) without overflow, for a >= b",
  },
  log1p_exp: {
    arity: 1,
    value: log1pExp,
    partials: ["inv_logit(a)"],
    isCallable: true,
    description: "log(1 + exp(a)) without overflow",
  },
  log1m_exp: {
    arity: 1,
    value: log1mExp,
    // -eᵃ / (1 - eᵃ) = -1 / (e⁻ᵃ - 1)
    partials: ["-1 / expm1(-a)"],
    isCallable: true,
    description: "log(1 - exp(a)) for a <= 0, accurate near 0",
  },
  log_inv_logit: {
    arity: 1,
    value: logInvLogit,
    // 1 - 1 / (1 + e⁻ᵃ) = 1 / (1 + eᵃ)
    partials: ["inv_logit(-a)"],
    isCallable: true,
    description: "log(inv_logit(a)) without underflow",
  },
  normal_cdf: {
    arity: 1,
    value: normalCdf,
    partials: ["exp(-0.5 * square(a) - half_log_two_pi)"],
    isCallable: true,
    description: "probability that a standard normal number is below a",
  },
  log_normal_cdf: {
    arity: 1,
    value: logNormalCdf,
    // φ(a) / Φ(a); far out f cancels the square, and Mills' ratio gives -a - 1/a + 2/a³ - …
    partials: ["if(a < -200, -a - (1 - 2 / square(a)) / a, exp(-0.5 * square(a) - half_log_two_pi - f))"],
    isCallable: true,
    description: "log(normal_cdf(a)) without underflow",
  },
  normal_quantile: {
    arity: 1,
    value: normalQuantile,
    partials: ["exp(0.5 * square(f) + half_log_two_pi)"],
    isCallable: false,
    description: "the number that a standard normal number is below with probability a",
  },
  gamma_ln: {
    arity: 1,
    value: logGamma,
    partials: ["digamma(a)"],
    isCallable: true,
    description: "logarithm of the gamma function, for a > 0",
  },
  digamma: {
    arity: 1,
    value: digamma,
    partials: ["trigamma(a)"],
    isCallable: true,
    description: "derivative of gamma_ln, for a > 0",
  },
  trigamma: {
    arity: 1,
    value: trigamma,
    partials: [],
    isCallable: false,
    description: "derivative of digamma, for a > 0",
  },
  tanh: {
    arity: 1,
    value: tanh,
    partials: ["1 - square(f)"],
    isCallable: true,
    description: "hyperbolic tangent",
  },
  atan: {
    arity: 1,
    value: atan,
    partials: ["1 / (1 + square(a))"],
    isCallable: false,
    description: "arc tangent, in radians",
  },
  floor: {
    arity: 1,
    value: Math.floor,
    partials: ["0"],
    isCallable: false,
    description: "the largest whole number that is not above a",
  },
};

/** All scalar functions by name. */
export const scalarFunctions = Object.fromEntries(
  Object.entries(rules).map(([name, rule]) => [name, { name, ...rule }]),
  // The cast: fromEntries forgets the names, which are those of `rules`.
) as unknown as { readonly [K in FunctionName]: ScalarFunction };
