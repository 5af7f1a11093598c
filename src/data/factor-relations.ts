/** How two factors of a table lie to each other: the same groups, nested, crossed or partly crossed. */

import { findPairs } from "./code-pairs.ts";
import type { FactorColumn } from "./table.ts";

/**
 * With n_A and n_B levels and n_AB observed combinations, A is nested in B if n_AB = n_A, and crossed with it if
 * n_AB = n_A n_B; if n_AB = n_A = n_B both divide the rows into the same groups.
 */
type FactorRelation = "identical" | "nested" | "crossed" | "partly crossed";

/** Whichever of the two is the one that is nested. */
export function relateFactors(a: FactorColumn, b: FactorColumn): FactorRelation {
  const both = findPairs(a.codes, a.levels.length, b.codes, b.levels.length).count;
  const [sizeA, sizeB] = [a.levels.length, b.levels.length];
  if (both === sizeA && both === sizeB) return "identical";
  if (both === sizeA || both === sizeB) return "nested";
  return both === sizeA * sizeB ? "crossed" : "partly crossed";
}

/** For each level of `fine` the one level of `coarse` that it occurs with, or null if some level occurs with several. */
export function findNesting(fine: FactorColumn, coarse: FactorColumn): Int32Array | null {
  const parent = new Int32Array(fine.levels.length).fill(-1);
  for (let row = 0; row < fine.codes.length; row++) {
    const child = fine.codes[row]!;
    const code = coarse.codes[row]!;
    if (child < 0 || code < 0) continue;
    if (parent[child] === -1) parent[child] = code;
    else if (parent[child] !== code) return null;
  }
  return parent.includes(-1) ? null : parent;
}
