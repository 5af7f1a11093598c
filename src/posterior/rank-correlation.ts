/** Spearman's rank correlation of two variables' draws: whether one rises with the other, whatever the curve. */

import { mean } from "./moments.ts";

/** Over the draws in which both are finite; ties have their average rank. NaN where one of them does not vary. */
export function rankCorrelation(a: Float64Array, b: Float64Array): number {
  const places = [...a.keys()].filter((place) => Number.isFinite(a[place]) && Number.isFinite(b[place]));
  const [first, second] = [a, b].map((values) =>
    averageRanks(Float64Array.from(places, (place) => values[place]!)),
  );
  const [centerOfFirst, centerOfSecond] = [mean(first!), mean(second!)];
  let [product, squaresOfFirst, squaresOfSecond] = [0, 0, 0];
  for (let i = 0; i < places.length; i++) {
    const [x, y] = [first![i]! - centerOfFirst, second![i]! - centerOfSecond];
    product += x * y;
    squaresOfFirst += x * x;
    squaresOfSecond += y * y;
  }
  return product / Math.sqrt(squaresOfFirst * squaresOfSecond);
}

/** Ranks from 1 on, the average one where values are equal; of values that are not NaN. */
export function averageRanks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let k = start; k < end; k++) ranks[order[k]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
