/** What `diagnose` and `summary` print, in the form that was asked for. */

import type { Problem } from "../problems/problem.ts";
import { renderDiagnosis } from "../report/diagnosis-text.ts";
import { diagnosticsJson, quantilesJson } from "../report/json.ts";
import { diagnosisMarkdown, summaryMarkdown, warningsMarkdown } from "../report/markdown.ts";
import { renderQuantiles } from "../report/quantile-table.ts";
import {
  casesOfRules,
  casesOfVariables,
  casesOfWarnings,
  renderJunit,
  renderTap,
  type TestCase,
  type TestReport,
} from "../report/test-report.ts";
import { wrap } from "../text/lines.ts";
import { problemJson } from "./error-json.ts";
import { printJson } from "./json-text.ts";
import { drawsJson, runJson } from "./run-json.ts";
import { drawsWords, showDrawsSummary } from "./show-draws.ts";
import { type ShowOptions, showFailureOf, showRunSummary } from "./show-run.ts";
import { lineOf, type Terminal } from "./terminal.ts";
import { type JudgedDraws, outputOf, type VerdictFlags } from "./verdict-options.ts";

/** The verdict; of files after a line of what was read. */
export function showJudgedDiagnosis(
  terminal: Terminal,
  words: readonly string[],
  { given: { received, warnings }, judged: { diagnosis, quantiles }, thresholdsFrom }: JudgedDraws,
  flags: VerdictFlags,
): void {
  const line = lineOf(terminal);
  const output = outputOf(flags);
  if (output === "json")
    printJson(terminal, {
      ...diagnosticsJson(diagnosis),
      ...(flags.quantiles === undefined ? {} : { quantiles: quantilesJson(quantiles) }),
      ...warningsJson(warnings),
    });
  else if (output === "markdown")
    terminal.print(`${diagnosisMarkdown(diagnosis, words.join(" "))}${warningsMarkdown(warnings)}`);
  else if (output !== "text") {
    const cases = [...casesOfWarnings(warnings), ...casesOfRules(diagnosis)];
    showReport(terminal, output, reportOf("diagnose", words, cases, diagnosis.notes));
  } else {
    if (received !== null) terminal.print(`${wrap(drawsWords(received), line.width, "  ")}\n`);
    terminal.print(renderDiagnosis(diagnosis, { ...line, thresholdsFrom }));
    if (quantiles.length > 0) terminal.print(`\n${renderQuantiles(quantiles, line)}`);
  }
}

/** The summary, after two lines where the verdict is not good. */
export function showJudgedSummary(
  terminal: Terminal,
  words: readonly string[],
  asked: JudgedDraws,
  flags: VerdictFlags & ShowOptions & { readonly errors?: boolean },
): void {
  const { given, judged } = asked;
  const { summary, diagnosis, quantiles } = judged;
  const options = { ...flags, hasErrors: flags.errors === true };
  const output = outputOf(flags);
  if (output === "json") {
    const { run } = given;
    const result = run === null ? drawsJson(given, judged) : runJson(run, { prob: flags.prob }, judged);
    const ofQuantiles = flags.quantiles === undefined ? {} : { quantiles: quantilesJson(quantiles) };
    printJson(terminal, { ...result, ...ofQuantiles, ...warningsJson(given.warnings) });
  } else if (output === "markdown") {
    const verdict = `diagnosis: __${diagnosis.verdict}__\n`;
    terminal.print(`${summaryMarkdown(summary, options)}\n${verdict}${warningsMarkdown(given.warnings)}`);
  } else if (output !== "text") {
    const cases = [...casesOfWarnings(given.warnings), ...casesOfVariables(summary, diagnosis)];
    showReport(terminal, output, reportOf("summary", words, cases, diagnosis.notes));
  } else {
    showFailureOf(terminal, diagnosis, words);
    if (given.run === null) showDrawsSummary(terminal, given, summary, options);
    else showRunSummary(terminal, given.run, summary, options);
    if (quantiles.length > 0)
      terminal.print(`${renderQuantiles(quantiles, { ...flags, ...lineOf(terminal) })}\n`);
  }
}

/** What the files told, where they told something. */
function warningsJson(warnings: readonly Problem[]): { readonly warnings?: readonly object[] } {
  return warnings.length === 0 ? {} : { warnings: warnings.map((one) => problemJson(one, "")) };
}

function reportOf(
  command: string,
  words: readonly string[],
  cases: readonly TestCase[],
  notes: TestReport["notes"],
): TestReport {
  return { title: `hyperprior ${command}`, subject: words.join(" "), cases, notes };
}

function showReport(terminal: Terminal, output: "junit" | "tap", report: TestReport): void {
  terminal.print(output === "junit" ? renderJunit(report) : renderTap(report));
}
