/** Draws from the outcomes of chains. */

import type { Draws, StatisticName, Variable } from "../posterior/draws.ts";
import type { ChainOutcome } from "./chain-run.ts";

/**
 * The draws of all chains. If a run was stopped, its chains have different lengths, and draws are as many for every chain: those
 * chains are kept, cut to the shortest of them, that together give the most draws. So a chain that had hardly begun
 * does not cost the draws of those before it.
 */
export function assembleDraws(variables: readonly Variable[], outcomes: readonly ChainOutcome[]): Draws {
  const drawCount = mostFruitfulLength(outcomes.map((outcome) => outcome.drawCount));
  const kept = drawCount === 0 ? [] : outcomes.filter((outcome) => outcome.drawCount >= drawCount);
  const size = kept.length * drawCount;
  const width = variables.length;
  const values = variables.map((_, v) => {
    const column = new Float64Array(size);
    kept.forEach((outcome, c) => {
      for (let draw = 0; draw < drawCount; draw++) {
        column[c * drawCount + draw] = outcome.values[draw * width + v]!;
      }
    });
    return column;
  });
  const statistics: Partial<Record<StatisticName, Float64Array>> = {};
  for (const name of Object.keys(kept[0]?.statistics ?? {}) as StatisticName[]) {
    const column = new Float64Array(size);
    kept.forEach((outcome, c) => {
      column.set(outcome.statistics[name]!.subarray(0, drawCount), c * drawCount);
    });
    statistics[name] = column;
  }
  return { chainCount: kept.length, drawCount, variables, values, statistics };
}

/** The length that gives the most draws if longer chains are cut to it and shorter ones left out; of equals the least. */
function mostFruitfulLength(lengths: readonly number[]): number {
  let best = 0;
  let most = 0;
  // With the k longest chains there are k · (length of the k-th) draws.
  for (const [k, length] of lengths.toSorted((a, b) => b - a).entries()) {
    const draws = (k + 1) * length;
    if (draws > 0 && draws >= most) [best, most] = [length, draws];
  }
  return best;
}
