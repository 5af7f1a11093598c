/** Questions about the levels of groups: their ranks, their differences, and which are above a threshold. */

import {
  countDifferences,
  type DifferenceOptions,
  type DifferenceTable,
  differenceTables,
} from "../posterior/differences.ts";
import type { Draws, Roles } from "../posterior/draws.ts";
import { type ExceedanceOptions, type ExceedanceTable, exceedanceTables } from "../posterior/exceedance.ts";
import { type RankOptions, type RankTable, rankTables } from "../posterior/ranks.ts";
import { nearestName } from "../problems/nearest-name.ts";
import { badOption } from "../run/problems.ts";
import { requireKnownOptions } from "./given-options.ts";
import { ProblemError } from "./problem-error.ts";
import { noSuchLevel, tooManyDifferences } from "./problems-answers.ts";

/** With more differences than this a level is to be named that all others are compared with. */
const mostDifferences = 2000;

/** Throws a `ProblemError` for options that are none. */
export function ranksOfEffects(draws: Draws, roles: Roles, options: RankOptions): RankTable[] {
  requireKnownOptions("ranks", options);
  const { top } = options;
  if (top !== undefined && !(Number.isInteger(top) && top >= 1))
    throw new ProblemError(
      [badOption(`\`top\` must be a whole number of at least 1, but is ${top}`)],
      "",
      "",
    );
  return rankTables(draws, roles, options);
}

/** Throws a `ProblemError` for a level that no group has, and where there are too many pairs. */
export function differencesOfEffects(
  draws: Draws,
  roles: Roles,
  options: DifferenceOptions,
): DifferenceTable[] {
  requireKnownOptions("differences", options);
  const { group, against } = options;
  const asked = roles.effects.filter((one) => group === undefined || one.group === group);
  const own = against === undefined ? asked : asked.filter(({ levels }) => levels.includes(against));
  if (own.length === 0 && asked.length > 0) {
    const levels = [...new Set(asked.flatMap((one) => one.levels))];
    const groups = [...new Set(asked.map((one) => one.group))];
    throw new ProblemError([noSuchLevel(against!, groups, nearestName(against!, levels), levels)], "", "");
  }
  const count = own.reduce((sum, role) => sum + countDifferences(role, against), 0);
  if (count > mostDifferences) {
    const level = own[0]!.levels[0]!;
    throw new ProblemError([tooManyDifferences(count, mostDifferences, level)], "", "");
  }
  return differenceTables(draws, { ...roles, effects: own }, options);
}

/** Throws a `ProblemError` for a threshold that is no number. */
export function effectsAboveThreshold(
  draws: Draws,
  roles: Roles,
  threshold: number,
  options: ExceedanceOptions,
): ExceedanceTable[] {
  requireKnownOptions("effectsAbove", options);
  if (!Number.isFinite(threshold))
    throw new ProblemError([badOption(`the threshold must be a number, but is ${threshold}`)], "", "");
  return exceedanceTables(draws, roles, threshold, options);
}
