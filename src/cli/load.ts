/** Models and data from files, as a command reads them. */

import type { ReadSetting } from "../api/bind-data.ts";
import type { Model } from "../api/model.ts";
import { ProblemError } from "../api/problem-error.ts";
import { readModel } from "../api/read-model.ts";
import { readStatisticsText } from "../api/read-text.ts";
import { isFormula } from "../language/model-text.ts";
import { isProblem } from "../problems/problem-kind.ts";
import { modelNotRead } from "../run/problems.ts";
import { readGroups } from "../sources/read-groups.ts";
import { cancellable, interruptible } from "./interruption.ts";
import { dataMissing, flagsOfFormula, formulaWithoutTable, tableAsModel } from "./problems.ts";
import { type DataFlags, dataOf, type FormulaFlags } from "./shared-options.ts";
import { readTableFile } from "./standard-input.ts";
import { isTableText } from "./table-text.ts";

/** How a command reads data and binds them, which Ctrl-C breaks off. */
export const reading: ReadSetting = {
  readFile: readTableFile,
  readGroups: (text, wanted) => cancellable(() => readGroups(text, wanted)),
  readText: readStatisticsText,
  isPath: true,
  bind: interruptible,
  dataMissing,
};

/**
 * Reads and checks a model file, as `readModel` does, or expands a formula, as `formula` does; what is no model but a table is told as
 * that.
 */
export async function readModelFile(path: string, flags: DataFlags & FormulaFlags): Promise<Model> {
  const model = await readModel(path).catch((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
    if (isFormula(path) && error.told.some((problem) => isProblem(modelNotRead, problem)))
      return readFormula(path, flags);
    throw isTableText(path, error.source) ? new ProblemError([tableAsModel(path)], "", path) : error;
  });
  const { family, link, prior } = flags;
  const hasFlags = [family, link, prior].some((one) => one !== undefined);
  if (hasFlags && !isFormula(model.checked.file)) throw new ProblemError([flagsOfFormula(path)], "", path);
  return model;
}

/** The model of a formula, with the table that the flags name. */
export async function readFormula(text: string, flags: DataFlags & FormulaFlags): Promise<Model> {
  const { data, dropMissing, na, wide, query } = dataOf(flags);
  if (data === undefined) throw new ProblemError([formulaWithoutTable(text)], "", text);
  const { formulaModel } = await import("../api/formula.ts");
  const { family, link, prior: priors } = flags;
  return formulaModel(text, { data, dropMissing, na, wide, query, family, link, priors }, reading);
}
