/** Run folders compared, with what is told of them on the way. */

import { basename } from "node:path";
import { type CompareOptions, compareRuns, type NamedRuns } from "../api/compare/compare-runs.ts";
import type { Fitted } from "../api/fitted.ts";
import { readCsv } from "../data/read-csv.ts";
import type { ModelComparison } from "../posterior/compare-models.ts";
import { chooseRunner } from "../run/chains/choose-runner.ts";
import type { DataFiles } from "./option-parsers.ts";
import { readGivenRun } from "./read-run.ts";
import { showFailure } from "./show-run.ts";
import type { Terminal } from "./terminal.ts";

/** What the flags of `compare` say of how. */
export interface ComparingFlags extends Omit<CompareOptions, "runData" | "runGroups"> {
  readonly runData?: DataFiles;
  readonly json?: boolean;
}

/** Where standard error is a terminal, a line says what is being fitted. */
export async function compareFolders(
  terminal: Terminal,
  folders: readonly string[],
  { runData, json: isJson, ...flags }: ComparingFlags,
): Promise<{ readonly comparison: ModelComparison; readonly verdict: "good" | "failed" }> {
  const named = await readNamed(folders);
  const verdicts = Object.values(named).map((fitted) => fitted.diagnose().verdict);
  Object.values(named).forEach((fitted, k) => {
    if (isJson !== true) showFailure(terminal, fitted, folders[k]!);
  });
  const { live } = terminal;
  const options: CompareOptions = {
    ...flags,
    ...(runData?.main == null ? {} : { runData: runData.main }),
    ...(runData === undefined ? {} : { runGroups: runData.groups }),
    ...(live === undefined ? {} : { onProgress: (said: string) => live.redraw(`${said}\n`) }),
  };
  const setting = { readFile: readCsv, isPath: true, chooseRunner };
  const comparison = await compareRuns(named, options, setting).finally(() => live?.redraw(""));
  return { comparison, verdict: verdicts.includes("failed") ? "failed" : "good" };
}

/** By their folders' names without their ends, where these are different ones. */
async function readNamed(folders: readonly string[]): Promise<NamedRuns> {
  const short = folders.map((folder) => basename(folder).replace(/\.run$/u, ""));
  const isClear = new Set(short).size === folders.length;
  const named: Record<string, Fitted> = {};
  for (const [k, folder] of folders.entries())
    named[isClear ? short[k]! : folder] = await readGivenRun(folder);
  return named;
}
