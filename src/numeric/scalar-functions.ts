/**
 * Every function that a formula or a model may use: its value and its partial derivatives.
 *
 * The compiler differentiates, simplifies and emits by looking here, so a function that is added to the table is known
 * everywhere. A partial derivative is a formula in the
 * arguments `a`, `b`, `c` and the value `f`, in the grammar of `distributions/distribution.ts`, written so that it
 * keeps its accuracy where the textbook's form cancels or overflows. The tests compare each with finite differences.
 */

import { besselGap, logBesselI0Scaled } from "./bessel.ts";
import { logNormalCdf, normalCdf, normalQuantile } from "./error-function.ts";
import { exp, expm1 } from "./exponential.ts";
import { digamma, logGamma, trigamma } from "./gamma-function.ts";
import {
  logGammaFront,
  logGammaLower,
  logGammaLowerSlope,
  logGammaUpper,
  logGammaUpperSlope,
} from "./incomplete-gamma.ts";
import { logBetaCdf, logBetaCdfSlopeA, logBetaCdfSlopeB, logBetaFront } from "./log-incomplete-beta.ts";
import { log, log1p } from "./logarithm.ts";
import { invLogit, log1mExp, log1pExp, logDiffExp, logInvLogit, logit, logSumExp } from "./logistic.ts";
import { power } from "./power.ts";
import { logSkewNormalCdf } from "./skew-normal-cdf.ts";
import { logStudentCdf, logStudentCdfSlope } from "./student-t-cdf.ts";
import { atan, cos, sin, tanh } from "./trigonometric.ts";

/** As a table has it; it takes as many arguments as it has partial derivatives, one at least. */
interface Rule {
  /** The value; arguments beyond the function's are ignored, and any number will do for them. */
  readonly value: (a: number, b: number, c: number) => number;
  /**
   * One formula for each argument, in `a`, `b`, `c` and `f`, the value. Where the function has a step or a kink, the
   * derivative of one side. Empty for `trigamma` and other derivatives, which nothing has to differentiate.
   */
  readonly partials: readonly string[];
  /** How many arguments it takes, where it has no partial derivatives to say so and the number is not 1. */
  readonly arity?: 2 | 3;
  /** Whether a model may call it by name; the others are for formulas. Where it is not said, functions are callable and operators not. */
  readonly isCallable?: boolean;
  /** In a model it takes two or more arguments, and f(a, b, c) is f(f(a, b), c). */
  readonly isFolded?: boolean;
  /** What it computes, in a few words, for the reference documentation. */
  readonly description: string;
}

/** Operators and functions, by the names that the density knows them by. */
export type FunctionName = keyof typeof operators | keyof typeof functions;

/** A function as it is looked up. */
export interface ScalarFunction extends Omit<Rule, "arity"> {
  readonly name: FunctionName;
  readonly arity: 1 | 2 | 3;
  readonly isCallable: boolean;
}

function comparison(holds: (a: number, b: number) => boolean, sign: string): Rule {
  const description = `1 where a ${sign} b, otherwise 0`;
  return { value: (a, b) => (holds(a, b) ? 1 : 0), partials: ["0", "0"], description };
}

/** φ(t) / Φ(t); far out log Φ(t) cancels the square, and Mills' ratio gives -t - 1/t + 2/t³ - … */
function hazard(t: string, logCdf = `log_normal_cdf(${t})`): string {
  const far = `-(${t}) - (1 - 2 / square(${t})) / (${t})`;
  return `if(${t} < -200, ${far}, exp(-0.5 * square(${t}) - half_log_two_pi - ${logCdf}))`;
}

/** What stands in partial derivatives only, where nothing differentiates it. */
function slope(value: Rule["value"], arity: 2 | 3, description: string): Rule & { readonly arity: 2 | 3 } {
  return { value, partials: [], arity, isCallable: false, description };
}

/** What the operators of a formula stand for. */
const operators = {
  add: { value: (a, b) => a + b, partials: ["1", "1"], description: "a + b" },
  subtract: { value: (a, b) => a - b, partials: ["1", "-1"], description: "a - b" },
  multiply: { value: (a, b) => a * b, partials: ["b", "a"], description: "a * b" },
  divide: { value: (a, b) => a / b, partials: ["1 / b", "-f / b"], description: "a / b" },
  negate: { value: (a) => -a, partials: ["-1"], description: "-a" },
  power: {
    value: power,
    // 0 to a positive power stays 0 as the power changes, though log 0 is infinite.
    partials: ["b * power(a, b - 1)", "if(a == 0, 0, f * log(a))"],
    description: "a ^ b",
  },
  less: comparison((a, b) => a < b, "<"),
  less_equal: comparison((a, b) => a <= b, "<="),
  greater: comparison((a, b) => a > b, ">"),
  greater_equal: comparison((a, b) => a >= b, ">="),
  equal: comparison((a, b) => a === b, "=="),
  not_equal: comparison((a, b) => a !== b, "!="),
} satisfies Readonly<Record<string, Rule>>;

