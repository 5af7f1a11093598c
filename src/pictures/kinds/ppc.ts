/** The distribution of the observed outcome over those of replicated ones: densities, or bars of counts. */

import { bandwidthOf, type Ends, hardEnds, kernelDensity, viewOf } from "../../posterior/kernel-density.ts";
import { mean, standardDeviation } from "../../posterior/moments.ts";
import { countPanel, isCounts } from "../count-bars.ts";
import { curveLine } from "../density-marks.ts";
import type { NoPicture, PictureKind, Predicted } from "../kind.ts";
import { type LegendEntry, type Mark, numberAxis, type Panel, type Picture } from "../picture.ts";
import { formatRounded } from "../ticks.ts";
import { finiteSorted, percent } from "../variable-panel.ts";

export const ppc: PictureKind = {
  name: "ppc",
  about: "the observed outcome over outcomes that the model replicates",
  reading:
    "Each thin line is a data set that the model makes of one draw, the thick one the data; of counts, bars are the data and intervals what the model replicates. The data " +
    "should be one of the crowd. A hump, a longer tail, zeros or an end that no replicate has is what the model misses: choose a distribution of the outcome " +
    "that can make it (`student_t` for tails, `negative_binomial` for spread, `zero_inflated` for zeros), or add the predictor that explains it. Data in the " +
    "midst are no proof: the same data made the fit (see `loo-pit`).",
  variables: null,
  needsData: true,
  draw: ({ title, predicted, prob }) => {
    if (predicted === null)
      return {
        reason:
          "the draws came without replicated outcomes; give an ArviZ file with the groups posterior_predictive and observed_data",
      };
    const known = withoutMissing(predicted);
    if (known.observed.length === 0 || known.replicated[0]!.length === 0)
      return {
        reason: `no observation of ${known.name} is a number; give observed_data with the values that the model was fitted to`,
      };
    return picture(title, known, prob);
  },
};

/** Replicated data sets that are drawn as lines. */
const mostLines = 50;

/** Observations that are missing have nothing to compare. */
function withoutMissing({ name, observed, replicated }: Predicted): Predicted {
  const kept = [...observed.keys()].filter(
    (i) => Number.isFinite(observed[i]) && replicated[i] !== undefined,
  );
  return {
    name,
    observed: Float64Array.from(kept, (i) => observed[i]!),
    replicated: kept.map((i) => replicated[i]!),
  };
}

function picture(title: string, predicted: Predicted, prob: number): Picture | NoPicture {
  const { name } = predicted;
  const drawn = predictedPicture(predicted, prob, {
    title: `${name} and its replicates in ${title}`,
    sets: "replicated",
    ofSets: "of the replicates",
  });
  if (drawn !== null) return drawn;
  return { reason: `no replicate of ${name} has finite values; run \`diagnose\`, and mend what it says` };
}

/** What a picture of data sets says of them. */
export interface PredictedWords {
  readonly title: string;
  /** What the sets are, in the legend: "replicated". */
  readonly sets: string;
  /** The same behind an interval: "of the replicates". */
  readonly ofSets: string;
  /** Lines of a few narrow sets may rise out of sight, so that the others are seen. */
  readonly isCapped?: boolean;
}

/** Data sets that a model makes, and the data over them if there are any; null where no set has finite values. */
export function predictedPicture(predicted: Predicted, prob: number, words: PredictedWords): Picture | null {
  const { name, observed, replicated } = predicted;
  const isObserved = observed.length > 0;
  const areCounts = isObserved && isCounts(predicted);
  const panel = areCounts ? countPanel(predicted, prob) : densityPanel(predicted, words);
  if (panel === null) return null;
  const lines = Math.min(mostLines, replicated[0]!.length);
  const legend = areCounts ? countLegend(prob, words) : lineLegend(words.sets);
  return {
    kind: "ppc",
    title: words.title,
    subtitle: areCounts ? "Heights are square roots, so that rare counts are seen." : null,
    description: `${observed.length} observations of ${name} and ${
      areCounts ? `intervals of ${replicated[0]!.length}` : `${lines} of ${replicated[0]!.length}`
    } ${words.sets} data sets.${isObserved ? ` ${describeStatistics(predicted)}` : ""}`,
    panels: [panel],
    columns: 1,
    legend: isObserved ? legend : legend.slice(1),
  };
}

function lineLegend(text: string): LegendEntry[] {
  return [
    { colour: "second", text: "observed", symbol: "line" },
    { colour: "muted", text, symbol: "line" },
  ];
}

