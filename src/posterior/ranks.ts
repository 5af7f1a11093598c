/**
 * The ranks of the levels of a group: which is the first, and how sure that is.
 *
 * In each draw the effects of a term are ranked among each other, 1 being the best; equal effects share the mean of their ranks. Over the
 * draws this is the posterior distribution of each level's rank, whose mean is the best single guess of it under squared error
 * (Laird & Louis 1989, "Empirical Bayes ranking methods"; Goldstein & Spiegelhalter 1996, "League tables and their limitations").
 * SUCRA, (J - E rank) / (J - 1), is 1 for a level that is always the first of J and 0 for one that is always the last (Salanti,
 * Ades & Ioannidis 2011).
 */

import type { Draws, EffectsRole, Roles } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { type Probability, probabilityOf } from "./probability.ts";
import { type IntervalNames, intervalNames } from "./quantile.ts";
import { requireVariable } from "./variables.ts";

/** What ranks are asked for. */
export interface RankOptions {
  /** One grouping factor; all if left out. */
  readonly group?: string;
  /** Probability of the intervals, 0.9 if not given. */
  readonly prob?: number;
  /** Whether the level with the lowest effect is the first; the one with the highest is, if not given. */
  readonly lowestFirst?: boolean;
  /** So many levels are the top, of which each one's probability to be among them is told; none if left out. */
  readonly top?: number;
}

/** The ranks of the levels in one term, the first by its mean rank first. */
export interface RankTable extends IntervalNames {
  /** Whose effects they are, of a model of several outcomes; absent of others. */
  readonly outcome?: string;
  readonly group: string;
  readonly term: string;
  readonly lowestFirst: boolean;
  readonly top: number | null;
  readonly rows: readonly RankRow[];
}

export interface RankRow {
  readonly level: string;
  readonly rank: Estimate;
  /** P(rank = 1) and P(rank = J). */
  readonly best: Probability;
  readonly worst: Probability;
  /** P(rank ≤ top), null where that was not asked. */
  readonly top: Probability | null;
  readonly sucra: number;
  /** P(rank = r) for r = 1 … J; null with more than `mostRankProbabilities` levels. */
  readonly probabilities: readonly number[] | null;
}

/** With more levels than this the probabilities of every rank, J² numbers, are not given. */
const mostRankProbabilities = 100;

/** A table for each term of each group that has effects, or of one group only. Cost: J log J for each draw. */
export function rankTables(draws: Draws, roles: Roles, options: RankOptions = {}): RankTable[] {
  return roles.effects
    .filter(({ group }) => options.group === undefined || group === options.group)
    .map((role) => rankTable(draws, role, options));
}

function rankTable(draws: Draws, role: EffectsRole, options: RankOptions): RankTable {
  const { prob = defaultProb, lowestFirst = false, top = null } = options;
  const count = role.levels.length;
  const ranks = ranksOf(
    role.variables.map((name) => requireVariable(draws, name)),
    lowestFirst,
  );
  const chance = (values: Float64Array, event: (rank: number) => number): Probability =>
    probabilityOf(values.map(event), draws.chainCount);
  const rows = role.levels.map((level, j): RankRow => {
    const values = ranks[j]!;
    const rank = estimate(values, draws.chainCount, prob);
    return {
      level,
      rank,
      best: chance(values, (one) => Number(one === 1)),
      worst: chance(values, (one) => Number(one === count)),
      top: top === null ? null : chance(values, (one) => Number(one <= top)),
      sucra: count === 1 ? Number.NaN : (count - rank.mean) / (count - 1),
      probabilities: count > mostRankProbabilities ? null : sharesOf(values, count),
    };
  });
  rows.sort((a, b) => a.rank.mean - b.rank.mean);
  return { group: role.group, term: role.term, lowestFirst, top, ...intervalNames(prob), rows };
}

/** For each level its rank in each draw. */
export function ranksOf(effects: readonly Float64Array[], lowestFirst = false): Float64Array[] {
  const ranks = effects.map((one) => new Float64Array(one.length));
  const order = Array.from(effects, (_, j) => j);
  const drawn = new Float64Array(effects.length);
  const sign = lowestFirst ? 1 : -1;
  for (let i = 0; i < (effects[0]?.length ?? 0); i++) {
    for (let j = 0; j < drawn.length; j++) drawn[j] = sign * effects[j]![i]!;
    // From one draw to the next the order changes little, which sorting makes use of.
    order.sort((a, b) => drawn[a]! - drawn[b]!);
    for (let start = 0; start < order.length; ) {
      let end = start + 1;
      while (end < order.length && drawn[order[end]!] === drawn[order[start]!]) end++;
      for (let place = start; place < end; place++) ranks[order[place]!]![i] = (start + 1 + end) / 2;
      start = end;
    }
  }
  return ranks;
}

/** Shares of the draws with each whole rank; a shared rank between two counts half for each. */
function sharesOf(ranks: Float64Array, count: number): number[] {
  const shares = new Array<number>(count).fill(0);
  for (const rank of ranks) {
    shares[Math.floor(rank) - 1]! += 0.5 / ranks.length;
    shares[Math.ceil(rank) - 1]! += 0.5 / ranks.length;
  }
  return shares;
}
