/**
 * A verdict as a test report, for machines that run checks: a case for each rule, or for each variable, as JUnit XML and as TAP.
 *
 * Sources: the JUnit schema that Jenkins and GitLab read (windyroad/JUnit-Schema); the Test Anything Protocol, version 14.
 */

import type { Diagnosis, DiagnosisNote } from "../posterior/diagnosis.ts";
import { type Rule, ruleOrder } from "../posterior/diagnosis-rules.ts";
import type { Summary } from "../posterior/summary.ts";
import { visible } from "../text/visible.ts";
import { ruleWords } from "./rule-words.ts";

export interface TestCase {
  readonly name: string;
  /** What is wrong and what to do, each on a line of its own; empty where nothing is. */
  readonly failures: readonly { readonly message: string; readonly remedy: string }[];
  /** Why it could not be judged, or null; null where it failed. */
  readonly skipped: string | null;
}

export interface TestReport {
  /** "hyperprior diagnose". */
  readonly title: string;
  /** The files or the run, as the user named them. */
  readonly subject: string;
  readonly cases: readonly TestCase[];
  readonly notes: readonly DiagnosisNote[];
}

/** Rules that only some draws are judged by: no case where they are kept. */
const rare: ReadonlySet<Rule> = new Set(["unexplored", "departure", "ess_quantile"]);

/** Rules that are not judged of variables that break one of `excuses`. */
const ofMoving: ReadonlySet<Rule> = new Set(["runaway", "rhat", "ess_bulk", "ess_tail"]);

type Excuse = readonly [broken: Rule, whom: string];

const excuses: readonly [Excuse, ...Excuse[]] = [
  ["stuck", "chains or variables that did not move"],
  ["non_finite", "variables with draws that are not finite numbers"],
];

/** A case for each rule. */
export function casesOfRules(diagnosis: Diagnosis): TestCase[] {
  return ruleOrder.flatMap((rule): TestCase[] => {
    const failures = diagnosis.problems.filter((problem) => problem.rule === rule);
    if (rare.has(rule) && failures.length === 0) return [];
    if (rule === "max_treedepth" && diagnosis.thresholds.maxTreedepthHits === null) return [];
    const skipped = failures.length > 0 ? null : skippedBecause(rule, diagnosis);
    return [{ name: ruleWords(rule, diagnosis), failures, skipped }];
  });
}

function skippedBecause(rule: Rule, diagnosis: Diagnosis): string | null {
  const values: Partial<Record<Rule, unknown>> = {
    divergences: diagnosis.divergences,
    ebfmi: diagnosis.ebfmi,
    max_treedepth: diagnosis.maxTreedepthHits,
  };
  if (values[rule] === null) return "the draws came without this statistic";
  const cause = excuses.find(([broken]) => diagnosis.problems.some((problem) => problem.rule === broken));
  return cause !== undefined && ofMoving.has(rule) ? notJudgedFor(cause) : null;
}

function notJudgedFor([, whom]: Excuse): string {
  return `not judged for ${whom}`;
}

/** A case for each variable, and one for each broken rule that is of no variable. */
export function casesOfVariables({ rows }: Summary, diagnosis: Diagnosis): TestCase[] {
  const names = new Set(rows.map(({ variable }) => variable));
  const general = diagnosis.problems.filter(
    ({ variables }) => !variables.some(({ name }) => names.has(name)),
  );
  // A chain that did not move excuses all variables: none is judged.
  const excused = general.some(({ rule }) => rule === "stuck") ? notJudgedFor(excuses[0]) : null;
  return [
    ...rows.map(({ variable }) => {
      const failures = diagnosis.problems.filter(({ variables }) =>
        variables.some(({ name }) => name === variable),
      );
      return { name: variable, failures, skipped: failures.length > 0 ? null : excused };
    }),
    ...general.map((problem) => ({
      name: ruleWords(problem.rule, diagnosis),
      failures: [problem],
      skipped: null,
    })),
  ];
}

