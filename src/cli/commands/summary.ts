/** `summary RUN`: every quantity of a run. */

import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { addLenientOption, addOutputOptions, type OutputFlags } from "../shared-options.ts";

export const registerSummary: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("summary")
    .description("mean, sd, quantiles, Monte Carlo error, effective sample sizes and R-hat of every quantity")
    .addHelpText("after", exampleHelp("summary dyestuff.run --prob 0.95"))
    .argument("<run>", "a run folder");
  addOutputOptions(addLenientOption(command)).action(async (folder: string, flags: OutputFlags) => {
    const { readGivenRun } = await import("../read-run.ts");
    const fitted = await readGivenRun(folder);
    if (flags.json) {
      const { printJson } = await import("../json-text.ts");
      const { runJson } = await import("../run-json.ts");
      printJson(terminal, runJson(fitted, { prob: flags.prob }));
    } else {
      const { showFailure, showSummary } = await import("../show-run.ts");
      showFailure(terminal, fitted, folder);
      showSummary(terminal, fitted, flags);
    }
    exit(codeOfVerdict(fitted.diagnose().verdict, flags.lenient));
  });
};
