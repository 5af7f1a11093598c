/** Models compared by what they predict, as a table with what may be concluded, and as JSON. */

import {
  type ComparedModel,
  type ComparisonMeasure,
  fewObservations,
  type IntegratedPoints,
  type ModelComparison,
  smallDifference,
} from "../posterior/compare-models.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { type DigitsOptions, formatDecimals, formatSignificant, missing } from "./digits.ts";
import { finiteOrNull, type JsonObject } from "./json.ts";
import { columns, renderTable, type TableOptions } from "./table.ts";

const methods: { readonly [Measure in ComparisonMeasure]: string } = {
  loo: "leave-one-out cross-validation by Pareto smoothed importance sampling",
  waic: "the widely applicable information criterion",
  group: "cross-validation without each group by Pareto smoothed importance sampling",
  kfold: "cross-validation in parts, the model fitted without each",
};

/** Text that ends with a newline. */
export function renderModelComparison(
  comparison: ModelComparison,
  options: TableOptions & DigitsOptions = {},
): string {
  const { width = 80 } = options;
  const { measure, predicted, models } = comparison;
  const line = (words: string): string => `${wrap(words, width, "  ")}\n`;
  const head = [
    line(`${methods[measure]}, ${pointsOf(comparison)}`),
    line(`predicted: ${predicted}, by log density (elpd)`),
  ].join("");
  const table = renderTable(
    layoutOf(comparison),
    models.map((model) => rowOf(model, comparison, options)),
    options,
  );
  const told = [...concludeComparison(comparison), ...remarksOf(comparison)];
  return `${head}\n${table}${told.length === 0 ? "" : `\n${told.map(line).join("")}`}`;
}

function pointsOf({ points, factor }: ModelComparison): string {
  const count = points.length;
  if (factor !== null) return `${count} ${count === 1 ? "group" : "groups"} of ${visible(factor)}`;
  return count === 1 ? "1 row" : `${count} rows`;
}

function layoutOf({ measure, models, trustedK }: ModelComparison) {
  const p = measure === "waic" ? "p_waic" : "p_loo";
  const ic = measure === "waic" ? "waic" : measure === "kfold" ? "kfoldic" : "looic";
  const several = models.length > 1 ? ["elpd_diff", "se_diff", "stacking", "pseudo-BMA+"] : [];
  const bad = measure === "loo" || measure === "group" ? [`k > ${formatDecimals(trustedK, 2)}`] : [];
  const headers = ["model", "elpd", "se", ...(measure === "kfold" ? [] : [p]), ic, ...several, ...bad];
  return columns(headers, 1, ["pseudo-BMA+", ic]);
}

function rowOf(model: ComparedModel, { measure, models }: ModelComparison, { digits }: DigitsOptions) {
  const { name, estimate, difference, weights, unreliable } = model;
  const rounded = (value: number): string =>
    digits === undefined ? formatDecimals(value, 1) : formatSignificant(value, digits);
  const share = (value: number | undefined): string =>
    value === undefined ? missing : formatDecimals(value, 2);
  const isBest = difference.verdict === "best";
  const several =
    models.length > 1
      ? [
          isBest ? "0" : rounded(difference.difference),
          isBest ? missing : rounded(difference.error),
          share(weights?.stacking),
          share(weights?.pseudoBma),
        ]
      : [];
  const { elpd, elpdSe, p } = estimate;
  const own = [
    rounded(elpd),
    rounded(elpdSe),
    ...(measure === "kfold" ? [] : [rounded(p)]),
    rounded(-2 * elpd),
  ];
  const bad = measure === "loo" || measure === "group" ? [String(unreliable.length)] : [];
  return { cells: [name, ...own, ...several, ...bad] };
}

/** What may be concluded, a sentence for each model that is not the best. */
function concludeComparison({ models, points, factor }: ModelComparison): string[] {
  const [best, ...others] = models;
  const told = others.map(({ name, difference: { difference, error, verdict } }) => {
    const off = formatDecimals(Math.abs(difference), 1);
    const errors = Number.isNaN(error)
      ? "an unknown error"
      : `a standard error of ${formatDecimals(error, 1)}`;
    switch (verdict) {
      case "alike":
        return `${best!.name} and ${name} predict alike: a difference of ${off} is none to speak of (below ${smallDifference})`;
      case "unclear":
        return `whether ${best!.name} predicts better than ${name} cannot be told: the difference of ${off} has ${errors}`;
      default:
        return `${best!.name} predicts better than ${name}: the difference of ${off} has ${errors}`;
    }
  });
  if (others.length > 0 && points.length < fewObservations) {
    const what = factor === null ? "rows" : "groups";
    told.push(
      `of only ${points.length} ${what} the standard errors are likely too small (Sivula et al. 2020)`,
    );
  }
  return told;
}

