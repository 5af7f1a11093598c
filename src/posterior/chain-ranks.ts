/**
 * The ranks of each chain's draws among those of all chains: if all chains have one distribution, a chain's ranks are a random subset of
 * them. How many of them may lie in a part of the ranks is hypergeometric, and there is a band for all parts at once.
 *
 * Source: Vehtari et al. (2021), section 4.1 for rank histograms; Säilynoja, Bürkner & Vehtari (2022), section 3 for distribution functions of
 * several chains, which adjust the band by simulation: here it is exact for each chain, and the chains share the level (Bonferroni).
 * Of two chains one is the other's mirror image, and nothing need be shared.
 *
 * The band is that of independent draws; chains are thinned to those before.
 */

import {
  CountBand,
  type EcdfBand,
  type Kernel,
  limitsOf,
  type Tails,
  tailsOf,
  weightsAround,
} from "./count-band.ts";
import { essOfChains } from "./ess.ts";
import type { Chains } from "./split-chains.ts";

/**
 * The places of the draws among all, in (0, 1): (rank - 1/2) / number of draws. Chains that share a value have its ranks in turns, spread
 * evenly, so that whole numbers look as uniform as others. Infinite values have ranks as any other; NaN are the last.
 */
export function rankPlaces({ values, chainCount, drawCount }: Chains): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => comparedTo(values[a]!, values[b]!) || a - b);
  const places = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && comparedTo(values[order[start]!]!, values[order[end]!]!) === 0) end++;
    spread(order.slice(start, end), start, { places, chainCount, drawCount });
    start = end;
  }
  return places;
}

function comparedTo(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Draws of one value: those of each chain at even distances among the ranks of the value. */
function spread(
  tied: readonly number[],
  start: number,
  { places, chainCount, drawCount }: { places: Float64Array; chainCount: number; drawCount: number },
): void {
  const byChain = new Map<number, number[]>();
  for (const place of tied) {
    const chain = Math.floor(place / drawCount);
    const own = byChain.get(chain);
    if (own) own.push(place);
    else byChain.set(chain, [place]);
  }
  for (const own of byChain.values()) {
    own.forEach((place, j) => {
      places[place] = (start + ((j + 0.5) * tied.length) / own.length) / (chainCount * drawCount);
    });
  }
}

/** Thinned chains keep at least so many draws, if they have them: of fewer there is little to see. */
const fewestKept = 25;
/** Draws that are as good as so large a share of independent ones are not thinned. */
const enough = 0.9;

/**
 * Every how manieth draw of a chain is about independent of the last one, by the mean effective sample size of single chains: chains
 * that do not agree are no reason to leave draws out.
 */
export function thinningOf({ values, chainCount, drawCount }: Chains): number {
  const sizes = Array.from({ length: chainCount }, (_, chain) =>
    essOfChains({
      values: values.subarray(chain * drawCount, (chain + 1) * drawCount),
      chainCount: 1,
      drawCount,
    }),
  ).filter((ess) => ess > 0);
  const mean = sizes.reduce((sum, ess) => sum + ess, 0) / sizes.length;
  if (!(mean < enough * drawCount)) return 1;
  return Math.max(1, Math.min(Math.ceil(drawCount / mean), Math.floor(drawCount / fewestKept)));
}

/** Every `step`th draw of each chain, from the first on. */
export function thinned({ values, chainCount, drawCount }: Chains, step: number): Chains {
  const kept = Math.ceil(drawCount / step);
  const thin = Float64Array.from({ length: chainCount * kept }, (_, i) => {
    return values[Math.floor(i / kept) * drawCount + (i % kept) * step]!;
  });
  return { values: thin, chainCount, drawCount: kept };
}

/** A single chain as its two halves, which may disagree as chains do; others as they are. */
export function comparable(chains: Chains): Chains {
  if (chains.chainCount !== 1) return chains;
  const drawCount = Math.floor(chains.drawCount / 2);
  const values = new Float64Array(2 * drawCount);
  values.set(chains.values.subarray(0, drawCount), 0);
  values.set(chains.values.subarray(chains.drawCount - drawCount), drawCount);
  return { values, chainCount: 2, drawCount };
}

/** Ranks of all chains that lie below i/K: whole ranks r with (r - 1/2) / total < i/K. */
function ranksBelow(i: number, pointCount: number, total: number): number {
  return Math.ceil((i * total) / pointCount - 0.5);
}

/** Counts of a chain's ranks below i/K, i = 0 … K. */
export class ChainRankEcdf extends CountBand {
  constructor({ chainCount, drawCount }: Omit<Chains, "values">, pointCount: number) {
    const total = chainCount * drawCount;
    const below = Array.from({ length: pointCount + 1 }, (_, i) => ranksBelow(i, pointCount, total));
    const tails = below.slice(1, -1).map((ranks) => hypergeometricTails(ranks, drawCount, total));
    const kernels = new Map<number, Kernel>();
    const kernelOf = (stretch: number): Kernel => {
      const ranks = below[stretch]! - below[stretch - 1]!;
      const known = kernels.get(ranks) ?? { first: 0, weights: binomialWeights(ranks, chainCount) };
      kernels.set(ranks, known);
      return known;
    };
    super(drawCount, pointCount, tails, { kernelOf, total: binomialWeights(total, chainCount)[drawCount]! });
  }
}

/** The band of all chains at once, which they all stay in with a probability of at least 1 - α. */
export function chainRankBand(chains: Omit<Chains, "values">, pointCount: number, alpha: number): EcdfBand {
  return new ChainRankEcdf(chains, pointCount).band(alpha / differentChains(chains.chainCount));
}

/** From how many to how many of a chain's ranks may lie in each bin: with a probability of at least 1 - α in all bins of all chains. */
export function chainRankBins(
  { chainCount, drawCount }: Omit<Chains, "values">,
  binCount: number,
  alpha: number,
): EcdfBand {
  const total = chainCount * drawCount;
  const gamma = alpha / binCount / differentChains(chainCount);
  const limits = Array.from({ length: binCount }, (_, bin) => {
    const ranks = ranksBelow(bin + 1, binCount, total) - ranksBelow(bin, binCount, total);
    return limitsOf(hypergeometricTails(ranks, drawCount, total), gamma);
  });
  return {
    lower: Int32Array.from(limits, ([lower]) => lower),
    upper: Int32Array.from(limits, ([, upper]) => upper),
  };
}

function differentChains(chainCount: number): number {
  return chainCount === 2 ? 1 : chainCount;
}

/** Of `drawn` ranks that are taken from `total`, how many are among the first `ranks`. */
function hypergeometricTails(ranks: number, drawn: number, total: number): Tails {
  const first = Math.max(0, ranks + drawn - total);
  const last = Math.min(ranks, drawn);
  const mode = Math.min(last, Math.max(first, Math.floor(((ranks + 1) * (drawn + 1)) / (total + 2))));
  // P(k + 1) / P(k) = (R - k)(n - k) / ((k + 1)(N - R - n + k + 1))
  const weights = weightsAround(
    mode,
    first,
    last,
    (k) => ((ranks - k) / (k + 1)) * ((drawn - k) / (total - ranks - drawn + k + 1)),
  );
  return tailsOf(first, weights);
}

/** Probabilities of 0 … count of them, each with probability 1/chainCount. */
function binomialWeights(count: number, chainCount: number): Float64Array {
  const mode = Math.min(count, Math.floor((count + 1) / chainCount));
  // P(k + 1) / P(k) = (N - k)/(k + 1) · z/(1 - z)
  return weightsAround(mode, 0, count, (k) => (count - k) / (k + 1) / (chainCount - 1));
}
