/**
 * Which levels of a group have an effect above a threshold: the probability for each, and how many there are. The number of levels above is counted
 * in each draw, so its distribution heeds that effects are known together, not one by one.
 */

import type { Draws, EffectsRole, Roles } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { type Probability, probabilityOf } from "./probability.ts";
import { type IntervalNames, intervalNames } from "./quantile.ts";
import { requireVariable } from "./variables.ts";

/** What is asked. */
export interface ExceedanceOptions {
  /** One grouping factor; all if left out. */
  readonly group?: string;
  /** Probability of the intervals, 0.9 if not given. */
  readonly prob?: number;
}

/** Effects of one term above a threshold. */
export interface ExceedanceTable extends IntervalNames {
  /** Whose effects they are, of a model of several outcomes; absent of others. */
  readonly outcome?: string;
  readonly group: string;
  readonly term: string;
  readonly threshold: number;
  readonly rows: readonly ExceedanceRow[];
  /** How many levels are above. */
  readonly count: Estimate;
  /** P(count = k) for k = 0 … J. */
  readonly countProbabilities: readonly number[];
}

export interface ExceedanceRow {
  readonly level: string;
  /** P(effect > threshold). */
  readonly above: Probability;
}

/** A table for each term of each group that has effects, or of one group only. */
export function exceedanceTables(
  draws: Draws,
  roles: Roles,
  threshold: number,
  options: ExceedanceOptions = {},
): ExceedanceTable[] {
  return roles.effects
    .filter(({ group }) => options.group === undefined || group === options.group)
    .map((role) => exceedanceTable(draws, role, threshold, options.prob ?? defaultProb));
}

function exceedanceTable(draws: Draws, role: EffectsRole, threshold: number, prob: number): ExceedanceTable {
  const { group, term, levels, variables } = role;
  const total = draws.chainCount * draws.drawCount;
  const count = new Float64Array(total);
  const rows = levels.map((level, j): ExceedanceRow => {
    const isAbove = requireVariable(draws, variables[j]!).map((value) => Number(value > threshold));
    for (let i = 0; i < total; i++) count[i] = count[i]! + isAbove[i]!;
    return { level, above: probabilityOf(isAbove, draws.chainCount) };
  });
  const countProbabilities = new Array<number>(levels.length + 1).fill(0);
  for (const one of count) countProbabilities[one]! += 1 / total;
  return {
    group,
    term,
    threshold,
    ...intervalNames(prob),
    rows,
    count: estimate(count, draws.chainCount, prob),
    countProbabilities,
  };
}
