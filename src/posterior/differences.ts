/**
 * Differences between the effects of two levels of a group, draw by draw: so they carry what is known of both together. Where effects are drawn
 * towards each other, so are their differences: many comparisons need no correction (Gelman, Hill & Yajima 2012).
 */

import type { Draws, EffectsRole, Roles } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { isLarger, type Probability, probabilityOf } from "./probability.ts";
import { type IntervalNames, intervalNames } from "./quantile.ts";
import { requireVariable } from "./variables.ts";

/** Which differences are asked for. */
export interface DifferenceOptions {
  /** One grouping factor; all if left out. */
  readonly group?: string;
  /** Probability of the intervals, 0.9 if not given. */
  readonly prob?: number;
  /** The level that all others are compared with; all pairs if left out. */
  readonly against?: string;
}

/** Differences in one term. */
export interface DifferenceTable extends IntervalNames {
  /** Whose effects they are, of a model of several outcomes; absent of others. */
  readonly outcome?: string;
  readonly group: string;
  readonly term: string;
  readonly rows: readonly DifferenceRow[];
}

/** First minus second. */
export interface DifferenceRow extends Estimate {
  readonly first: string;
  readonly second: string;
  /** P(first > second). */
  readonly larger: Probability;
  /** Probability of direction: that the difference has the sign which most draws have (Makowski et al. 2019). */
  readonly direction: Probability;
}

/** A table for each term of each group that has effects, or of one group only. Without the level that is compared with there are no rows. */
export function differenceTables(
  draws: Draws,
  roles: Roles,
  options: DifferenceOptions = {},
): DifferenceTable[] {
  return roles.effects
    .filter(({ group }) => options.group === undefined || group === options.group)
    .map((role) => differenceTable(draws, role, options));
}

/** How many differences a term has. */
export function countDifferences({ levels }: EffectsRole, against?: string): number {
  return against === undefined ? (levels.length * (levels.length - 1)) / 2 : levels.length - 1;
}

function differenceTable(
  draws: Draws,
  role: EffectsRole,
  { prob = defaultProb, against }: DifferenceOptions,
): DifferenceTable {
  const { group, term, levels, variables } = role;
  const places = [...levels.keys()];
  const reference = against === undefined ? null : levels.indexOf(against);
  const pairs =
    reference === null
      ? places.flatMap((j) => places.slice(j + 1).map((k) => [j, k] as const))
      : places.filter((j) => j !== reference && reference >= 0).map((j) => [j, reference] as const);
  const rows = pairs.map(([j, k]): DifferenceRow => {
    const [first, second] = [variables[j]!, variables[k]!].map((name) => requireVariable(draws, name));
    const larger = probabilityOf(
      first!.map((value, i) => isLarger(value, second![i]!)),
      draws.chainCount,
    );
    return {
      first: levels[j]!,
      second: levels[k]!,
      ...estimate(
        first!.map((value, i) => value - second![i]!),
        draws.chainCount,
        prob,
      ),
      larger,
      direction: { ...larger, value: Math.max(larger.value, 1 - larger.value) },
    };
  });
  return { group, term, ...intervalNames(prob), rows };
}
