/** A run as text: what it is of, its summary, its verdict. */

import type { Summary } from "../posterior/summary.ts";
import { renderDiagnosis } from "../report/diagnosis-text.ts";
import type { StyleName } from "../report/styles.ts";
import { renderSummary } from "../report/summary-table.ts";
import type { Fitted } from "../run/fitted.ts";
import type { RunRecord } from "../run/run.ts";
import type { Terminal } from "./terminal.ts";

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
export function renderHead(record: RunRecord): string {
  const { model, data, options, plan, roles } = record;
  const groups = Object.entries(data.groups).map(([name, levels]) => `${name} ${levels}`);
  const dropped = data.rowsDropped > 0 ? `, ${data.rowsDropped} dropped` : "";
  const lines = [
    `model  ${model.name ?? model.file}`,
    `data   ${data.name}: ${data.rowsRead} rows read, ${data.rowsUsed} used${dropped}${groups.length > 0 ? `; levels: ${groups.join(", ")}` : ""}`,
    `method ${plan.method}, ${options.chains} chains × (${options.warmup} warm-up + ${options.draws} draws), seed ${options.seed}`,
  ];
  for (const { parameter, prior } of roles.improperPriors) {
    lines.push(`note   the prior of ${parameter} is improper: ${prior}`);
  }
  if (record.isInterrupted) lines.push("note   the run was interrupted: these are the draws that there were");
  return `${lines.join("\n")}\n\n`;
}

export function showSummary(terminal: Terminal, fitted: Fitted, options: ShowOptions): void {
  const summary = fitted.summary({ prob: options.prob });
  terminal.print(renderHead(fitted.record));
  terminal.print(renderSummary(summary, { ...options, paint: terminal.paint }));
  terminal.print("\n");
}

/** As `showSummary`, but without the elements of large plates. */
export function showShortSummary(terminal: Terminal, fitted: Fitted, options: ShowOptions): void {
  const summary = fitted.summary({ prob: options.prob });
  const { kept, cut } = shorten(summary, fitted);
  terminal.print(renderHead(fitted.record));
  terminal.print(renderSummary(kept, { ...options, paint: terminal.paint }));
  if (cut.length > 0) {
    terminal.print(terminal.paint(`not shown: ${cut.join(", ")}; \`hyperprior summary\` shows all\n`, "muted"));
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

export function showVerdict(terminal: Terminal, fitted: Fitted): void {
  const width = Math.max(60, Math.min(terminal.width, 120));
  terminal.print(renderDiagnosis(fitted.diagnose(), { paint: terminal.paint, width }));
}
