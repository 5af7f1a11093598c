/**
 * Gamma full conditionals: rates and means of Poisson counts, of exponential and gamma waiting times, and precisions of normal
 * values, with a gamma prior.
 *
 *     ∂ log p / ∂x = (a - 1)/x - b   ⇔   x ~ gamma(a, b)
 */

import { drawLogGamma } from "../../../distributions/beta-draw.ts";
import { log } from "../../../numeric/logarithm.ts";
import { coefficients } from "../power-block.ts";
import type { ConjugatePair } from "./conjugate-pair.ts";

export const gamma: ConjugatePair = {
  name: "gamma",
  description: "a gamma or exponential prior of the mean of counts, of a rate, or of a precision",
  conditional: "gamma(a, b): a of the prior plus the counts, b of the prior plus the exposures",
  match: (block) => (block.support === "positive" ? coefficients(block, block.whole, [-1, 0]) : null),
  draw: (stream, [overX, constant]) => {
    const [shape, rate] = [1 + overX!, -constant!];
    return shape > 0 && rate > 0 ? drawLogGamma(stream, shape) - log(rate) : Number.NaN;
  },
};
