/**
 * Where each chain of a variable is, and which way it goes: what explains an R-hat that is too large. Chains in groups that do not meet have
 * found different modes; a chain that goes one way all along has not arrived.
 */

import { quantile, sortDraws } from "./quantile.ts";

/** Of one chain: the interval that holds the central 80 % of it, and the median; and medians of its first and last third. */
export interface ChainPlace {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly first: number;
  readonly last: number;
  readonly isDrifting: boolean;
}

/** Chains, from 0, that are near each other, and the median of their medians. */
export interface ChainGroup {
  readonly chains: readonly number[];
  readonly median: number;
}

/** Thirds of fewer draws do not tell. */
const fewestDraws = 30;
/** The way from the first to the last third, in units of the central 80 % of a third. */
const longWay = 1;

/** Of `values[chain * drawCount + draw]`, all finite. */
export function chainPlaces(values: Float64Array, chainCount: number): ChainPlace[] {
  const drawCount = values.length / chainCount;
  return Array.from({ length: chainCount }, (_, chain) =>
    placeOf(values.subarray(chain * drawCount, (chain + 1) * drawCount)),
  );
}

function placeOf(chain: Float64Array): ChainPlace {
  const sorted = sortDraws(chain);
  const third = Math.floor(chain.length / 3);
  const thirds = [0, third, chain.length - third].map((from) =>
    sortDraws(chain.subarray(from, from + third)),
  );
  const [first, middle, last] = thirds.map((part) => quantile(part, 0.5));
  const widths = thirds.map((part) => quantile(part, 0.9) - quantile(part, 0.1));
  const isOneWay = (middle! - first!) * (last! - middle!) > 0;
  return {
    lower: quantile(sorted, 0.1),
    median: quantile(sorted, 0.5),
    upper: quantile(sorted, 0.9),
    first: first!,
    last: last!,
    isDrifting:
      chain.length >= fewestDraws && isOneWay && Math.abs(last! - first!) > longWay * Math.max(...widths),
  };
}

/** Groups whose intervals do not meet, those of small values first; a single group if all chains meet some other. */
export function chainGroups(places: readonly ChainPlace[]): ChainGroup[] {
  const ordered = [...places.keys()].sort((a, b) => places[a]!.lower - places[b]!.lower);
  const groups: number[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const chain of ordered) {
    const { lower, upper } = places[chain]!;
    if (lower > end) groups.push([]);
    groups.at(-1)!.push(chain);
    end = Math.max(end, upper);
  }
  return groups.map((chains) => ({
    chains: chains.toSorted((a, b) => a - b),
    median: quantile(Float64Array.from(chains, (chain) => places[chain]!.median).sort(), 0.5),
  }));
}
