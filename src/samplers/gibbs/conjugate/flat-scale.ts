/**
 * Square roots of inverse-gamma variates: standard deviations of normal values with a flat prior, or one that is a power of them.
 *
 *     ∂ log p / ∂x = -n/x + SS/x³   ⇔   x² ~ inverse_gamma((n - 1)/2, SS/2)
 */

import { log } from "../../../numeric/logarithm.ts";
import { coefficients } from "../power-block.ts";
import type { ConjugatePair } from "./conjugate-pair.ts";

export const flatScale: ConjugatePair = {
  name: "root of inverse gamma",
  description: "a flat prior of a standard deviation of normal values",
  conditional: "x² ~ inverse_gamma((n - 1)/2, SS/2), n values with sum of squared deviations SS",
  match: (block) => (block.support === "positive" ? coefficients(block, block.whole, [-1, -3]) : null),
  draw: (stream, [overX, overCube]) => {
    const [shape, scale] = [-0.5 * (overX! + 1), 0.5 * overCube!];
    return shape > 0 && scale > 0 ? 0.5 * (log(scale) - log(stream.gamma(shape, 1))) : Number.NaN;
  },
};
