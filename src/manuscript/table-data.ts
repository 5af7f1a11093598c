/** Tables of a run for a manuscript, before it is known how they are written down: numbers with the digits that their Monte Carlo errors support. */

import type { Fitted, IntervalOptions } from "../api/fitted.ts";
import { readModelText } from "../language/model-text.ts";
import type { Variable } from "../posterior/draws.ts";
import type { EffectsTable } from "../posterior/effects.ts";
import type { Estimate } from "../posterior/estimate.ts";
import type { SummaryRow } from "../posterior/summary.ts";
import type { VarianceTable } from "../posterior/variance.ts";
import { type DigitsOptions, formatDecimals, formatSignificant } from "../report/digits.ts";
import { estimateCells } from "../report/estimate-cells.ts";
import { momentsFoot } from "../report/moment-cells.ts";
import { summaryStyles } from "../report/styles.ts";
import { counted, thousands } from "./counted.ts";
import { enumeration, intervalText, numberText, type Phrase, symbol } from "./inline.ts";

/** A table with its caption above and notes below. */
export interface ManuscriptTable {
  /** For references to it: "summary", "effects-batch". */
  readonly label: string;
  readonly caption: Phrase;
  readonly columns: readonly { readonly header: Phrase; readonly isText: boolean }[];
  readonly rows: readonly (readonly Phrase[])[];
  /** A sentence each, without its full stop. */
  readonly notes: readonly Phrase[];
}

/** How numbers are shown. */
export interface NumberOptions extends IntervalOptions, DigitsOptions {}

const column = (header: string | Phrase, isText = false) => ({
  header: typeof header === "string" ? [header] : header,
  isText,
});

const rhat: Phrase = [{ kind: "mathematics", text: "R-hat", latex: "\\hat{R}" }];

/** "90 % interval". */
function intervalName(lowerName: string, upperName: string): string {
  const [lower, upper] = [lowerName, upperName].map((name) => Number(name.slice(1)));
  return `${Number((upper! - lower!).toPrecision(6))} % interval`;
}

function estimatePhrases(
  estimate: Estimate | null,
  keys: readonly ("mean" | "sd" | "median")[],
  options: DigitsOptions,
): Phrase[] {
  return estimateCells(estimate, keys, options).map((text) => [numberText(text)]);
}

function intervalPhrase(estimate: Estimate, options: DigitsOptions): Phrase {
  // What is known has no interval.
  if (estimate.sd === 0) return [""];
  const [lower, upper] = estimateCells(estimate, ["lower", "upper"], options);
  return [intervalText(lower!, upper!)];
}

function titleOf({ record: { model } }: Fitted): string {
  return model.name ?? model.file;
}

function drawsOf({ draws: { chainCount, drawCount } }: Fitted): string {
  return counted(chainCount * drawCount, "draw");
}

/** What a reader must know of the draws: that their diagnosis failed. */
function verdictNotes(fitted: Fitted): Phrase[] {
  const { verdict, problems } = fitted.diagnose();
  if (verdict === "good") return [];
  return [[`The diagnosis of the draws failed (${problems.map(({ rule }) => rule).join(", ")})`]];
}

function momentNotes(estimates: readonly (Estimate | null)[], shown: readonly ("mean" | "sd")[]): Phrase[] {
  const foot = momentsFoot(estimates, shown).trimEnd();
  return foot === "" ? [] : [[foot]];
}

/** Which variables the summary has where nothing is said: not the group effects, which have a table of their own, nor predictions. */
export function isInSummary({ record: { roles } }: Fitted): (variable: Variable) => boolean {
  const effects = new Set(roles.effects.flatMap(({ variables }) => variables));
  return ({ name, isPrediction }) => !effects.has(name) && isPrediction !== true;
}

