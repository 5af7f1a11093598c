/**
 * The flat prior: log density 0 everywhere between its bounds. Without two finite bounds it is improper, which every
 * summary reports; so it must be written, and nothing can be drawn from it.
 */

import { realSupport, type ScalarDistribution } from "./distribution.ts";

export const flat: ScalarDistribution = {
  kind: "scalar",
  name: "flat",
  description: "An improper prior: the same density everywhere between its bounds.",
  arguments: [
    { name: "lower", support: realSupport, description: "least value", defaultValue: -Infinity },
    { name: "upper", support: realSupport, description: "greatest value", defaultValue: Infinity },
  ],
  support: { kind: "interval", lower: "lower", upper: "upper" },
  // log f(x) = 0; the bounds must be data or numbers, they have no partial derivatives
  logDensity: ["0"],
  partials: { x: "0" },
};
