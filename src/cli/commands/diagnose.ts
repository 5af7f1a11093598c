/** `diagnose RUN|FILE…`: the verdict on draws, as words and as exit code. */

import type { RegisterCommand } from "../command.ts";
import { addDrawsOptions, type DrawsFlags, drawsArgument } from "../draws-options.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { addJsonOption, addLenientOption } from "../shared-options.ts";
import { addVerdictOptions, type VerdictFlags } from "../verdict-options.ts";

interface DiagnoseFlags extends DrawsFlags, VerdictFlags {
  readonly lenient?: boolean;
}

export const registerDiagnose: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("diagnose")
    .description("whether draws can be trusted, of a run or of another program, and what to do if not")
    .addHelpText(
      "after",
      exampleHelp("diagnose dyestuff.run", "diagnose fit_*.csv --max-rhat 1.05 --output junit"),
    )
    .argument("<run...>", drawsArgument);
  addJsonOption(addLenientOption(addVerdictOptions(addDrawsOptions(command)))).action(
    async (words: readonly string[], flags: DiagnoseFlags) => {
      const { readDrawsOf } = await import("../read-run.ts");
      const { judgeAsAsked } = await import("../verdict-options.ts");
      const { showJudgedDiagnosis } = await import("../show-judged.ts");
      const asked = await judgeAsAsked(await readDrawsOf(terminal, words, flags), flags);
      showJudgedDiagnosis(terminal, words, asked, flags);
      exit(codeOfVerdict(asked.judged.diagnosis.verdict, flags.lenient));
    },
  );
};
