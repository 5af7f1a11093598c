/**
 * The joint between a run and the threads that its chains are in: the calling thread here, worker threads in
 * `worker-threads.ts`, a browser's workers elsewhere.
 */

import type { ChainPiece, ChainProgress, ChainTask } from "./chain-run.ts";
import { type RunRecipe, runsOf } from "./run-recipe.ts";

export interface RunObserver {
  /** Called some ten times a second with the state of every chain. */
  readonly onProgress?: (chains: readonly ChainProgress[]) => void;
  /** When it is aborted the run ends, with the draws that there are. */
  readonly signal?: AbortSignal;
}

/** What a pool is told besides its tasks. */
export interface PoolSettings extends RunObserver {
  /** Is handed what each chain makes, in its order: at the end of each advance, and within one every `pieceMs` or so. */
  readonly onPiece: (piece: ChainPiece) => void;
  readonly pieceMs: number;
}

/** Whoever runs the chains of a run. */
export interface WorkerPool {
  /** Takes every chain to so many draws, or stops at the signal; all of its pieces have been handed over when it is done. */
  advance(draws: number): Promise<void>;
  /** To be called when nothing is left to do, also after an error. */
  close(): Promise<void>;
}

/** A pool for chains, which begin at the first advance. */
export type StartPool = (
  recipe: RunRecipe,
  tasks: readonly ChainTask[],
  settings: PoolSettings,
) => WorkerPool;

const turnMs = 25;
/** Between two reports of progress: ten a second look smooth and cost nothing. */
export const progressMs = 100;

/** Runs chains in the calling thread, by turns: a run that is stopped has about as many draws of each, and the event loop runs between. */
export const callingThread: StartPool = (recipe, tasks, settings) => {
  const now = (): number => performance.now();
  const runs = tasks.map(runsOf(recipe));
  let reportedAt = now();
  let handedAt = reportedAt;
  const report = (): void => settings.onProgress?.(runs.map((run) => run.progress));
  const handOver = (): void => {
    for (const run of runs) settings.onPiece(run.takePiece());
  };
  const advance = async (draws: number): Promise<void> => {
    while (runs.some((run) => !run.hasDrawn(draws)) && settings.signal?.aborted !== true) {
      for (const run of runs) {
        const end = now() + turnMs;
        run.advance(draws, () => now() >= end, now);
      }
      const time = now();
      if (time - reportedAt < progressMs) continue;
      reportedAt = time;
      if (time - handedAt >= settings.pieceMs) {
        handedAt = time;
        handOver();
      }
      report();
      await giveWay();
    }
    handOver();
    report();
  };
  return { advance, close: async () => {} };
};

/** Lets timers, signals and messages have their turn. */
function giveWay(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
