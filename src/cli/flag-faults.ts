/** What is wrong with the options of a run as flags gave them, told where it stands. */

import { parseRule } from "../run/chains/stopping-rule.ts";
import { findOptionFaults, type RunOptions } from "../run/options.ts";
import { badOption } from "../run/problems.ts";
import { warnOf } from "./load.ts";
import type { Terminal } from "./terminal.ts";

/** True if there is something, which has been told. */
export function warnOfFaults(terminal: Terminal, options: RunOptions): boolean {
  const [fault] = findOptionFaults(options);
  if (fault !== undefined) {
    warnOf(terminal, [badOption(fault)], "", "");
    return true;
  }
  if (options.until === null) return false;
  const { problem } = parseRule(options.until);
  if (problem === null) return false;
  // Its place is in the rule.
  warnOf(terminal, [problem], options.until, "--until");
  return true;
}
