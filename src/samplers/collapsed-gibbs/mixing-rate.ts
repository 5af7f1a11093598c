/**
 * How fast drawing large factors in turn forgets its start, known before sampling: given φ, the means of the effects after a sweep are a
 * linear function of the effects before it, and the rate is that function's largest eigenvalue, by power iteration.
 *
 * For two factors it is ρ², the squared largest canonical correlation of their effects in the posterior given φ, with the dense block
 * integrated out; the worst function of the effects then has an effective sample size of at least (1 - ρ²)/(1 + ρ²) a sweep. Sources:
 * Roberts & Sahu (1997), JRSS B 59, 291-317; Papaspiliopoulos, Roberts & Zanella (2020), Biometrika 107, 25-40.
 */

import { CollapsedDensity } from "../../linear-gaussian/collapsed-density.ts";
import type { CollapsedGibbsRecipe } from "../../linear-gaussian/collapsed-model.ts";
import { exp } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";

/** Above this rate effects are drawn jointly, where they can be. */
export const worstMixingRate = 0.95;

const iterations = 30;
/** The rate is the mean of the last ones, since of three and more factors it may swing. */
const averaged = 8;

/** The rate at φ (on the unconstrained scale), from 0 to 1; NaN where the density is not finite. */
export function mixingRate(recipe: CollapsedGibbsRecipe, position: Float64Array): number {
  const density = new CollapsedDensity(recipe, false);
  const { factors } = density;
  density.hyperparameters.position.set(position);
  factors.forEach((factor, k) => {
    for (let e = 0; e < factor.effects.length; e++) factor.effects[e] = startingEffect(e, k);
    factor.refresh();
  });
  let logRates = 0;
  let before = Number.NaN;
  for (let i = 0; i < iterations; i++) {
    for (let k = 0; k < factors.length; k++) {
      density.condition(k);
      if (!Number.isFinite(density.evaluate())) return Number.NaN;
      density.draw(null);
    }
    const size = sizeOfEffects(density);
    if (!(size > 0)) return 0;
    if (i >= iterations - averaged) logRates += log(size / before);
    before = size;
  }
  // Sizes are squared.
  return Math.min(1, exp(logRates / averaged / 2));
}

/** Numbers without a pattern that a model could have. */
function startingEffect(e: number, k: number): number {
  return (Math.imul(e + 1, 2654435761) >>> 8) / 16777216 - 0.5 + k / 10;
}

/** Σ |z|² over all factors */
function sizeOfEffects({ factors }: CollapsedDensity): number {
  let size = 0;
  for (const { inverse, squares, statistics } of factors) {
    const { width } = statistics;
    for (let m = 0; m < width; m++) {
      for (let a = 0; a < width; a++) {
        for (let b = 0; b < width; b++)
          size += inverse[m * width + a]! * squares[a * width + b]! * inverse[m * width + b]!;
      }
    }
  }
  return size;
}
