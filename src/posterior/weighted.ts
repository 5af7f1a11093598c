/**
 * What weighted draws say of a quantity: mean, sd and quantiles of draws whose weights sum to 1.
 *
 * Sources: for mean and sd `cov.wt` of R, whose variance is divided by 1 - Σw²; for quantiles Akinshin (2023), "Weighted quantile
 * estimators", arXiv:2304.07265, section 4: type 7 of Hyndman and Fan with Kish's effective sample size, of equal weights that of
 * `quantile.ts`.
 */

/** Σ w x. */
export function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += weights[i]! * values[i]!;
  return sum;
}

/** √(Σ w (x - m)² / (1 - Σ w²)); NaN where one draw has all the weight. */
export function weightedSd(values: Float64Array, weights: Float64Array): number {
  const mean = weightedMean(values, weights);
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const weight = weights[i]!;
    const deviation = values[i]! - mean;
    sum += weight * deviation * deviation;
    squares += weight * weight;
  }
  return Math.sqrt(sum / (1 - squares));
}

/** Quantiles of ascending values with the weights in their order, one for each probability. */
export function weightedQuantiles(
  sorted: Float64Array,
  weights: Float64Array,
  probabilities: readonly number[],
): number[] {
  const effective = 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);
  return probabilities.map((probability) => {
    const position = probability * (effective - 1);
    // The share of the order statistics position and position + 1, as far as their weight reaches into them.
    const share = (cumulated: number): number => Math.min(1, Math.max(0, cumulated * effective - position));
    let [sum, below, before] = [0, 0, share(0)];
    for (let i = 0; i < sorted.length; i++) {
      below += weights[i]!;
      const after = share(below);
      if (after > before) sum += (after - before) * sorted[i]!;
      before = after;
    }
    return sum;
  });
}
