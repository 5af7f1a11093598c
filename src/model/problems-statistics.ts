/** Problems of numbers that the data have: HP056x. */

import { inModel, problem } from "../problems/make-problem.ts";
import type { Span } from "../problems/problem.ts";

/** `name` is the number as it is written, `sd(log(x))`. */
export const statisticNotFinite = (name: string, value: number, span: Span) =>
  problem("HP0560", inModel(span), [
    `\`${name}\` is ${value} for these data`,
    "correct the data, or write a number; a number of the data needs finite values, and an sd two of them at least",
  ]);
