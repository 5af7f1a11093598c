/** `compare RUN RUN…`: models of the same data by what they predict of data that they have not seen. */

import type { RefitRule } from "../../api/compare/leave-out.ts";
import type { ComparisonMeasure } from "../../posterior/compare-models.ts";
import type { AnswerPictureFlags } from "../answer-picture.ts";
import { withChoices } from "../choices.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { type DataFiles, dataFile, oneOf, wholeNumber } from "../option-parsers.ts";
import { addPictureOptions } from "../picture-options.ts";
import { addJsonOption, addLenientOption, queueHelp } from "../shared-options.ts";
import type { Terminal } from "../terminal.ts";

interface CompareFlags extends AnswerPictureFlags {
  readonly by: ComparisonMeasure | "evidence";
  readonly group?: string;
  readonly folds?: number;
  readonly refit: RefitRule;
  readonly seed: number;
  readonly runData?: DataFiles;
  readonly digits?: number;
  readonly lenient?: boolean;
}

const measures = ["loo", "waic", "group", "kfold", "evidence"] as const;
const refitCount = withChoices(
  (text: string): RefitRule => (text === "auto" ? "auto" : wholeNumber(0)(text)),
  ["auto"],
);

export const registerCompare: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("compare")
    .description(
      "models of the same data by what they predict of rows, or of groups, that they have not seen",
    )
    .addHelpText(
      "after",
      exampleHelp(
        "compare pooled.run partial.run",
        "compare pooled.run partial.run --by group --group school --plot",
        "compare a.run b.run --by kfold --folds 10 --group subject",
      ),
    )
    .argument("<runs...>", "run folders of models of the same data; of one the elpd alone");
  addPictureOptions(addLenientOption(addJsonOption(command)))
    .option("--by <how>", `by what: ${measures.join(", ")}`, oneOf(measures), "loo" as const)
    .option("--group <factor>", "leave out all rows of a level at once (--by group, kfold)")
    .option("--folds <n>", "parts of --by kfold (default: 10)", wholeNumber(2))
    .option(
      "--refit <n>",
      "fits without a row or group whose weights fail, at most",
      refitCount,
      "auto" as const,
    )
    .option("--queue <url>", queueHelp)
    .option("--seed <n>", "of the folds and of the fits that are made", wholeNumber(0), 1)
    .option(
      "--run-data <file>",
      "the data of the runs, if they moved; FACTOR=FILE for a group-level table",
      dataFile,
    )
    .option("--digits <n>", "significant digits of numbers", wholeNumber(1, 17))
    .action(async (folders: readonly string[], flags: CompareFlags) => {
      exit(codeOfVerdict(await showComparison(terminal, folders, flags), flags.lenient));
    });
};

/** Whether all runs can be trusted. */
async function showComparison(
  terminal: Terminal,
  folders: readonly string[],
  flags: CompareFlags,
): Promise<"good" | "failed"> {
  const { ComparedFolders } = await import("../compare-folders.ts");
  const { asksPicture, drawAnswer, requirePicture, showAnswerPicture } = await import("../answer-picture.ts");
  const { compare: kind } = await import("../../pictures/kinds/compare.ts");
  const { plot, out, force, dark, ascii, json: isJson, ...comparing } = flags;
  await requirePicture(kind, flags, folders);
  const compared = await ComparedFolders.read(terminal, folders, flags);
  const { comparison, json, text } = await compared.shown(comparing);
  const picture = asksPicture(flags) ? drawAnswer(kind, compared.first, { comparison, prob: 0.9 }) : null;
  if (isJson) {
    const { printJson } = await import("../json-text.ts");
    printJson(terminal, json());
  } else terminal.print(text());
  if (picture !== null) await showAnswerPicture(terminal, picture, kind, flags);
  return compared.verdict;
}
