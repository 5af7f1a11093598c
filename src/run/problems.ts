/** Problems of running: HP06xx, and of the model file, which commands and scripts read. */

import { didYouMean, inFile, inModel, listed, nowhere, problem, warning } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";
import { problemKind } from "../problems/problem-kind.ts";
import type { RefusedOffer } from "../samplers/sampler.ts";
import { describeError, errorCode } from "./record/file-errors.ts";

export const termNotFinite = (text: string, value: number, where: string | null, span: Span): Problem =>
  problem("HP0601", inModel(span), [
    `no starting point was found at which the density is finite: the term of \`${text}\` is ${value}${where === null ? "" : ` in ${where}`} when all parameters are in the middle of their ranges`,
    "look for overflow (very large numbers: rescale the column), a logarithm or root of a negative number, or data that the distribution cannot give",
  ]);

export const gradientNotFinite = problemKind(
  "HP0602",
  (code): Problem =>
    problem(code, nowhere, [
      "no starting point was found at which the gradient of the density is finite",
      "rescale columns with very large or very small numbers, and bound what stands in a logarithm, root or quotient away from 0",
    ]),
);

export const modelNotRead = problemKind(
  "HP0701",
  (code, path: string, error: unknown): Problem =>
    problem(code, nowhere, [
      `the model file \`${path}\` cannot be read: ${errorCode(error) === "EISDIR" ? "it is a folder" : describeError(error)}`,
      "name a model file, as `models/dyestuff/dyestuff.model`",
    ]),
);

export const methodRefused = problemKind(
  "HP0608",
  (code, { method, reason }: RefusedOffer): Problem =>
    problem(code, nowhere, [
      `the method \`${method}\` cannot sample this model: ${reason}`,
      "leave `--method` out, or write `--method nuts`",
    ]),
);

export const badOption = (fault: string): Problem =>
  problem("HP0603", nowhere, [fault, "correct the option"]);

export const notARun = (folder: string, reason: string): Problem =>
  problem("HP0604", inFile(folder), [
    `this is no run folder that can be read: ${reason}`,
    "name a folder that `hyperprior fit` made, with its `run.json` and `draws.parquet`",
  ]);

/** `left` says what is there after the attempt. */
export const cannotWriteRun = (folder: string, reason: string, left: string): Problem =>
  problem("HP0605", inFile(folder), [
    `the run could not be saved: ${reason}`,
    `free some space, or name another folder (\`--out\` of \`fit\`); ${left}`,
  ]);

export const occupiedFolder = (folder: string): Problem =>
  problem("HP0606", inFile(folder), [
    "the folder for the run has other files in it and no `run.json`, so nothing was written there",
    "name another folder with `--out`, or write `--force`, which leaves the other files alone",
  ]);

/** A file in a place that a run takes, and why it is not the file of a run. */
export const foreignFile = (folder: string, file: string, reason: string): Problem =>
  problem("HP0619", inFile(folder), [
    `a run would replace \`${file}\` there, which ${reason}`,
    "name another folder with `--out`, or write `--force` to replace the file",
  ]);

/** Of a script; `known` are the options that there are. */
export const unknownOption = (name: string, nearest: string | null, known: readonly string[]): Problem =>
  problem("HP0621", nowhere, [
    `there is no option \`${name}\``,
    didYouMean(nearest, `there are ${listed(known)}`),
  ]);

/** In the place of the model of a function. */
export const noModel = (name: string, found: string): Problem =>
  problem("HP0622", nowhere, [
    `\`${name}\` wants a model, and was given ${found}`,
    'read one from a file, `await readModel("FILE.model")`, or write it in the script: `` model`…` ``',
  ]);

/** Of a script; columns that the model declares. */
export const dataNotGiven = (columns: readonly string[]): Problem =>
  problem("HP0623", nowhere, [
    `the model declares data (${listed(columns)}), but no table was given`,
    "give it as `data`: the path of a CSV file, columns by name, or an array of row objects",
  ]);

/** Of a run that is gone on with. */
export const recordMisfit = (reason: string): Problem =>
  problem("HP0624", nowhere, [
    `the record of the run does not fit its model, data and options: ${reason}`,
    "fit anew: the record was edited, or comes from another run",
  ]);

