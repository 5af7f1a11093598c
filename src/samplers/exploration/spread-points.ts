/**
 * Points spread evenly over boxes: the additive recurrence of the generalized golden ratio (Roberts 2018, "The unreasonable effectiveness of
 * quasirandom sequences"), x_k = frac(½ + k α), α_i = φ⁻ⁱ, where φ is the positive root of φ^(n+1) = φ + 1.
 */

import type { Box } from "./prior-range.ts";

/** `count` points, as many in each box as in the others, point by point. */
export function spreadPoints(boxes: readonly Box[], count: number): Float64Array[] {
  const size = boxes[0]!.lower.length;
  const steps = stepsOf(size);
  return Array.from({ length: count }, (_, k) => {
    const { lower, upper } = boxes[k % boxes.length]!;
    return lower.map((low, i) => {
      const turns = 0.5 + (k + 1) * steps[i]!;
      return low + (turns - Math.floor(turns)) * (upper[i]! - low);
    });
  });
}

function stepsOf(size: number): number[] {
  // φ = (1 + φ)^(1/(n+1)) by bisection of φ^(n+1) - φ - 1
  let [low, high] = [1, 2];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    let power = middle;
    for (let k = 0; k < size; k++) power *= middle;
    if (power > middle + 1) high = middle;
    else low = middle;
  }
  const steps: number[] = [];
  for (let i = 0; i < size; i++) steps.push((steps[i - 1] ?? 1) / high);
  return steps;
}
