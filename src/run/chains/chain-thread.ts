/** What a thread of chains does, in Node and in a page: it takes chains as far as it is told. Its counterpart is `thread-pool.ts`. */

import { canRunAssembly } from "../../density/assembly/assembly-memory.ts";
import { shareArrays } from "../../density/assembly/share-arrays.ts";
import type { ChainPiece, ChainRun, ChainTask } from "./chain-run.ts";
import { progressMs } from "./chain-runner.ts";
import { type RunRecipe, runsOf } from "./run-recipe.ts";
import type { WorkerReport } from "./thread-pool.ts";

/** What a thread is given to begin with; plain data. */
export interface ThreadStart {
  readonly recipe: RunRecipe;
  /** Memory that is set to 1 to stop; null where the thread shares none, and is told. */
  readonly stop: SharedArrayBuffer | null;
  /** Between two pieces of a chain. */
  readonly pieceMs: number;
}

/** The start of threads that share the data where they share memory. */
export function startOf(start: ThreadStart): ThreadStart {
  if (start.stop === null || !canRunAssembly()) return start;
  return { ...start, recipe: shareArrays(start.recipe) };
}

/** Says something to the pool, and hands these buffers over with it. */
export type TellPool = (report: WorkerReport, handedOver?: ArrayBuffer[]) => void;

export class ChainThread {
  private readonly pieceMs: number;
  private readonly makeRun: (task: ChainTask) => ChainRun;
  private readonly flag: Int32Array | null;
  private readonly tell: TellPool;
  /** The chains that this thread has, by their numbers. */
  private readonly runs = new Map<number, ChainRun>();
  private isToldToStop = false;

  constructor({ recipe, stop, pieceMs }: ThreadStart, tell: TellPool) {
    this.makeRun = runsOf(recipe);
    this.flag = stop && new Int32Array(stop);
    this.pieceMs = pieceMs;
    this.tell = tell;
  }

  /** For a thread without shared memory. */
  stop(): void {
    this.isToldToStop = true;
  }

  /** Takes a chain to so many draws, or until it is stopped; yields some ten times a second, where a thread may hear what it is told. */
  *advance(task: ChainTask, draws: number): Generator<void, void> {
    const now = (): number => performance.now();
    const run = this.runs.get(task.chain) ?? this.makeRun(task);
    this.runs.set(task.chain, run);
    let handedAt = now();
    while (!run.hasDrawn(draws) && !this.isStopped()) {
      const end = now() + progressMs;
      run.advance(draws, () => this.isStopped() || now() >= end, now);
      if (now() - handedAt >= this.pieceMs) {
        handedAt = now();
        this.handOver(run.takePiece());
      }
      this.tell({ kind: "progress", progress: run.progress });
      yield;
    }
    this.handOver(run.takePiece());
    this.tell({ kind: "done", progress: run.progress });
  }

  private isStopped(): boolean {
    return this.flag === null ? this.isToldToStop : Atomics.load(this.flag, 0) === 1;
  }

  private handOver(piece: ChainPiece): void {
    const { values, statistics } = piece.made;
    const arrays = [values, ...Object.values(statistics)];
    this.tell(
      { kind: "piece", piece },
      arrays.map((array) => array.buffer as ArrayBuffer),
    );
  }
}
