/** `expand "FORMULA" --data FILE`: the model that a formula stands for, with its priors, as text that can be fitted. */

import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { exitCodes } from "../exit-codes.ts";
import {
  addDataOptions,
  addFormulaOptions,
  addJsonOption,
  type DataFlags,
  type FormulaFlags,
} from "../shared-options.ts";

interface ExpandFlags extends DataFlags, FormulaFlags {
  readonly json?: boolean;
}

export const registerExpand: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("expand")
    .description("print the model that a formula stands for, with its priors")
    .addHelpText("after", exampleHelp('expand "yield ~ 1 + (1 | batch)" --data yields.csv > yields.model'))
    .argument("<formula>", "a formula in quotes");
  addJsonOption(addFormulaOptions(addDataOptions(command))).action(
    async (formula: string, flags: ExpandFlags) => {
      const { readFormula } = await import("../load.ts");
      const { source } = await readFormula(formula, flags);
      if (flags.json) {
        const { printJson } = await import("../json-text.ts");
        printJson(terminal, { formula, model: source });
      } else terminal.print(source, "source");
      exit(exitCodes.good);
    },
  );
};
