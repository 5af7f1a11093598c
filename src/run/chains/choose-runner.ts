/** Which threads chains are in, in Node: the calling one where a run is over before workers, in some tenths of a second, have started. */

import { availableParallelism } from "node:os";
import { type DensityRecipe, instantiate } from "../../density/compile.ts";
import type { Offer, PreparedSampler } from "../../samplers/sampler.ts";
import type { RunOptions } from "../options.ts";
import type { ChosenRunner } from "../run-chains.ts";
import { callingThread } from "./chain-runner.ts";
import { workerThreads } from "./worker-threads.ts";

/** Gradients per transition that a guess of the run's length goes by. */
const typicalTrajectory = 15;
/** A run longer than this gains from workers. */
const worthwhileMs = 1500;
/** Of generated loops and small matrices. */
const millisecondsPerOperation = 1.5e-6;

/** By the clock and by what was predicted: it decides where chains run, never what they draw. */
export function chooseRunner(prepared: PreparedSampler, offer: Offer, options: RunOptions): ChosenRunner {
  const { chains, workers } = options;
  const count = workers === "auto" ? automaticWorkers(prepared, offer, options) : Math.min(workers, chains);
  if (count === 0) return { startPool: callingThread, workers: 0 };
  return { startPool: workerThreads(count), workers: count };
}

function automaticWorkers({ density, warmup }: PreparedSampler, offer: Offer, options: RunOptions): number {
  const available = Math.min(options.chains, availableParallelism());
  if (available < 2) return 0;
  const transitions = options.chains * (warmup + options.draws);
  const expected =
    density === undefined
      ? transitions * offer.operationsPerDraw * millisecondsPerOperation
      : transitions * typicalTrajectory * millisecondsPerGradient(density);
  return expected > worthwhileMs ? available : 0;
}

/** The least of a few timings. */
function millisecondsPerGradient(recipe: DensityRecipe): number {
  const { density } = instantiate(recipe);
  const position = new Float64Array(recipe.dimension);
  const gradient = new Float64Array(recipe.dimension);
  let least = Infinity;
  const start = performance.now();
  for (let round = 0; round < 20 && performance.now() - start < 20; round++) {
    const before = performance.now();
    for (let i = 0; i < 10; i++) density.evaluate(position, gradient);
    least = Math.min(least, (performance.now() - before) / 10);
  }
  return least;
}
