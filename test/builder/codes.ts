/** What a script that nobody compiled is told. */

import { ProblemError } from "../../src/api/problem-error.ts";

/** The codes of the problems that a mistake has when nobody compiled it. */
export function codesOf(mistake: () => unknown): readonly string[] {
  try {
    mistake();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}
