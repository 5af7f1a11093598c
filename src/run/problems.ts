/** Problems of running: HP06xx, and of the model file, which commands and scripts read. */

import type { Problem, Span } from "../problems/problem.ts";
import { problemKind } from "../problems/problem-kind.ts";
import type { RefusedOffer } from "../samplers/sampler.ts";
import { describeError, errorCode } from "./record/file-errors.ts";

export const termNotFinite = (text: string, value: number, where: string | null, span: Span): Problem => ({
  code: "HP0601",
  severity: "error",
  place: { kind: "model", span },
  message: `no starting point was found at which the density is finite: the term of \`${text}\` is ${value}${where === null ? "" : ` in ${where}`} when all parameters are in the middle of their ranges`,
  hint: "look for overflow (very large numbers: rescale the column), a logarithm or root of a negative number, or data that the distribution cannot give",
});

export const gradientNotFinite = (): Problem => ({
  code: "HP0602",
  severity: "error",
  place: { kind: "none" },
  message: "no starting point was found at which the gradient of the density is finite",
  hint: "rescale columns with very large or very small numbers, and bound what stands in a logarithm, root or quotient away from 0",
});

export const modelNotRead = problemKind(
  "HP0701",
  (code, path: string, error: unknown): Problem => ({
    code,
    severity: "error",
    place: { kind: "none" },
    message: `the model file \`${path}\` cannot be read: ${errorCode(error) === "EISDIR" ? "it is a folder" : describeError(error)}`,
    hint: "name a model file, as `models/dyestuff/dyestuff.model`",
  }),
);

export const methodRefused = ({ method, reason }: RefusedOffer): Problem => ({
  code: "HP0608",
  severity: "error",
  place: { kind: "none" },
  message: `the method \`${method}\` cannot sample this model: ${reason}`,
  hint: "leave `--method` out, or write `--method nuts`",
});

export const badOption = (fault: string): Problem => ({
  code: "HP0603",
  severity: "error",
  place: { kind: "none" },
  message: fault,
  hint: "correct the option",
});

export const notARun = (folder: string, reason: string): Problem => ({
  code: "HP0604",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: `this is no run folder that can be read: ${reason}`,
  hint: "name a folder that `hyperprior fit` made, with its `run.json` and `draws.parquet`",
});

/** `left` says what is there after the attempt. */
export const cannotWriteRun = (folder: string, reason: string, left: string): Problem => ({
  code: "HP0605",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: `the run could not be saved: ${reason}`,
  hint: `free some space, or name another folder (\`--out\` of \`fit\`); ${left}`,
});

export const occupiedFolder = (folder: string): Problem => ({
  code: "HP0606",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: "the folder for the run has other files in it and no `run.json`, so nothing was written there",
  hint: "name another folder with `--out`, or write `--force`, which leaves the other files alone",
});

/** A file in a place that a run takes, and why it is not the file of a run. */
export const foreignFile = (folder: string, file: string, reason: string): Problem => ({
  code: "HP0619",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: `a run would replace \`${file}\` there, which ${reason}`,
  hint: "name another folder with `--out`, or write `--force` to replace the file",
});

/** Of a script; `known` are the options that there are. */
export const unknownOption = (name: string, nearest: string | null, known: readonly string[]): Problem => ({
  code: "HP0621",
  severity: "error",
  place: { kind: "none" },
  message: `there is no option \`${name}\``,
  hint:
    nearest === null
      ? `there are ${known.map((one) => `\`${one}\``).join(", ")}`
      : `did you mean \`${nearest}\`?`,
});

/** In the place of the model of a function. */
export const noModel = (name: string, found: string): Problem => ({
  code: "HP0622",
  severity: "error",
  place: { kind: "none" },
  message: `\`${name}\` wants a model, and was given ${found}`,
  hint: 'read one from a file, `await readModel("FILE.model")`, or write it in the script: `` model`…` ``',
});

