/** The distribution of the effects of groups given the rest, by sums over a dense grid. */

import type { GroupIntegrals } from "../../../src/samplers/quadrature/group-integrals.ts";

/** The probability of each group's number to be beyond points of the line, by point and group, where integrals were taken last. */
export function exactShares(
  integrals: GroupIntegrals,
  number: number,
  points: readonly number[],
  { step, far } = integrals.recipe.width === 1 ? { step: 0.01, far: 30 } : { step: 0.1, far: 7 },
): number[][] {
  const { groups, width } = integrals.recipe;
  const numbers = new Float64Array(groups * width);
  const heights = new Float64Array(groups);
  const totals = new Float64Array(groups);
  const above = points.map(() => new Float64Array(groups));
  const others = width === 1 ? [0] : Array.from({ length: (2 * far) / step }, (_, i) => -far + i * step);
  for (let z = -far + step / 2; z < far; z += step)
    for (const other of others) {
      numbers.fill(other);
      numbers.fill(z, number * groups, (number + 1) * groups);
      integrals.heightsAt(numbers, heights);
      for (let j = 0; j < groups; j++) {
        const share = Math.exp(heights[j]! - integrals.integrals[j]!);
        totals[j]! += share;
        points.forEach((point, p) => {
          if (z > point) above[p]![j]! += share;
        });
      }
    }
  return above.map((sums) => Array.from(sums, (sum, j) => sum / totals[j]!));
}
