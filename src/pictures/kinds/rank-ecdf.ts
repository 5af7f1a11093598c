/** Distribution functions of the ranks of each chain's draws, less that of uniform ranks, with a simultaneous band (Säilynoja et al. 2022). */

import { chainRankBand } from "../../posterior/chain-ranks.ts";
import type { EcdfBand } from "../../posterior/count-band.ts";
import { countBelow } from "../../posterior/ecdf-band.ts";
import type { PictureKind } from "../kind.ts";
import { type Mark, numberAxis, type Panel } from "../picture.ts";
import { type ChainWords, drawRanks, placesOf, type RankedChains, rankLine } from "../rank-panels.ts";

export const rankEcdf: PictureKind = {
  name: "rank-ecdf",
  about: "distribution functions of ranks by chain, less the uniform one, with a band for the whole curve",
  reading:
    "The share of a chain's draws that lie among the lowest z of all draws, less z: 0 for chains that agree, but for chance. Curves that stay " +
    "within the band as a whole are what chance gives; one leaves it in one picture of twenty if nothing is wrong. A curve above 0 is " +
    "a chain that lies lower than the others, below 0 higher; one that rises and then falls below is wider, the other way round narrower. " +
    "Run longer, or look for what keeps the chain apart.",
  variables: { usual: 6, least: 1 },
  draw: (input) =>
    drawRanks(input, {
      kind: "rank-ecdf",
      title: "Distribution of ranks",
      about: "Distribution functions of ranks less the uniform one",
      makeBand: chainRankBand,
      partsOf: pointsOf,
      countsOf,
      panelOf,
    }),
};

/** Points at which curves are judged. */
const mostPoints = 100;

function pointsOf({ drawCount }: Pick<RankedChains, "drawCount">): number {
  return Math.max(2, Math.min(mostPoints, drawCount));
}

function countsOf(ranked: RankedChains, chain: number): Int32Array {
  return countBelow(placesOf(ranked, chain), pointsOf(ranked));
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
