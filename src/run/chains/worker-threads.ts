/** Chains in worker threads of Node. A chain's draws are the same as in the calling thread: it brings its own random stream. */

import { Worker } from "node:worker_threads";
import { canRunAssembly } from "../../density/assembly/assembly-memory.ts";
import { shareArrays } from "../../density/assembly/share-arrays.ts";
import type { ChainPiece, ChainProgress, ChainTask } from "./chain-run.ts";
import { type PoolSettings, progressMs, type StartPool, type WorkerPool } from "./chain-runner.ts";
import type { RunRecipe } from "./run-recipe.ts";

/** What a worker is told at its start. */
export interface WorkerStart {
  readonly recipe: RunRecipe;
  /** Set to 1 to stop. */
  readonly stop: SharedArrayBuffer;
  /** Between two pieces of a chain. */
  readonly pieceMs: number;
}

/** What a worker is told after its start: a chain goes on with the worker that began it. */
export type WorkerRequest =
  | { readonly kind: "advance"; readonly task: ChainTask; readonly draws: number }
  | { readonly kind: "end" };

/** What a worker tells the calling thread. */
export type WorkerReport =
  | { readonly kind: "progress"; readonly progress: ChainProgress }
  | { readonly kind: "piece"; readonly piece: ChainPiece }
  /** Its last request is carried out. */
  | { readonly kind: "done"; readonly progress: ChainProgress };

/** Runs chains in at most `count` threads. */
export function workerThreads(count: number): StartPool {
  return (recipe, tasks, settings) => new ThreadPool(recipe, tasks, settings, Math.min(count, tasks.length));
}

/** A worker and the chains that it has begun. */
interface PoolWorker {
  readonly thread: Worker;
  readonly tasks: Set<ChainTask>;
  /** Settles when the thread has ended. */
  readonly ended: Promise<void>;
}

class ThreadPool implements WorkerPool {
  private readonly settings: PoolSettings;
  private readonly stop = new SharedArrayBuffer(4);
  private readonly tasks: readonly ChainTask[];
  private readonly workers: readonly PoolWorker[];
  private readonly progress = new Map<number, ChainProgress>();
  private readonly halt = (): void => {
    Atomics.store(new Int32Array(this.stop), 0, 1);
  };
  /** Tasks that no worker has begun. */
  private readonly unbegun: Set<ChainTask>;
  /** Of the present advance: its draws, tasks that are not taken up, how many are not done, and its end. */
  private draws = 0;
  private waiting = new Set<ChainTask>();
  private left = 0;
  private settle: { readonly resolve: () => void; readonly reject: (error: Error) => void } | null = null;

  constructor(recipe: RunRecipe, tasks: readonly ChainTask[], settings: PoolSettings, count: number) {
    this.settings = settings;
    this.tasks = tasks;
    this.unbegun = new Set(tasks);
    for (const { chain } of tasks) this.progress.set(chain, { chain, transitions: 0, divergences: 0 });
    if (settings.signal?.aborted) this.halt();
    settings.signal?.addEventListener("abort", this.halt);
    const shared = canRunAssembly() ? shareArrays(recipe) : recipe;
    const start: WorkerStart = { recipe: shared, stop: this.stop, pieceMs: settings.pieceMs };
    this.workers = Array.from({ length: count }, () => this.startWorker(start));
  }

  async advance(draws: number): Promise<void> {
    const report = (): void => this.settings.onProgress?.([...this.progress.values()]);
    const timer = setInterval(report, progressMs);
    try {
      await new Promise<void>((resolve, reject) => {
        this.settle = { resolve, reject };
        this.draws = draws;
        this.waiting = new Set(this.tasks);
        this.left = this.tasks.length;
        for (const worker of this.workers) this.giveNext(worker);
      });
    } finally {
      clearInterval(timer);
    }
    report();
  }

  async close(): Promise<void> {
    // Where an advance has failed, the other workers need not go on.
    this.halt();
    this.settings.signal?.removeEventListener("abort", this.halt);
    const end: WorkerRequest = { kind: "end" };
    for (const { thread } of this.workers) thread.postMessage(end);
    await Promise.all(this.workers.map(({ ended }) => ended));
  }

  /** A chain that the worker has begun, or one that nobody has. */
  private giveNext(worker: PoolWorker): void {
    const own = [...worker.tasks].find((one) => this.waiting.has(one));
    const task = own ?? [...this.unbegun].find((one) => this.waiting.has(one));
    if (task === undefined) return;
    this.waiting.delete(task);
    this.unbegun.delete(task);
    worker.tasks.add(task);
    const request: WorkerRequest = { kind: "advance", task, draws: this.draws };
    worker.thread.postMessage(request);
  }

  private startWorker(start: WorkerStart): PoolWorker {
    const thread = new Worker(new URL("./chain-worker.js", import.meta.url), { workerData: start });
    const ended = new Promise<void>((resolve) => {
      thread.on("exit", (code) => {
        if (code !== 0) this.settle?.reject(new Error(`a worker thread ended with code ${code}`));
        resolve();
      });
    });
    const worker: PoolWorker = { thread, tasks: new Set(), ended };
    thread.on("error", (error) => this.settle?.reject(error));
    thread.on("message", (report: WorkerReport) => this.hear(worker, report));
    return worker;
  }

  private hear(worker: PoolWorker, report: WorkerReport): void {
    if (report.kind === "piece") {
      this.settings.onPiece(report.piece);
      return;
    }
    this.progress.set(report.progress.chain, report.progress);
    if (report.kind === "progress") return;
    this.left--;
    if (this.left === 0) this.settle?.resolve();
    else this.giveNext(worker);
  }
}
