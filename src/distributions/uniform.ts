/** The uniform distribution. Source: Johnson, Kotz & Balakrishnan (1995), chapter 26. */

import { realSupport, type ScalarDistribution } from "./distribution.ts";

export const uniform: ScalarDistribution = {
  kind: "scalar",
  name: "uniform",
  description: "Any number between two bounds, all equally probable.",
  arguments: [
    { name: "lower", support: realSupport, description: "least value" },
    { name: "upper", support: realSupport, description: "greatest value" },
  ],
  support: { kind: "interval", lower: "lower", upper: "upper" },
  // log f(x | l, u) = -log(u - l)
  logDensity: ["-log(upper - lower)"],
  partials: { x: "0", lower: "1 / (upper - lower)", upper: "-1 / (upper - lower)" },
  mean: "0.5 * (lower + upper)",
  variance: "square(upper - lower) / 12",
  logCdf: "log((x - lower) / (upper - lower))",
  logSurvival: "log((upper - x) / (upper - lower))",
  draw: (stream, [lower, upper]) => {
    const u = stream.uniform();
    return lower! * (1 - u) + upper! * u;
  },
};
