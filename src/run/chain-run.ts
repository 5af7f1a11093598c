/**
 * One chain from its first position to its last draw. It can be advanced a few transitions at a time, so that whoever runs it
 * can show progress, take turns with other chains, and stop it; the draws depend on the task only.
 */

import { type DensityRecipe, type InstantiatedModel, instantiate } from "../density/compile.ts";
import type { LogDensity } from "../density/log-density.ts";
import { createRandomStream, type RandomStream } from "../numeric/random-stream.ts";
import type { StatisticName } from "../posterior/draws.ts";
import type { Chain, ChainAdaptation, TransitionStatistics } from "../samplers/chain.ts";
import { MarginalDensity } from "../samplers/marginal/marginal-density.ts";
import { findInitialPosition } from "../samplers/nuts/initial-position.ts";
import { createNutsChain, type NutsOptions } from "../samplers/nuts/nuts.ts";

/** Plain data: it can be sent to a worker. */
export interface ChainTask {
  /** From 1; with the seed it says which random numbers the chain has. */
  readonly chain: number;
  readonly seed: number;
  readonly warmup: number;
  readonly draws: number;
  readonly nuts: NutsOptions;
  /** Places of the numbers that are integrated out, and drawn given the rest; empty for none. */
  readonly integrated: readonly number[];
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
  readonly statistics: Readonly<Record<StatisticName, Float64Array>>;
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
  private readonly model: InstantiatedModel;
  private readonly chain: Chain | null;
  private readonly stream: RandomStream;
  /** Where numbers are integrated out: their marginal density, and a whole position. */
  private readonly marginal: MarginalDensity | null;
  private readonly whole: Float64Array;
  private readonly failedPosition: Float64Array | null = null;
  /** Room for draws: it grows with them, so that a run that will be stopped can ask for any number. */
  private values = new Float64Array(0);
  private statistics: Record<StatisticName, Float64Array>;
  private room = 0;
  private transitions = 0;
  private divergences = 0;
  private adaptation: ChainAdaptation | null = null;
  private warmupMs = 0;
  private samplingMs = 0;

  constructor(recipe: DensityRecipe, task: ChainTask, model: InstantiatedModel = instantiate(recipe)) {
    this.task = task;
    this.width = recipe.width;
    this.model = model;
    this.statistics = mapStatistics(() => new Float64Array(0));
    this.stream = createRandomStream(task.seed, task.chain);
    this.whole = new Float64Array(recipe.dimension);
    this.marginal = task.integrated.length === 0 ? null : new MarginalDensity(model.density, task.integrated);
    const density = this.marginal ?? model.density;
    if (density.dimension === 0) {
      const fixed = new FixedChain(density);
      const isPossible = Number.isFinite(fixed.transition().logDensity);
      this.chain = isPossible ? fixed : null;
      if (!isPossible) this.failedPosition = this.whole;
      return;
    }
    const start = findInitialPosition(density, this.stream);
    if (start.kind === "missing") {
      this.chain = null;
      this.failedPosition = this.whole;
      return;
    }
    this.chain = createNutsChain({
      density,
      stream: this.stream,
      warmup: task.warmup,
      initialPosition: start.position,
      options: task.nuts,
    });
  }

  get isDone(): boolean {
    return this.chain === null || this.transitions >= this.task.warmup + this.task.draws;
  }

  get progress(): ChainProgress {
    return { chain: this.task.chain, transitions: this.transitions, divergences: this.divergences };
  }

  /** Makes transitions until the chain is done or `isTimeUp`, which is asked after each; `now` in milliseconds. */
  advance(isTimeUp: () => boolean, now: () => number): void {
    const start = now();
    const startsInWarmup = this.transitions < this.task.warmup;
    do {
      if (this.isDone) break;
      this.step();
      // A turn belongs to one phase, so that each has its own time.
      if (startsInWarmup && this.transitions >= this.task.warmup) break;
    } while (!isTimeUp());
    const elapsed = now() - start;
    if (startsInWarmup) this.warmupMs += elapsed;
    else this.samplingMs += elapsed;
  }

  outcome(): ChainOutcome {
    const drawCount = Math.max(0, Math.min(this.transitions - this.task.warmup, this.task.draws));
    const { chain } = this.task;
    const { adaptation, failedPosition, warmupMs, samplingMs } = this;
    const values = this.values.slice(0, drawCount * this.width);
    const statistics = mapStatistics((name) => this.statistics[name].slice(0, drawCount));
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
    this.statistics = mapStatistics((name) => enlarged(this.statistics[name], this.room));
  }

  private step(): void {
    const chain = this.chain!;
    if (this.transitions === this.task.warmup) this.adaptation = chain.adaptation();
    const statistics = chain.transition();
    const draw = this.transitions++ - this.task.warmup;
    if (draw < 0) return;
    if (draw === this.room) this.grow();
    if (this.marginal === null) this.whole.set(chain.position);
    else this.marginal.complete(chain.position, this.stream, this.whole);
    this.model.constrain(this.whole, this.values.subarray(draw * this.width, (draw + 1) * this.width));
    for (const name of statisticNames) this.statistics[name][draw] = Number(statistics[name]);
    if (statistics.divergent) this.divergences++;
  }
}

function enlarged(values: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(size);
  larger.set(values);
  return larger;
}

function mapStatistics(make: (name: StatisticName) => Float64Array): Record<StatisticName, Float64Array> {
  // Every name is among the keys.
  return Object.fromEntries(statisticNames.map((name) => [name, make(name)])) as Record<
    StatisticName,
    Float64Array
  >;
}

/** The chain of a model without parameters: it has one state. */
class FixedChain implements Chain {
  readonly position = new Float64Array(0);
  private readonly statistics: TransitionStatistics;

  constructor(density: LogDensity) {
    const logDensity = density.evaluate(this.position, new Float64Array(0));
    this.statistics = {
      logDensity,
      acceptanceRate: 1,
      stepSize: 1,
      treeDepth: 0,
      leapfrogSteps: 0,
      divergent: false,
      energy: -logDensity,
    };
  }

  transition(): TransitionStatistics {
    return this.statistics;
  }

  adaptation(): ChainAdaptation {
    return { stepSize: 1, metric: "fisher", inverseMassMatrix: [] };
  }
}