/** What is wrong with what was read, as far as reports tell it. */
export interface ReportedProblem {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

/** A case that was skipped, where draws are not all that they should be (a run that was cut short): none where nothing is told. */
export function casesOfWarnings(warnings: readonly ReportedProblem[]): TestCase[] {
  if (warnings.length === 0) return [];
  const skipped = warnings.map(({ code, message }) => `${code}: ${message}`).join("; ");
  return [{ name: "the files are whole", failures: [], skipped }];
}

/** JUnit XML of draws that could not be read or judged: a case with an error. */
export function renderErrorJunit(
  { title, subject }: Pick<TestReport, "title" | "subject">,
  problems: readonly ReportedProblem[],
): string {
  const counts = 'tests="1" failures="0" errors="1" skipped="0"';
  const message = problems.map((one) => `${one.code}: ${one.message}`).join("; ");
  const text = problems.map((one) => [`${one.code}: ${one.message}`, one.hint ?? ""].join("\n")).join("\n");
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(title)}" ${counts} time="0">`,
    `  <testsuite name="${xml(subject)}" ${counts} time="0">`,
    `    <testcase classname="${xml(subject)}" name="the draws can be read" time="0">`,
    `      <error type="${xml(problems[0]?.code ?? "error")}" message="${xml(message)}">${xml(text)}</error>`,
    "    </testcase>",
    "  </testsuite>",
    "</testsuites>",
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** TAP of the same: nothing more comes. */
export function renderErrorTap(problems: readonly ReportedProblem[]): string {
  const message = problems.map((one) => `${one.code}: ${one.message}`).join("; ");
  return `TAP version 14\nBail out! ${tap(message)}\n`;
}

/** JUnit XML, ended by a newline. */
export function renderJunit({ title, subject, cases, notes }: TestReport): string {
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  const skipped = cases.filter((one) => one.skipped !== null).length;
  const counts = `tests="${cases.length}" failures="${failed}" errors="0" skipped="${skipped}"`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(title)}" ${counts} time="0">`,
    `  <testsuite name="${xml(subject)}" ${counts} time="0">`,
    ...cases.flatMap((one) => junitCase(one, subject)),
    ...(notes.length === 0 ? [] : [`    <system-out>${xml(noteLines(notes).join("\n"))}</system-out>`]),
    "  </testsuite>",
    "</testsuites>",
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function junitCase({ name, failures, skipped }: TestCase, subject: string): string[] {
  const head = `    <testcase classname="${xml(subject)}" name="${xml(name)}" time="0"`;
  if (failures.length > 0) {
    const message = failures.map((failure) => failure.message).join("; ");
    const text = failures.map((failure) => `${failure.message}\n${failure.remedy}`).join("\n");
    return [
      `${head}>`,
      `      <failure type="diagnosis" message="${xml(message)}">${xml(text)}</failure>`,
      "    </testcase>",
    ];
  }
  if (skipped === null) return [`${head}/>`];
  return [`${head}>`, `      <skipped message="${xml(skipped)}"/>`, "    </testcase>"];
}

/** TAP version 14, ended by a newline. */
export function renderTap({ subject, cases, notes }: TestReport): string {
  const lines = [
    "TAP version 14",
    `1..${cases.length}`,
    `# ${tap(subject)}`,
    ...cases.flatMap((one, i) => tapCase(one, i + 1)),
    ...noteLines(notes).map((note) => `# ${note}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function tapCase({ name, failures, skipped }: TestCase, number: number): string[] {
  const skip = skipped === null || failures.length > 0 ? "" : ` # SKIP ${skipped}`;
  const first = `${failures.length > 0 ? "not ok" : "ok"} ${number} - ${tap(name)}${skip}`;
  if (failures.length === 0) return [first];
  // Texts in JSON are texts in YAML.
  const text = (part: "message" | "remedy") =>
    JSON.stringify(failures.map((failure) => visible(failure[part])).join("; "));
  return [first, "  ---", `  message: ${text("message")}`, `  remedy: ${text("remedy")}`, "  ..."];
}

function noteLines(notes: readonly DiagnosisNote[]): string[] {
  return notes.map(({ message, remedy }) => `note: ${visible(`${message}; ${remedy}`)}`);
}

/** One line, in which `#` begins no directive. */
function tap(text: string): string {
  return visible(text).replaceAll("\\", "\\\\").replaceAll("#", "\\#");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\n": "&#10;",
};

/** Text in XML, of characters that XML 1.0 has. */
function xml(text: string): string {
  const lines = text.split("\n").map(visible).join("\n");
  return lines
    .replace(/[^\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[&<>"'\n]/g, (character) => entities[character]!);
}
