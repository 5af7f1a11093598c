/**
 * One chain from its first position to its last draw. It can be advanced a few transitions at a time, so that whoever runs it
 * can show progress, take turns with other chains, and stop it; the draws depend on the task only.
 */

import { type DensityRecipe, type InstantiatedModel, instantiate } from "../density/compile.ts";
import { createRandomStream } from "../numeric/random-stream.ts";
import type { StatisticName } from "../posterior/draws.ts";
import type { Chain, ChainAdaptation, TransitionStatistics } from "../samplers/chain.ts";
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

export class ChainRun {
  readonly task: ChainTask;
  private readonly width: number;
  private readonly model: InstantiatedModel;
  private readonly chain: Chain | null;
  private readonly failedPosition: Float64Array | null = null;
  private readonly values: Float64Array;
  private readonly statistics: Record<StatisticName, Float64Array>;
  private transitions = 0;
  private divergences = 0;
  private adaptation: ChainAdaptation | null = null;
  private warmupMs = 0;
  private samplingMs = 0;

  constructor(recipe: DensityRecipe, task: ChainTask, model: InstantiatedModel = instantiate(recipe)) {
    this.task = task;
    this.width = recipe.width;
    this.model = model;
    this.values = new Float64Array(task.draws * recipe.width);
    const blank = statisticNames.map((name) => [name, new Float64Array(task.draws)] as const);
    // Every name is among the keys.
    this.statistics = Object.fromEntries(blank) as Record<StatisticName, Float64Array>;
    if (recipe.dimension === 0) {
      this.chain = new FixedChain(model);
      return;
    }
    const stream = createRandomStream(task.seed, task.chain);
    const start = findInitialPosition(model.density, stream);
    if (start.kind === "missing") {
      this.chain = null;
      this.failedPosition = start.position;
      return;
    }
    this.chain = createNutsChain({
      density: model.density,
      stream,
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
    const { values, statistics, adaptation, failedPosition, warmupMs, samplingMs } = this;
    return { chain, drawCount, values, statistics, adaptation, failedPosition, warmupMs, samplingMs };
  }

  private step(): void {
    const chain = this.chain!;
    if (this.transitions === this.task.warmup) this.adaptation = chain.adaptation();
    const statistics = chain.transition();
    const draw = this.transitions++ - this.task.warmup;
    if (draw < 0) return;
    this.model.constrain(chain.position, this.values.subarray(draw * this.width, (draw + 1) * this.width));
    for (const name of statisticNames) this.statistics[name][draw] = Number(statistics[name]);
    if (statistics.divergent) this.divergences++;
  }
}

/** The chain of a model without parameters: it has one state. */
class FixedChain implements Chain {
  readonly position = new Float64Array(0);
  private readonly statistics: TransitionStatistics;

  constructor(model: InstantiatedModel) {
    const logDensity = model.density.evaluate(this.position, new Float64Array(0));
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
