/** Ranks of chains among all draws: their bands are exact on what can be counted, and hold by chance as they say. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import {
  ChainRankEcdf,
  chainRankBand,
  chainRankBins,
  comparable,
  rankPlaces,
  thinned,
  thinningOf,
} from "../../src/posterior/chain-ranks.ts";
import { countBelow } from "../../src/posterior/ecdf-band.ts";
import { essOfChains } from "../../src/posterior/ess.ts";
import { normalDraws } from "./make-draws.ts";

/** All ways to choose the ranks of a chain. */
function subsets(total: number, count: number): number[][] {
  if (count === 0) return [[]];
  if (total < count) return [];
  const without = subsets(total - 1, count);
  return [...without, ...subsets(total - 1, count - 1).map((chosen) => [...chosen, total - 1])];
}

const choose = (n: number, k: number): number => {
  let result = 1;
  for (let i = 1; i <= k; i++) result *= (n - k + i) / i;
  return result;
};
/** Of `drawn` of `total`, the probability that k are among the first `ranks`. */
const hypergeometric = (k: number, ranks: number, drawn: number, total: number): number =>
  k > ranks || drawn - k > total - ranks
    ? 0
    : (choose(ranks, k) * choose(total - ranks, drawn - k)) / choose(total, drawn);

describe("places among all draws", () => {
  it("are (rank - 1/2) / draws", () => {
    const values = Float64Array.of(5, -1, Infinity, 2);
    expect([...rankPlaces({ values, chainCount: 2, drawCount: 2 })]).toEqual([5 / 8, 1 / 8, 7 / 8, 3 / 8]);
  });

  it("of equal draws are spread evenly for each chain, so that none is favoured", () => {
    const values = Float64Array.of(1, 1, 1, 1, 0, 2);
    // The four ones hold the ranks 2 to 5 of 6; the three of the first chain, and the one of the second, lie evenly in them.
    const places = [...rankPlaces({ values, chainCount: 2, drawCount: 3 })].map((place) => place * 6);
    [1 + 2 / 3, 3, 4 + 1 / 3, 3, 0.5, 5.5].forEach((place, i) => {
      expect(places[i]).toBeCloseTo(place, 12);
    });
  });
});

