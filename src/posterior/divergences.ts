/**
 * Where divergent transitions gather: the variables whose draws there have the most extreme ranks. A funnel shows as a
 * standard deviation whose divergent draws are all among its smallest (Betancourt & Girolami 2015).
 */

import type { NamedValue } from "./diagnosis.ts";
import type { Draws } from "./draws.ts";
import { isConstant } from "./moments.ts";
import { rankNormalize } from "./rank-normalization.ts";

/** Fewer divergences than this gather by chance as well as by cause. */
const fewestDivergences = 5;
/** Mean normal score from which on a gathering is worth telling: half a standard deviation aside. */
const smallestShift = 0.5;

/** Variables by how far the mean normal score of the divergent draws is from 0 (negative: small values), the farthest first. */
export function locateDivergences(draws: Draws): NamedValue[] {
  const { divergent } = draws.statistics;
  if (!divergent) return [];
  const places = Array.from(divergent.keys()).filter((place) => divergent[place] !== 0);
  if (places.length < fewestDivergences) return [];
  return draws.variables
    .map((variable, v) => ({ variable, values: draws.values[v]! }))
    .filter(({ variable, values }) => !variable.isHidden && !variable.isConstant && !isConstant(values))
    .map(({ variable, values }) => ({ name: variable.name, value: meanScore(values, places) }))
    .filter(({ value }) => Math.abs(value) >= smallestShift)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

function meanScore(values: Float64Array, places: readonly number[]): number {
  const scores = rankNormalize(values);
  return places.reduce((sum, place) => sum + scores[place]!, 0) / places.length;
}
