/** Options of commands that make data of a model: which rows there are, and the model that is read with them. */

import type { Command } from "commander";
import type { Model } from "../api/model.ts";
import { ProblemError } from "../api/problem-error.ts";
import { readModel } from "../api/read-model.ts";
import { isFormula } from "../language/model-text.ts";
import { enumerated } from "../problems/make-problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import { modelNotRead } from "../run/problems.ts";
import type { LayoutOptions } from "../simulation/settings.ts";
import { composed } from "../text/composed.ts";
import { wrap } from "../text/lines.ts";
import { reading, readModelFile } from "./load.ts";
import { dataFile } from "./option-parsers.ts";
import {
  addFormulaOptions,
  addReadingOptions,
  type DataFlags,
  dataOf,
  type FormulaFlags,
} from "./shared-options.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** What `addLayoutOptions` parses. */
export interface LayoutFlags extends Omit<DataFlags, "summaryData">, FormulaFlags {
  readonly design?: string;
  readonly sizes?: string;
}

/** The options that say which rows there are; gives the command back. */
export function addLayoutOptions(command: Command, aboutData: string): Command {
  const withRows = command
    .option("--data <file>", aboutData, dataFile)
    .option(
      "--design <words>",
      'in place of a table: rows in words, as "subject = 12, week = 0..4"',
      composed,
    )
    .option(
      "--sizes <file>",
      "in place of a table: group sizes, a CSV file of labels and their number of rows n",
    );
  return addFormulaOptions(addReadingOptions(withRows));
}

/** For the functions of the API. */
export function layoutOf({ design, sizes, ...flags }: LayoutFlags): LayoutOptions {
  const { summaryData: _, ...options } = dataOf(flags);
  return {
    ...options,
    ...(design === undefined ? {} : { design }),
    ...(sizes === undefined ? {} : { sizes }),
  };
}

/** A model file, or the model that a formula stands for with such rows, which is told then. Throws a `ProblemError`. */
export async function readLayoutModel(terminal: Terminal, path: string, flags: LayoutFlags): Promise<Model> {
  const isFile = !isFormula(path) || (await isModelFile(path));
  if (isFile) {
    const { warnOf } = await import("./told-problems.ts");
    const model = await readModelFile(path, flags);
    warnOf(terminal, model.warnings, model.source, path);
    return model;
  }
  const { formulaOfLayout } = await import("../simulation/formula-layout.ts");
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
