/** `diagnose RUN|FILE…`: the verdict on draws, as words and as exit code. */

import type { RegisterCommand } from "../command.ts";
import { addDrawsOptions, type DrawsFlags, drawsArgument } from "../draws-options.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { addJsonOption, addLenientOption } from "../shared-options.ts";

interface DiagnoseFlags extends DrawsFlags {
  readonly json?: boolean;
  readonly lenient?: boolean;
}

export const registerDiagnose: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("diagnose")
    .description("whether draws can be trusted, of a run or of another program, and what to do if not")
    .addHelpText("after", exampleHelp("diagnose dyestuff.run", "diagnose fit_*.csv"))
    .argument("<run...>", drawsArgument);
  addJsonOption(addLenientOption(addDrawsOptions(command))).action(
    async (words: readonly string[], flags: DiagnoseFlags) => {
      const { readDrawsOf } = await import("../read-run.ts");
      const given = await readDrawsOf(terminal, words, flags);
      const { diagnosis } = await given.judge();
      if (flags.json) {
        const { printJson } = await import("../json-text.ts");
        const { diagnosticsJson } = await import("../../report/json.ts");
        printJson(terminal, diagnosticsJson(diagnosis));
      } else {
        const { showDiagnosis } = await import("../show-run.ts");
        showDiagnosis(terminal, diagnosis);
      }
      exit(codeOfVerdict(diagnosis.verdict, flags.lenient));
    },
  );
};