/** `lock` is the file that says so. */
export const lockedFolder = (folder: string, lock: string, holder: string): Problem =>
  problem("HP0620", inFile(folder), [
    `${holder} is writing a run there`,
    `wait for its end, or name another folder with \`--out\`; if no process writes there any more, remove \`${lock}\``,
  ]);

export const unusableFolder = (folder: string, reason: string): Problem =>
  problem("HP0607", inFile(folder), [
    `the run cannot be saved there: ${reason}`,
    "name a folder that can be made or written with `--out`",
  ]);

export const otherVersion = (folder: string, made: string, present: string): Problem =>
  problem("HP0609", inFile(folder), [
    `the run was made by version ${made}, and this is ${present}, which may draw other numbers`,
    "go on with the version that made it, or fit anew",
  ]);

export const withoutStates = (folder: string): Problem =>
  problem("HP0610", inFile(folder), [
    "the record of the run does not say where its chains stopped: it was saved before this was kept",
    "fit anew: the same seed gives the same draws",
  ]);

export const noDrawsYet = (folder: string): Problem =>
  problem("HP0611", inFile(folder), [
    "the run was ended during its warm-up and has no draws",
    `begin it again: \`hyperprior resume ${folder}\``,
  ]);

/** What names the data of a run: where a command takes other data besides, they have a name of their own. */
export type DataOption = keyof typeof scriptNames;

const scriptNames = { data: "data", "run-data": "runData" } as const;

/** `option` names the data of the run, as a flag without its dashes. */
export const dataUnknown = (name: string, option: DataOption = "data"): Problem =>
  problem("HP0612", nowhere, [
    `the data of the run (\`${name}\`) were in memory, and no file is known that has them`,
    `name a file with the same data: \`--${option} FILE\`, or \`${scriptNames[option]}\` in a script`,
  ]);

export const dataNotFound = (file: string, option: DataOption = "data"): Problem =>
  problem("HP0613", inFile(file), [
    "the data of the run are no longer there",
    `name the place where they are now: \`--${option} FILE\`, or \`--${option} FACTOR=FILE\` for a group-level table`,
  ]);

export const dataChanged = (file: string, rows: number, rowsThen: number): Problem =>
  problem("HP0614", inFile(file), [
    `the data are not those of the run${rows === rowsThen ? "" : `: ${rows} rows are used, and ${rowsThen} were`}`,
    "bring the data back as they were, or fit anew",
  ]);

export const fewerDraws = (draws: number, made: number): Problem =>
  problem("HP0615", nowhere, [
    `the run has ${made} draws per chain already, and ${draws} were asked for`,
    "ask for more, or leave `--draws` out",
  ]);

/** The span is within the rule. */
export const expectedInRule = (expected: string, found: string, span: Span): Problem =>
  problem("HP0616", inModel(span), [
    `expected ${expected}${expected.endsWith(",") ? "" : ","} but found ${found === "" ? "the end of the rule" : `\`${found}\``}`,
    "a rule is `mcse(NAME) < 0.01`, `ess > 1000`, `ess(NAME) > 1000`, `rhat < 1.01`, or several of them joined by `and`",
  ]);

export const unknownInRule = (
  condition: string,
  name: string | null,
  nearest: string | null,
  known: readonly string[],
): Problem =>
  problem("HP0617", nowhere, [
    name === null
      ? `the rule \`${condition}\` is about all quantities, and draws hold none`
      : `the rule \`${condition}\` names \`${name}\`, which is no quantity that varies from draw to draw`,
    didYouMean(nearest, `there are ${listed(known.slice(0, 12))}${known.length > 12 ? ", …" : ""}`),
  ]);

export const ruleNotMet = (rule: string, draws: number, shortfall: string): Problem =>
  warning("HP0618", nowhere, [
    `the rule \`${rule}\` does not hold after ${draws} draws per chain, the most that were asked for${shortfall === "" ? "" : `: ${shortfall}`}`,
    "go on with `hyperprior resume RUN --draws N`, or ask for less",
  ]);
