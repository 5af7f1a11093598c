/** Problems of the command line's own: HP07xx. */

import type { CheckedModel } from "../language/checked-model.ts";
import type { Problem } from "../problems/problem.ts";
import { describeError } from "../run/record/file-errors.ts";

export const formulaUnavailable = (formula: string): Problem => ({
  code: "HP0702",
  severity: "error",
  place: { kind: "none" },
  message: `\`${formula}\` is no file; formulas in place of a model are not available in this version`,
  hint: "write the model in a file; `docs/language.md` shows how",
});

export const dataMissing = (model: CheckedModel): Problem => ({
  code: "HP0703",
  severity: "error",
  place: { kind: "none" },
  message: `the model declares data (${model.columns.map((column) => `\`${column.name}\``).join(", ")}), but no table was given`,
  hint: "name it: `--data FILE.csv`",
});

export const noSuchGroup = (group: string, known: readonly string[]): Problem => ({
  code: "HP0704",
  severity: "error",
  place: { kind: "none" },
  message: `the run has no group effects of \`${group}\``,
  hint:
    known.length === 0
      ? "it has none of any factor"
      : `it has those of ${known.map((one) => `\`${one}\``).join(", ")}`,
});

/** An error where nothing is left to show. */
export const effectsNotKept = (groups: readonly string[], severity: Problem["severity"]): Problem => ({
  code: "HP0705",
  severity,
  place: { kind: "none" },
  message: `the draws do not hold the effects of ${groups.map((one) => `\`${one}\``).join(", ")}, being over so many levels`,
  hint: "fit once more with `--keep all`",
});

export const pictureNotWritten = (path: string, error: unknown): Problem => ({
  code: "HP0706",
  severity: "error",
  place: { kind: "none" },
  message: `the picture could not be written to \`${path}\`: ${describeError(error)}`,
  hint: "name a file in a folder that can be written: `--plot calibration.svg`",
});

export const pictureOverInput = (path: string): Problem => ({
  code: "HP0707",
  severity: "error",
  place: { kind: "none" },
  message: `the picture would replace \`${path}\`, which is read for it`,
  hint: "name another file: `--plot calibration.svg`",
});

export const pictureOverOther = (path: string): Problem => ({
  code: "HP0708",
  severity: "error",
  place: { kind: "none" },
  message: `the picture would replace \`${path}\`, which is no picture of this program`,
  hint: "name another file, as `--plot calibration.svg`, or write `--force` to replace it",
});

/** `told` is what the parser of the command line says of it, with a suggestion in parentheses; `better` knows more. */
export const wrongWords = (told: string, better: string | null): Problem => {
  const [message = "", suggestion] = told.replace(/^error: /, "").split("\n");
  const nearest = /^\(Did you mean (.*)\?\)$/.exec(suggestion ?? "")?.[1];
  return {
    code: "HP0709",
    severity: "error",
    place: { kind: "none" },
    message,
    hint:
      better ??
      (nearest === undefined ? "`hyperprior COMMAND --help` explains" : `did you mean \`${nearest}\`?`),
  };
};

export const tableAsModel = (path: string): Problem => ({
  code: "HP0710",
  severity: "error",
  place: { kind: "none" },
  message: `\`${path}\` is a table, and a model was wanted`,
  hint: `name the model first, and the table as an option: \`hyperprior fit FILE.model --data ${path}\``,
});

export const notThereYet = (command: string): Problem => ({
  code: "HP0711",
  severity: "error",
  place: { kind: "none" },
  message: `the command \`${command}\` is planned, and not there yet in this version`,
  hint: "`hyperprior --help` has those that are there",
});
