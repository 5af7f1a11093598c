/** A run as text: what it is of, its summary, its verdict. */

import type { Fitted } from "../api/fitted.ts";
import { isFormula, readModelText } from "../language/model-text.ts";
import { argumentsOf, mentionedQuantities } from "../language/parts.ts";
import { withPlates } from "../language/print-expression.ts";
import type { Diagnosis } from "../posterior/diagnosis.ts";
import type { Summary } from "../posterior/summary.ts";
import { renderDiagnosis } from "../report/diagnosis-text.ts";
import { methodWords } from "../report/kernel-words.ts";
import type { StyleName } from "../report/styles.ts";
import { renderSummary } from "../report/summary-table.ts";
import type { Extension } from "../run/chains/extension.ts";
import type { RunRecord } from "../run/run.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { counted, describeLabels, describeMissing, describeReduction } from "./show-description.ts";
import { describeStopping } from "./stopping-words.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** How estimates are shown, as the options of the command line say it. */
export interface ShowOptions {
  readonly prob: number;
  readonly digits?: number;
  readonly style: StyleName;
}

/** More rows than this are cut in what `fit` prints; `summary` prints all. */
const mostRows = 60;
/** A quantity with more elements than this is what is cut. */
const mostElements = 20;

/** The head of every report of a run: model, data, method, and what a reader must know. */
function renderHead({ record, draws }: Fitted, width: number): string {
  const { model, data, options, plan, roles } = record;
  const groups = Object.entries(data.groups).map(([name, levels]) => `${name} ${levels}`);
  const [rows, whole] =
    data.observations === undefined ? ["rows", ""] : ["cells", `, of ${data.observations} observations`];
  const rowsLine = [
    rows,
    `${data.rowsRead} read, ${data.rowsUsed} used, ${data.rowsDropped} dropped${whole}${describeReduction(data)}`,
  ];
  const chains = counted(options.chains, "chain");
  // A rule may have ended it earlier.
  const kept = record.isInterrupted ? options.draws : draws.drawCount;
  const transitions = plan.warmup === 0 ? `${kept} draws` : `(${plan.warmup} warm-up + ${kept} draws)`;
  const lines = [
    ["model", model.name ?? model.file],
    ...(data.rowsRead === 0 ? [] : [["data", data.name], rowsLine]),
    ...(groups.length > 0 ? [["levels", groups.join(", ")]] : []),
    ...[...describeLabels(data), ...describeMissing(data)].map((words) => ["note", words]),
    ...(isFormula(model.file) ? priorsOf(model).map((prior) => ["prior", prior]) : []),
    ["method", `${methodWords(plan.method, plan.kernel)}, ${chains} × ${transitions}, seed ${options.seed}`],
    ...plan.notes.map((note) => ["note", note]),
  ];
  const note = (words: string): unknown => lines.push(["note", words]);
  if (plan.notKept.length > 0)
    note(
      `draws do not hold ${plan.notKept.join(", ")}, drawn again where needed; \`fit --keep all\` keeps them`,
    );
  for (const { parameter, prior } of roles.improperPriors)
    note(`the prior of ${parameter} is improper: ${prior}`);
  if (record.extension !== null) note(extensionWords(record.extension));
  if (record.stopping !== null) note(describeStopping(record.stopping, draws.drawCount));
  if (record.isInterrupted) {
    const { chainCount, drawCount } = draws;
    note(`interrupted: draws that were kept, ${chainCount} × ${drawCount}`);
  }
  const indent = " ".repeat(8);
  return `${lines.map(([name, text]) => `${wrap(`${name!.padEnd(6)}  ${text!}`, width, indent)}\n`).join("")}\n`;
}

/** The priors of a formula's parameters, which nobody has written. */
function priorsOf({ text, file }: RunRecord["model"]): string[] {
  const { model } = readModelText(text, file);
  return (model?.statements ?? []).flatMap((one) => {
    if (one.kind !== "parameter") return [];
    const isEffect = argumentsOf(one.distribution).some((part) => mentionedQuantities(part).length > 0);
    const { start, end } = one.distribution.span;
    return isEffect ? [] : [`${withPlates(one.name, one.plates)} ~ ${text.slice(start, end)}`];
  });
}