/** Every wanted variable with what its statement in the model says it is. */
export function summaryData(
  fitted: Fitted,
  isWanted: (variable: Variable) => boolean,
  options: NumberOptions,
): ManuscriptTable {
  const { variables } = fitted.draws;
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const summary = fitted.summary(options.prob === undefined ? {} : { prob: options.prob });
  const rows = summary.rows.filter(({ variable }) => isWanted(byName.get(variable)!));
  const labels = labelsOf(fitted);
  const hasLabels = rows.some(({ variable }) => labels.has(byName.get(variable)!.quantity));
  const counts = summaryStyles.hyperprior.columns(summary).slice(-3);
  const interval = intervalName(summary.lowerName, summary.upperName);
  return {
    label: "summary",
    caption: [`Posterior distribution of the quantities of ${titleOf(fitted)}, by ${drawsOf(fitted)}`],
    columns: [
      column("Quantity", true),
      ...(hasLabels ? [column("Meaning", true)] : []),
      ...["Mean", "SD", "Median", interval, "Bulk ESS", "Tail ESS"].map((header) => column(header)),
      column(rhat),
    ],
    rows: rows.map((row) => {
      const { name, quantity, levels } = byName.get(row.variable)!;
      const own = levels.length === 0 ? symbol(name) : symbol(quantity, levels);
      return [
        [own, row.breaksRule ? " !" : ""],
        ...(hasLabels ? [[labels.get(quantity) ?? ""]] : []),
        ...estimatePhrases(row, ["mean", "sd", "median"], options),
        intervalPhrase(row, options),
        ...counts.map(({ cell }): Phrase => [numberText(cell(row, options))]),
      ];
    }),
    notes: [
      ["SD: posterior standard deviation; ESS: effective sample size; intervals are central"],
      ...momentNotes(rows, ["mean", "sd"]),
      ...leftOut(fitted, rows),
      ...(rows.some(({ breaksRule }) => breaksRule) ? [["!: breaks a rule of the diagnosis"]] : []),
      ...verdictNotes(fitted),
    ],
  };
}

function labelsOf({ record: { model } }: Fitted): ReadonlyMap<string, string> {
  const read = readModelText(model.text, model.file).model;
  return new Map(
    (read?.statements ?? []).flatMap((one) =>
      one.kind === "likelihood" || one.label === null ? [] : [[one.name, one.label] as const],
    ),
  );
}

function leftOut({ draws: { variables } }: Fitted, rows: readonly SummaryRow[]): Phrase[] {
  const shown = new Set(rows.map(({ variable }) => variable));
  const counts = new Map<string, number>();
  for (const { name, quantity, isHidden } of variables)
    if (!isHidden && !shown.has(name)) counts.set(quantity, (counts.get(quantity) ?? 0) + 1);
  if (counts.size === 0) return [];
  const parts = [...counts].map(
    ([name, count]): Phrase => [symbol(name), count === 1 ? "" : ` (${thousands(count)} numbers)`],
  );
  return [["Not in the table: ", ...enumeration(parts)]];
}

/** Variance components and the residual; then intraclass correlations, and correlations of effects, where there are any. */
export function varianceData(fitted: Fitted, options: NumberOptions): ManuscriptTable[] {
  const table = fitted.variance(options.prob === undefined ? {} : { prob: options.prob });
  if (table.components.length === 0 && table.residual === null) return [];
  return [
    componentsData(fitted, table, options),
    ...(table.intraclass.length === 0 ? [] : [intraclassData(fitted, table, options)]),
    ...(table.correlations.length === 0 ? [] : [correlationsData(fitted, table, options)]),
  ];
}

