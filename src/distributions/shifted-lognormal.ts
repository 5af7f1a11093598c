/** The lognormal distribution from another start than 0. Source: Johnson, Kotz & Balakrishnan (1994), chapter 14. */

import type { ScalarDistribution } from "./distribution.ts";
import { positiveSupport, realSupport } from "./distribution.ts";
import { lognormal } from "./lognormal.ts";

export const shiftedLognormal: ScalarDistribution = {
  kind: "scalar",
  name: "shifted_lognormal",
  description:
    "A shift plus a lognormal number, such as a reaction time, of which the shift is the part before the decision.",
  arguments: [
    {
      name: "log_mean",
      support: realSupport,
      description: "mean of the logarithm of what is above the shift",
    },
    { name: "log_sd", support: positiveSupport, description: "standard deviation of that logarithm" },
    { name: "shift", support: realSupport, description: "shift, below all values" },
  ],
  support: { kind: "interval", lower: "shift", upper: Infinity, isOpen: true },
  // `max` keeps the derivatives of the logarithm finite.
  where: { above: "max(x - shift, 1e-290)", z: "(log(above) - log_mean) / log_sd" },
  // log f(x | μ, σ, s) = -z²/2 - log σ - log(x-s) - log(2π)/2,  z = (log(x-s) - μ)/σ
  logDensity: ["-0.5 * square(z)", "-log(log_sd)", "-log(above)", "-half_log_two_pi"],
  partials: {
    x: "-(1 + z / log_sd) / above",
    log_mean: "z / log_sd",
    log_sd: "(square(z) - 1) / log_sd",
    shift: "(1 + z / log_sd) / above",
  },
  mean: `shift + ${lognormal.mean}`,
  variance: lognormal.variance!,
  logCdf: lognormal.logCdf!,
  logSurvival: lognormal.logSurvival!,
  draw: (stream, [logMean, logSd, shift]) => shift! + lognormal.draw!(stream, [logMean!, logSd!]),
};