/** How numbers came about, and which of them are not to be trusted. */
function remarksOf({ models, measure, factor, trustedK }: ModelComparison): string[] {
  return models.flatMap(({ name, integrated, refits, unreliable, notes }) => {
    const told = [...notes];
    const word = (count: number): string =>
      factor === null ? (count === 1 ? "row" : "rows") : count === 1 ? "group" : "groups";
    if (integrated !== null) {
      const how = integrated.method === "quadrature" ? "by quadrature" : "in closed form";
      told.push(
        `${name}: the effects of ${integrated.factor} are integrated out ${how}, for ${integrated.points} ${word(integrated.points)}`,
        ...errorOfQuadrature(name, integrated),
      );
    }
    if (refits > 0 && measure !== "kfold")
      told.push(
        `${name}: fitted again without each of ${refits} ${word(refits)}, whose weights were not to be trusted`,
      );
    if (measure === "kfold" && refits > 0) told.push(`${name}: fitted ${refits} times`);
    if (unreliable.length > 0)
      told.push(adviceOn(name, unreliable.length, word(unreliable.length), measure, trustedK));
    return told;
  });
}

/** A sum over groups that is off by this matters beside differences that do. */
const largestError = 0.1;

function errorOfQuadrature(name: string, { quadrature, factor }: IntegratedPoints): string[] {
  if (quadrature === null || quadrature.total <= largestError) return [];
  const [total, worst] = [quadrature.total, quadrature.worst].map((one) => formatSignificant(one, 2));
  return [
    `${name}: that quadrature is off: with twice the points the elpd differs by up to ${total}, ${worst} of it for one ${factor}; a difference of that size is none`,
  ];
}

function adviceOn(
  name: string,
  count: number,
  word: string,
  measure: ComparisonMeasure,
  trustedK: number,
): string {
  if (measure === "kfold") return `${name}: ${count} ${word} have no density that is a number`;
  if (measure === "waic")
    return `${name}: p_waic is above 0.4 for ${count} ${word}, so that its WAIC is not to be trusted; --by loo is better`;
  return `${name}: ${count} ${word} with a Pareto k above ${formatDecimals(trustedK, 2)}, so that its elpd is likely too large; --refit ${count} fits again without each`;
}

function integratedJson({ quadrature, ...rest }: IntegratedPoints): JsonObject {
  const { rule = "", total = 0, worst = 0 } = quadrature ?? {};
  const errors = { rule, total: finiteOrNull(total), worst: finiteOrNull(worst) };
  return { ...rest, quadrature: quadrature && errors };
}

/** The object of `compare --json`. */
export function modelComparisonJson(comparison: ModelComparison): JsonObject {
  const { measure, predicted, points, factor, trustedK, models } = comparison;
  const list = (values: Float64Array | null): (number | null)[] | null =>
    values === null ? null : Array.from(values, finiteOrNull);
  return {
    by: measure,
    predicted,
    group: factor,
    points: [...points],
    pareto_k_threshold: trustedK,
    models: models.map(({ name, estimate, difference, weights, ...rest }) => ({
      model: name,
      elpd: finiteOrNull(estimate.elpd),
      se: finiteOrNull(estimate.elpdSe),
      p: finiteOrNull(estimate.p),
      p_se: finiteOrNull(estimate.pSe),
      ic: finiteOrNull(-2 * estimate.elpd),
      ic_se: finiteOrNull(2 * estimate.elpdSe),
      elpd_diff: finiteOrNull(difference.difference),
      se_diff: finiteOrNull(difference.error),
      verdict: difference.verdict,
      stacking: weights?.stacking ?? null,
      pseudo_bma: weights?.pseudoBma ?? null,
      unreliable: rest.unreliable.map((i) => points[i]!),
      integrated: rest.integrated && integratedJson(rest.integrated),
      refits: rest.refits,
      notes: [...rest.notes],
      pointwise: {
        elpd: list(rest.elpd),
        p: list(rest.p),
        pareto_k: list(rest.paretoK),
        mcse: list(rest.mcse),
      },
    })),
    conclusions: concludeComparison(comparison),
  };
}
