/** `diff RUN RUN`: what differs between two runs. */

import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { exitCodes } from "../exit-codes.ts";
import { addJsonOption } from "../shared-options.ts";

interface DiffFlags {
  readonly ignoreSpace?: boolean;
  readonly ignoreComments?: boolean;
  readonly exitCode?: boolean;
  readonly json?: boolean;
}

export const registerDiff: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("diff")
    .description(
      "what differs between two runs: model, data, options, versions, and results in standard errors",
    )
    .addHelpText("after", exampleHelp("diff monday.run tuesday.run", "diff a.run b.run --ignore-comments"))
    .argument("<first>", "a run folder")
    .argument("<second>", "another one");
  addJsonOption(command)
    .option("--ignore-space", "lines of the models that differ in white space alone are the same")
    .option("--ignore-comments", "leave comments and empty lines of the models out")
    .option("--exit-code", "exit with 3 unless the two are the same run, bit by bit")
    .action(async (first: string, second: string, flags: DiffFlags) => {
      const { readGivenRun } = await import("../read-run.ts");
      const { diffRuns } = await import("../../api/diff-runs.ts");
      const runs = [await readGivenRun(first), await readGivenRun(second)] as const;
      const { ignoreSpace = false, ignoreComments = false } = flags;
      const difference = diffRuns(...runs, { names: [first, second], ignoreSpace, ignoreComments });
      if (flags.json) {
        const { printJson } = await import("../json-text.ts");
        const { differenceJson } = await import("../difference-json.ts");
        printJson(terminal, differenceJson(difference));
      } else {
        const { renderDifference } = await import("../show-difference.ts");
        terminal.print(renderDifference(difference, terminal));
      }
      exit(flags.exitCode && !difference.isSame ? exitCodes.diagnosis : exitCodes.good);
    });
};
