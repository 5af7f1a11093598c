/** `--include` and `--exclude`, of commands that can do with some of the variables. */

import type { Command } from "commander";
import { ProblemError } from "../api/problem-error.ts";
import { asciiName } from "../language/names.ts";
import { chooses, idlePatterns } from "../posterior/choose-variables.ts";
import type { Variable } from "../posterior/draws.ts";
import { nearestName } from "../problems/nearest-name.ts";
import { composed } from "../text/composed.ts";
import { words } from "./option-parsers.ts";
import { noSuchVariables, noVariablesLeft } from "./problems.ts";

/** What `addVariableOptions` parses. */
export interface VariableFlags {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Both options; gives the command back. */
export function addVariableOptions(command: Command): Command {
  return command
    .option("--include <pattern>", `only the variables whose names it fits, as "b[*]" (repeatable)`, words)
    .option("--exclude <pattern>", "none of the variables whose names it fits (repeatable)", words);
}

/** Which of the variables are meant; undefined for all. Greek letters may be written out. Throws a `ProblemError` for a pattern that fits none. */
export function chosenBy(
  flags: VariableFlags,
  variables: readonly Variable[],
): ((variable: Variable) => boolean) | undefined {
  const [include, exclude] = [flags.include ?? [], flags.exclude ?? []].map((patterns) =>
    asSpelled(patterns, variables),
  ) as [string[], string[]];
  const idle = idlePatterns([...include, ...exclude], variables);
  if (idle.length > 0) {
    const names = variables.filter(({ isHidden }) => !isHidden).map(({ name }) => name);
    throw new ProblemError([noSuchVariables(idle, nearestName(idle[0]!, names), names)], "", "");
  }
  return include.length + exclude.length === 0 ? undefined : chooses({ include, exclude });
}

/** The same; throws a `ProblemError`, too, where the patterns together leave no variable: nothing would be judged, and called good. */
export function someChosenBy(flags: VariableFlags, variables: readonly Variable[]) {
  const isWanted = chosenBy(flags, variables);
  if (isWanted !== undefined && !variables.some(isWanted))
    throw new ProblemError([noVariablesLeft(flags.include ?? [], flags.exclude ?? [])], "", "");
  return isWanted;
}

/** Patterns that fit a name; of one that fits only names with their Greek letters written out, these names. */
function asSpelled(patterns: readonly string[], variables: readonly Variable[]): string[] {
  return patterns.map(composed).flatMap((pattern) => {
    if (idlePatterns([pattern], variables).length === 0) return [pattern];
    const fits = chooses({ include: [asciiName(pattern)], exclude: [] });
    const meant = variables.filter((one) =>
      fits({ ...one, name: asciiName(one.name), quantity: asciiName(one.quantity) }),
    );
    return meant.length === 0 ? [pattern] : meant.map(({ name }) => name);
  });
}
