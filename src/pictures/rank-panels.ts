/** Both pictures of ranks but for their panels: chains that can be compared, thinned to about independent draws, bands, and words. */

import {
  type chainRankBand,
  type chainRankBins,
  comparable,
  rankPlaces,
  thinned,
  thinningOf,
} from "../posterior/chain-ranks.ts";
import type { EcdfBand } from "../posterior/count-band.ts";
import type { Draws } from "../posterior/draws.ts";
import { chainLegend, listNames, panelGrid } from "./chain-parts.ts";
import type { NoPicture, PictureInput } from "./kind.ts";
import type { LegendEntry, Panel, Picture } from "./picture.ts";
import { describeEach, tooFewDraws, whyNone, wordsPanel } from "./variable-panel.ts";

/** The ranks of a variable. */
export interface RankedChains {
  readonly chainCount: number;
  readonly drawCount: number;
  /** In (0, 1), `[chain * drawCount + draw]`. */
  readonly places: Float64Array;
  /** Every how manieth draw they are of. */
  readonly step: number;
}

/** Of more draws of a chain a picture shows no more, and the band takes its time. */
const mostDraws = 2000;
/** Bands hold with this probability for all chains of a variable together. */
const bandProbability = 0.95;

/** What one of the two shows of a variable. */
export interface RankPicture {
  readonly kind: string;
  readonly title: string;
  /** In front of the number of chains. */
  readonly about: string;
  readonly makeBand: typeof chainRankBand | typeof chainRankBins;
  /** Into how many parts ranks are divided. */
  readonly partsOf: (chains: RankedChains) => number;
  /** What of a chain is held against the band. */
  readonly countsOf: (ranked: RankedChains, chain: number) => ArrayLike<number>;
  readonly panelOf: (title: string, ranked: RankedChains, band: EcdfBand, words: ChainWords) => Panel;
}

/** A panel for each variable, and which chains leave their bands. */
export function drawRanks(
  { title, draws }: PictureInput,
  { kind, title: what, about, makeBand, partsOf, countsOf, panelOf }: RankPicture,
): Picture | NoPicture {
  const none = tooFewForRanks(draws);
  if (none !== null) return none;
  const bandOf = bandMaker(makeBand, partsOf);
  const ranked = draws.values.map((values) => rankedChains(draws, values));
  const leaves = (one: RankedChains) => (chain: number) => {
    const { lower, upper } = bandOf(one);
    return Array.from(countsOf(one, chain)).some((count, i) => count < lower[i]! || count > upper[i]!);
  };
  const said = describeEach(draws, (_, v) => {
    const one = ranked[v]!;
    return leaversWords(draws, one, typeof one === "string" ? () => false : leaves(one));
  });
  return {
    kind,
    title: `${what} of ${title}`,
    subtitle: thinningWords(ranked),
    description: `${about}, of ${draws.chainCount} chains: ${listNames(draws.variables)}. ${said}`,
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

/** The places of one chain. */
export function placesOf({ places, drawCount }: RankedChains, chain: number): Float64Array {
  return places.subarray(chain * drawCount, (chain + 1) * drawCount);
}

/** The ranks of a variable's draws; a sentence where they have none. */
function rankedChains(draws: Draws, values: Float64Array): RankedChains | string {
  const none = whyNone(values.slice().sort());
  if (none !== null) return none;
  if (values.some(Number.isNaN)) return "some draws are no numbers";
  const given = comparable({ values, chainCount: draws.chainCount, drawCount: draws.drawCount });
  const first = Math.ceil(given.drawCount / mostDraws);
  const fewer = thinned(given, first);
  const second = thinningOf({ ...fewer, values: rankPlaces(fewer) });
  const chains = thinned(fewer, second);
  return { ...chains, places: rankPlaces(chains), step: first * second };
}

/** Why there is no picture of ranks; a single chain is two halves. */
function tooFewForRanks(draws: Draws): NoPicture | null {
  return tooFewDraws("ranks", draws.chainCount === 1 ? 10 : 5, draws);
}

/** Chains that are told apart by colours; of more, only those that leave the band are. */
const mostColours = 8;

/** What is said of each chain. */
export interface ChainWords {
  readonly nameOf: (chain: number) => string;
  readonly leaves: (chain: number) => boolean;
}

/** How the line of a chain looks. */
export function rankLine(chain: number, { chainCount }: RankedChains, leaves: (chain: number) => boolean) {
  if (chainCount <= mostColours) return { colour: { chain }, width: 1.4 };
  return leaves(chain)
    ? { colour: "alert" as const, width: 1.4 }
    : { colour: "muted" as const, width: 0.8, opacity: 0.45 };
}

/** `bandOf` that is made once for chains of one shape. */
function bandMaker(
  make: typeof chainRankBand | typeof chainRankBins,
  parts: (chains: RankedChains) => number,
) {
  const made = new Map<string, EcdfBand>();
  return (chains: RankedChains): EcdfBand => {
    const key = `${chains.chainCount} ${chains.drawCount}`;
    const band = made.get(key) ?? make(chains, parts(chains), 1 - bandProbability);
    made.set(key, band);
    return band;
  };
}

/** Signs of the chains, or of the halves of a single one. */
function rankLegend(chainCount: number): LegendEntry[] {
  const band: LegendEntry = { colour: "band", text: "95% band of chains that agree", symbol: "area" };
  const chains = chainCount === 1 ? chainLegend(2) : chainLegend(chainCount);
  const named = chainCount === 1 ? chains.map((entry, i) => ({ ...entry, text: halfNames[i]! })) : chains;
  if (chainCount <= mostColours) return [...named, band];
  return [
    { colour: "muted", text: "chain", symbol: "line" },
    { colour: "alert", text: "chain that leaves the band", symbol: "line" },
    band,
  ];
}

const halfNames = ["first half", "second half"];

/** `chain 3`, or which half of the only chain. */
function rankedName(draws: Draws, chain: number): string {
  return draws.chainCount === 1 ? halfNames[chain]! : `chain ${chain + 1}`;
}

/** What was thinned, for the subtitle. */
function thinningWords(ranked: readonly (RankedChains | string)[]): string | null {
  const steps = ranked.flatMap((one) => (typeof one === "string" || one.step === 1 ? [] : [one.step]));
  if (steps.length === 0) return null;
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  const which = least === most ? `${least}` : `${least} to ${most}`;
  return `The band is that of independent draws: chains that move slowly are thinned, one draw of ${which} is kept.`;
}

/** Which chains leave their band, in words. */
function leaversWords(
  draws: Draws,
  ranked: RankedChains | string,
  leaves: (chain: number) => boolean,
): string {
  if (typeof ranked === "string") return ranked;
  const names = Array.from({ length: ranked.chainCount }, (_, chain) => chain)
    .filter(leaves)
    .map((chain) => rankedName(draws, chain));
  if (names.length === 0) return "all within the band";
  const rest = names.length - 6;
  return `outside the band: ${names.slice(0, 6).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
