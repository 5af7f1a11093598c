/** `summary RUN|FILE…`: every quantity of draws. */

import type { RegisterCommand } from "../command.ts";
import { addDrawsOptions, type DrawsFlags, drawsArgument } from "../draws-options.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { addLenientOption, addOutputOptions, type OutputFlags } from "../shared-options.ts";
import { addVerdictOptions, type VerdictFlags } from "../verdict-options.ts";

type SummaryFlags = OutputFlags & DrawsFlags & VerdictFlags & { readonly errors?: boolean };

export const registerSummary: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("summary")
    .description("mean, sd, quantiles, Monte Carlo error, effective sample sizes and R-hat of every quantity")
    .addHelpText("after", exampleHelp("summary dyestuff.run --prob 0.95", "summary fit_*.csv --include tau"))
    .argument("<run...>", drawsArgument);
  addOutputOptions(addLenientOption(addVerdictOptions(addDrawsOptions(command))))
    .option("--errors", "Monte Carlo standard errors of sd, median and quantiles, too")
    .action(async (words: readonly string[], flags: SummaryFlags) => {
      const { readDrawsOf } = await import("../read-run.ts");
      const { judgeAsAsked } = await import("../verdict-options.ts");
      const { showJudgedSummary } = await import("../show-judged.ts");
      const asked = await judgeAsAsked(await readDrawsOf(terminal, words, flags), flags, flags.prob);
      showJudgedSummary(terminal, words, asked, flags);
      exit(codeOfVerdict(asked.judged.diagnosis.verdict, flags.lenient));
    });
};
