/** Words that are to be some of those that are known. */

import { ProblemError } from "../api/problem-error.ts";
import { didYouMean, listed } from "../problems/make-problem.ts";
import { nearestName } from "../problems/nearest-name.ts";
import { badOption } from "../run/problems.ts";

/** Throws a `ProblemError` for another word, which JavaScript may give. */
export function requireOneOf(option: string, given: string | undefined, names: readonly string[]): void {
  const word = String(given);
  if (!names.includes(word))
    throw strange(`\`${option}\` must be one of ${listed(names)}, but is \`${word}\``, word, names);
}

/** Throws a `ProblemError` for the first pattern, if there is one: none of the names fits it. */
export function refuseIdle([pattern]: readonly string[], names: readonly string[]): void {
  if (pattern !== undefined) throw strange(`no variable has a name like \`${pattern}\``, pattern, names);
}

function strange(message: string, word: string, names: readonly string[]): ProblemError {
  const nearest = nearestName(word, names);
  const hint = nearest === null ? "" : `: ${didYouMean(nearest, "")}`;
  return new ProblemError([badOption(`${message}${hint}`)], "", "");
}
