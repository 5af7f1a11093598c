/**
 * One chain, a transition at a time: for lessons, pictures, and whoever wants to see a sampler at work. Its draws are, bit by
 * bit, those that `fit` gives for the same chain.
 */

import type { InstantiatedModel } from "../density/compile.ts";
import type { Coordinate } from "../density/joint/coordinates.ts";
import { createRandomStream } from "../numeric/random-stream.ts";
import type { KernelKind, Variable } from "../posterior/draws.ts";
import { predictorOf, type RunRecipe, withPredictions } from "../run/chains/run-recipe.ts";
import { explainFailure } from "../run/explain-failure.ts";
import { planRun } from "../run/plan-run.ts";
import { methodRefused } from "../run/problems.ts";
import type {
  Chain,
  ChainAdaptation,
  ChainMaker,
  ChainObserver,
  HamiltonianStatistics,
  NutsStatistics,
  TransitionStatistics,
} from "../samplers/chain.ts";
import { chainsOf } from "../samplers/index.ts";
import type { PreparedSampler } from "../samplers/sampler.ts";
import { bindData, failOf } from "./bind-data.ts";
import { describeCoordinates, describeShares } from "./describe.ts";
import { completeOptions, type FitOptions } from "./fit-model.ts";
import { type FitSetting, requireValid } from "./fit-setting.ts";
import type { Model } from "./model.ts";

/** What `watch` is told: data and options as for `fit`, and who looks on. */
export interface WatchOptions
  extends Omit<FitOptions, "chains" | "draws" | "until" | "workers" | "onProgress" | "signal"> {
  /** Which of the chains that `fit` would run: a whole number from 1, which is the default. */
  readonly chain?: number;
  /** Is told of leapfrog states, trajectories and Gibbs updates as they are made. */
  readonly observer?: ChainObserver;
}

/** A number of the position that observers see. */
export interface WatchedCoordinate extends Coordinate {
  /** How the parameter is put to the sampler: "as its logarithm", "non-centered: τ · z". */
  readonly words: string;
}

/** What a step came to. */
export interface WatchedTransition {
  /** Counted from 1. */
  readonly number: number;
  /** Whether it adapted, so that the values are no draw of the posterior yet. */
  readonly isWarmup: boolean;
  /** By name, as in summaries; in warm-up none if some parameters are integrated out: they are drawn with the draws only. */
  readonly values: Readonly<Record<string, number>>;
  readonly statistics: Readonly<TransitionStatistics & Partial<NutsStatistics & HamiltonianStatistics>>;
}

/** Plans and starts a chain. Throws a `ProblemError` if model, data or options are at fault. */
export async function watchModel(
  model: Model,
  options: WatchOptions,
  setting: FitSetting,
): Promise<WatchedChain> {
  const { chain: number = 1, observer, ...rest } = options;
  const fail = failOf(model);
  const runOptions = completeOptions({ ...rest, chains: number });
  requireValid(runOptions, setting);
  const { bound } = await bindData(model, options, setting);
  const { plan, refusal } = planRun(bound, runOptions, false);
  if (plan === null) return fail([methodRefused(refusal)]);
  const prepared = withPredictions(plan.chosen.prepare(), bound);
  const maker = chainsOf(prepared.recipe);
  const stream = createRandomStream(runOptions.seed, number);
  const { chain, failedPosition } = maker.start({ stream, number, warmup: prepared.warmup }, observer);
  if (chain === null) return fail([explainFailure(bound, failedPosition)]);
  const coordinates = (prepared.coordinates ?? []).map((one) => ({
    ...one,
    words: wordsFor(one, model, prepared),
  }));
  const predictor = predictorOf(prepared.recipe);
  const predict =
    predictor &&
    ((saved: Float64Array, values: Float64Array, draw: number) =>
      predictor.fill(saved, values, { seed: runOptions.seed, chain: number, draw }));
  return new WatchedChain(plan.chosen.method, { ...prepared, predict }, chain, maker, coordinates);
}

function wordsFor({ parameter, element }: Coordinate, { checked }: Model, prepared: PreparedSampler): string {
  const words = describeShares(prepared.centering[parameter]?.slice(element, element + 1) ?? []);
  if (words !== null) return words;
  const statement = checked.declarations.get(parameter);
  if (statement?.kind !== "parameter") throw new Error(`${parameter} is no parameter`);
  return describeCoordinates(statement.distribution, prepared.parameterizations[parameter] ?? "centered");
}

