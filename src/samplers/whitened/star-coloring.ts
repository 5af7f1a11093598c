/**
 * Colours of the free numbers, so that a gradient's change along all numbers of a colour at once tells their part of a Hessian.
 *
 * Neighbours have different colours, and of two that have the same neighbour and the same colour that neighbour has a smaller one: then
 * each element of the matrix stands alone in the product with the sum of the unit vectors of the smaller of its two colours. So all persons of a test
 * have one colour and each item one of its own. Source: Gebremedhin, Manne & Pothen (2005), What color is your Jacobian?, SIAM Review 47:4,
 * restricted star coloring (Powell & Toint 1979).
 */

import { neighboursOf, type SparsePattern } from "../../numeric/sparse-pattern.ts";

export interface StarColoring {
  readonly count: number;
  /** Of each number. */
  readonly colors: Int32Array;
}

/** Colours the numbers with many neighbours first. Null if more than `most` are needed. */
export function starColoring(pattern: SparsePattern, most: number): StarColoring | null {
  const { size } = pattern;
  const neighbours = neighboursOf(pattern);
  const colors = new Int32Array(size).fill(-1);
  /** Of each number the colours among its neighbours. */
  const around = Array.from({ length: size }, () => new Set<number>());
  const order = Array.from({ length: size }, (_, i) => i);
  order.sort((a, b) => neighbours[b]!.length - neighbours[a]!.length || a - b);
  let count = 0;
  const forbidden = new Int32Array(most + 1).fill(-1);
  for (const node of order) {
    for (const one of neighbours[node]!) {
      const own = colors[one]!;
      if (own >= 0) forbidden[own] = node;
      for (const color of around[one]!) if (own < 0 || color < own) forbidden[color] = node;
    }
    let color = 0;
    while (forbidden[color] === node) color++;
    if (color >= most) return null;
    colors[node] = color;
    count = Math.max(count, color + 1);
    for (const one of neighbours[node]!) around[one]!.add(color);
  }
  return { count, colors };
}
