/** `variance RUN`: variance components, intraclass correlations, correlations of group effects. */

import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { addIntervalOptions, addLenientOption, type OutputFlags } from "../shared-options.ts";
import { lineOf } from "../terminal.ts";

export const registerVariance: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("variance")
    .description("variance components as sd and variance with their shares, and each intraclass correlation")
    .addHelpText("after", exampleHelp("variance dyestuff.run"))
    .argument("<run>", "a run folder");
  addIntervalOptions(addLenientOption(command)).action(async (folder: string, flags: OutputFlags) => {
    const { readGivenRun } = await import("../read-run.ts");
    const fitted = await readGivenRun(folder);
    const diagnosis = fitted.diagnose();
    const table = fitted.variance({ prob: flags.prob });
    if (flags.json) {
      const { printJson } = await import("../json-text.ts");
      const { correlationsJson, diagnosticsJson, intraclassJson, varianceJson } = await import(
        "../../report/json.ts"
      );
      const residual = table.residual?.definition ?? null;
      printJson(terminal, {
        variance: varianceJson(table),
        icc: intraclassJson(table),
        correlations: correlationsJson(table),
        residual,
        remarks: table.remarks,
        diagnostics: diagnosticsJson(diagnosis),
      });
    } else {
      const { noneOf, showFailure } = await import("../show-run.ts");
      const { renderVariance } = await import("../../report/variance-table.ts");
      const isEmpty = table.components.length === 0 && table.residual === null;
      const { outcome, remarks } = fitted.record.roles;
      const none = [noneOf("variance components", fitted), ...(outcome === null ? [] : remarks)].join("\n");
      const text = isEmpty ? `${none}\n` : renderVariance(table, { ...flags, ...lineOf(terminal) });
      showFailure(terminal, fitted, folder);
      terminal.print(text);
    }
    exit(codeOfVerdict(diagnosis.verdict, flags.lenient));
  });
};
