/** Reliability and errors of measurement, R², and changes of variances, as tables. */

import type { BayesianRSquared } from "../posterior/bayesian-r2.ts";
import type { ClassicalTable } from "../posterior/classical.ts";
import type { ClassicalEstimate } from "../posterior/classical-estimate.ts";
import type { Estimate } from "../posterior/estimate.ts";
import type { ObservedTable } from "../posterior/observed-scale.ts";
import type { IntervalNames } from "../posterior/quantile.ts";
import type { RSquared } from "../posterior/r-squared.ts";
import type { ReliabilityTable } from "../posterior/reliability.ts";
import type { VarianceTable } from "../posterior/variance.ts";
import type { VarianceChange } from "../posterior/variance-change.ts";
import { wrap } from "../text/lines.ts";
import { formatDecimals, formatSignificant } from "./digits.ts";
import { estimateCells, intervalCells } from "./estimate-cells.ts";
import { columns, renderTable } from "./table.ts";
import { type AnswerTableOptions, lineWidth, renderDefined } from "./variance-table.ts";

/** Correlations with their definitions, then errors, then remarks. */
export function renderReliability(table: ReliabilityTable, options: AnswerTableOptions = {}): string {
  const rows = table.rows.map((row) => ({
    ...row,
    definition: row.values === "" ? row.definition : `${row.values}: ${row.definition}`,
  }));
  const { width = lineWidth } = options;
  const named = rows.some(({ mcGrawWong }) => mcGrawWong !== null) ? `${wrap(names, width, "  ")}\n` : "";
  const parts = rows.length === 0 ? [] : [`${renderDefined("reliability", rows, table, options)}${named}`];
  if (table.errors.length > 0) parts.push(renderErrors(table, options));
  if (table.remarks.length > 0)
    parts.push(table.remarks.map((remark) => `${wrap(remark, width, "  ")}\n`).join(""));
  return parts.join("\n");
}

const names =
  "names: the first is that of McGraw and Wong (1996), the second that of Shrout and Fleiss (1979)";

function renderErrors(table: ReliabilityTable, options: AnswerTableOptions): string {
  const { errors, lowerName, upperName } = table;
  const interval = `[${lowerName}, ${upperName}]`;
  const [sems, changes] = [errors.map(({ sem }) => sem), errors.map((one) => one.smallestChange)].map((all) =>
    intervalCells(all, options),
  );
  const rows = errors.map((row, i) => ({
    cells: [
      row.group,
      [
        row.kind === "agreement" || row.kind === "consistency" ? row.kind : "",
        row.values,
        row.measurements === 1 ? "" : `mean of ${row.measurements}`,
      ]
        .filter((one) => one !== "")
        .join(", "),
      sems![i]!,
      changes![i]!,
    ],
  }));
  const headers = ["group", "error", `sem ${interval}`, `sdc ${interval}`];
  const { width = lineWidth } = options;
  const notes = [
    "sem: standard error of measurement; for agreement the differences between raters are in it (de Vet et al. 2006)",
    "sdc: smallest detectable change, 1.96 √2 sem, below which two values of one level differ with probability 0.95: the repeatability coefficient of Bland and Altman, of agreement the reproducibility coefficient",
  ];
  return `${renderTable(columns(headers, 2), rows, options)}${notes.map((note) => `${wrap(note, width, "  ")}\n`).join("")}`;
}

/** Two rows, and what they are of. */
export function renderRSquared(
  { marginal, conditional, words }: RSquared,
  names: IntervalNames,
  options: AnswerTableOptions = {},
): string {
  const rows = [
    {
      group: "marginal",
      ...marginal,
      definition: `what the fixed part explains ${words} (Nakagawa and Schielzeth 2013)`,
    },
    {
      group: "conditional",
      ...conditional,
      definition: "what it and the effects of groups explain together (with slopes, Johnson 2014)",
    },
  ];
  return renderDefined("R²", rows, names, options);
}

