/** Runs as a table and as JSON. */

import { readRun } from "../../api/read-run.ts";
import { type Column, columns, type TableRow } from "../../report/table.ts";
import { describeAge } from "../ages.ts";
import type { FoundRun } from "./find-runs.ts";

/** What is known of a run's draws: the verdict, that they have not been judged, or that they cannot be. */
export type Verdict = "good" | "failed" | "unknown" | "none";

/** The verdict on a run, for which its draws are read. */
export async function judgeRun({ path, run }: FoundRun): Promise<Verdict> {
  if (run === null || run.drawCount === 0) return "none";
  try {
    return (await readRun(path)).diagnose().verdict;
  } catch {
    return "none";
  }
}

/** The columns of `rowOf`. */
export const listColumns: readonly Column[] = columns(
  ["run", "model", "method", "verdict", "draws", "size", "saved"],
  4,
  ["size", "method", "model"],
);

/** `now` in milliseconds since 1970. A run that is broken is told with its fault, if there is one. */
export function rowOf({ path, run, fault }: FoundRun, verdict: Verdict, now: number): TableRow {
  if (run === null)
    return { cells: [path, "", "", fault === null ? "broken" : `broken: ${fault}`, "", "", ""] };
  const { model, method, chainCount, drawCount, bytes, savedAt, state } = run;
  const word = { good: "good", failed: "failed", unknown: "…", none: "" }[verdict];
  const told = state === "whole" ? word : [word, state].filter((one) => one !== "").join(", ");
  const draws = `${chainCount} × ${drawCount}`;
  const cells = [path, model, method, told, draws, describeBytes(bytes), describeAge(now - savedAt)];
  return { cells, ...(verdict === "failed" ? { mark: "!" } : {}) };
}

/** The same as a record. */
export function jsonOf({ path, run, fault }: FoundRun, verdict: Verdict): object {
  if (run === null) return { path, error: fault };
  const { savedAt, chainCount, drawCount, ...facts } = run;
  const judged = verdict === "good" || verdict === "failed" ? verdict : null;
  const saved = new Date(savedAt).toISOString();
  return { path, ...facts, chains: chainCount, draws: drawCount, saved, verdict: judged };
}

/** `12 kB`, `3.4 MB`. */
export function describeBytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  const [size, unit] = bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}
