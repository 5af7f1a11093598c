/** What can be wrong with what is asked of a run's effects and variances: HP0990–HP0999. */

import { didYouMean, listed, nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

export const noSuchLevel = (
  level: string,
  groups: readonly string[],
  nearest: string | null,
  levels: readonly string[],
): Problem =>
  problem("HP0990", nowhere, [
    `\`${level}\` is no level of ${listed(groups)}`,
    didYouMean(nearest, `there are ${listed(levels, 8)}`),
  ]);

export const tooManyDifferences = (count: number, most: number, level: string): Problem =>
  problem("HP0991", nowhere, [
    `there are ${count} differences of two levels, and at most ${most} are given at once`,
    `compare all levels with one, as in \`--against ${level}\``,
  ]);
