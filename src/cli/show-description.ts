/** What a model is and how it will be sampled, as text. */

import type { ModelDescription, PlanDescription } from "../api/describe.ts";
import type { DataReport } from "../model/bound-model.ts";
import { kernelWords } from "../report/kernel-words.ts";
import { textWidth, wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** What a text is laid out for. */
export type Line = ReturnType<typeof lineOf>;

/** Parameters, plates and priors, with data the sizes too: sections, each a heading and rows below it. */
export function renderModelDescription(description: ModelDescription, terminal: Terminal): string {
  const { parameters, definitions, outcomes, plates, constants } = description;
  return sections(lineOf(terminal), {
    [outcomes.length > 1 ? "outcomes" : "outcome"]: outcomes.map((one) => [one.name, "~", one.distribution]),
    parameters: parameters.map(({ name, prior, support }) => [name, "~", prior, support]),
    defined: definitions.map(({ name, value }) => [name, "=", value]),
    constants: constants.map(({ name, value }) => [name, "=", value]),
    plates: plates.map(({ name, kind, levels }) => [name, kind, plateSize(kind, levels)]),
  });
}

/** How many rows were read, used and dropped, and of how many observations they are. */
export function renderData(data: DataReport, terminal: Terminal): string {
  const labels = [...describeLabels(data), ...describeMissing(data)].map((words) => [words]);
  return sections(lineOf(terminal), { data: [[data.name], [describeRows(data)], ...labels] });
}

/** `died: no is 0, yes is 1`, for each outcome that is a factor of two labels. */
export function describeLabels({ outcomeLabels = {} }: DataReport): string[] {
  const outcomes = Object.entries(outcomeLabels);
  return outcomes.map(([outcome, [zero = "", one = ""]]) => `${outcome}: ${zero} is 0, ${one} is 1`);
}

/** What became of missing values that the model admits: `y: 3 missing, predicted`. */
export function describeMissing({ missing = [] }: DataReport): string[] {
  return missing.map(({ column, count, became }) => `${column}: ${count} missing, ${missingWords[became]}`);
}

const missingWords = {
  predictions: "predicted",
  parameters: "sampled as parameters",
  levels: "each a level of its own",
} as const;

/** `30 rows read, 30 used, 0 dropped`; of a table of cells also how many observations these hold. */
function describeRows(data: DataReport): string {
  const { rowsRead, rowsUsed, rowsDropped, observations } = data;
  const isOfCells = observations !== undefined;
  const rows = `${counted(rowsRead, isOfCells ? "cell" : "row")} read, ${rowsUsed} used, ${rowsDropped} dropped`;
  return isOfCells ? `${rows}, of ${counted(observations, "observation")}` : rows + describeReduction(data);
}

/** `, as statistics of 18 groups`, of rows that others stand for; nothing of other rows. */
export function describeReduction({ reduction }: DataReport): string {
  return reduction === undefined ? "" : `, as statistics of ${counted(reduction.groups, "group")}`;
}

/** The plan in words. */
export function renderPlan(plan: PlanDescription, terminal: Terminal): string {
  const line = lineOf(terminal);
  const { notes, refused, method, integrated } = plan;
  const isAllSampled = method === "marginal" && integrated.length === 0;
  const notesTitle = isAllSampled ? "why nothing is integrated out" : "kept of the data";
  return [
    sections(line, { method: [[method]], ...samplingRows(plan), [notesTitle]: notes.map((note) => [note]) }),
    renderSchedule(plan, line),
    sections(line, { ...costRows(plan), "other methods": refused.map((one) => [one.method, one.reason]) }),
  ].join("");
}

function samplingRows({ dimension, sampled, integrated, kernel, how }: PlanDescription): Sections {
  const words = how === null ? "normal given the rest" : `${how}, group by group`;
  const numbers = `${counted(dimension, "number")} on the unconstrained scale`;
  const title = dimension === 0 ? "sampled: nothing" : `sampled by ${kernelWords(kernel)}, ${numbers}`;
  return {
    "integrated out exactly, and drawn given the rest":
      integrated.length === 0
        ? [["nothing"]]
        : integrated.map(({ name, size }) => [name, String(size), words]),
    [title]: sampled.map(({ name, size, words }) => [name, String(size), words]),
  };
}

/** The updates of a sweep, each with its full conditional below it. */
function renderSchedule({ schedule }: PlanDescription, { paint, width }: Line): string {
  if (schedule.length === 0) return "";
  const steps = schedule.map(({ block, update, conditional }, i) =>
    [
      wrap(`    ${i + 1}. ${block}: ${update}`, width, " ".repeat(7)),
      ...conditional.map((line) => wrap(`         ${line}`, width, " ".repeat(11))),
    ].join("\n"),
  );
  return `  ${paint("a sweep, given the data and all other parameters", "header")}\n${steps.join("\n")}\n`;
}

function costRows({ passes, operations, operationsPerDraw }: PlanDescription): Sections {
  const gradient = passes.length > 0 ? " and its gradient" : "";
  return {
    "predicted cost": [
      [`${counted(operations, "operation")} for one evaluation of the density${gradient}`],
      [`about ${counted(operationsPerDraw, "operation")} for an independent draw`],
    ],
    "loops of the density": passes.map((pass) => [
      pass.domain,
      counted(pass.size, "element"),
      `${counted(pass.operations, "operation")} each`,
    ]),
  };
}

/** Rows by the heading that they stand below. */
type Sections = Readonly<Record<string, readonly (readonly string[])[]>>;

/** Headings with their rows; those without rows are left out. */
export function sections({ paint, width }: Line, parts: Sections): string {
  return Object.entries(parts)
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => {
      return `  ${paint(title, "header")}\n${renderCells(rows, width - 4).replace(/^(?=.)/gm, "    ")}`;
    })
    .join("");
}

function plateSize(kind: ModelDescription["plates"][number]["kind"], levels: number | null): string {
  if (levels === null) return "";
  return counted(levels, kind === "design" ? "column" : "level");
}

/** `1 row`, `2 rows`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The last cell of a row is broken into lines of at least this many columns. */
const leastWidth = 30;

/** Rows below each other, cells aligned and made visible, the last one of a row broken where it is too long. */
function renderCells(texts: readonly (readonly string[])[], width: number): string {
  const rows = texts.map((row) => row.map(visible));
  const widths = rows.reduce<number[]>((widest, row) => {
    row.forEach((cell, i) => {
      widest[i] = Math.max(widest[i] ?? 0, textWidth(cell));
    });
    return widest;
  }, []);
  const lines = rows.map((row) => {
    const before = row.slice(0, -1).map((cell, i) => `${cell}${" ".repeat(widths[i]! - textWidth(cell))}  `);
    const start = before.join("");
    const indent = " ".repeat(textWidth(start));
    const last = wrap(row[row.length - 1] ?? "", Math.max(leastWidth, width - indent.length), "");
    return `${start}${last.replaceAll("\n", `\n${indent}`)}`.trimEnd();
  });
  return lines.map((line) => `${line}\n`).join("");
}
