/** Problems of groups that the data do not tell apart: HP0445. */

import { inModel, warning } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";

/** Each with its plate: `a` over `lab`. */
export const sameGroups = (
  [first, firstPlate]: readonly [name: string, plate: string],
  [second, secondPlate]: readonly [name: string, plate: string],
  groups: number,
  span: Span,
): Problem =>
  warning("HP0445", inModel(span), [
    firstPlate === secondPlate
      ? `\`${first}\` and \`${second}\` are both effects of \`${firstPlate}\`, so the data say only what their sum is`
      : `\`${firstPlate}\` and \`${secondPlate}\` divide the rows into the same ${groups} groups, so the data say only what the sum of their effects \`${first}\` and \`${second}\` is`,
    `only priors tell their spreads apart; leave out \`${first}\` or \`${second}\``,
  ]);
