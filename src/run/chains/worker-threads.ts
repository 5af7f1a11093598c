/** Chains in worker threads of Node. A chain's draws are the same as in the calling thread: it brings its own random stream. */

import { Worker } from "node:worker_threads";
import type { ChainRecipe } from "../../samplers/sampler.ts";
import type { ChainPiece, ChainProgress, ChainTask } from "./chain-run.ts";
import { type Crew, type CrewOrders, type HireCrew, progressMs } from "./chain-runner.ts";

/** What a worker is told at its start. */
export interface WorkerStart {
  readonly recipe: ChainRecipe;
  /** Set to 1 to stop. */
  readonly stop: SharedArrayBuffer;
  /** Between two pieces of a chain. */
  readonly pieceMs: number;
}

/** What a worker is told after its start: a chain goes on with the worker that began it. */
export type WorkerOrder =
  | { readonly kind: "advance"; readonly task: ChainTask; readonly draws: number }
  | { readonly kind: "end" };

/** What a worker tells the calling thread. */
export type WorkerReport =
  | { readonly kind: "progress"; readonly progress: ChainProgress }
  | { readonly kind: "piece"; readonly piece: ChainPiece }
  /** Its last order is carried out. */
  | { readonly kind: "done"; readonly progress: ChainProgress };

/** Runs chains in at most `count` threads. */
export function workerThreads(count: number): HireCrew {
  return (recipe, tasks, orders) => new WorkerCrew(recipe, tasks, orders, Math.min(count, tasks.length));
}

/** A worker and the chains that it has begun. */
interface Employee {
  readonly worker: Worker;
  readonly tasks: Set<ChainTask>;
  /** Settles when the thread has ended. */
  readonly ended: Promise<void>;
}

class WorkerCrew implements Crew {
  private readonly orders: CrewOrders;
  private readonly stop = new SharedArrayBuffer(4);
  private readonly tasks: readonly ChainTask[];
  private readonly employees: readonly Employee[];
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

  constructor(recipe: ChainRecipe, tasks: readonly ChainTask[], orders: CrewOrders, count: number) {
    this.orders = orders;
    this.tasks = tasks;
    this.unbegun = new Set(tasks);
    for (const { chain } of tasks) this.progress.set(chain, { chain, transitions: 0, divergences: 0 });
    if (orders.signal?.aborted) this.halt();
    orders.signal?.addEventListener("abort", this.halt);
    const start: WorkerStart = { recipe, stop: this.stop, pieceMs: orders.pieceMs };
    this.employees = Array.from({ length: count }, () => this.employ(start));
  }

  async advance(draws: number): Promise<void> {
    const report = (): void => this.orders.onProgress?.([...this.progress.values()]);
    const timer = setInterval(report, progressMs);
    try {
      await new Promise<void>((resolve, reject) => {
        this.settle = { resolve, reject };
        this.draws = draws;
        this.waiting = new Set(this.tasks);
        this.left = this.tasks.length;
        for (const employee of this.employees) this.giveNext(employee);
      });
    } finally {
      clearInterval(timer);
    }
    report();
  }

  async dismiss(): Promise<void> {
    // Where an advance has failed, the other workers need not go on.
    this.halt();
    this.orders.signal?.removeEventListener("abort", this.halt);
    const end: WorkerOrder = { kind: "end" };
    for (const { worker } of this.employees) worker.postMessage(end);
    await Promise.all(this.employees.map(({ ended }) => ended));
  }

  /** A chain that the worker has begun, or one that nobody has. */
  private giveNext(employee: Employee): void {
    const own = [...employee.tasks].find((one) => this.waiting.has(one));
    const task = own ?? [...this.unbegun].find((one) => this.waiting.has(one));
    if (task === undefined) return;
    this.waiting.delete(task);
    this.unbegun.delete(task);
    employee.tasks.add(task);
    const order: WorkerOrder = { kind: "advance", task, draws: this.draws };
    employee.worker.postMessage(order);
  }

  private employ(start: WorkerStart): Employee {
    const worker = new Worker(new URL("./chain-worker.js", import.meta.url), { workerData: start });
    const ended = new Promise<void>((resolve) => {
      worker.on("exit", (code) => {
        if (code !== 0) this.settle?.reject(new Error(`a worker thread ended with code ${code}`));
        resolve();
      });
    });
    const employee: Employee = { worker, tasks: new Set(), ended };
    worker.on("error", (error) => this.settle?.reject(error));
    worker.on("message", (report: WorkerReport) => this.hear(employee, report));
    return employee;
  }

  private hear(employee: Employee, report: WorkerReport): void {
    if (report.kind === "piece") {
      this.orders.onPiece(report.piece);
      return;
    }
    this.progress.set(report.progress.chain, report.progress);
    if (report.kind === "progress") return;
    this.left--;
    if (this.left === 0) this.settle?.resolve();
    else this.giveNext(employee);
  }
}
