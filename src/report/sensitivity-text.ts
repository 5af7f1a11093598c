/** Sensitivity to priors and likelihood as tables, and in words which prior matters. */

import type { Sensitivity } from "../posterior/power-scaling.ts";
import {
  type ScaledComponent,
  type SensitivityRow,
  type SensitivityTable,
  untrusted,
} from "../posterior/sensitivity-table.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { formatDecimals, formatSignificant, missing } from "./digits.ts";
import { columns, noPaint, renderTable } from "./table.ts";
import { type AnswerTableOptions, lineWidth } from "./variance-table.ts";

export interface SensitivityTextOptions extends AnswerTableOptions {
  /** Whether how far mean, sd and quantiles move is shown, too. */
  readonly hasChanges?: boolean;
}

/** The tables, what is to be known of them, and the sentences. */
export function renderSensitivity(table: SensitivityTable, options: SensitivityTextOptions = {}): string {
  const { paint = noPaint, width = lineWidth } = options;
  const parts = [renderDiagnoses(table, options)];
  if (table.priors.length > 1) parts.push(renderPriors(table, options));
  if (options.hasChanges === true) parts.push(renderChanges(table, options));
  const said = sensitivitySentences(table).map((one) => `${wrap(one, width, "  ")}\n`);
  parts.push(said.join(""));
  const feet = sensitivityNotes(table).map((one) => `${paint(wrap(one, width, "  "), "muted")}\n`);
  return [...parts, feet.join("")].join("\n");
}

/** Draws tell a distance from none if it is so many times what they show where there is none. */
const toldTimes = 2;

function isNoise({ distance, noise }: Sensitivity, threshold: number): boolean {
  return noise > threshold / 10 && distance < toldTimes * noise;
}

/** A distance as the table has it, with a sign behind it where draws that have nothing to do with it show one like that. */
export function sensitivityCell(
  one: Sensitivity | null,
  threshold: number,
  { digits }: Pick<AnswerTableOptions, "digits">,
): string {
  if (one === null) return missing;
  const { distance } = one;
  const number = digits === undefined ? formatDecimals(distance, 3) : formatSignificant(distance, digits);
  return `${number}${isNoise(one, threshold) ? "~" : ""}`;
}

/** Numbers one below the other, whether they have a sign behind them or not. */
function aligned(cells: readonly string[]): string[] {
  return cells.some((cell) => cell.endsWith("~"))
    ? cells.map((cell) => (cell.endsWith("~") ? cell : `${cell} `))
    : [...cells];
}

function renderDiagnoses(
  { rows, threshold, priors, areAll }: SensitivityTable,
  options: AnswerTableOptions,
): string {
  const prior = aligned(rows.map((row) => sensitivityCell(row.prior, threshold, options)));
  const likelihood = aligned(rows.map((row) => sensitivityCell(row.likelihood, threshold, options)));
  const layout = [
    ...columns(["variable", "prior", "likelihood"], 1),
    { header: "diagnosis", align: "left" as const },
  ];
  const cells = rows.map((row, i) => ({
    cells: [row.variable, prior[i]!, likelihood[i]!, row.diagnosis],
  }));
  const names = priors.map(({ name }) => visible(name)).join(", ");
  const whose = areAll ? "the priors" : `the ${priors.length === 1 ? "prior" : "priors"} of ${names}`;
  return `sensitivity to ${whose} and to the likelihood\n${renderTable(layout, cells, options)}`;
}

function renderPriors(table: SensitivityTable, options: AnswerTableOptions): string {
  const { priors, rows, threshold } = table;
  const scaled = [...priors.keys()].filter((k) => priors[k]!.paretoK !== null);
  // Where there is no room for all, those that matter least are left out.
  const weight = (k: number): number => Math.max(0, ...rows.map((row) => row.priors[k]?.distance ?? 0));
  const names = scaled.map((k) => priors[k]!.name);
  const spare = [...scaled].sort((a, b) => weight(a) - weight(b)).map((k) => priors[k]!.name);
  const cells = scaled.map((k) =>
    aligned(rows.map((row) => sensitivityCell(row.priors[k]!, threshold, options))),
  );
  const body = renderTable(
    columns(["variable", ...names], 1, spare),
    rows.map(({ variable }, i) => ({ cells: [variable, ...cells.map((column) => column[i]!)] })),
    options,
  );
  return `sensitivity to the prior of each parameter by itself\n${body}`;
}

const numbers = ["mean", "sd", "lower", "median", "upper"] as const;

