/** What fitting and going on with a run have in common: what differs between Node and a browser, and which options are none. */

import { parseRule } from "../run/chains/stopping-rule.ts";
import { findOptionFaults, type RunOptions } from "../run/options.ts";
import { badOption } from "../run/problems.ts";
import type { ChooseRunner } from "../run/run-chains.ts";
import type { FileReader } from "./load-tables.ts";
import { ProblemError } from "./problem-error.ts";

/** What differs between Node and a browser. */
export interface FitSetting {
  /** Reads what a text in place of data stands for. */
  readonly readFile: FileReader;
  /** Whether such a text is the path of a file, which can be read once more. */
  readonly isPath: boolean;
  /** Where the chains of a run are run. */
  readonly chooseRunner: ChooseRunner;
  /** Binds data, and may break that off by throwing. */
  readonly bind?: <Result>(work: () => Result) => Result;
}

/** Throws a `ProblemError` that lists what is wrong with the options of a run. */
export function requireValid(
  options: RunOptions,
  nameOf = (path: string): string => path,
  rule = "until",
): void {
  const faults = findOptionFaults(options, nameOf);
  if (faults.length > 0) throw new ProblemError(faults.map(badOption), "", "");
  if (options.until === null) return;
  const { problem } = parseRule(options.until);
  // Its place is in the rule.
  if (problem !== null) throw new ProblemError([problem], options.until, rule, false);
}
