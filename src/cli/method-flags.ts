/** Flags that only some methods heed. One that would not be heeded is a mistake, not a wish that is passed over. */

import type { Command } from "commander";
import type { RunOptions } from "../run/options.ts";
import { badOption } from "../run/problems.ts";
import { warnOf } from "./load.ts";
import type { Terminal } from "./terminal.ts";

/** By the name that commander gives to the flag. */
const methodsOfFlags: Readonly<Record<string, readonly RunOptions["method"][]>> = {
  collapse: ["gibbs"],
  stepSize: ["hmc"],
  trajectoryLength: ["hmc"],
  steps: ["hmc"],
  jitter: ["hmc"],
};

/** True if a flag was given that the method does not know, which has been told. */
export function warnOfMethodFlags(
  terminal: Terminal,
  command: Command,
  method: RunOptions["method"],
): boolean {
  for (const option of command.options) {
    const name = option.attributeName();
    const methods = methodsOfFlags[name];
    if (methods === undefined || methods.includes(method)) continue;
    if (command.getOptionValueSource(name) !== "cli") continue;
    const fault = `\`${option.long}\` is for \`--method ${methods.join(" or ")}\`, and the method is \`${method}\``;
    warnOf(terminal, [badOption(fault)], "", "");
    return true;
  }
  return false;
}
