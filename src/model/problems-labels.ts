/** Problems of outcomes that are labels: HP0480. */

import { inFile, listed, problem } from "../problems/make-problem.ts";

export const notTwoLabels = (column: string, labels: readonly string[], file: string) =>
  problem("HP0480", inFile(file, null, column), [
    `an outcome that is 0 or 1 is a factor of two labels, but \`${column}\` has ${labels.length}: ${listed(labels, 6)}`,
    labels.length === 1
      ? `which of 0 and 1 the label stands for is not known: write 0 and 1 in the file, and declare \`${column}: int in 0..1\``
      : `correct the labels, or write \`${column} ~ categorical_logit(…)\``,
  ]);
