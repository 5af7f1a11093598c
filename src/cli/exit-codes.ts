/** What the exit code of the command line means. */

import type { Problem } from "../problems/problem.ts";

export const exitCodes = {
  good: 0,
  /** Usage, file or data problem. */
  usage: 1,
  model: 2,
  /** Sampled, but the diagnosis failed. */
  diagnosis: 3,
  /** Ctrl-C; the draws so far were saved. */
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Of results that rest on draws: whether these can be trusted is told by the exit code, too, unless it is asked to be lenient. */
export function codeOfVerdict(verdict: "good" | "failed", isLenient: boolean | undefined): ExitCode {
  return verdict === "good" || isLenient === true ? exitCodes.good : exitCodes.diagnosis;
}

/** Of problems that end a command: those of the model weigh more than those of words, files and data. */
export function codeOfProblems(problems: readonly Problem[]): ExitCode {
  const isOfModel = problems.some(({ severity, place }) => severity === "error" && place.kind === "model");
  return isOfModel ? exitCodes.model : exitCodes.usage;
}
