/**
 * The joint between a run and the threads that its chains are in: the calling thread here, worker threads in
 * `worker-threads.ts`, a browser's workers elsewhere.
 */

import { type ChainRecipe, instantiateRecipe } from "../samplers/chain-recipe.ts";
import { type ChainOutcome, type ChainProgress, ChainRun, type ChainTask } from "./chain-run.ts";

export interface RunObserver {
  /** Called some ten times a second with the state of every chain. */
  readonly onProgress?: (chains: readonly ChainProgress[]) => void;
  /** When it is aborted the run ends, with the draws that there are. */
  readonly signal?: AbortSignal;
}

/** Runs chains to their ends, or until the observer's signal; outcomes in the order of the tasks. */
export type ChainRunner = (
  recipe: ChainRecipe,
  tasks: readonly ChainTask[],
  observer: RunObserver,
) => Promise<readonly ChainOutcome[]>;

const turnMs = 25;
/** Between two reports of progress: ten a second look smooth and cost nothing. */
export const progressMs = 100;

/**
 * Runs chains in the calling thread. They take turns, so that a run that is stopped has about as many draws of each; between
 * turns the event loop runs.
 */
export const runInCallingThread: ChainRunner = async (recipe, tasks, observer) => {
  const now = (): number => performance.now();
  const maker = instantiateRecipe(recipe);
  const runs = tasks.map((task) => new ChainRun(maker, task));
  let reported = now();
  while (runs.some((run) => !run.isDone) && observer.signal?.aborted !== true) {
    for (const run of runs) {
      const end = now() + turnMs;
      run.advance(() => now() >= end, now);
    }
    if (now() - reported >= progressMs) {
      reported = now();
      observer.onProgress?.(runs.map((run) => run.progress));
      await giveWay();
    }
  }
  observer.onProgress?.(runs.map((run) => run.progress));
  return runs.map((run) => run.outcome());
};

/** Lets timers, signals and messages have their turn. */
function giveWay(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
