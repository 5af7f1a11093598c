/** Problems of the designs of a study: HP0980–HP0986. */

import { didYouMean, enumerated, inModel, listed, nowhere, problem } from "../../problems/make-problem.ts";
import type { Problem, Span } from "../../problems/problem.ts";

/** Several factors have effects; or none has, where groups were asked for. */
export const groupsUnclear = (factors: readonly string[]): Problem =>
  problem("HP0980", nowhere, [
    factors.length === 0
      ? "the model has no factor whose levels have effects, so there are no groups to be laid out"
      : `groups are the levels of one factor, but ${enumerated(factors)} have effects`,
    factors.length === 0
      ? "leave `--groups` out: `--replicates` is then the number of rows"
      : `say how many levels each has: \`--levels "${factors.map((name, i) => `${name} = ${i === 0 ? 10 : 3}`).join(", ")}, replicate = 2"\``,
  ]);

/** A factor whose levels lie within those that are laid out anew. */
export const innerNotLaid = (inner: string, outer: string): Problem =>
  problem("HP0980", nowhere, [
    `the levels of \`${inner}\` lie within those of \`${outer}\`, so that new ones of \`${outer}\` have new ones of \`${inner}\``,
    `say how many there are in each: \`--levels "${outer} = 10, ${inner} = 3, replicate = 2"\``,
  ]);

/** Columns whose values nobody has said; `isCopied` where those of the data could be copied if there were one factor only. */
export const predictorsNotLaid = (columns: readonly string[], isCopied: boolean): Problem =>
  problem("HP0981", nowhere, [
    isCopied
      ? `the values of ${listed(columns)} can be copied from the data for one factor, but several are laid out`
      : `nothing says which values of ${listed(columns)} a study would have`,
    `state them: \`--within "${columns[0]} = 0, 1"\` for each row of a group in turn, \`--between\` for each group in turn${isCopied ? "" : ", or copy those of a table: `--data FILE.csv`"}`,
  ]);

/** `what` is what was written, `wanted` what could have been. */
export const layoutNotRead = (flag: string, text: string, wanted: string): Problem =>
  problem("HP0982", nowhere, [
    `\`--${flag}\` takes ${wanted}, but was \`${text}\``,
    `write \`--${flag} "${exampleOf(flag)}"\``,
  ]);

function exampleOf(flag: string): string {
  switch (flag) {
    case "levels":
      return "batch = 10, cask = 3, replicate = 2";
    case "told":
      return "β > 0 at 0.95";
    default:
      return "days = 0..9";
  }
}

/** A name in the words of a design that is no column which can be laid out so. */
export const columnNotLaid = (
  name: string,
  reason: string,
  nearest: string | null,
  known: readonly string[],
): Problem =>
  problem("HP0983", nowhere, [
    `\`${name}\` ${reason}`,
    didYouMean(nearest, known.length === 0 ? "leave it out" : `name one of ${listed(known)}`),
  ]);

/** No design within the budget; or costs that are not said. */
export const noDesignAffordable = (reason: string, remedy: string): Problem =>
  problem("HP0984", nowhere, [reason, remedy]);

export const noStatement = (text: string): Problem =>
  problem("HP0985", nowhere, [
    `\`${text}\` is neither true nor false`,
    'compare two values: `--told "β > 0 at 0.95"`; for the size of a quantity `--for "β"`',
  ]);

/** What no study can be laid out for. */
export const notLaidOut = (what: string, remedy: string, span: Span | null = null): Problem =>
  problem("HP0986", span === null ? nowhere : inModel(span), [what, remedy]);

export const tooManyDesigns = (what: string, found: number, most: number): Problem =>
  problem("HP0984", nowhere, [
    `${found} ${what} are more than the ${most} that are simulated at once`,
    "ask for fewer: `--groups 6,12,24 --replicates 2,4,8` are nine designs",
  ]);
