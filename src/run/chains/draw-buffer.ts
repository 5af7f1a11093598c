/** The draws that a chain makes, until they are taken away: values and what the sampler said of each. */

import { type StatisticName, statisticNames } from "../../posterior/draws.ts";
import type { HamiltonianStatistics, TransitionStatistics } from "../../samplers/chain.ts";

/** Some draws of one chain, in their order. Plain data: it can be sent from a worker. */
export interface DrawPiece {
  readonly drawCount: number;
  /** `values[draw * width + variable]`. */
  readonly values: Float64Array;
  /** Per draw. */
  readonly statistics: Partial<Readonly<Record<StatisticName, Float64Array>>>;
}

/** Draws that there is room for from the first one on. */
const leastRoom = 1000;

export class DrawBuffer {
  private readonly width: number;
  private values = new Float64Array(0);
  /** Columns of what the sampler reports: its first transition says which there are. */
  private readonly statistics = new Map<StatisticName, Float64Array>();
  private room = 0;
  private count = 0;

  constructor(width: number) {
    this.width = width;
  }

  /**
   * Room for the numbers of the next draw, of a transition with these statistics. There will be at most `more` draws: room grows
   * with the draws, so that a run that will be stopped can ask for any number.
   */
  add(statistics: TransitionStatistics | HamiltonianStatistics, more: number): Float64Array {
    if (this.statistics.size === 0) {
      for (const name of statisticNames)
        if (name in statistics) this.statistics.set(name, new Float64Array(this.room));
    }
    if (this.count === this.room) this.grow(more);
    const draw = this.count++;
    for (const [name, column] of this.statistics) {
      // The columns are named by the fields of the record.
      column[draw] = Number((statistics as unknown as Record<StatisticName, number | boolean>)[name]);
    }
    return this.values.subarray(draw * this.width, this.count * this.width);
  }

  /** A copy of the draws since the last call; the buffer is empty after it. */
  take(): DrawPiece {
    const drawCount = this.count;
    this.count = 0;
    const values = this.values.slice(0, drawCount * this.width);
    const columns = [...this.statistics].map(([name, column]) => [name, column.slice(0, drawCount)]);
    return { drawCount, values, statistics: Object.fromEntries(columns) };
  }

  private grow(more: number): void {
    this.room = Math.min(this.count + more, Math.max(leastRoom, 2 * this.room));
    this.values = enlarged(this.values, this.room * this.width);
    for (const [name, column] of this.statistics) this.statistics.set(name, enlarged(column, this.room));
  }
}

function enlarged(values: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(size);
  larger.set(values);
  return larger;
}
