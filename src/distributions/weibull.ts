/** The Weibull distribution. Source: Johnson, Kotz & Balakrishnan (1994), chapter 21. */

import { power } from "../numeric/power.ts";
import { positiveSupport, type ScalarDistribution } from "./distribution.ts";

export const weibull: ScalarDistribution = {
  kind: "scalar",
  name: "weibull",
  description: "A waiting time whose hazard rises (shape above 1) or falls (below 1) with time.",
  arguments: [
    { name: "shape", support: positiveSupport, description: "shape; 1 gives the exponential distribution" },
    { name: "scale", support: positiveSupport, description: "scale; 63 % of the values are below it" },
  ],
  support: positiveSupport,
  where: { log_ratio: "log(x) - log(scale)", hazard: "exp(shape * log_ratio)" },
  // log f(x | k, s) = log k - k log s + (k-1) log x - (x/s)^k
  logDensity: ["log(shape)", "-shape * log(scale)", "(shape - 1) * log(x)", "-hazard"],
  partials: {
    x: "(shape * (1 - hazard) - 1) / x",
    shape: "1 / shape + log_ratio * (1 - hazard)",
    scale: "shape * (hazard - 1) / scale",
  },
  mean: "scale * exp(gamma_ln(1 + 1 / shape))",
  // s² (Γ(1+2/k) - Γ(1+1/k)²), without the cancellation of a large shape
  variance:
    "square(scale) * exp(2 * gamma_ln(1 + 1 / shape)) * expm1(gamma_ln(1 + 2 / shape) - 2 * gamma_ln(1 + 1 / shape))",
  scaleArgument: { name: "scale", isRate: false },
  logCdf: "log1m_exp(-hazard)",
  logSurvival: "-hazard",
  draw: (stream, [shape, scale]) => scale! * power(stream.exponential(), 1 / shape!),
};
