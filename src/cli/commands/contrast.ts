/** `contrast RUN`: marginal means, their contrasts, slopes, and hypotheses. */

import type { Command } from "commander";
import { contrastKinds } from "../../posterior/contrasts.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { groupSetting, interval, oneOf, words } from "../option-parsers.ts";
import { addPictureOptions } from "../picture-options.ts";
import { addRunDataOption } from "../run-data-options.ts";
import { addIntervalOptions, addLenientOption } from "../shared-options.ts";
import type { ContrastFlags } from "../show-contrasts.ts";

export const registerContrast: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("contrast")
    .description("marginal means and their differences, slopes, and the probability of hypotheses")
    .addHelpText(
      "after",
      exampleHelp(
        "contrast trial.run --by treatment --at week=8 --contrast pairwise",
        "contrast trial.run --by treatment --contrast pairwise --plot",
        'contrast dyestuff.run --hypothesis "σ_b > σ"',
      ),
    )
    .argument("<run>", "a run folder");
  addMeansOptions(command)
    .option("--rope <from..to>", "differences that count as none, as -0.1..0.1", interval)
    .option("--hypothesis <text>", 'as "σ_b > σ", or a point as "β[x] = 0" (repeatable)', words);
  addPictureOptions(command);
  addRunDataOption(addIntervalOptions(addLenientOption(command))).action(
    async (folder: string, flags: ContrastFlags) => {
      const { contrastAndShow } = await import("../show-contrasts.ts");
      const fitted = await contrastAndShow(terminal, folder, flags);
      exit(codeOfVerdict(fitted.diagnose().verdict, flags.lenient));
    },
  );
};

/** Which means; gives the command back. */
function addMeansOptions(command: Command): Command {
  return command
    .option(
      "--by <columns>",
      'columns whose values are compared: all of a factor\'s, or as "week = 0, 4" (repeatable)',
      words,
    )
    .option("--at <words>", 'columns that are held at values, as "age = 40" (repeatable)', words)
    .option("--contrast <kind>", `differences: ${contrastKinds.join(", ")}`, oneOf(contrastKinds))
    .option("--slope <column>", "the slope by a numeric column, in place of the means")
    .option(
      "--over <what>",
      "what other columns are averaged over: a balanced grid, or observed rows",
      oneOf(["grid", "observed"] as const),
      "grid",
    )
    .option("--kind <name>", "of what: expected, linear", oneOf(["expected", "linear"] as const), "expected")
    .option(
      "--group <factor=mode>",
      "what the groups are: average, population, or known (repeatable)",
      groupSetting,
    );
}
