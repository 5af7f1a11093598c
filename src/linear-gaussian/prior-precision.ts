/** The prior of the dense latents, in the coordinates of the density. */

import type { MarginalRecipe } from "./marginal-recipe.ts";

/**
 * Π, (denseCount + 1)²: the prior precision of the dense latents, where the intercept's coordinate is t' = t + Σ shares · t_k - shift;
 * the outcome's column has what the shift makes.
 */
export function priorPrecisionOf({
  dense,
  intercept,
  interceptShares,
  interceptShift,
}: MarginalRecipe): Float64Array {
  const size = dense.columns + 1;
  const prior = new Float64Array(size * size);
  for (let k = 0; k < dense.columns; k++) {
    if (k !== intercept) prior[k * size + k] = dense.precisions[k]!;
  }
  if (intercept < 0) return prior;
  // p · (t' - Σ shares t_k + shift)²; the outcome's coordinate is -1
  const row = Float64Array.from({ length: size }, (_, k) => {
    if (k === intercept) return 1;
    return k === dense.columns ? -interceptShift : -interceptShares[k]!;
  });
  const precision = dense.precisions[intercept]!;
  for (let k = 0; k < size; k++) {
    for (let l = 0; l < size; l++) prior[k * size + l]! += precision * row[k]! * row[l]!;
  }
  return prior;
}
