/** What ends the reading of a source: thrown from wherever it is met, and made a problem of the table where reading began. */

import type { Problem } from "../problems/problem.ts";

export class SourceFailure extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = "SourceFailure";
    this.problem = problem;
  }
}
