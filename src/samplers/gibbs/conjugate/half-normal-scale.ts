/**
 * Half-normal standard deviations of which there are no values: square roots of gamma variates.
 *
 *     ∂ log p / ∂x = n/x - c·x   ⇔   x² ~ gamma((n + 1)/2, c/2)
 */

import { log } from "../../../numeric/logarithm.ts";
import { coefficients } from "../power-block.ts";
import type { ConjugatePair } from "./conjugate-pair.ts";

export const halfNormalScale: ConjugatePair = {
  name: "root of gamma",
  description:
    "a half-normal prior of a number that nothing else depends on, or whose powers are factors of the density",
  conditional: "x² ~ gamma((n + 1)/2, c/2), c the precision of the prior",
  match: (block) => (block.support === "positive" ? coefficients(block, block.whole, [-1, 1]) : null),
  draw: (stream, [overX, linear]) => {
    const [shape, rate] = [0.5 * (overX! + 1), -0.5 * linear!];
    return shape > 0 && rate > 0 ? 0.5 * (log(stream.gamma(shape, 1)) - log(rate)) : Number.NaN;
  },
};
