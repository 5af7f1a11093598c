/** Problems of the command line's own: HP07xx. */

import type { CheckedModel } from "../language/checked-model.ts";
import { didYouMean, listed, nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { describeError } from "../run/record/file-errors.ts";

export const formulaWithoutTable = (formula: string): Problem =>
  problem("HP0702", nowhere, [
    `\`${formula}\` is no file; a formula is read together with its table, and none was given`,
    "name it: `--data FILE.csv`",
  ]);

export const dataMissing = (model: CheckedModel): Problem =>
  problem("HP0703", nowhere, [
    `the model declares data (${listed(model.columns.map(({ name }) => name))}), but no table was given`,
    "name it: `--data FILE.csv`",
  ]);

/** `none` is what is said where there are none of any factor. */
export const noSuchGroup = (
  group: string,
  known: readonly string[],
  none = "it has none of any factor",
): Problem =>
  problem("HP0704", nowhere, [
    `the run has no group effects of \`${group}\``,
    known.length === 0 ? none : `it has those of ${listed(known)}`,
  ]);

/** An error where nothing is left to show. */
export const effectsNotKept = (groups: readonly string[], severity: Problem["severity"]): Problem => ({
  code: "HP0705",
  severity,
  place: nowhere,
  message: `the draws do not hold the effects of ${listed(groups)}, being over so many levels`,
  hint: "draw them now by making the run again: `--draw-again`; or fit with `--keep all`",
});

/** `--run-data` where nothing is made of the data. */
export const runDataWithoutR2 = (): Problem =>
  problem("HP1010", nowhere, [
    "`--run-data` is for Bayesian R², and `--r2` is not given",
    "write both, or leave it out",
  ]);

/** `option` is what to write, as the command calls it: `--out trace.svg`. */
export const pictureNotWritten = (path: string, error: unknown, option: string): Problem =>
  problem("HP0706", nowhere, [
    `the picture could not be written to \`${path}\`: ${describeError(error)}`,
    `name a file in a folder that can be written: \`${option}\``,
  ]);

/** `option` as above. */
export const pictureOverInput = (path: string, option: string): Problem =>
  problem("HP0707", nowhere, [
    `the picture would replace \`${path}\`, which is read for it`,
    `name another file: \`${option}\``,
  ]);

/** `option` as above. */
export const pictureOverOther = (path: string, option: string): Problem =>
  problem("HP0708", nowhere, [
    `the picture would replace \`${path}\`, which is no picture of this program`,
    `name another file, as \`${option}\`, or write \`--force\` to replace it`,
  ]);

/** `told` is what the parser of the command line says of it, with a suggestion in parentheses; `better` knows more. */
export const wrongWords = (told: string, better: string | null): Problem => {
  const [message = "", suggestion] = told.replace(/^error: /, "").split("\n");
  const nearest = /^\(Did you mean (.*)\?\)$/.exec(suggestion ?? "")?.[1];
  return problem("HP0709", nowhere, [
    message,
    better ?? didYouMean(nearest ?? null, "`hyperprior COMMAND --help` explains"),
  ]);
};

export const tableAsModel = (path: string): Problem =>
  problem("HP0710", nowhere, [
    `\`${path}\` is a table, and a model was wanted`,
    `name the model first, and the table as an option: \`hyperprior fit FILE.model --data ${path}\``,
  ]);

export const flagsOfFormula = (path: string): Problem =>
  problem("HP0712", nowhere, [
    `\`--family\`, \`--link\` and \`--prior\` are of formulas, and \`${path}\` is a model file`,
    "leave them out, and change the statements of the model",
  ]);

/** `patterns` fit none of the variables. */
export const noSuchVariables = (
  patterns: readonly string[],
  nearest: string | null,
  names: readonly string[],
): Problem =>
  problem("HP0713", nowhere, [
    `no variable has a name like ${listed(patterns)}`,
    didYouMean(
      nearest,
      `there are ${listed(names, 8)}; \`*\` stands for any letters, and quotes keep it from the shell`,
    ),
  ]);

/** `--include` and `--exclude` that leave no variable. */
export const noVariablesLeft = (included: readonly string[], excluded: readonly string[]): Problem =>
  problem("HP0713", nowhere, [
    included.length === 0
      ? `no variable is left: --exclude ${listed(excluded)} fits all of them`
      : `no variable is left: --exclude ${listed(excluded)} fits all that --include ${listed(included)} does`,
    "leave out --exclude, or give it names that fit only some of the variables",
  ]);
