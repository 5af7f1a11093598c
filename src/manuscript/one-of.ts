/** A word that is one of some. */

import { ProblemError } from "../api/problem-error.ts";
import { nearestName } from "../problems/nearest-name.ts";
import { unknownWord } from "./problems.ts";

/** Throws a `ProblemError` for another word, which JavaScript may give. */
export function requireOneOf(given: string | undefined, names: readonly string[]): void {
  const word = String(given);
  if (!names.includes(word))
    throw new ProblemError([unknownWord(word, names, nearestName(word, names))], "", "");
}
