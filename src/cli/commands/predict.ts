/** `predict RUN`: expected values, outcomes or linear predictors of rows that a run was not fitted to. */

import type { Command } from "commander";
import type { PredictionKind } from "../../prediction/row-values.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { groupSetting, oneOf, wholeNumber, words } from "../option-parsers.ts";
import { addPictureOptions } from "../picture-options.ts";
import { addRunDataOption } from "../run-data-options.ts";
import { addIntervalOptions, addLenientOption } from "../shared-options.ts";
import type { PredictFlags } from "../show-predictions.ts";

const kinds: readonly PredictionKind[] = ["expected", "outcome", "linear"];

export const registerPredict: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("predict")
    .description("expected values, outcomes or linear predictors of rows, for known and for new groups")
    .addHelpText(
      "after",
      exampleHelp(
        'predict sleepstudy.run --grid "Days = 0..9, Subject = new"',
        "predict sleepstudy.run --data new.csv --kind outcome",
        'predict sleepstudy.run --grid "Days = 0..9" --out days.svg',
      ),
    )
    .argument("<run>", "a run folder");
  addRowOptions(command)
    .option("--kind <name>", `what is predicted: ${kinds.join(", ")}`, oneOf(kinds), "expected")
    .option("--seed <n>", "of what is drawn (default: that of the run)", wholeNumber(0));
  addPictureOptions(
    command,
    "write the picture: .svg, .png or .html; or as CSV, row by row, the predictions in place of printing them",
  );
  addRunDataOption(addIntervalOptions(addLenientOption(command))).action(
    async (folder: string, flags: PredictFlags) => {
      const { predictAndShow } = await import("../show-predictions.ts");
      const fitted = await predictAndShow(terminal, folder, flags);
      exit(codeOfVerdict(fitted.diagnose().verdict, flags.lenient));
    },
  );
};

/** Which rows; gives the command back. */
function addRowOptions(command: Command): Command {
  return command
    .option("--data <file>", "the rows, as CSV (default: those of the run); outcomes in it are not looked at")
    .option(
      "--grid <words>",
      'in place of rows every combination of values, as "Days = 0..9, Subject = new" (repeatable)',
      words,
    )
    .option(
      "--group <factor=mode>",
      "what the rows' groups are: known, new, average, or population (repeatable)",
      groupSetting,
    )
    .option(
      "--new-levels",
      "labels that the run does not know are new groups, each drawn from the population",
    )
    .option(
      "--na <word>",
      'what stands for a missing value, as "N/A", besides NA and the like (repeatable)',
      words,
    )
    .option("--drop-missing", "leave out rows with missing values");
}
