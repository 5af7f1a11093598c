/** Distribution functions of the ranks of each chain's draws, less that of uniform ranks, with a simultaneous band (Säilynoja et al. 2022). */

import { chainRankBand } from "../../posterior/chain-ranks.ts";
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

export const rankEcdf: PictureKind = {
  name: "rank-ecdf",
  about: "distribution functions of ranks by chain, less the uniform one, with a band for the whole curve",
  reading:
    "The share of a chain's draws that lie among the lowest z of all draws, less z: 0 for chains that agree, but for chance. Curves that stay " +
    "within the band as a whole are what chance gives; one leaves it in one picture of twenty if nothing is wrong. A curve above 0 is " +
    "a chain that lies lower than the others, below 0 higher; one that rises and then falls below is wider, the other way round narrower. " +
    "Run longer, or look for what keeps the chain apart.",
  variables: { usual: 6, least: 1 },
  draw: (input) => tooFewForRanks(input.draws) ?? picture(input),
};

/** Points at which curves are judged. */
const mostPoints = 100;

function pointsOf({ drawCount }: Pick<RankedChains, "drawCount">): number {
  return Math.max(2, Math.min(mostPoints, drawCount));
}

function picture({ title, draws }: PictureInput) {
  const bandOf = bandMaker(chainRankBand, pointsOf);
  const ranked = draws.values.map((values) => rankedChains(draws, values));
  const leaves = (one: RankedChains) => (chain: number) => {
    const { lower, upper } = bandOf(one);
    return countsOf(one, chain).some((count, i) => count < lower[i]! || count > upper[i]!);
  };
  const said = describeEach(draws, (_, v) => {
    const one = ranked[v]!;
    return leaversWords(draws, one, typeof one === "string" ? () => false : leaves(one));
  });
  return {
    kind: "rank-ecdf",
    title: `Distribution of ranks of ${title}`,
    subtitle: thinningWords(ranked),
    description: `Distribution functions of ranks less the uniform one, of ${draws.chainCount} chains: ${listNames(draws.variables)}. ${said}`,
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

function countsOf(ranked: RankedChains, chain: number): Int32Array {
  const { places, drawCount } = ranked;
  return countBelow(places.subarray(chain * drawCount, (chain + 1) * drawCount), pointsOf(ranked));
}

function panelOf(
  title: string,
  ranked: RankedChains,
  { lower, upper }: EcdfBand,
  { nameOf, leaves }: ChainWords,
): Panel {
  const count = pointsOf(ranked);
  const x = Array.from({ length: count + 1 }, (_, i) => i / count);
  const less = (counts: Int32Array): number[] => x.map((z, i) => counts[i]! / ranked.drawCount - z);
  const lines = Array.from({ length: ranked.chainCount }, (_, chain): Mark => {
    const y = less(countsOf(ranked, chain));
    return { kind: "line", x, y, ...rankLine(chain, ranked, leaves), name: nameOf(chain) };
  });
  return {
    title,
    x: numberAxis("rank among all draws", { domain: [0, 1], format: "percent" }),
    y: numberAxis("share less uniform"),
    marks: [
      { kind: "area", x, lower: less(lower), upper: less(upper), colour: "band" },
      { kind: "rule", axis: "y", at: 0, colour: "muted", isDashed: true },
      ...lines,
    ],
    height: 1,
  };
}
