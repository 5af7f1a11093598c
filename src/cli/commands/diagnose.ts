/** `diagnose RUN`: the verdict on draws, as words and as exit code. */

import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { addJsonOption, addLenientOption } from "../shared-options.ts";

interface DiagnoseFlags {
  readonly json?: boolean;
  readonly lenient?: boolean;
}

export const registerDiagnose: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("diagnose")
    .description("whether the draws of a run can be trusted, and what to do if not")
    .addHelpText("after", exampleHelp("diagnose dyestuff.run"))
    .argument("<run>", "a run folder");
  addJsonOption(addLenientOption(command)).action(async (folder: string, flags: DiagnoseFlags) => {
    const { readGivenRun } = await import("../read-run.ts");
    const fitted = await readGivenRun(folder);
    const diagnosis = fitted.diagnose();
    if (flags.json) {
      const { printJson } = await import("../json-text.ts");
      const { diagnosticsJson } = await import("../../report/json.ts");
      printJson(terminal, diagnosticsJson(diagnosis));
    } else {
      const { showVerdict } = await import("../show-run.ts");
      showVerdict(terminal, fitted);
    }
    exit(codeOfVerdict(diagnosis.verdict, flags.lenient));
  });
};
