/** Problems of levels that a distribution runs along: HP0434 and HP0435. */

import { inModel, listed, problem, warning } from "../problems/make-problem.ts";
import type { Span } from "../problems/problem.ts";

export const labelOrder = (distribution: string, plate: string, labels: readonly string[], span: Span) =>
  warning("HP0434", inModel(span), [
    `the labels of \`${plate}\` are no numbers, so \`${distribution}\` runs along them in alphabetical order: ${listed(labels, 4)}`,
    "if that is not their order, write numbers in the file, as `1`, `2`, `3`",
  ]);

export const brokenDistance = (
  distribution: string,
  plate: string,
  labels: readonly [string, string],
  span: Span,
) =>
  problem("HP0435", inModel(span), [
    `\`${distribution}\` wants labels of \`${plate}\` that are whole numbers apart, and ${listed(labels, 2)} are not`,
    `number the levels in the file, as 1, 2, 3, or write \`random_walk\`, which takes any distances`,
  ]);
