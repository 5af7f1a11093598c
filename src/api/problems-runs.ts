/** Problems of what is asked of runs: HP0622. */

import { nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

export const noFittedModel = (name: string, found: string): Problem =>
  problem("HP0622", nowhere, [
    `\`${name}\` wants a fitted model, and was given ${found}`,
    "give it what `fit` returns, or `await readRun(folder)`",
  ]);
