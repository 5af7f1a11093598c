/**
 * Chains in threads, of Node or of a page: which thread takes which chain, what is told of them, and how they are stopped. A chain's draws are
 * the same as in the calling thread: it brings its own random stream.
 */

import type { ChainPiece, ChainProgress, ChainTask } from "./chain-run.ts";
import { type PoolSettings, progressMs, type WorkerPool } from "./chain-runner.ts";

/** What a pool tells a thread: a chain goes on with the thread that began it. */
export type WorkerRequest =
  | { readonly kind: "advance"; readonly task: ChainTask; readonly draws: number }
  /** For threads that share no memory. */
  | { readonly kind: "stop" };

/** What a thread tells its pool. */
export type WorkerReport =
  | { readonly kind: "progress"; readonly progress: ChainProgress }
  | { readonly kind: "piece"; readonly piece: ChainPiece }
  /** Its last request is carried out. */
  | { readonly kind: "done"; readonly progress: ChainProgress };

/** A thread as its pool has it: one of Node, or a worker of a page. */
export interface PoolThread {
  tell(request: WorkerRequest): void;
  /** Settles when it has ended. */
  end(): Promise<void>;
}

/** What becomes of what a thread says. */
export interface ThreadListener {
  readonly onReport: (report: WorkerReport) => void;
  /** The thread has failed, and the run with it. */
  readonly onFailure: (error: Error) => void;
}

/** The threads of a pool, which are started with it. */
export interface PoolThreads {
  readonly count: number;
  readonly start: (listener: ThreadListener) => PoolThread;
  /** Memory that all of them see, set to 1 to stop; null where they share none, and are told. */
  readonly stop: SharedArrayBuffer | null;
}

/** A thread and the chains that it has begun. */
interface PoolMember {
  readonly thread: PoolThread;
  readonly tasks: Set<ChainTask>;
}

export class ThreadPool implements WorkerPool {
  private readonly settings: PoolSettings;
  private readonly stop: SharedArrayBuffer | null;
  private readonly tasks: readonly ChainTask[];
  private readonly members: readonly PoolMember[];
  private readonly progress = new Map<number, ChainProgress>();
  private readonly halt = (): void => {
    if (this.stop !== null) Atomics.store(new Int32Array(this.stop), 0, 1);
    else for (const { thread } of this.members) thread.tell({ kind: "stop" });
  };
  /** Tasks that no thread has begun. */
  private readonly unbegun: Set<ChainTask>;
  /** Of the present advance: its draws, tasks that are not taken up, how many are not done, and its end. */
  private draws = 0;
  private waiting = new Set<ChainTask>();
  private left = 0;
  private settle: { readonly resolve: () => void; readonly reject: (error: Error) => void } | null = null;

  constructor(tasks: readonly ChainTask[], settings: PoolSettings, { count, start, stop }: PoolThreads) {
    this.settings = settings;
    this.tasks = tasks;
    this.stop = stop;
    this.unbegun = new Set(tasks);
    for (const { chain } of tasks) this.progress.set(chain, { chain, transitions: 0, divergences: 0 });
    this.members = Array.from({ length: count }, () => this.startMember(start));
    if (settings.signal?.aborted) this.halt();
    settings.signal?.addEventListener("abort", this.halt);
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
        for (const member of this.members) this.giveNext(member);
      });
    } finally {
      clearInterval(timer);
    }
    report();
  }

  async close(): Promise<void> {
    // Where an advance has failed, the other threads need not go on.
    this.halt();
    this.settings.signal?.removeEventListener("abort", this.halt);
    await Promise.all(this.members.map(({ thread }) => thread.end()));
  }

  /** A chain that the thread has begun, or one that nobody has. */
  private giveNext(member: PoolMember): void {
    const own = [...member.tasks].find((one) => this.waiting.has(one));
    const task = own ?? [...this.unbegun].find((one) => this.waiting.has(one));
    if (task === undefined) return;
    this.waiting.delete(task);
    this.unbegun.delete(task);
    member.tasks.add(task);
    member.thread.tell({ kind: "advance", task, draws: this.draws });
  }

  private startMember(start: PoolThreads["start"]): PoolMember {
    const tasks = new Set<ChainTask>();
    const thread = start({
      onReport: (report) => this.hear(member, report),
      onFailure: (error) => this.settle?.reject(error),
    });
    const member = { thread, tasks };
    return member;
  }

  private hear(member: PoolMember, report: WorkerReport): void {
    if (report.kind === "piece") {
      this.settings.onPiece(report.piece);
      return;
    }
    this.progress.set(report.progress.chain, report.progress);
    if (report.kind === "progress") return;
    this.left--;
    if (this.left === 0) this.settle?.resolve();
    else this.giveNext(member);
  }
}
