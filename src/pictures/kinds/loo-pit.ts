/** Where observations lie in their leave-one-out predictions: the distribution function of these places, less the uniform one, with a band. */

import { countBelow, UniformEcdf } from "../../posterior/ecdf-band.ts";
import { type LooPit, looPit as placesOf } from "../../posterior/loo-pit.ts";
import { worstParetoK } from "../../posterior/psis.ts";
import type { NoPicture, PictureInput, PictureKind } from "../kind.ts";
import { type LegendEntry, numberAxis, type Panel, type Picture } from "../picture.ts";
import { formatRounded } from "../ticks.ts";
import { percent } from "../variable-panel.ts";

export const looPit: PictureKind = {
  name: "loo-pit",
  about:
    "where observations lie in what the model predicts for them from all others, against a uniform distribution",
  reading:
    "The share of observations that lie below the lowest z of their own predictions, less z, each predicted from all the others: about 0, and within the band, for a model " +
    "that predicts as it should. Above 0 on the left and below on the right, observations lie at the ends: predictions are too narrow; the other " +
    "way round they are too wide. A curve above 0 throughout is predictions that are too high, below 0 too low. One of twenty models that " +
    "are right leaves the band. Change what the deviation points at: the outcome's distribution for tails and spread, the predictor for a shift.",
  variables: null,
  needsData: true,
  draw: (input) => whyNone(input) ?? picture(input),
};

/** The curve stays in the band with this probability. */
const bandProbability = 0.95;
/** Points at which it is judged at most, and observations that are few. */
const mostPoints = 100;
const fewest = 5;

function whyNone({ predicted, logLikelihood }: PictureInput): NoPicture | null {
  const lacking = [
    ...(predicted === null ? ["replicated outcomes"] : []),
    ...(logLikelihood === null ? ["log likelihoods"] : []),
  ];
  if (lacking.length > 0)
    return {
      reason: `the draws came without ${lacking.join(" and without ")}; give an ArviZ file with the groups posterior_predictive, observed_data and log_likelihood`,
    };
  const [expected, found] = [predicted!.observed.length, logLikelihood!.length];
  return expected === found
    ? null
    : {
        reason: `there are ${expected} observations but ${found} log likelihoods; give those of the outcome ${predicted!.name} alone`,
      };
}

/** Of more observations, so many are judged, spread evenly over all: each takes milliseconds. */
const mostObservations = 3000;

function picture({ title, predicted, logLikelihood }: PictureInput): Picture | NoPicture {
  const { name, observed, replicated } = predicted!;
  const known = [...observed.keys()].filter((i) => Number.isFinite(observed[i]));
  const judged = Math.min(mostObservations, known.length);
  const kept = Array.from({ length: judged }, (_, k) => known[Math.floor((k * known.length) / judged)]!);
  const pit = placesOf(
    Float64Array.from(kept, (i) => observed[i]!),
    kept.map((i) => replicated[i]!),
    kept.map((i) => logLikelihood![i]!),
  );
  const count = pit.values.length;
  if (count < fewest)
    return {
      reason: `${count} observations of ${name} have predictions, too few to tell; take ${fewest} or more, or draw a \`ppc\``,
    };
  const curve = curveOf(pit.values);
  const { isOutside, pValue } = curve;
  const said = [
    ...(judged < known.length ? [`${judged} of ${known.length} observations, spread over all.`] : []),
    ...reliability(pit),
  ];
  const p = pValue < 0.001 ? "p below 0.001" : `p = ${formatRounded(pValue, 2)}`;
  return {
    kind: "loo-pit",
    title: `Leave-one-out predictions of ${name} in ${title}`,
    subtitle: said.length === 0 ? null : said.join(" "),
    description: `Places of ${count} observations of ${name} in their leave-one-out predictions, against a uniform distribution: the curve ${
      isOutside ? "leaves" : "stays in"
    } its ${percent(bandProbability)} band, ${p}.`,
    panels: [panelOf(name, curve)],
    columns: 1,
    legend: legendOf(isOutside),
  };
}

/** The distribution function of places less the uniform one, and its band. */
interface Curve {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly isOutside: boolean;
  readonly pValue: number;
}

function curveOf(places: Float64Array): Curve {
  const ecdf = new UniformEcdf(places.length, Math.min(mostPoints, places.length));
  const { lower, upper } = ecdf.band(1 - bandProbability);
  const counts = countBelow(places, ecdf.pointCount);
  const x = Array.from({ length: ecdf.pointCount + 1 }, (_, i) => i / ecdf.pointCount);
  const less = (some: Int32Array): number[] => x.map((z, i) => some[i]! / places.length - z);
  return {
    x,
    y: less(counts),
    lower: less(lower),
    upper: less(upper),
    isOutside: counts.some((one, i) => one < lower[i]! || one > upper[i]!),
    pValue: ecdf.pValue(counts),
  };
}

function panelOf(name: string, { x, y, lower, upper, isOutside }: Curve): Panel {
  const colour = isOutside ? "alert" : "main";
  return {
    title: null,
    x: numberAxis(`place of ${name} in its prediction`, { domain: [0, 1], format: "percent" }),
    y: numberAxis("share less uniform"),
    marks: [
      { kind: "area", x, lower, upper, colour: "band" },
      { kind: "rule", axis: "y", at: 0, colour: "muted", isDashed: true },
      { kind: "line", x, y, colour, width: 1.8, name: "observations" },
    ],
    height: 1,
  };
}

function legendOf(isOutside: boolean): LegendEntry[] {
  return [
    {
      colour: isOutside ? "alert" : "main",
      text: isOutside ? "observations, outside the band" : "observations",
      symbol: "line",
    },
    { colour: "band", text: `${percent(bandProbability)} band of a uniform distribution`, symbol: "area" },
  ];
}

function reliability({ values, unreliable }: LooPit): string[] {
  if (unreliable === 0) return [];
  const which = unreliable === 1 ? "1 observation has" : `${unreliable} observations have`;
  return [
    `${which} a Pareto k above ${worstParetoK}, of ${values.length}: for ${unreliable === 1 ? "it" : "these"} the weights do not tell what the others would predict.`,
  ];
}
