/** Histograms of the ranks of each chain's draws among all draws (Vehtari et al. 2021), with the band of chains that agree. */

import { chainRankBins } from "../../posterior/chain-ranks.ts";
import type { EcdfBand } from "../../posterior/count-band.ts";
import { countBelow } from "../../posterior/ecdf-band.ts";
import { listNames, panelGrid } from "../chain-parts.ts";
import type { PictureInput, PictureKind } from "../kind.ts";
import { type Mark, numberAxis, type Panel } from "../picture.ts";
import {
  bandMaker,
  type ChainWords,
  leaversWords,
  type RankedChains,
  rankedChains,
  rankedName,
  rankLegend,
  rankLine,
  thinningWords,
  tooFewForRanks,
} from "../rank-panels.ts";
import { describeEach, wordsPanel } from "../variable-panel.ts";

export const rank: PictureKind = {
  name: "rank",
  about: "rank histograms, a step line for each chain, with the band of chains that agree",
  reading:
    "All draws of all chains are ranked together, and each chain's ranks are counted. Chains that agree have all ranks equally often: flat steps " +
    "within the band, which they leave in one picture of twenty if nothing is wrong. A slope is a chain that lies higher or lower than the " +
    "others; a hill or a valley in the middle one that is narrower or wider; a peak at an end one that is stuck there. Run longer, " +
    "or look for what keeps the chain apart.",
  variables: { usual: 6, least: 1 },
  draw: (input) => tooFewForRanks(input.draws) ?? picture(input),
};

/** Bins of a histogram at most, and the draws of a chain that each should have at least. */
const bins = { most: 20, draws: 5 };

function binsOf({ drawCount }: Pick<RankedChains, "drawCount">): number {
  return Math.max(2, Math.min(bins.most, Math.floor(drawCount / bins.draws)));
}

function picture({ title, draws }: PictureInput) {
  const bandOf = bandMaker(chainRankBins, binsOf);
  const ranked = draws.values.map((values) => rankedChains(draws, values));
  const leaves = (one: RankedChains) => (chain: number) => {
    const { lower, upper } = bandOf(one);
    return countsOf(one, chain).some((count, bin) => count < lower[bin]! || count > upper[bin]!);
  };
  const said = describeEach(draws, (_, v) => {
    const one = ranked[v]!;
    return leaversWords(draws, one, typeof one === "string" ? () => false : leaves(one));
  });
  return {
    kind: "rank",
    title: `Rank histograms of ${title}`,
    subtitle: thinningWords(ranked),
    description: `Ranks of each chain's draws among all, of ${draws.chainCount} chains: ${listNames(draws.variables)}. ${said}`,
    panels: draws.variables.map(({ name }, v) => {
      const one = ranked[v]!;
      const nameOf = (chain: number): string => rankedName(draws, chain);
      if (typeof one === "string") return wordsPanel(name, one);
      return panelOf(name, one, bandOf(one), { nameOf, leaves: leaves(one) });
    }),
    columns: panelGrid(draws.variables.length),
    legend: rankLegend(draws.chainCount),
  };
}

function countsOf(ranked: RankedChains, chain: number): number[] {
  const { places, drawCount } = ranked;
  const below = countBelow(places.subarray(chain * drawCount, (chain + 1) * drawCount), binsOf(ranked));
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