/** In posterior sds. */
function renderChanges(table: SensitivityTable, options: AnswerTableOptions): string {
  const { lowerName, upperName } = table;
  const components = [
    ["prior", (row: SensitivityRow) => row.prior],
    ["likelihood", (row: SensitivityRow) => row.likelihood],
  ] as const;
  const rows = table.rows.flatMap((row) =>
    components.flatMap(([name, of]) => {
      const found = of(row);
      if (found === null) return [];
      const cells = numbers.map((key) => signed(found.changes[key] / row.sd, options.digits));
      return [{ cells: [row.variable, name, ...cells] }];
    }),
  );
  const headers = ["variable", "component", "mean", "sd", lowerName, "median", upperName];
  return `how far each number moves per doubling of the power, in posterior sds\n${renderTable(columns(headers, 2), rows, options)}`;
}

function signed(value: number, digits: number | undefined): string {
  const text = digits === undefined ? formatDecimals(value, 2) : formatSignificant(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** Sentences on so many quantities; the others are in the table. */
const mostSentences = 8;

/** Which prior matters for what, a sentence each. */
export function sensitivitySentences(table: SensitivityTable): string[] {
  const { rows, threshold } = table;
  const told = rows.filter(({ diagnosis }) => diagnosis !== "-");
  if (rows.length === 0) return ["There is no quantity whose draws vary and are all finite."];
  if (told.length === 0)
    return [
      `No prior matters by this measure: none of these quantities has a sensitivity of ${threshold} to the priors.`,
    ];
  const sentences = told.slice(0, mostSentences).map((row) => sentenceOf(row, table));
  const left = told.length - sentences.length;
  return left > 0 ? [...sentences, `So do ${left} more, by the table.`] : sentences;
}

function sentenceOf(row: SensitivityRow, { priors, threshold }: SensitivityTable): string {
  const ranked = priors
    .flatMap(({ name, written }, k) => {
      const found = row.priors[k] ?? null;
      return found === null ? [] : [{ name, written, found }];
    })
    .sort((a, b) => b.found.distance - a.found.distance);
  const matter = ranked.filter(({ found }, k) => k === 0 || found.distance >= threshold);
  const words = matter.map(({ name, written }) => `${name} ~ ${written}`);
  const listed = words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
  const isConflict = row.diagnosis === "potential prior-data conflict";
  const data = isConflict
    ? "the data matter, too, and may disagree with it"
    : "the data say little of it beside the prior";
  return `${row.variable} depends on the prior ${listed}: ${moves(row)}; ${data}.`;
}

function moves({ prior, sd }: SensitivityRow): string {
  if (prior === null) return "";
  const { mean, sd: spread } = prior.changes;
  const by = formatDecimals(Math.abs(mean) / sd, 2);
  const percent = formatDecimals((100 * Math.abs(spread)) / sd, 0);
  const toward = mean > 0 ? "rises" : "falls";
  const width = spread > 0 ? "grows" : "shrinks";
  return `per doubling of the power of the priors the mean ${toward} by ${by} posterior sds and the sd ${width} by ${percent}%`;
}

/** What is to be known of the numbers of the table, without full stops. */
export function sensitivityNotes(table: SensitivityTable): string[] {
  const { threshold, priors, rows, prior, likelihood } = table;
  const named = (why: "flat" | "not finite"): string =>
    priors
      .filter(({ unscaled }) => unscaled === why)
      .map(({ name }) => visible(name))
      .join(", ");
  const [flat, odd] = [named("flat"), named("not finite")];
  const hasNoise = rows.some((row) =>
    [row.prior, row.likelihood, ...row.priors].some((one) => one !== null && isNoise(one, threshold)),
  );
  const bad = untrusted(table).map(({ name }) => name);
  return [
    `sensitivity: distance between the distributions (cumulative Jensen-Shannon) per doubling of the power that the priors, or the likelihood, are raised to, from powers 0.99 and 1.01; from ${threshold} on it is told (Kallioinen et al. 2024)`,
    ...(hasNoise
      ? ["~ draws that have nothing to do with it show a distance like that: more draws would tell"]
      : []),
    ...(flat === "" ? [] : [`flat, so that there is nothing to scale: ${flat}`]),
    ...(odd === "" ? [] : [`not scaled, as the log prior is not finite at some draws: ${odd}`]),
    ...(table.leftOut.length === 0
      ? []
      : [`left out, as they are not finite at some draws: ${table.leftOut.map(visible).join(", ")}`]),
    ...unscaledWords("the likelihood", likelihood),
    ...unscaledWords("the prior of all parameters", prior),
    ...(table.refitDraws === undefined
      ? []
      : [
          `the run has too few draws for its weights to be trusted: it was made again, with ${table.refitDraws} per chain`,
        ]),
    ...(bad.length > 0
      ? [`not to be trusted, as Pareto k is above 0.7: ${bad.map(visible).join(", ")}`]
      : []),
  ];
}

function unscaledWords(what: string, { unscaled }: ScaledComponent): string[] {
  if (unscaled === null) return [];
  const why = unscaled === "flat" ? "is the same at all draws" : "is not finite at some draws";
  return [`${what} ${why}: there is nothing to scale`];
}