describe("the band of a chain's ranks", () => {
  it.each([
    [2, 5, 5, 0.1],
    [3, 4, 4, 0.1],
    [3, 4, 6, 0.3],
  ])(
    "of %d chains of %d draws at %d points is left by no more of all choices of ranks than it says",
    (chainCount, drawCount, points, alpha) => {
      const total = chainCount * drawCount;
      const ecdf = new ChainRankEcdf({ chainCount, drawCount }, points);
      const ways = subsets(total, drawCount).map((ranks) =>
        countBelow(
          ranks.map((rank) => (rank + 0.5) / total),
          points,
        ),
      );
      const outside = (band: { lower: Int32Array; upper: Int32Array }): number =>
        ways.filter((counts) => counts.some((count, i) => count < band.lower[i]! || count > band.upper[i]!))
          .length / ways.length;
      expect(outside(ecdf.band(alpha))).toBeLessThanOrEqual(alpha);
      // The p-value is the share of the ways that are as far out: exact.
      const tail = (k: number, i: number): number => {
        const below = Math.ceil((i * total) / points - 0.5);
        let [atMost, atLeast] = [0, 0];
        for (let j = 0; j <= drawCount; j++) {
          const probability = hypergeometric(j, below, drawCount, total);
          if (j <= k) atMost += probability;
          if (j >= k) atLeast += probability;
        }
        return 2 * Math.min(atMost, atLeast);
      };
      const farthest = (counts: Int32Array): number =>
        Math.min(1, ...Array.from({ length: points - 1 }, (_, i) => tail(counts[i + 1]!, i + 1)));
      for (const counts of ways.slice(0, 40)) {
        const asFar =
          ways.filter((way) => farthest(way) <= farthest(counts) * (1 + 1e-9)).length / ways.length;
        expect(ecdf.pValue(counts)).toBeCloseTo(asFar, 10);
      }
    },
  );

  it("and that of bins hold for all chains at once as often as they say", () => {
    const [chainCount, drawCount, bins, points, sets, alpha] = [4, 100, 20, 50, 1500, 0.1];
    const shape = { chainCount, drawCount };
    const [inBins, inBand] = [chainRankBins(shape, bins, alpha), chainRankBand(shape, points, alpha)];
    const stream = createRandomStream(5, 3);
    let [binsLeft, bandLeft] = [0, 0];
    for (let set = 0; set < sets; set++) {
      const values = Float64Array.from({ length: chainCount * drawCount }, () => stream.normal());
      const places = rankPlaces({ values, ...shape });
      const chains = Array.from({ length: chainCount }, (_, c) =>
        places.subarray(c * drawCount, (c + 1) * drawCount),
      );
      const leaves = (counts: ArrayLike<number>, { lower, upper }: typeof inBand): boolean =>
        Array.from(counts).some((count, i) => count < lower[i]! || count > upper[i]!);
      const counted = (chain: Float64Array): number[] => {
        const below = countBelow(chain, bins);
        return Array.from({ length: bins }, (_, i) => below[i + 1]! - below[i]!);
      };
      if (chains.some((chain) => leaves(counted(chain), inBins))) binsLeft++;
      if (chains.some((chain) => leaves(countBelow(chain, points), inBand))) bandLeft++;
    }
    const error = 3 * Math.sqrt((alpha * (1 - alpha)) / sets);
    expect(bandLeft / sets).toBeLessThan(alpha + error);
    expect(bandLeft / sets).toBeGreaterThan(0.6 * alpha);
    expect(binsLeft / sets).toBeLessThan(alpha + error);
  });

  it("of bins is that of hypergeometric quantiles, summed up slowly", () => {
    const [drawCount, bins, alpha] = [30, 5, 0.05];
    const { lower, upper } = chainRankBins({ chainCount: 3, drawCount }, bins, alpha);
    const gamma = alpha / bins / 3;
    const tail = (holds: (k: number) => boolean): number =>
      Array.from({ length: 31 }, (_, k) => (holds(k) ? hypergeometric(k, 18, 30, 90) : 0)).reduce(
        (a, b) => a + b,
      );
    const isInside = (k: number): boolean =>
      2 *
        Math.min(
          tail((j) => j <= k),
          tail((j) => j >= k),
        ) >
      gamma;
    const inside = Array.from({ length: 31 }, (_, k) => k).filter(isInside);
    expect([lower[2], upper[2]]).toEqual([inside[0], inside.at(-1)]);
  });
});

describe("chains before they are ranked", () => {
  it("are thinned by their own autocorrelation, not by how they differ", () => {
    const shape = { chainCount: 4, drawCount: 1000 };
    expect(thinningOf({ values: normalDraws(shape, 1), ...shape })).toBe(1);
    const slow = normalDraws(shape, 2, { rho: 0.8, map: (x, chain) => x + 10 * chain });
    const each = [0, 1, 2, 3].map((c) =>
      essOfChains({ values: slow.subarray(c * 1000, (c + 1) * 1000), chainCount: 1, drawCount: 1000 }),
    );
    const step = thinningOf({ values: slow, ...shape });
    expect(step).toBe(Math.ceil(4000 / each.reduce((a, b) => a + b)));
    expect(step).toBeGreaterThan(5);
    expect(thinned({ values: slow, ...shape }, step).values[1]).toBe(slow[step]);
  });

  it("are the halves of a single one, without the middle draw of an odd number", () => {
    const { values, chainCount } = comparable({
      values: Float64Array.of(1, 2, 3, 4, 5),
      chainCount: 1,
      drawCount: 5,
    });
    expect([chainCount, ...values]).toEqual([2, 1, 2, 4, 5]);
  });
});
