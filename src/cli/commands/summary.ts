/** `summary RUN|FILE…`: every quantity of draws. */

import type { RegisterCommand } from "../command.ts";
import { addDrawsOptions, type DrawsFlags, drawsArgument } from "../draws-options.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { addLenientOption, addOutputOptions, type OutputFlags } from "../shared-options.ts";

type SummaryFlags = OutputFlags & DrawsFlags;

export const registerSummary: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("summary")
    .description("mean, sd, quantiles, Monte Carlo error, effective sample sizes and R-hat of every quantity")
    .addHelpText("after", exampleHelp("summary dyestuff.run --prob 0.95", "summary fit_*.csv"))
    .argument("<run...>", drawsArgument);
  addOutputOptions(addLenientOption(addDrawsOptions(command))).action(
    async (words: readonly string[], flags: SummaryFlags) => {
      const { readDrawsOf } = await import("../read-run.ts");
      const given = await readDrawsOf(terminal, words, flags);
      const { run } = given;
      const judged = await given.judge({ prob: flags.prob });
      const { summary, diagnosis } = judged;
      if (flags.json) {
        const { printJson } = await import("../json-text.ts");
        const { drawsJson, runJson } = await import("../run-json.ts");
        printJson(terminal, run === null ? drawsJson(given, judged) : runJson(run, { prob: flags.prob }));
      } else {
        const { showFailureOf, showSummary } = await import("../show-run.ts");
        const { showDrawsSummary } = await import("../show-draws.ts");
        showFailureOf(terminal, diagnosis, words);
        if (run === null) showDrawsSummary(terminal, given, summary, flags);
        else showSummary(terminal, run, flags);
      }
      exit(codeOfVerdict(diagnosis.verdict, flags.lenient));
    },
  );
};
