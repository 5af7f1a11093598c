/** Draws from the outcomes of chains. */

import type { Draws, StatisticName, Variable } from "../posterior/draws.ts";
import type { ChainOutcome } from "./chain-run.ts";

/**
 * The draws that every chain has: if a run was stopped, chains are cut to the shortest, and chains without draws are
 * left out.
 */
export function assembleDraws(variables: readonly Variable[], outcomes: readonly ChainOutcome[]): Draws {
  const kept = outcomes.filter((outcome) => outcome.drawCount > 0);
  const drawCount = kept.length === 0 ? 0 : Math.min(...kept.map((outcome) => outcome.drawCount));
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
      column.set(outcome.statistics[name].subarray(0, drawCount), c * drawCount);
    });
    statistics[name] = column;
  }
  return { chainCount: kept.length, drawCount, variables, values, statistics };
}
