/** The model of a command that makes data: of a file, or of a formula with the rows that there are to be. */

import type { Model } from "../api/model.ts";
import { ProblemError } from "../api/problem-error.ts";
import { readModel } from "../api/read-model.ts";
import { isFormula } from "../language/model-text.ts";
import { enumerated } from "../problems/make-problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import { modelNotRead } from "../run/problems.ts";
import { formulaOfLayout } from "../simulation/formula-layout.ts";
import { wrap } from "../text/lines.ts";
import { type LayoutFlags, layoutOf } from "./layout-options.ts";
import { reading, readModelFile } from "./load.ts";
import { lineOf, type Terminal } from "./terminal.ts";
import { warnOf } from "./told-problems.ts";

/** A model file, or the model that a formula stands for with such rows, which is told then. Throws a `ProblemError`. */
export async function readLayoutModel(terminal: Terminal, path: string, flags: LayoutFlags): Promise<Model> {
  const isFile = !isFormula(path) || (await isModelFile(path));
  if (isFile) {
    const model = await readModelFile(path, flags);
    warnOf(terminal, model.warnings, model.source, path);
    return model;
  }
  const { family, link, prior: priors } = flags;
  const { constants: _, ...layout } = layoutOf(flags);
  const { model, assumed } = await formulaOfLayout(path, { ...layout, family, link, priors }, reading);
  terminal.warn(`the formula stands for this model:\n\n${model.source}\n`);
  if (assumed.length > 0) terminal.warn(`${wrap(unitWords(assumed), lineOf(terminal).width, "  ")}\n\n`);
  return model;
}

function unitWords(assumed: readonly string[]): string {
  return `the table has no ${enumerated(assumed)}: default priors are those of an outcome with mean 0 and sd 1, or of counts and shares`;
}

async function isModelFile(path: string): Promise<boolean> {
  try {
    await readModel(path);
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return !error.told.some((problem) => isProblem(modelNotRead, problem));
  }
}
