/**
 * Divergent transitions: how many there are, and where they gather. A funnel shows as a standard deviation whose divergent draws are
 * all among its smallest (Betancourt & Girolami 2015).
 *
 * Of D draws that are scattered over the posterior, the mean normal score of a variable is 0 ± 1/√D. Where it is so small that
 * chance would have it in one of ten runs, a positive variable has a neck there: for a single divergence this means the smallest
 * 10 %. From three divergences on, all other variables, and large values, are asked too, and called by 1 in 20 together: one or two
 * in the far, wide end of a tail come of chance and of nothing that is missed.
 */

import { normalCdf } from "../numeric/error-function.ts";
import type { NamedValue } from "./diagnosis.ts";
import type { Draws, Variable } from "./draws.ts";
import { isConstant } from "./moments.ts";
import { rankNormalize } from "./rank-normalization.ts";

/** How many transitions of all diverged; `gathered` are the variables by which their place is not by chance, the clearest first. */
export interface Divergences {
  readonly count: number;
  readonly total: number;
  readonly areFew: boolean;
  /** With the mean normal score of the divergent draws: negative where they are small. */
  readonly gathered: readonly NamedValue[];
}

/** Of all transitions, at most; the simulations that stand behind it: docs/algorithms/diagnosis.md. */
const largestShareOfFew = 1e-3;
/** That a gathering at small values of a positive variable is found where there is none, and that any other is. */
const falseAlarmsOfSmall = 0.1;
const falseAlarms = 0.05;
/** Fewer do not gather but where a positive variable is small. */
const fewestGathered = 3;
/** Of very many divergences any shift is clear: half a standard deviation of the ranks, at least, is worth telling. */
const smallestShift = 0.5;

/** Null for draws without such statistics. */
export function findDivergences(draws: Draws): Divergences | null {
  const { divergent } = draws.statistics;
  if (!divergent) return null;
  const places = divergentPlaces(divergent);
  const measured = draws.variables.map((variable, v) => measurePlace(variable, draws.values[v]!, places));
  return gatherDivergences(divergent.length, places.length, measured);
}

/** The transitions that diverged, from 0: `divergent` is 0 for those that did not. */
export function divergentPlaces(divergent: Float64Array): number[] {
  return Array.from(divergent.keys()).filter((place) => divergent[place] !== 0);
}

/** Where the divergent draws of a variable lie, as the mean of their normal scores. */
export interface MeasuredPlace extends NamedValue {
  readonly isPositive: boolean;
}

/** Of a variable, `values[chain * drawCount + draw]`; null where it does not tell. */
export function measurePlace(
  variable: Variable,
  values: Float64Array,
  places: readonly number[],
): MeasuredPlace | null {
  if (places.length === 0 || variable.isHidden || variable.isConstant || isConstant(values)) return null;
  const value = meanScore(values, places);
  if (Number.isNaN(value)) return null;
  return { name: variable.name, value, isPositive: values.every((one) => one > 0) };
}

/** Of `total` transitions, `count` of which diverged, by what was measured of all variables. */
export function gatherDivergences(
  total: number,
  count: number,
  measured: readonly (MeasuredPlace | null)[],
): Divergences {
  const known = measured.filter((one) => one !== null);
  return { count, total, areFew: count <= largestShareOfFew * total, gathered: gathered(known, count) };
}

function gathered(measured: readonly MeasuredPlace[], count: number): NamedValue[] {
  return measured
    .filter(({ value, isPositive }) => {
      if (Math.abs(value) < smallestShift) return false;
      const score = value * Math.sqrt(count);
      if (isPositive && normalCdf(score) < falseAlarmsOfSmall) return true;
      const isAsked = count >= fewestGathered;
      return isAsked && 2 * normalCdf(-Math.abs(score)) * measured.length < falseAlarms;
    })
    .map(({ name, value }) => ({ name, value }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

function meanScore(values: Float64Array, places: readonly number[]): number {
  const scores = rankNormalize(values);
  return places.reduce((sum, place) => sum + scores[place]!, 0) / places.length;
}
