/** Problems of what is written for a manuscript: HP0988 and HP0989. */

import { nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

/** `reason` says what the run has none of. */
export const nothingForTable = (table: string, reason: string): Problem =>
  problem("HP0988", nowhere, [
    `there is nothing to put into the table \`${table}\`: ${reason}`,
    "the table `summary` has every quantity of a run",
  ]);

export const modelNotRead = (version: string): Problem =>
  problem("HP0989", nowhere, [
    `this version cannot read the model of the run, which version ${version} made, so that it cannot be told in words`,
    `write the text with version ${version}, or fit the model once more`,
  ]);
