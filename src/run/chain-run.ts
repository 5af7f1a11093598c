/**
 * One chain from its first position to its last draw. It can be advanced a few transitions at a time, so that whoever runs it
 * can show progress, take turns with other chains, and stop it; the draws depend on the task only.
 */

import { createRandomStream, type RandomStream } from "../numeric/random-stream.ts";
import type { StatisticName } from "../posterior/draws.ts";
import type { Chain, ChainAdaptation, ChainMaker, TransitionStatistics } from "../samplers/chain.ts";

/** Plain data: it can be sent to a worker. */
export interface ChainTask {
  /** From 1; with the seed it says which random numbers the chain has. */
  readonly chain: number;
  readonly seed: number;
  readonly warmup: number;
  readonly draws: number;
}

export interface ChainProgress {
  readonly chain: number;
  /** Transitions made, of `warmup + draws`. */
  readonly transitions: number;
  /** Divergent transitions after warm-up. */
  readonly divergences: number;
}

/** Plain data: it can be sent from a worker. */
export interface ChainOutcome {
  readonly chain: number;
  /** Draws kept; fewer than asked for if the chain was stopped. */
  readonly drawCount: number;
  /** `values[draw * width + variable]`. */
  readonly values: Float64Array;
  /** Per draw. */
  readonly statistics: Partial<Readonly<Record<StatisticName, Float64Array>>>;
  /** What warm-up arrived at; null if it did not end. */
  readonly adaptation: ChainAdaptation | null;
  /** Where no starting point was found: the position at which to look for what is not finite. */
  readonly failedPosition: Float64Array | null;
  /** Wall time spent in transitions of each phase, by whoever ran the chain. */
  readonly warmupMs: number;
  readonly samplingMs: number;
  /** The state of the chain's random numbers where it stopped, as `restoreRandomStream` takes it. */
  readonly randomState: Uint32Array;
}

const statisticNames: readonly StatisticName[] = [
  "logDensity",
  "acceptanceRate",
  "stepSize",
  "treeDepth",
  "leapfrogSteps",
  "divergent",
  "energy",
];

/** Draws that there is room for from the first one on. */
const leastRoom = 1000;

export class ChainRun {
  readonly task: ChainTask;
  private readonly width: number;
  private readonly chain: Chain | null;
  private readonly stream: RandomStream;
  private readonly failedPosition: Float64Array | null;
  /** Room for draws: it grows with them, so that a run that will be stopped can ask for any number. */
  private values = new Float64Array(0);
  /** Columns of what the sampler reports: its first transition says which there are. */
  private statistics = new Map<StatisticName, Float64Array>();
  private room = 0;
  private transitions = 0;
  /** Transitions between two looks at the clock. */
  private stride = 1;
  private divergences = 0;
  private adaptation: ChainAdaptation | null = null;
  private warmupMs = 0;
  private samplingMs = 0;

  constructor(maker: ChainMaker, task: ChainTask) {
    this.task = task;
    this.width = maker.width;
    this.stream = createRandomStream(task.seed, task.chain);
    const { chain, failedPosition } = maker.start(this.stream, task.warmup);
    this.chain = chain;
    this.failedPosition = failedPosition;
  }

  get isDone(): boolean {
    return this.chain === null || this.transitions >= this.task.warmup + this.task.draws;
  }

  get progress(): ChainProgress {
    return { chain: this.task.chain, transitions: this.transitions, divergences: this.divergences };
  }

  /**
   * Makes transitions until the chain is done or `isTimeUp`; `now` in milliseconds. Where transitions take less than it takes to look
   * at the clock, many are made between looks.
   */
  advance(isTimeUp: () => boolean, now: () => number): void {
    const start = now();
    const startsInWarmup = this.transitions < this.task.warmup;
    // A turn belongs to one phase, so that each has its own time.
    const end = startsInWarmup ? this.task.warmup : this.task.warmup + this.task.draws;
    let looked = start;
    do {
      for (let i = 0; i < this.stride && this.chain !== null && this.transitions < end; i++) this.step();
      const time = now();
      if (time - looked < 0.5) this.stride = Math.min(2 * this.stride, 256);
      else if (time - looked > 2) this.stride = Math.max(1, this.stride >> 1);
      looked = time;
    } while (this.chain !== null && this.transitions < end && !isTimeUp());
    const elapsed = now() - start;
    if (startsInWarmup) this.warmupMs += elapsed;
    else this.samplingMs += elapsed;
  }

  outcome(): ChainOutcome {
    const drawCount = Math.max(0, Math.min(this.transitions - this.task.warmup, this.task.draws));
    const { chain } = this.task;
    const { adaptation, failedPosition, warmupMs, samplingMs } = this;
    const values = this.values.slice(0, drawCount * this.width);
    const statistics = Object.fromEntries(
      [...this.statistics].map(([name, column]) => [name, column.slice(0, drawCount)]),
    );
    const randomState = this.stream.state();
    return {
      chain,
      drawCount,
      values,
      statistics,
      adaptation,
      failedPosition,
      warmupMs,
      samplingMs,
      randomState,
    };
  }

  /** Twice the room, up to what the task asks for. */
  private grow(): void {
    this.room = Math.min(this.task.draws, Math.max(leastRoom, 2 * this.room));
    this.values = enlarged(this.values, this.room * this.width);
    for (const [name, column] of this.statistics) this.statistics.set(name, enlarged(column, this.room));
  }

  private step(): void {
    const chain = this.chain!;
    if (this.transitions === this.task.warmup) this.adaptation = chain.adaptation();
    const statistics = chain.transition();
    const draw = this.transitions++ - this.task.warmup;
    if (draw < 0) return;
    if (this.statistics.size === 0) this.beginStatistics(statistics);
    if (draw === this.room) this.grow();
    for (const [name, column] of this.statistics) {
      // The columns are named by the fields of the record.
      column[draw] = Number((statistics as unknown as Record<StatisticName, number | boolean>)[name]);
    }
    if ("divergent" in statistics && statistics.divergent) this.divergences++;
    chain.save(this.values.subarray(draw * this.width, (draw + 1) * this.width));
  }

  private beginStatistics(statistics: TransitionStatistics): void {
    for (const name of statisticNames)
      if (name in statistics) this.statistics.set(name, new Float64Array(this.room));
  }
}

function enlarged(values: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(size);
  larger.set(values);
  return larger;
}
