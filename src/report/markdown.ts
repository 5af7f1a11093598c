/** Verdicts and summaries as GitHub-flavoured Markdown, for comments on pull requests and summaries of jobs. */

import type { Diagnosis } from "../posterior/diagnosis.ts";
import type { Summary } from "../posterior/summary.ts";
import { visible } from "../text/visible.ts";
import { summaryStyles } from "./styles.ts";
import { columnsOf, type SummaryTableOptions } from "./summary-table.ts";
import { casesOfRules, type ReportedProblem } from "./test-report.ts";

/** The verdict in a line, a row for each rule, and the notes. */
export function diagnosisMarkdown(diagnosis: Diagnosis, subject: string): string {
  const rows = casesOfRules(diagnosis).map(({ name, failures, skipped }) => [
    name,
    failures.length > 0 ? "__failed__" : skipped === null ? "kept" : "not judged",
    failures.length > 0 ? failures.map(({ message }) => cell(message)).join("<br>") : cell(skipped ?? ""),
    failures.map(({ remedy }) => cell(remedy)).join("<br>"),
  ]);
  const notes = diagnosis.notes.map(({ message, remedy }) => `- ${cell(message)}; ${cell(remedy)}`);
  return [
    `__diagnosis: ${diagnosis.verdict}__ of ${cell(subject)}`,
    "",
    ...table(["rule", "", "what was found", "what to do"], rows, 0),
    ...(notes.length === 0 ? [] : ["", ...notes]),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

/** What the files told, a line for each; empty where they told nothing. */
export function warningsMarkdown(warnings: readonly ReportedProblem[]): string {
  if (warnings.length === 0) return "";
  return `\n${warnings.map(({ code, message }) => `- ${code}: ${cell(message)}\n`).join("")}`;
}

/** The summary as a table; rows that break a rule are marked by `!`. */
export function summaryMarkdown(summary: Summary, options: SummaryTableOptions): string {
  const numbers = columnsOf(summary, options);
  const { nameHeader } = summaryStyles[options.style ?? "hyperprior"];
  const rows = summary.rows.map((row) => [
    `${cell(row.variable)}${row.breaksRule ? " __!__" : ""}`,
    ...numbers.map((column) => cell(column.cell(row, options))),
  ]);
  const head = [nameHeader, ...numbers.map(({ header }) => cell(header))];
  return table(head, rows, numbers.length)
    .map((line) => `${line}\n`)
    .join("");
}

/** `right`: how many of the last columns are numbers. */
function table(head: readonly string[], rows: readonly (readonly string[])[], right: number): string[] {
  const rule = head.map((_, i) => (i >= head.length - right ? "---:" : "---"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

/** Text in a cell: nothing of it is markup. */
function cell(text: string): string {
  return visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\|*_`~[\]#@]/g, (character) => `\\${character}`);
}
