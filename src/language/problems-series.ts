/** Problems of lags and running sums: HP0140 to HP0144. */

import { didYouMean } from "../problems/make-problem.ts";
import { modelError } from "./problems-text.ts";

/** Arguments that are not those of the function; they are worded where they are read. */
export const seriesArguments = modelError("HP0140", (message: string, hint: string) => [message, hint]);

/** What an argument of `called` stands for, and what is none of it; `remedy` where it is known what to write. */
export const seriesColumn = modelError(
  "HP0141",
  (called: string, wanted: string, found: string, remedy: string, nearest: string | null) => [
    `${wanted} of \`${called}\` is ${found}`,
    didYouMean(nearest, remedy),
  ],
);

export const seriesOfSameRow = modelError("HP0142", (outcome: string, text: string) => [
  `\`${text}\` has in it the outcome \`${outcome}\` of the row itself, which is what the row is to tell of`,
  "take the lag of it, which is the sum over earlier rows: `lag(cumulative_sum(y), first: 0)`, with the same `within:` and `by:` in both",
]);

export const seriesInOtherOrder = modelError(
  "HP0143",
  (text: string, order: string, other: string, otherOrder: string) => [
    `\`${text}\` has outcomes in the order of ${order}, and \`${other}\` in that of ${otherOrder}: what is earlier in one may be later in the other`,
    "let all lags of outcomes have the same `by:`",
  ],
);

export const seriesByOutcome = modelError("HP0144", (text: string, outcome: string, argument: string) => [
  `\`${argument}:\` of \`${text}\` is \`${outcome}\`, an outcome of the model: which row is the earlier one would depend on what is to be told`,
  `let \`${argument}:\` be a column that is no outcome, or leave it out`,
]);
