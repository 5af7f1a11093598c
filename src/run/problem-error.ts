/** Problems as an exception, for those who call from TypeScript. */

import type { Problem } from "../language/problem.ts";
import { renderProblem } from "../language/render-problem.ts";

/** Thrown by `readModel`, `model` and `fit`; its message is what the command line would print. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], source: string, file: string) {
    const errors = problems.filter((problem) => problem.severity === "error");
    super(errors.map((problem) => renderProblem(problem, source, file)).join("\n\n"));
    this.name = "ProblemError";
    this.problems = problems;
  }
}