const functions = {
  if: {
    value: (a, b, c) => (a !== 0 ? b : c),
    partials: ["0", "if(a, 1, 0)", "if(a, 0, 1)"],
    isCallable: false,
    description: "b where a is not 0, otherwise c",
  },
  exp: { value: exp, partials: ["f"], description: "e to the power a" },
  log: { value: log, partials: ["1 / a"], description: "natural logarithm" },
  log1p: { value: log1p, partials: ["1 / (1 + a)"], description: "log(1 + a), accurate where a is small" },
  expm1: { value: expm1, partials: ["exp(a)"], description: "exp(a) - 1, accurate where a is small" },
  sqrt: { value: Math.sqrt, partials: ["0.5 / f"], description: "square root" },
  square: { value: (a) => a * a, partials: ["2 * a"], description: "a times a" },
  abs: { value: Math.abs, partials: ["if(a < 0, -1, 1)"], description: "absolute value" },
  min: {
    value: (a, b) => Math.min(a, b),
    partials: ["if(a <= b, 1, 0)", "if(a <= b, 0, 1)"],
    isFolded: true,
    description: "the smallest of its arguments",
  },
  max: {
    value: (a, b) => Math.max(a, b),
    partials: ["if(a >= b, 1, 0)", "if(a >= b, 0, 1)"],
    isFolded: true,
    description: "the largest of its arguments",
  },
  logit: { value: logit, partials: ["1 / (a * (1 - a))"], description: "log odds, log(a / (1 - a))" },
  inv_logit: {
    value: invLogit,
    partials: ["f * (1 - f)"],
    description: "probability of log odds, 1 / (1 + exp(-a))",
  },
  log_sum_exp: {
    value: logSumExp,
    // eᵃ / (eᵃ + eᵇ) = 1 / (1 + eᵇ⁻ᵃ), which no rounding of f disturbs.
    partials: ["inv_logit(a - b)", "inv_logit(b - a)"],
    isFolded: true,
    description: "log(exp(a) + exp(b)) without overflow",
  },
  log_diff_exp: {
    value: logDiffExp,
    // eᵃ / (eᵃ - eᵇ) = 1 / (1 - eᵇ⁻ᵃ) and -eᵇ / (eᵃ - eᵇ) = -1 / (eᵃ⁻ᵇ - 1)
    partials: ["-1 / expm1(b - a)", "-1 / expm1(a - b)"],
    description: "log(exp(a) - exp(b)) without overflow, for a >= b",
  },
  log1p_exp: { value: log1pExp, partials: ["inv_logit(a)"], description: "log(1 + exp(a)) without overflow" },
  log1m_exp: {
    value: log1mExp,
    // -eᵃ / (1 - eᵃ) = -1 / (e⁻ᵃ - 1)
    partials: ["-1 / expm1(-a)"],
    description: "log(1 - exp(a)) for a <= 0, accurate near 0",
  },
  log_inv_logit: {
    value: logInvLogit,
    // 1 - 1 / (1 + e⁻ᵃ) = 1 / (1 + eᵃ)
    partials: ["inv_logit(-a)"],
    description: "log(inv_logit(a)) without underflow",
  },
  normal_cdf: {
    value: normalCdf,
    partials: ["exp(-0.5 * square(a) - half_log_two_pi)"],
    description: "probability that a standard normal number is below a",
  },
  log_normal_cdf: {
    value: logNormalCdf,
    partials: [hazard("a", "f")],
    description: "log(normal_cdf(a)) without underflow",
  },
  normal_quantile: {
    value: normalQuantile,
    partials: ["exp(0.5 * square(f) + half_log_two_pi)"],
    isCallable: false,
    description: "the number that a standard normal number is below with probability a",
  },
  gamma_ln: {
    value: logGamma,
    partials: ["digamma(a)"],
    description: "logarithm of the gamma function, for a > 0",
  },
  digamma: { value: digamma, partials: ["trigamma(a)"], description: "derivative of gamma_ln, for a > 0" },
  trigamma: {
    value: trigamma,
    partials: [],
    isCallable: false,
    description: "derivative of digamma, for a > 0",
  },
  tanh: { value: tanh, partials: ["1 - square(f)"], description: "hyperbolic tangent" },
  sin: { value: sin, partials: ["cos(a)"], description: "sine of a in radians" },
  cos: { value: cos, partials: ["-sin(a)"], description: "cosine of a in radians" },
  atan: { value: atan, partials: ["1 / (1 + square(a))"], description: "arc tangent, in radians" },
  bessel_i0_ln: {
    value: logBesselI0Scaled,
    partials: ["-bessel_gap(a)"],
    isCallable: false,
    description: "log(exp(-a) I0(a)) of the modified Bessel function I0, for a >= 0",
  },
  bessel_gap: {
    value: besselGap,
    partials: [],
    isCallable: false,
    description: "1 - I1(a)/I0(a), the derivative of bessel_i0_ln with its sign changed",
  },
  gamma_lower_ln: {
    value: logGammaLower,
    partials: ["gamma_lower_slope(a, b)", "if(b > 0, exp(gamma_front_ln(a, b) - f) / b, 0)"],
    isCallable: false,
    description: "logarithm of the regularized lower incomplete gamma function P(a, b)",
  },
  gamma_upper_ln: {
    value: logGammaUpper,
    // At 0 the density of a gamma number: 1 for a = 1, and 0 above.
    partials: ["gamma_upper_slope(a, b)", "if(b > 0, -exp(gamma_front_ln(a, b) - f) / b, -(a == 1))"],
    isCallable: false,
    description: "logarithm of the regularized upper incomplete gamma function Q(a, b)",
  },
  gamma_lower_slope: slope(logGammaLowerSlope, 2, "derivative of gamma_lower_ln along a"),
  gamma_upper_slope: slope(logGammaUpperSlope, 2, "derivative of gamma_upper_ln along a"),
  gamma_front_ln: slope(logGammaFront, 2, "log(b^a exp(-b) / gamma(a)), b times the derivative of P(a, b)"),
  beta_cdf_ln: {
    value: logBetaCdf,
    partials: ["exp(beta_front_ln(a, b, c) - f)", "beta_slope_a(a, b, c)", "beta_slope_b(a, b, c)"],
    isCallable: false,
    description: "logarithm of the regularized incomplete beta function of b and c where the log odds are a",
  },
  beta_slope_a: slope(logBetaCdfSlopeA, 3, "derivative of beta_cdf_ln along b"),
  beta_slope_b: slope(logBetaCdfSlopeB, 3, "derivative of beta_cdf_ln along c"),
  beta_front_ln: slope(
    logBetaFront,
    3,
    "logarithm of the derivative of the incomplete beta function along a",
  ),
  student_cdf_ln: {
    value: logStudentCdf,
    // The density over the probability; far out -df/z, where the square overflows.
    partials: [
      "if(a < -1e100, -b / a, exp(if(b > 1e4, -half_log_two_pi - 0.25 / b, gamma_ln(0.5 * (b + 1)) - gamma_ln(0.5 * b) - 0.5 * log(b * pi)) - 0.5 * (b + 1) * log1p(square(a) / b) - f))",
      "student_slope(a, b)",
    ],
    isCallable: false,
    description: "logarithm of the probability that a Student t number of b degrees of freedom is below a",
  },
  student_slope: slope(logStudentCdfSlope, 2, "derivative of student_cdf_ln along b"),
  skew_normal_cdf_ln: {
    value: logSkewNormalCdf,
    // The density over the probability, and the derivative of Owen's T. Far out, where the logarithms cancel, their limits.
    partials: [
      `if(f < -1e7, b * ${hazard("a * b")} - a, exp(log_two - half_log_two_pi - 0.5 * square(a) + log_normal_cdf(a * b) - f))`,
      `if(f < -1e7, a * ${hazard("a * b")}, -exp(-0.5 * square(a) * (1 + square(b)) - f) / (pi * (1 + square(b))))`,
    ],
    isCallable: false,
    description: "logarithm of the probability that a skew normal number of shape b is below a",
  },
  floor: {
    value: Math.floor,
    partials: ["0"],
    isCallable: false,
    description: "the largest whole number that is not above a",
  },
} satisfies Readonly<Record<string, Rule>>;

/** All scalar functions by name; operators are called by their signs only. */
export const scalarFunctions = Object.fromEntries(
  Object.entries<Rule>({ ...operators, ...functions }).map(([name, rule]) => {
    const arity = Math.max(1, rule.partials.length);
    return [name, { name, arity, isCallable: !Object.hasOwn(operators, name), ...rule }];
  }),
  // The cast: fromEntries forgets the names, which are those of the tables.
) as unknown as { readonly [K in FunctionName]: ScalarFunction };
