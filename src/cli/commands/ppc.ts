/** `ppc RUN`: replicated data against observed data. */

import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { groupSetting, wholeNumber, words } from "../option-parsers.ts";
import { addRunDataOption } from "../run-data-options.ts";
import { addIntervalOptions, addLenientOption } from "../shared-options.ts";
import type { PpcFlags } from "../show-ppc.ts";

export const registerPpc: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("ppc")
    .description("data sets that the model makes of its draws, beside the data: what the model misses")
    .addHelpText(
      "after",
      exampleHelp("ppc dyestuff.run", "ppc counts.run --statistic zeros --statistic q99 --by-group"),
    )
    .argument("<run>", "a run folder")
    .option(
      "--statistic <name>",
      "mean, sd, min, max, median, zeros, sd_between, sd_within, icc, or q95 (repeatable)",
      words,
    )
    .option("--by <factor>", "the groups of those that are of groups (default: the first factor)")
    .option("--by-group", "the mean of each group, too")
    .option(
      "--group <factor=mode>",
      "replicates of the run's groups (known), or of new ones (repeatable)",
      groupSetting,
    )
    .option("--replicates <n>", "data sets (default: 1000, fewer of very many rows)", wholeNumber(1))
    .option("--seed <n>", "of what is drawn (default: that of the run)", wholeNumber(0));
  addRunDataOption(addIntervalOptions(addLenientOption(command))).action(
    async (folder: string, flags: PpcFlags) => {
      const { readGivenRun } = await import("../read-run.ts");
      const { checkAndShow } = await import("../show-ppc.ts");
      const fitted = await readGivenRun(folder);
      await checkAndShow(terminal, fitted, folder, flags);
      exit(codeOfVerdict(fitted.diagnose().verdict, flags.lenient));
    },
  );
};
