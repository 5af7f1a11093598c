/** Models and data from files, as flags name them. */

import { type BoundData, bindData } from "../api/bind-data.ts";
import type { Model } from "../api/model.ts";
import { ProblemError } from "../api/problem-error.ts";
import { readModel } from "../api/read-model.ts";
import { readCsv } from "../data/read-csv.ts";
import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import { renderProblem } from "../problems/render-problem.ts";
import { modelNotRead } from "../run/problems.ts";
import { interruptible } from "./interruption.ts";
import type { DataFiles } from "./option-parsers.ts";
import { dataMissing, formulaUnavailable, tableAsModel } from "./problems.ts";
import { isTableText } from "./table-text.ts";
import type { Terminal } from "./terminal.ts";

/** Reads and checks a model file, as `readModel` does; what is no model but a table or a formula is told as that. */
export async function readModelFile(path: string): Promise<Model> {
  return readModel(path).catch((error: unknown) => {
    const better = error instanceof ProblemError ? betterThan(error, path) : null;
    throw better === null ? error : new ProblemError([better], "", path);
  });
}

function betterThan({ told, source }: ProblemError, path: string): Problem | null {
  if (told.some((problem) => isProblem(modelNotRead, problem)))
    return path.includes("~") ? formulaUnavailable(path) : null;
  return isTableText(path, source) ? tableAsModel(path) : null;
}

/** What `--data`, `--summary-data`, `--set` and `--drop-missing` said. */
export interface LoadOptions {
  readonly data: DataFiles;
  /** The file of a table of cells, which takes the place of the main table. */
  readonly summaryData: string | null;
  readonly constants: Readonly<Record<string, number>>;
  readonly dropMissing: boolean;
}

/** Reads the data that a model asks for, and binds it. Throws a `ProblemError` if the data are at fault. */
export async function prepareModel(model: Model, options: LoadOptions): Promise<BoundData> {
  const { data, summaryData, constants, dropMissing } = options;
  const { checked, source } = model;
  if (data.main === null && summaryData === null && checked.columns.length > 0)
    throw new ProblemError([dataMissing(checked)], source, checked.file);
  const main = {
    ...(data.main === null ? {} : { data: data.main }),
    ...(summaryData === null ? {} : { summaryData }),
  };
  const given = { ...main, groups: data.groups, constants, dropMissing };
  return bindData(model, given, { readFile: readCsv, isPath: true, bind: interruptible });
}

/** Problems on standard error, an empty line apart; under `--json` they are kept for the result, too. */
export function warnOf(terminal: Terminal, problems: readonly Problem[], source: string, file: string): void {
  terminal.collect?.(problems, file);
  for (const problem of problems) terminal.warn(`${renderProblem(problem, source, file)}\n\n`);
}