/** Of the data, and of observations left out. */
export function renderBayesianRSquared(
  { outcome, observations, modelled, ofResiduals, leftOut, ...names }: BayesianRSquared,
  options: AnswerTableOptions = {},
): string {
  const rows = [
    ...(modelled === null
      ? []
      : [
          {
            group: "modelled",
            ...modelled,
            definition: `variance of the expected ${outcome}, effects of groups included, over itself and the variance that the model has for a value (Gelman et al. 2019)`,
          },
        ]),
    {
      group: "residuals",
      ...ofResiduals,
      definition: "with the variance of the residuals in place of the model's, as in brms",
    },
    ...(leftOut === null
      ? []
      : [
          {
            group: "left out",
            ...leftOut.estimate,
            definition: `1 - variance of errors over that of ${outcome}, each value expected by the others (leave-one-out)`,
          },
        ]),
  ];
  const { width = lineWidth } = options;
  const unreliable = leftOut?.unreliable ?? 0;
  const note =
    unreliable === 0
      ? []
      : [
          `left out: of ${observations} values ${unreliable} depend so much on themselves that what the others expect of them is not known well (Pareto k)`,
        ];
  return `${renderDefined("Bayesian R²", rows, names, options)}${note.map((words) => `${wrap(words, width, "  ")}\n`).join("")}`;
}

/** Variances before and after, and what of the first is gone. */
export function renderChange(change: VarianceChange, options: AnswerTableOptions = {}): string {
  const { lowerName, upperName, rows } = change;
  const body = rows.map((row) => {
    const [middle, lower, upper] = estimateCells(row.change, ["median", "lower", "upper"], options);
    const means = [row.before, row.after].flatMap((one) => estimateCells(one, ["mean"], options));
    const cells = [row.group, row.term ?? "", ...means, `${middle} [${lower}, ${upper}]`];
    return { cells: [...cells, formatDecimals(row.decrease, options.digits ?? 2)] };
  });
  const headers = ["group", "term", "before", "after", `pcv [${lowerName}, ${upperName}]`, "p(less)"];
  const { width = lineWidth } = options;
  const notes = [
    "variances before, in the run of --versus, and after; pcv: proportional change in variance, (before - after) / before (Merlo et al. 2006), its median",
    "the draws of the two runs are paired as if they were independent, which makes the intervals wide",
    ...change.remarks,
  ];
  return `${renderTable(columns(headers, 2), body, options)}${notes.map((note) => `${wrap(note, width, "  ")}\n`).join("")}`;
}

/** Estimates of analyses of variance and of REML beside the posterior, a row for each number. */
export function renderClassical(
  table: ClassicalTable,
  variance: VarianceTable,
  reliability: ReliabilityTable,
  options: AnswerTableOptions = {},
): string {
  const { width = lineWidth } = options;
  if (table.reason !== null) return `${wrap(`no classical estimates: ${table.reason}`, width, "  ")}\n`;
  const keys = [...new Set(table.rows.map(({ group, what }) => `${group}\n${what}`))];
  const posteriors = keys.map((key) => posteriorOf(key.split("\n"), variance, reliability));
  const intervals = intervalCells(posteriors, options);
  const digits = options.digits ?? 4;
  const rows = keys.map((key, i) => {
    const [group, what] = key.split("\n") as [string, string];
    const of = (method: string): ClassicalEstimate | undefined =>
      table.rows.find((one) => one.group === group && one.what === what && one.method === method);
    const [anova, reml] = [of("ANOVA"), of("REML")];
    const [value, lower, upper] = [anova?.value, anova?.lower, anova?.upper].map((one) =>
      formatSignificant(one ?? Number.NaN, digits),
    );
    const ends = Number.isNaN(anova?.lower ?? Number.NaN) ? "" : ` [${lower}, ${upper}]`;
    const restricted = formatSignificant(reml?.value ?? Number.NaN, digits);
    return {
      cells: [group, what, `${value}${ends}`, restricted, posteriors[i] === null ? "" : intervals[i]!],
    };
  });
  const interval = `[${table.lowerName}, ${table.upperName}]`;
  const headers = ["classical", "", `anova ${interval}`, "reml", `posterior ${interval}`];
  const notes = table.remarks.map((note) => `${wrap(note, width, "  ")}\n`).join("");
  return `${renderTable(columns(headers, 2), rows, options)}${notes}`;
}

/** What the model says of the same number; null of what it has no such number for. */
function posteriorOf(
  [group, what]: readonly string[],
  { components, residual }: VarianceTable,
  reliability: ReliabilityTable,
): Estimate | null {
  if (what !== "variance")
    return reliability.rows.find((row) => row.group === group && row.mcGrawWong === what) ?? null;
  const own = group === "residual" ? residual : components.find((one) => one.group === group);
  return own?.variance ?? null;
}

/** Correlations on the scale of the outcome with their definitions; or why there are none. */
export function renderObserved(table: ObservedTable, options: AnswerTableOptions = {}): string {
  if (table.reason === null) return renderDefined("observed", table.rows, table, options);
  const reason = `no correlations on the observed scale: ${table.reason}`;
  return `${wrap(reason, options.width ?? lineWidth, "  ")}\n`;
}
