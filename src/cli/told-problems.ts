/** Problems as they are told, and the exit code of those that end a command. */

import type { ProblemError } from "../api/problem-error.ts";
import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import { renderProblem } from "../problems/render-problem.ts";
import { gradientNotFinite, methodRefused } from "../run/problems.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Problems on standard error, an empty line apart; under `--json` they are kept for the result, too. */
export function warnOf(terminal: Terminal, problems: readonly Problem[], source: string, file: string): void {
  terminal.collect?.(problems, file);
  for (const problem of problems) terminal.warn(`${renderProblem(problem, source, file)}\n\n`);
}

/** Problems of the model weigh more than those of words, files and data. */
export function codeOfError({ told, isOfModel }: ProblemError): ExitCode {
  const errors = told.filter(({ severity }) => severity === "error");
  return isOfModel && errors.some(blamesModel) ? exitCodes.model : exitCodes.usage;
}

/** By its place in it, or because there is no sampling it. */
function blamesModel(problem: Problem): boolean {
  const { place } = problem;
  return place.kind === "model" || isProblem(methodRefused, problem) || isProblem(gradientNotFinite, problem);
}
