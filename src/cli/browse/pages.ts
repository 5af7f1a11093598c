/** A run that was opened, as pages of lines: summary, variables, settings, model. */

import type { Fitted } from "../../api/fitted.ts";
import { readRun } from "../../api/read-run.ts";
import { formatSignificant } from "../../report/digits.ts";
import { columns, renderTable } from "../../report/table.ts";
import { visible, visibleLines } from "../../text/visible.ts";
import { showSummary, showVerdict } from "../show-run.ts";
import type { Terminal } from "../terminal.ts";
import { sparkline } from "./sparkline.ts";

/** What a run is shown by. */
export const pageNames = ["summary", "variables", "settings", "model"] as const;

/** The lines of each, in the order of their names. */
export type Pages = readonly (readonly string[])[];

/** Reads a run and makes its pages. Throws a `ProblemError` where it cannot be read. */
export async function pagesOf(path: string, terminal: Terminal, isAscii: boolean): Promise<Pages> {
  const fitted = await readRun(path);
  const { width } = terminal;
  return [
    summaryOf(fitted, terminal),
    variablesOf(fitted, width, isAscii),
    settingsOf(fitted),
    visibleLines(fitted.record.model.text).split("\n"),
  ].map((lines) => lines.slice(0, lines.findLastIndex((line) => line !== "") + 1));
}

function summaryOf(fitted: Fitted, terminal: Terminal): string[] {
  let text = "";
  const print = (piece: string): void => {
    text += piece;
  };
  const taking: Terminal = { ...terminal, print, warn: print };
  showVerdict(taking, fitted);
  print("\n");
  showSummary(taking, fitted, { prob: 0.9, style: "hyperprior" });
  return text.split("\n");
}

function variablesOf({ draws }: Fitted, width: number, isAscii: boolean): string[] {
  const rows = draws.variables.flatMap(({ name, isHidden }, v) => {
    if (isHidden) return [];
    const values = draws.values[v]!;
    const ends = [Math.min, Math.max].map((end) =>
      formatSignificant(
        values.reduce((one, other) => end(one, other), values[0] ?? Number.NaN),
        3,
      ),
    );
    return [{ cells: [name, ends[0]!, sparkline(values, 24, isAscii), ends[1]!] }];
  });
  const layout = columns(["variable", "least", "draws", "most"], 1).map((one) =>
    one.header === "draws" ? { ...one, align: "left" as const } : one,
  );
  return renderTable(layout, rows, { width }).split("\n");
}

function settingsOf({ record }: Fitted): string[] {
  const { options, plan, data, sources, timing, hyperprior } = record;
  const listed = {
    version: hyperprior,
    data: sources?.main ?? data.name,
    rows: data.rowsUsed,
    ...options,
    method: plan.method,
    kernel: plan.kernel,
    seconds: timing,
  };
  return flattened(listed).map(([name, value]) => `${name.padEnd(24)} ${visible(value)}`);
}

/** `nuts.maxTreeDepth` and its value, for each value that is no object. */
function flattened(value: object, before = ""): (readonly [string, string])[] {
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? flattened(one, `${before}${key}.`)
      : [[`${before}${key}`, one === null ? "" : String(one)] as const],
  );
}
