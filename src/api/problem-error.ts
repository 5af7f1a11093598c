/** Problems as an exception, for those who call from TypeScript. */

import type { Problem } from "../problems/problem.ts";
import { renderProblem } from "../problems/render-problem.ts";
import { inScriptWords } from "./script-words.ts";

/** Thrown by `readModel`, `model`, `fit` and the like; its message is what the command line would print, but that it names options. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];
  /** The same in the words of the command line. */
  readonly told: readonly Problem[];
  /** The text that their places are in. */
  readonly source: string;
  readonly file: string;
  /** Whether that text is a model; a rule, which is an option, is none. */
  readonly isOfModel: boolean;

  constructor(told: readonly Problem[], source: string, file: string, isOfModel = true) {
    const problems = told.map(inScriptWords);
    const errors = problems.filter((problem) => problem.severity === "error");
    super(errors.map((problem) => renderProblem(problem, source, file)).join("\n\n"));
    this.name = "ProblemError";
    this.problems = problems;
    this.told = told;
    this.source = source;
    this.file = file;
    this.isOfModel = isOfModel;
  }
}