/** Of a script; columns that the model declares. */
export const dataNotGiven = (columns: readonly string[]): Problem => ({
  code: "HP0623",
  severity: "error",
  place: { kind: "none" },
  message: `the model declares data (${columns.map((one) => `\`${one}\``).join(", ")}), but no table was given`,
  hint: "give it as `data`: the path of a CSV file, columns by name, or an array of row objects",
});

/** Of a run that is gone on with. */
export const recordMisfit = problemKind(
  "HP0624",
  (code, reason: string): Problem => ({
    code,
    severity: "error",
    place: { kind: "none" },
    message: `the record of the run does not fit its model, data and options: ${reason}`,
    hint: "fit anew: the record was edited, or comes from another run",
  }),
);

/** `lock` is the file that says so. */
export const lockedFolder = (folder: string, lock: string, holder: string): Problem => ({
  code: "HP0620",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: `${holder} is writing a run there`,
  hint: `wait for its end, or name another folder with \`--out\`; if no process writes there any more, remove \`${lock}\``,
});

export const unusableFolder = (folder: string, reason: string): Problem => ({
  code: "HP0607",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: `the run cannot be saved there: ${reason}`,
  hint: "name a folder that can be made or written with `--out`",
});

export const otherVersion = (folder: string, made: string, present: string): Problem => ({
  code: "HP0609",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: `the run was made by version ${made}, and this is ${present}, which may draw other numbers`,
  hint: "go on with the version that made it, or fit anew",
});

export const withoutStates = (folder: string): Problem => ({
  code: "HP0610",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: "the record of the run does not say where its chains stopped: it was saved before this was kept",
  hint: "fit anew: the same seed gives the same draws",
});

export const noDrawsYet = (folder: string): Problem => ({
  code: "HP0611",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: "the run was ended during its warm-up and has no draws",
  hint: `begin it again: \`hyperprior resume ${folder}\``,
});

export const dataUnknown = (name: string): Problem => ({
  code: "HP0612",
  severity: "error",
  place: { kind: "none" },
  message: `the data of the run (\`${name}\`) were in memory, and no file is known that has them`,
  hint: "name a file with the same data: `--data FILE`, or `data` in a script",
});

export const dataNotFound = (file: string): Problem => ({
  code: "HP0613",
  severity: "error",
  place: { kind: "data", file, line: null, column: null },
  message: "the data of the run are no longer there",
  hint: "name the place where they are now: `--data FILE`, or `--data FACTOR=FILE` for a group-level table",
});

export const dataChanged = (file: string, rows: number, rowsThen: number): Problem => ({
  code: "HP0614",
  severity: "error",
  place: { kind: "data", file, line: null, column: null },
  message: `the data are not those of the run${rows === rowsThen ? "" : `: ${rows} rows are used, and ${rowsThen} were`}`,
  hint: "bring the data back as they were, or fit anew",
});

export const fewerDraws = (draws: number, made: number): Problem => ({
  code: "HP0615",
  severity: "error",
  place: { kind: "none" },
  message: `the run has ${made} draws per chain already, and ${draws} were asked for`,
  hint: "ask for more, or leave `--draws` out",
});

/** The span is within the rule. */
export const expectedInRule = (expected: string, found: string, span: Span): Problem => ({
  code: "HP0616",
  severity: "error",
  place: { kind: "model", span },
  message: `expected ${expected}${expected.endsWith(",") ? "" : ","} but found ${found === "" ? "the end of the rule" : `\`${found}\``}`,
  hint: "a rule is `mcse(NAME) < 0.01`, `ess > 1000`, `ess(NAME) > 1000`, `rhat < 1.01`, or several of them joined by `and`",
});

export const unknownInRule = problemKind(
  "HP0617",
  (
    code,
    condition: string,
    name: string | null,
    nearest: string | null,
    known: readonly string[],
  ): Problem => ({
    code,
    severity: "error",
    place: { kind: "none" },
    message:
      name === null
        ? `the rule \`${condition}\` is about all quantities, and draws hold none`
        : `the rule \`${condition}\` names \`${name}\`, which is no quantity that varies from draw to draw`,
    hint:
      nearest === null
        ? `there are ${known
            .slice(0, 12)
            .map((one) => `\`${one}\``)
            .join(", ")}${known.length > 12 ? ", …" : ""}`
        : `did you mean \`${nearest}\`?`,
  }),
);

export const ruleNotMet = (rule: string, draws: number, shortfall: string): Problem => ({
  code: "HP0618",
  severity: "warning",
  place: { kind: "none" },
  message: `the rule \`${rule}\` does not hold after ${draws} draws per chain, the most that were asked for${shortfall === "" ? "" : `: ${shortfall}`}`,
  hint: "go on with `hyperprior resume RUN --draws N`, or ask for less",
});