function countLegend(prob: number, { ofSets }: PredictedWords): LegendEntry[] {
  return [
    { colour: "band", text: "observed", symbol: "area" },
    { colour: "main", text: `median and ${percent(prob)} interval ${ofSets}`, symbol: "dot" },
  ];
}

/** Draws whose replicates are drawn, spread over all. */
export function shownDraws(total: number, most = mostLines): number[] {
  const count = Math.min(most, total);
  return Array.from({ length: count }, (_, k) => Math.floor(((k + 0.5) * total) / count));
}

/** One replicated data set. */
function replicateOf({ replicated }: Predicted, draw: number): Float64Array {
  return Float64Array.from(replicated, (values) => values[draw]!);
}

function densityPanel(
  predicted: Predicted,
  { sets: legend, isCapped = false }: PredictedWords,
): Panel | null {
  const { name, observed } = predicted;
  const data = finiteSorted(observed);
  const sets = shownDraws(predicted.replicated[0]!.length)
    .map((draw) => finiteSorted(replicateOf(predicted, draw)))
    .filter((one) => one.length > 1);
  if (sets.length === 0) return null;
  const all = Float64Array.from([...data, ...sets.flatMap((one) => [...one])]).sort();
  const seen = viewOf(all);
  const view: [number, number] = [
    Math.min(seen[0], data[0] ?? seen[0]),
    Math.max(seen[1], data.at(-1) ?? seen[1]),
  ];
  const ends = hardEnds(all, bandwidthOf(all));
  const line = (sorted: Float64Array, look: Partial<Extract<Mark, { kind: "line" }>>): Mark[] => {
    const curve = densityWithin(sorted, view, ends);
    return curve === null ? [] : [{ kind: "line", ...curveLine(curve), colour: "muted", ...look }];
  };
  const ofData = data.length === 0 ? [] : line(data, { colour: "second", width: 2.6, name: "observed" });
  // Of a constant outcome there is no density: where it stands is all.
  const still: Mark[] = [...data.subarray(0, 1)].map((at) => ({
    kind: "rule",
    axis: "x",
    at,
    colour: "second",
    text: "observed: all alike",
  }));
  const lines = sets.flatMap((one) => line(one, { width: 0.8, opacity: 0.5, name: legend }));
  return {
    title: null,
    x: numberAxis(name),
    y: numberAxis(null, { isBare: true, ...(isCapped ? { domain: [0, capOf(lines, ofData)] } : {}) }),
    marks: [...lines, ...(ofData.length > 0 ? ofData : still)],
    height: 1,
    ...(isCapped ? { isClipped: true } : {}),
  };
}

/** A height that the data and most of the lines stay below. */
function capOf(lines: readonly Mark[], ofData: readonly Mark[]): number {
  const peaksOf = (marks: readonly Mark[]): Float64Array =>
    Float64Array.from(marks, (mark) =>
      mark.kind === "line" ? Float64Array.from(mark.y).reduce((a, b) => Math.max(a, b), 0) : 0,
    ).sort();
  const peaks = peaksOf(lines);
  return 1.2 * Math.max(peaks[Math.floor(0.8 * (peaks.length - 1))] ?? 0, peaksOf(ofData).at(-1) ?? 0);
}

/** Over what is seen, and a kernel beyond the outermost draw of each. */
function densityWithin(sorted: Float64Array, [from, to]: readonly [number, number], ends: Ends) {
  const bandwidth = bandwidthOf(sorted);
  return kernelDensity(
    sorted,
    [Math.max(from, sorted[0]! - 3 * bandwidth), Math.min(to, sorted.at(-1)! + 3 * bandwidth)],
    ends,
    bandwidth,
  );
}

/** Mean, sd, least and largest of the data, each with the share of replicated data sets in which it is as large. */
function describeStatistics(predicted: Predicted): string {
  const statistics: readonly (readonly [string, (values: Float64Array) => number])[] = [
    ["mean", mean],
    ["sd", standardDeviation],
    ["least", (values) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)],
    ["largest", (values) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)],
  ];
  const sets = shownDraws(predicted.replicated[0]!.length, 200).map((draw) => replicateOf(predicted, draw));
  const said = statistics.map(([word, of]) => {
    const value = of(predicted.observed);
    const share = sets.filter((set) => of(set) >= value).length / sets.length;
    return `${word} ${formatRounded(value)}, as large or larger in ${percent(share)}`;
  });
  return `Of the data, and the share of ${sets.length} replicates: ${said.join("; ")}.`;
}