/** What is prepared for a chain, and what writes a draw with its predictions; null where no outcome is missing. */
interface WatchedSampler extends PreparedSampler<RunRecipe> {
  readonly predict: ((saved: Float64Array, values: Float64Array, draw: number) => void) | null;
}

/** A chain that is asked for its transitions. */
export class WatchedChain {
  readonly method: string;
  /** What samples. */
  readonly kernel: KernelKind;
  /** Transitions that adapt: the first ones. */
  readonly warmup: number;
  /** Names of the values, as in summaries. */
  readonly variables: readonly string[];
  /** Of the position that observers see; empty where parameters are integrated out. */
  readonly coordinates: readonly WatchedCoordinate[];
  private readonly all: readonly Variable[];
  private readonly chain: Chain;
  private readonly model: InstantiatedModel | null;
  private readonly predict: WatchedSampler["predict"];
  /** What the chain saves. */
  private readonly saved: Float64Array;
  /** With predictions. */
  private readonly draw: Float64Array;
  private readonly gradient: Float64Array;
  private count = 0;

  constructor(
    method: string,
    { kernel, warmup, variables, predict }: WatchedSampler,
    chain: Chain,
    { model, width }: Pick<ChainMaker, "model" | "width">,
    coordinates: readonly WatchedCoordinate[],
  ) {
    this.method = method;
    this.kernel = kernel;
    this.warmup = warmup;
    this.variables = variables.flatMap(({ name, isHidden }) => (isHidden ? [] : [name]));
    this.coordinates = coordinates;
    this.all = variables;
    this.chain = chain;
    this.model = model ?? null;
    this.predict = predict;
    this.saved = new Float64Array(width);
    this.draw = predict === null ? this.saved : new Float64Array(variables.length);
    this.gradient = new Float64Array(coordinates.length);
  }

  /** Makes the next transition. */
  step(): WatchedTransition {
    const statistics = { ...this.chain.transition() };
    this.count++;
    const isWarmup = this.count <= this.warmup;
    // To draw what is integrated out takes random numbers, which a run takes for draws only.
    const hasValues = !isWarmup || this.model !== null;
    if (hasValues) this.chain.save(this.saved);
    const isPredicted = !isWarmup && this.predict !== null;
    if (isPredicted) this.predict?.(this.saved, this.draw, this.count - this.warmup - 1);
    return { number: this.count, isWarmup, values: hasValues ? this.named(isPredicted) : {}, statistics };
  }

  /** Makes the transitions that are left of warm-up. */
  finishWarmup(): void {
    while (this.count < this.warmup) {
      this.chain.transition();
      this.count++;
    }
  }

  /** Step size, metric and whatever else the sampler adapts, as they are now. */
  adaptation(): ChainAdaptation {
    return this.chain.adaptation();
  }

  /** The values by name at a position, of `coordinates`. Throws a RangeError if it has another length, or there are none. */
  valuesAt(position: ArrayLike<number>): Readonly<Record<string, number>> {
    this.requireModel(position).constrain(Float64Array.from(position), this.saved);
    return this.named(false);
  }

  /** The log density that is sampled, but for a constant, at a position. Throws as `valuesAt` does. */
  logDensityAt(position: ArrayLike<number>): number {
    return this.requireModel(position).density.evaluate(Float64Array.from(position), this.gradient);
  }

  private requireModel(position: ArrayLike<number>): InstantiatedModel {
    const { model, coordinates } = this;
    if (model === null) throw new RangeError(`${this.method} has no position of all parameters`);
    if (position.length === coordinates.length) return model;
    throw new RangeError(`a position has ${coordinates.length} numbers, not ${position.length}`);
  }

  /** Predictions are made for draws alone. */
  private named(isPredicted: boolean): Record<string, number> {
    const { saved, draw } = this;
    const values = isPredicted ? draw : saved;
    const entries = this.all.flatMap(({ name, isHidden, isPrediction }, i) =>
      isHidden || (isPrediction === true && !isPredicted) ? [] : [[name, values[i]!] as const],
    );
    return Object.fromEntries(entries);
  }
}
