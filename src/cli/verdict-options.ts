/** What `diagnose` and `summary` take besides the draws: which variables, derived ones, thresholds, more measures, and the form of the output. */

import { type Command, Option } from "commander";
import { ProblemError } from "../api/problem-error.ts";
import type { GivenDraws } from "../api/read-draws.ts";
import type { Judged } from "../posterior/judge-source.ts";
import { oneOf, probabilities, wholeNumber, words } from "./option-parsers.ts";
import { superchainsUneven } from "./problems-verdict.ts";
import { readProjectSettings } from "./project-settings.ts";
import { addThresholdOptions, type GivenThresholds, thresholdsOf } from "./thresholds.ts";
import { addVariableOptions, someChosenBy, type VariableFlags } from "./variable-options.ts";

/** Forms of what is printed. */
export const outputNames = ["text", "json", "junit", "tap", "markdown"] as const;

/** One of them. */
export type OutputName = (typeof outputNames)[number];

/** What `addVerdictOptions` parses. */
export interface VerdictFlags extends VariableFlags, GivenThresholds {
  readonly derive?: readonly string[];
  readonly superchains?: number;
  readonly quantiles?: readonly number[];
  readonly output?: OutputName;
  readonly json?: boolean;
}

/** All of them; gives the command back. */
export function addVerdictOptions(command: Command): Command {
  const withVariables = addVariableOptions(command).option(
    "--derive <text>",
    'a variable from others, as "icc = tau^2 / (tau^2 + sigma^2)" (repeatable)',
    words,
  );
  return addThresholdOptions(withVariables)
    .option("--superchains <n>", "nested R-hat of many short chains, divided into so many", wholeNumber(2))
    .option("--quantiles <p,…>", "precision of these quantiles, as 0.025,0.975", probabilities)
    .addOption(
      new Option("--output <form>", `form of the output: ${outputNames.join(", ")}`)
        .argParser(oneOf(outputNames))
        .conflicts("json"),
    );
}

/** The form that is asked for. */
export function outputOf({ output, json }: VerdictFlags): OutputName {
  return json === true ? "json" : (output ?? "text");
}

/** Draws with what is said of them. */
export interface JudgedDraws {
  /** With derived variables. */
  readonly given: GivenDraws;
  readonly judged: Judged;
  /** Where thresholds are from that are not the usual ones. */
  readonly thresholdsFrom: readonly string[];
}

/** Judges as the flags say. Throws a `ProblemError` for what does not fit the draws, and for settings that cannot be read. */
export async function judgeAsAsked(
  read: GivenDraws,
  flags: VerdictFlags,
  prob?: number,
): Promise<JudgedDraws> {
  const given = read.derive(...(flags.derive ?? []));
  const { source } = given;
  const isWanted = someChosenBy(flags, source.variables);
  const { superchains, quantiles } = flags;
  if (superchains !== undefined && source.chainCount % superchains !== 0)
    throw new ProblemError([superchainsUneven(superchains, source.chainCount)], "", "");
  const { thresholds, from } = thresholdsOf(flags, await readProjectSettings(process.cwd()));
  const judged = await given.judge({
    thresholds,
    ...(isWanted === undefined ? {} : { isWanted }),
    ...(superchains === undefined ? {} : { superchains }),
    ...(quantiles === undefined ? {} : { quantiles }),
    ...(prob === undefined ? {} : { prob }),
  });
  return { given, judged, thresholdsFrom: from };
}
