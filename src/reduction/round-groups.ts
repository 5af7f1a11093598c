/**
 * Exact sums as the numbers that a model is bound to. With c the centre of a column, the mean of a group and its scatter are
 *
 *   m - c = (Σ v - n c) / n,   S_ab = (n Σ v_a v_b - Σ v_a Σ v_b) / n
 *
 * whose numerators are exact, however far from 0 the values are, and are rounded once before they are divided.
 */

import { type Expansion, expansionOf, multiplyExpansions, roundExpansion } from "../numeric/expansions.ts";
import { type ExactGroups, sumsPerGroup } from "./exact-groups.ts";
import { type Groups, triangleOf } from "./reduction.ts";

/** The groups in the order of their keys: the same bits for the same rows, in whatever order and parts they came. */
export function roundGroups(exact: ExactGroups): Groups {
  const { reduction, rowsRead, rowsDropped, sums } = exact;
  const size = reduction.moments.length;
  const [width, triangle] = [sumsPerGroup(reduction), triangleOf(size)];
  const order = exact.inOrder();
  const own = exact.counts;
  const counts = Float64Array.from(order, (group) => own[group]!);
  const centres = Float64Array.from({ length: size }, (_, a) => centreOf(exact, order, a));
  const means = new Float64Array(order.length * size);
  const scatters = new Float64Array(order.length * triangle);
  order.forEach((group, g) => {
    const n = counts[g]!;
    const start = group * width;
    const totals = Array.from({ length: size }, (_, a) => sums.at(start + a));
    totals.forEach((total, a) => {
      const shift = multiplyExpansions([-n], [centres[a]!]);
      means[g * size + a] = roundExpansion(expansionOf([...total, ...shift])) / n;
    });
    let next = g * triangle;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b <= a; b++) {
        const products = sums.at(start + size + next - g * triangle);
        scatters[next++] = scatterOf(n, products, totals[a]!, totals[b]!);
      }
    }
  });
  return { rowsRead, rowsDropped, keys: exact.keyColumns(order), counts, centres, means, scatters };
}

/** The mean of a moment column over all rows, rounded. */
function centreOf(exact: ExactGroups, order: Int32Array, a: number): number {
  const width = sumsPerGroup(exact.reduction);
  const total: number[] = [];
  for (const group of order) total.push(...exact.sums.at(group * width + a));
  const rows = exact.counts.reduce((sum, count) => sum + count, 0);
  return rows === 0 ? 0 : roundExpansion(expansionOf(total)) / rows;
}

function scatterOf(n: number, products: Expansion, a: Expansion, b: Expansion): number {
  const means = multiplyExpansions(a, b).map((part) => -part);
  return roundExpansion(expansionOf([...multiplyExpansions([n], products), ...means])) / n;
}
