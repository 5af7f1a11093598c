/** Chains in worker threads of Node. A chain's draws are the same as in the calling thread: it brings its own random stream. */

import { Worker } from "node:worker_threads";
import type { ChainRecipe } from "../samplers/chain-recipe.ts";
import type { ChainOutcome, ChainProgress, ChainTask } from "./chain-run.ts";
import { type ChainRunner, progressMs, type RunObserver } from "./chain-runner.ts";

/** What the calling thread tells a worker. */
export interface WorkerStart {
  readonly recipe: ChainRecipe;
  /** Set to 1 to stop. */
  readonly stop: SharedArrayBuffer;
}

/** What the calling thread tells a worker after its start. */
export type WorkerOrder = { readonly kind: "run"; readonly task: ChainTask } | { readonly kind: "end" };

/** What a worker tells the calling thread. */
export type WorkerReport =
  | { readonly kind: "progress"; readonly progress: ChainProgress }
  | { readonly kind: "done"; readonly outcome: ChainOutcome };

/** Runs chains in at most `count` threads. */
export function workerThreads(count: number): ChainRunner {
  return async (recipe, tasks, observer) => {
    const crew = new Crew(recipe, tasks, observer);
    return crew.run(Math.min(count, tasks.length));
  };
}

class Crew {
  private readonly recipe: ChainRecipe;
  private readonly observer: RunObserver;
  private readonly stop = new SharedArrayBuffer(4);
  private readonly waiting: ChainTask[];
  private readonly tasks: readonly ChainTask[];
  private readonly outcomes = new Map<number, ChainOutcome>();
  private readonly progress = new Map<number, ChainProgress>();

  constructor(recipe: ChainRecipe, tasks: readonly ChainTask[], observer: RunObserver) {
    this.recipe = recipe;
    this.tasks = tasks;
    this.waiting = [...tasks];
    this.observer = observer;
    for (const { chain } of tasks) this.progress.set(chain, { chain, transitions: 0, divergences: 0 });
  }

  async run(count: number): Promise<readonly ChainOutcome[]> {
    const halt = (): void => {
      Atomics.store(new Int32Array(this.stop), 0, 1);
    };
    const { signal, onProgress } = this.observer;
    if (signal?.aborted) halt();
    signal?.addEventListener("abort", halt);
    const timer = setInterval(() => onProgress?.([...this.progress.values()]), progressMs);
    try {
      await Promise.all(Array.from({ length: count }, () => this.employ()));
    } catch (error) {
      // The other workers need not go on.
      halt();
      throw error;
    } finally {
      clearInterval(timer);
      signal?.removeEventListener("abort", halt);
    }
    onProgress?.([...this.progress.values()]);
    return this.tasks.map((task) => this.outcomes.get(task.chain)!);
  }

  /** One worker, until no task is left. */
  private employ(): Promise<void> {
    return new Promise((resolve, reject) => {
      const start: WorkerStart = { recipe: this.recipe, stop: this.stop };
      const worker = new Worker(new URL("./chain-worker.js", import.meta.url), { workerData: start });
      const giveNext = (): void => {
        const task = this.waiting.shift();
        const order: WorkerOrder = task === undefined ? { kind: "end" } : { kind: "run", task };
        worker.postMessage(order);
      };
      worker.on("message", (report: WorkerReport) => {
        if (report.kind === "progress") {
          this.progress.set(report.progress.chain, report.progress);
          return;
        }
        this.outcomes.set(report.outcome.chain, report.outcome);
        giveNext();
      });
      worker.on("error", reject);
      worker.on("exit", (code) => {
        if (code === 0) resolve();
        else reject(new Error(`a worker thread ended with code ${code}`));
      });
      giveNext();
    });
  }
}