function extensionWords({ asked, reason }: Extension): string {
  return `${asked} draws fell a little short, so the chains went on: ${reason}`;
}

/** Prints a summary of a run, under what the run is. */
export function showRunSummary(
  terminal: Terminal,
  fitted: Fitted,
  summary: Summary,
  options: ShowOptions,
): void {
  const line = lineOf(terminal);
  terminal.print(renderHead(fitted, line.width));
  terminal.print(renderSummary(summary, { ...options, ...line }));
  terminal.print("\n");
}

/** Prints the summary of every variable; a short one has none of the elements of large plates. */
export function showSummary(
  terminal: Terminal,
  fitted: Fitted,
  { isShort = false, ...options }: ShowOptions & { readonly isShort?: boolean },
): void {
  const summary = fitted.summary({ prob: options.prob });
  const { kept, cut } = isShort ? shorten(summary, fitted) : { kept: summary, cut: [] };
  const line = lineOf(terminal);
  terminal.print(renderHead(fitted, line.width));
  terminal.print(renderSummary(kept, { ...options, ...line }));
  if (cut.length > 0) {
    const words = `not shown: ${cut.join(", ")}; \`hyperprior summary\` shows all`;
    terminal.print(`${terminal.paint(wrap(words, line.width, "  "), "muted")}\n`);
  }
  terminal.print("\n");
}

function shorten(summary: Summary, fitted: Fitted): { kept: Summary; cut: string[] } {
  if (summary.rows.length <= mostRows) return { kept: summary, cut: [] };
  const sizes = new Map<string, number>();
  for (const { quantity, isHidden } of fitted.draws.variables) {
    if (!isHidden) sizes.set(quantity, (sizes.get(quantity) ?? 0) + 1);
  }
  const quantityOf = new Map(fitted.draws.variables.map((variable) => [variable.name, variable.quantity]));
  const rows = summary.rows.filter((row) => sizes.get(quantityOf.get(row.variable)!)! <= mostElements);
  const cut = [...sizes].filter(([, size]) => size > mostElements).map(([name, size]) => `${name} (${size})`);
  return { kept: { ...summary, rows }, cut };
}

/** In place of a table that would have no rows. */
export function noneOf(what: string, { record }: Fitted): string {
  const { outcome } = record.roles;
  return visible(
    outcome === null
      ? `${what} are not known: ${record.roles.remarks[0] ?? "they are told for models with one outcome"}`
      : `no ${what} in the linear predictor of ${outcome}`,
  );
}

/** Prints the diagnosis with its remedies. */
export function showVerdict(terminal: Terminal, fitted: Fitted): void {
  showDiagnosis(terminal, fitted.diagnose());
}

/** The same of a diagnosis that is known. */
function showDiagnosis(terminal: Terminal, diagnosis: Diagnosis): void {
  terminal.print(renderDiagnosis(diagnosis, lineOf(terminal)));
}

/** Before results that a reader might take without the verdict: two lines if the diagnosis failed. `words` say where the draws are. */
export function showFailureOf(
  terminal: Terminal,
  { verdict, problems }: Diagnosis,
  words: readonly string[],
): void {
  if (verdict === "good") return;
  const rules = problems.map(({ rule }) => rule).join(", ");
  const failed = terminal.paint(`diagnosis: failed (${rules})`, "alert");
  terminal.print(`${failed}\nwhat to do:  hyperprior diagnose ${words.map(visible).join(" ")}\n\n`);
}

/** The same of a run in a folder. */
export function showFailure(terminal: Terminal, fitted: Fitted, folder: string): void {
  showFailureOf(terminal, fitted.diagnose(), [folder]);
}

/** A line on standard error, where what is printed goes into a paper as it is. */
export function warnOfFailure(terminal: Terminal, { verdict, problems }: Diagnosis, folder: string): void {
  if (verdict === "good") return;
  const rules = problems.map(({ rule }) => rule).join(", ");
  terminal.warn(`diagnosis: failed (${rules}); hyperprior diagnose ${visible(folder)}\n`);
}
