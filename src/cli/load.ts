/** Models and data from files, as a command reads them. */

import type { ReadSetting } from "../api/bind-data.ts";
import type { Model } from "../api/model.ts";
import { ProblemError } from "../api/problem-error.ts";
import { readModel } from "../api/read-model.ts";
import { readCsv } from "../data/read-csv.ts";
import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import { modelNotRead } from "../run/problems.ts";
import { interruptible } from "./interruption.ts";
import { dataMissing, formulaUnavailable, tableAsModel } from "./problems.ts";
import { isTableText } from "./table-text.ts";

/** How a command reads data and binds them, which Ctrl-C breaks off. */
export const reading: ReadSetting = { readFile: readCsv, isPath: true, bind: interruptible, dataMissing };

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
