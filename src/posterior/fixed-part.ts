/** The mean and the variance over the rows of the fixed part of a linear predictor, draw by draw. */

import type { Draws, FixedPart, Roles } from "./draws.ts";
import { variableOrConstant } from "./variables.ts";

/** Σ_kl c_k c_l Cov(x_k, x_l), with the number of rows as divisor; null where the roles do not tell it. */
export function fixedVariance(draws: Draws, { fixed }: Roles): Float64Array | null {
  if (fixed == null) return null;
  const { covariances } = fixed;
  const coefficients = coefficientsOf(draws, fixed);
  const count = coefficients.length;
  return new Float64Array(draws.chainCount * draws.drawCount).map((_, i) => {
    let sum = 0;
    for (let k = 0; k < count; k++) {
      let inner = 0;
      for (let l = 0; l < count; l++) inner += covariances[k * count + l]! * coefficients[l]![i]!;
      sum += inner * coefficients[k]![i]!;
    }
    // Of a sum that cancels rounding may leave less than nothing.
    return Math.max(0, sum);
  });
}

/** Σ_k c_k x̄_k; null where the roles do not tell it. */
export function fixedMean(draws: Draws, { fixed }: Roles): Float64Array | null {
  if (fixed == null) return null;
  const coefficients = coefficientsOf(draws, fixed);
  return new Float64Array(draws.chainCount * draws.drawCount).map((_, i) =>
    coefficients.reduce((sum, values, k) => sum + values[i]! * fixed.means[k]!, 0),
  );
}

function coefficientsOf(draws: Draws, { coefficients }: FixedPart): Float64Array[] {
  return coefficients.map((one) => variableOrConstant(draws, one));
}
