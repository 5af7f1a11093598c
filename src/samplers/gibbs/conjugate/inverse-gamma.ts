/**
 * Inverse-gamma full conditionals: variances of normal values with an inverse-gamma prior.
 *
 *     ∂ log p / ∂x = -(a + 1)/x + b/x²   ⇔   x ~ inverse_gamma(a, b)
 */

import { drawLogGamma } from "../../../distributions/beta-draw.ts";
import { log } from "../../../numeric/logarithm.ts";
import { coefficients } from "../power-block.ts";
import type { ConjugatePair } from "./conjugate-pair.ts";

export const inverseGamma: ConjugatePair = {
  name: "inverse gamma",
  description: "an inverse-gamma prior of a variance of normal values",
  conditional: "inverse_gamma(a + n/2, b + SS/2), n values with sum of squared deviations SS",
  match: (block) => (block.support === "positive" ? coefficients(block, block.whole, [-1, -2]) : null),
  draw: (stream, [overX, overSquare]) => {
    const [shape, scale] = [-overX! - 1, overSquare!];
    return shape > 0 && scale > 0 ? log(scale) - drawLogGamma(stream, shape) : Number.NaN;
  },
};
