/** Tables of a run for a manuscript, before it is known how they are written down: numbers with the digits that their Monte Carlo errors support. */

import type { Fitted, IntervalOptions } from "../api/fitted.ts";
import { readModelText } from "../language/model-text.ts";
import type { Variable } from "../posterior/draws.ts";
import type { EffectsTable } from "../posterior/effects.ts";
import type { SummaryRow } from "../posterior/summary.ts";
import type { VarianceTable } from "../posterior/variance.ts";
import { type DigitsOptions, formatDecimals, formatSignificant } from "../report/digits.ts";
import { summaryStyles } from "../report/styles.ts";
import { counted, thousands } from "./counted.ts";
import { column, estimatePhrases, intervalName, intervalPhrase, momentNotes } from "./estimate-cells.ts";
import { enumeration, numberText, type Phrase, symbol } from "./inline.ts";

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

const rhat: Phrase = [{ kind: "mathematics", text: "R-hat", latex: "\\hat{R}" }];

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

/** Which variables the summary has where nothing is said: not the group effects, which have a table of their own, nor predictions. */
export function isInSummary({ record: { roles } }: Fitted): (variable: Variable) => boolean {
  const effects = new Set(roles.effects.flatMap(({ variables }) => variables));
  return ({ name, isPrediction }) => !effects.has(name) && isPrediction !== true;
}

/** What a summary is called where it is one of several tables. */
export interface SummaryPart {
  readonly label: string;
  readonly caption: Phrase;
  /** Whether a note says which variables it has not. */
  readonly tellsRest: boolean;
}

/** Every wanted variable with what its statement in the model says it is; `part` where it is not the summary of a run. */
export function summaryData(
  fitted: Fitted,
  isWanted: (variable: Variable) => boolean,
  options: NumberOptions,
  part: Partial<SummaryPart> = {},
): ManuscriptTable {
  const { label = "summary", tellsRest = true } = part;
  const { variables } = fitted.draws;
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const summary = fitted.summary(options.prob === undefined ? {} : { prob: options.prob });
  const rows = summary.rows.filter(({ variable }) => isWanted(byName.get(variable)!));
  const labels = labelsOf(fitted);
  const hasLabels = rows.some(({ variable }) => labels.has(byName.get(variable)!.quantity));
  const counts = summaryStyles.hyperprior.columns(summary).slice(-3);
  const interval = intervalName(summary.lowerName, summary.upperName);
  return {
    label,
    caption: part.caption ?? [
      `Posterior distribution of the quantities of ${titleOf(fitted)}, by ${drawsOf(fitted)}`,
    ],
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
      ...(tellsRest ? leftOut(fitted, rows) : []),
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

/** Of a model of several outcomes, the one that is meant; the first if not given. */
export interface VarianceOptions extends NumberOptions {
  readonly outcome?: string;
}

/** Variance components and the residual; then intraclass correlations, and correlations of effects, where there are any. */
export function varianceData(fitted: Fitted, options: VarianceOptions): ManuscriptTable[] {
  const { prob, outcome } = options;
  const table = fitted.variance({
    ...(prob === undefined ? {} : { prob }),
    ...(outcome === undefined ? {} : { outcome }),
  });
  if (table.components.length === 0 && table.residual === null) return [];
  return [
    componentsData(fitted, table, options),
    ...(table.intraclass.length === 0 ? [] : [intraclassData(fitted, table, options)]),
    ...(table.correlations.length === 0 ? [] : [correlationsData(fitted, table, options)]),
  ];
}

function componentsData(fitted: Fitted, table: VarianceTable, options: VarianceOptions): ManuscriptTable {
  const { components, residual, lowerName, upperName, remarks } = table;
  const all = [
    ...components,
    ...(residual === null ? [] : [{ group: "residual", term: "", icc: null, ...residual }]),
  ];
  const interval = intervalName(lowerName, upperName);
  const outcome = options.outcome ?? fitted.record.roles.outcome;
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
