/** Histograms of the ranks of each chain's draws among all draws (Vehtari et al. 2021), with the band of chains that agree. */

import { chainRankBins } from "../../posterior/chain-ranks.ts";
import type { EcdfBand } from "../../posterior/count-band.ts";
import { countBelow } from "../../posterior/ecdf-band.ts";
import type { PictureKind } from "../kind.ts";
import { type Mark, numberAxis, type Panel } from "../picture.ts";
import { type ChainWords, drawRanks, placesOf, type RankedChains, rankLine } from "../rank-panels.ts";

export const rank: PictureKind = {
  name: "rank",
  about: "rank histograms, a step line for each chain, with the band of chains that agree",
  reading:
    "All draws of all chains are ranked together, and each chain's ranks are counted. Chains that agree have all ranks equally often: flat steps " +
    "within the band, which they leave in one picture of twenty if nothing is wrong. A slope is a chain that lies higher or lower than the " +
    "others; a hill or a valley in the middle one that is narrower or wider; a peak at an end one that is stuck there. Run longer, " +
    "or look for what keeps the chain apart.",
  variables: { usual: 6, least: 1 },
  draw: (input) =>
    drawRanks(input, {
      kind: "rank",
      title: "Rank histograms",
      about: "Ranks of each chain's draws among all",
      makeBand: chainRankBins,
      partsOf: binsOf,
      countsOf,
      panelOf,
    }),
};

/** Bins of a histogram at most, and the draws of a chain that each should have at least. */
const bins = { most: 20, draws: 5 };

function binsOf({ drawCount }: Pick<RankedChains, "drawCount">): number {
  return Math.max(2, Math.min(bins.most, Math.floor(drawCount / bins.draws)));
}

function countsOf(ranked: RankedChains, chain: number): number[] {
  const below = countBelow(placesOf(ranked, chain), binsOf(ranked));
  return Array.from({ length: below.length - 1 }, (_, bin) => below[bin + 1]! - below[bin]!);
}

function panelOf(
  title: string,
  ranked: RankedChains,
  { lower, upper }: EcdfBand,
  { nameOf, leaves }: ChainWords,
): Panel {
  const count = binsOf(ranked);
  const x = Array.from({ length: count + 1 }, (_, i) => i / count);
  // A step goes on to the next edge: the last one has it twice.
  const steps = (numbers: ArrayLike<number>): number[] => x.map((_, i) => numbers[Math.min(i, count - 1)]!);
  const lines = Array.from({ length: ranked.chainCount }, (_, chain): Mark => {
    const y = steps(countsOf(ranked, chain));
    return { kind: "line", x, y, ...rankLine(chain, ranked, leaves), isStepped: true, name: nameOf(chain) };
  });
  const band = { lower: steps(lower), upper: steps(upper) };
  return {
    title,
    x: numberAxis("rank among all draws", { domain: [0, 1], format: "percent" }),
    y: numberAxis("draws"),
    marks: [
      { kind: "area", x, ...band, colour: "band", isStepped: true },
      { kind: "rule", axis: "y", at: ranked.drawCount / count, colour: "muted", isDashed: true },
      ...lines,
    ],
    height: 1,
  };
}