function componentsData(fitted: Fitted, table: VarianceTable, options: DigitsOptions): ManuscriptTable {
  const { components, residual, lowerName, upperName, remarks } = table;
  const all = [
    ...components,
    ...(residual === null ? [] : [{ group: "residual", term: "", icc: null, ...residual }]),
  ];
  const interval = intervalName(lowerName, upperName);
  const outcome = fitted.record.roles.outcome;
  const isOfSeveral = components.some(({ isShareOfSeveral }) => isShareOfSeveral);
  return {
    label: "variance",
    caption: [`Variance components${outcome === null ? "" : ` of ${outcome}`}, by ${drawsOf(fitted)}`],
    columns: [
      column("Group", true),
      column("Term", true),
      ...["SD", interval, "Variance", interval, "Share", "ICC"].map((header) => column(header)),
    ],
    rows: all.map(({ group, term, sd, variance, share, icc }) => [
      [group],
      [term],
      ...estimatePhrases(sd, ["mean"], options),
      intervalPhrase(sd, options),
      ...estimatePhrases(variance, ["mean"], options),
      intervalPhrase(variance, options),
      ...(share === null ? [[""]] : estimatePhrases(share, ["mean"], options)),
      ...(icc === null ? [[""]] : estimatePhrases(icc, ["mean"], options)),
    ]),
    notes: [
      ["SD, variance, share and ICC (intraclass correlation) are posterior means; intervals are central"],
      ...(residual === null ? [] : [[`Residual: ${residual.definition}`]]),
      ...(isOfSeveral ? [["Correlated terms have one share together, at the first of them"]] : []),
      ...remarks.map((remark): Phrase => [remark]),
      ...momentNotes(
        all.flatMap(({ sd, variance, share }) => [sd, variance, share]),
        ["mean"],
      ),
      ...verdictNotes(fitted),
    ],
  };
}

function intraclassData(fitted: Fitted, table: VarianceTable, options: DigitsOptions): ManuscriptTable {
  const { intraclass, lowerName, upperName } = table;
  return {
    label: "icc",
    caption: [`Intraclass correlations, by ${drawsOf(fitted)}`],
    columns: [
      column("Group", true),
      ...["Mean", "SD", "Median", intervalName(lowerName, upperName)].map((header) => column(header)),
      column("Definition", true),
    ],
    rows: intraclass.map((row) => [
      [row.group],
      ...estimatePhrases(row, ["mean", "sd", "median"], options),
      intervalPhrase(row, options),
      [row.definition],
    ]),
    notes: intraclass.some(({ isAveraged }) => isAveraged)
      ? [["Averaged: the mean of the covariances over the mean of the variances"]]
      : [],
  };
}

function correlationsData(fitted: Fitted, table: VarianceTable, options: DigitsOptions): ManuscriptTable {
  const { correlations, lowerName, upperName } = table;
  return {
    label: "correlations",
    caption: [`Correlations of group effects, by ${drawsOf(fitted)}`],
    columns: [
      column("Group", true),
      column("Terms", true),
      ...["Mean", "SD", "Median", intervalName(lowerName, upperName)].map((header) => column(header)),
    ],
    rows: correlations.map((row) => [
      [row.group],
      [row.terms.join(", ")],
      ...estimatePhrases(row, ["mean", "sd", "median"], options),
      intervalPhrase(row, options),
    ]),
    notes: [],
  };
}

/** A table for each term of each group. */
export function effectsData(
  fitted: Fitted,
  group: string | undefined,
  options: NumberOptions,
): ManuscriptTable[] {
  const asked = {
    ...(options.prob === undefined ? {} : { prob: options.prob }),
    ...(group === undefined ? {} : { group }),
  };
  return fitted.effects(asked).map((table) => effectsOf(fitted, table, options));
}

function effectsOf(fitted: Fitted, table: EffectsTable, options: DigitsOptions): ManuscriptTable {
  const isIntercept = table.term === "intercept";
  const raw = isIntercept ? ["Raw mean"] : [];
  const interval = intervalName(table.lowerName, table.upperName);
  return {
    label: `effects-${table.group}-${table.term}`,
    caption: [`Effects of ${table.group} (${table.term}), by ${drawsOf(fitted)}`],
    columns: [
      column("Level", true),
      ...["n", ...raw, "Mean", "SD", interval, "Shrinkage"].map((header) => column(header)),
    ],
    rows: table.rows.map((row) => [
      [row.level],
      [numberText(String(row.n))],
      ...(isIntercept ? [[numberText(formatSignificant(row.rawMean, options.digits ?? 5))]] : []),
      ...estimatePhrases(row, ["mean", "sd"], options),
      intervalPhrase(row, options),
      [numberText(formatDecimals(row.shrinkage, options.digits ?? 2))],
    ]),
    notes: [
      ["SD: posterior standard deviation; intervals are central"],
      [`Shrinkage: ${table.shrinkageDefinition}`],
      ...momentNotes(table.rows, ["mean", "sd"]),
      ...verdictNotes(fitted),
    ],
  };
}
