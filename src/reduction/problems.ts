/** Problems of reductions: HP1033 to HP1044. */

import { inModel, nowhere, problem } from "../problems/make-problem.ts";
import type { Span } from "../problems/problem.ts";

/** `span` is null where no place in the model is to blame. */
export const notReducible = (reason: string, instead: string, span: Span | null) =>
  problem("HP1033", span === null ? nowhere : inModel(span), [
    `statistics of groups cannot stand for the rows: ${reason}`,
    instead,
  ]);
