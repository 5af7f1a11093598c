/** Parallel coordinates: each draw a line over the variables, standardized, the divergent ones in front. */

import type { Draws } from "../../posterior/draws.ts";
import { mean, standardDeviation } from "../../posterior/moments.ts";
import { quantile } from "../../posterior/quantile.ts";
import { listNames } from "../chain-parts.ts";
import type { PictureInput, PictureKind } from "../kind.ts";
import { type LegendEntry, type Mark, nameAxis, numberAxis } from "../picture.ts";
import { formatRounded } from "../ticks.ts";
import { finiteSorted } from "../variable-panel.ts";

export const parallel: PictureKind = {
  name: "parallel",
  about: "draws as lines over the variables, standardized, with divergent ones marked",
  reading:
    "Each line is one draw, its height at a variable how many standard deviations it lies from the variable's median (what is farther than 5 is at the edge). Lines of divergent draws that " +
    "go through all heights alike may be harmless; lines that meet at a variable show where the sampler fails: low at the log of an sd, or at an sd, it is a " +
    "funnel, which another parameterization, or more informative priors, mend. Lines that cross between two neighbours are a " +
    "negative correlation of them, lines side by side a positive one.",
  variables: { usual: 8, least: 2 },
  draw: (input) => refusal(input) ?? picture(input),
};

/** Lines of either kind at most; of more, some are left out, but never those of extremes. */
const mostLines = { usual: 150, divergent: 150 };
/** Variables that have room. */
const mostVariables = 60;

function refusal({ draws }: PictureInput) {
  const count = draws.variables.length;
  if (count < 2)
    return {
      reason: `parallel coordinates need at least 2 variables, found ${count}; name more of them`,
    };
  if (count > mostVariables)
    return {
      reason: `parallel coordinates have room for ${mostVariables} variables, found ${count}; name fewer of them`,
    };
  return null;
}

function picture({ title, draws }: PictureInput) {
  const { variables, statistics } = draws;
  const total = draws.chainCount * draws.drawCount;
  const scores = draws.values.map(standardized);
  const all = Array.from({ length: total }, (_, place) => place);
  const isDivergent = (place: number): boolean => (statistics.divergent?.[place] ?? 0) > 0;
  const divergent = all.filter(isDivergent);
  const usual = all.filter((place) => !isDivergent(place));
  const [shown, shownDivergent] = [
    chosen(usual, scores, mostLines.usual),
    chosen(divergent, scores, mostLines.divergent),
  ];
  return {
    kind: "parallel",
    title: `Parallel coordinates of ${title}`,
    subtitle:
      shown.length + shownDivergent.length < total
        ? wordsOfChoice(shown, shownDivergent, divergent, total)
        : null,
    description: descriptionOf(draws, scores, divergent),
    panels: [
      {
        title: null,
        x: nameAxis(variables.map(({ name }) => name)),
        y: numberAxis("standard deviations from the median"),
        marks: [
          linesOf(shown, scores, { colour: "main", opacity: 0.22, width: 0.8 }),
          linesOf(shownDivergent, scores, { colour: "alert", opacity: 0.7, width: 1.1 }),
        ],
        height: 1,
      },
    ],
    columns: 1,
    legend: legendOf(statistics.divergent !== undefined),
  };
}

function legendOf(isKnown: boolean): LegendEntry[] {
  const usual: LegendEntry = { colour: "main", text: "draw", symbol: "line" };
  return isKnown ? [usual, { colour: "alert", text: "divergent draw", symbol: "line" }] : [];
}

function wordsOfChoice(
  shown: readonly number[],
  shownDivergent: readonly number[],
  divergent: readonly number[],
  total: number,
): string {
  const some = `${shown.length} of ${total - divergent.length} draws`;
  if (divergent.length === 0) return `${some}, those with the least and the largest values among them.`;
  return `${some} and ${shownDivergent.length} of ${divergent.length} divergent ones, those with the least and the largest values among them.`;
}

/** Heights beyond this are drawn at the edge. */
const edge = 5;

/**
 * Distances from the median in units of a standard deviation, as the quartiles have it of a normal distribution, so that a few far draws do not
 * press the others together; where half of the draws are one number, of the standard deviation; 0 where all are.
 */
export function standardized(values: Float64Array): Float64Array {
  const finite = finiteSorted(values);
  // Of numbers near 1e300 the squares are none.
  const size = Math.max(Math.abs(finite[0] ?? 0), Math.abs(finite.at(-1) ?? 0)) || 1;
  const scaled = finite.map((value) => value / size);
  const center = quantile(scaled, 0.5);
  const quartiles = (quantile(scaled, 0.75) - quantile(scaled, 0.25)) / 1.349;
  const unit = quartiles > 0 ? quartiles : standardDeviation(scaled);
  return values.map((value) => {
    if (!Number.isFinite(value)) return Number.NaN;
    return unit > 0 ? Math.max(-edge, Math.min(edge, (value / size - center) / unit)) : 0;
  });
}

/** At most so many places: those of the least and the largest value of each variable, and others at even distances. */
function chosen(places: readonly number[], scores: readonly Float64Array[], most: number): number[] {
  if (places.length <= most) return [...places];
  const kept = new Set<number>();
  for (const score of scores) {
    const known = places.filter((place) => !Number.isNaN(score[place]));
    if (known.length === 0) continue;
    kept.add(known.reduce((a, b) => (score[b]! < score[a]! ? b : a)));
    kept.add(known.reduce((a, b) => (score[b]! > score[a]! ? b : a)));
  }
  const rest = Math.max(0, most - kept.size);
  for (let i = 0; i < rest; i++) kept.add(places[Math.floor(((i + 0.5) * places.length) / rest)]!);
  return [...kept].sort((a, b) => a - b);
}

/** One line with gaps. */
function linesOf(
  places: readonly number[],
  scores: readonly Float64Array[],
  look: Pick<Extract<Mark, { readonly kind: "line" }>, "colour" | "opacity" | "width">,
): Mark {
  const stops = [...scores.keys(), Number.NaN];
  return {
    kind: "line",
    x: places.flatMap(() => stops),
    y: places.flatMap((place) => [...scores.map((score) => score[place]!), Number.NaN]),
    ...look,
  };
}

function descriptionOf(draws: Draws, scores: readonly Float64Array[], divergent: readonly number[]): string {
  const names = listNames(draws.variables);
  const shown = `Draws of ${draws.chainCount} chains of ${draws.drawCount} draws as lines over ${names}, in standard deviations from the median.`;
  if (draws.statistics.divergent === undefined) return `${shown} Which draws are divergent is not known.`;
  if (divergent.length === 0) return `${shown} No draw is divergent.`;
  const means = scores.map((score, v) => ({ v, mean: mean(divergent.map((place) => score[place]!)) }));
  const known = means.filter((one) => Number.isFinite(one.mean));
  if (known.length === 0) return `${shown} ${divergent.length} draws are divergent.`;
  const { v, mean: most } = known.reduce((a, b) => (Math.abs(b.mean) > Math.abs(a.mean) ? b : a));
  const where = `their mean lies farthest from the median of all at ${draws.variables[v]!.name}, ${formatRounded(most, 2)} standard deviations`;
  return `${shown} ${divergent.length} draws are divergent; ${where}.`;
}
