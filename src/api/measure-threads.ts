/** Variables measured in worker threads of Node: the same to the last bit, whichever thread has which. */

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Variable } from "../posterior/draws.ts";
import { type StartMeter, startMeterHere, type VariableMeter } from "../posterior/judge-source.ts";
import type { MeasuredVariable, MeterSettings } from "../posterior/measure-all.ts";

/** Fewer numbers are measured before threads have begun: about a third of a second. */
const worthwhile = 600_000;
/** Numbers that a thread gets at once, about. */
const handful = 131_072;
/** Batches that wait for a thread: it need not wait for the next. */
const batchesPerThread = 2;

/** What a thread is told: variables, with their values one behind the other, all as many. */
export interface MeasureBatch {
  readonly place: number;
  readonly variables: readonly Variable[];
  readonly values: Float64Array<ArrayBuffer>;
}

/** What a thread tells of a batch. */
export interface MeasureReport {
  readonly place: number;
  readonly measured: readonly MeasuredVariable[];
}

/** In as many threads as there are processors, where there is enough to do; `drawTotal` draws of a variable. */
export function meterFor(drawTotal: number): StartMeter {
  return (settings, count) => {
    const threads = Math.min(availableParallelism(), Math.ceil((count * drawTotal) / handful));
    const isWorthwhile = threads > 1 && count * drawTotal >= worthwhile;
    return isWorthwhile ? new ThreadMeter(settings, threads) : startMeterHere(settings, count);
  };
}

/** Measures in so many threads. */
export class ThreadMeter implements VariableMeter {
  private readonly threads: readonly MeasuringThread[];
  private readonly batches: (readonly MeasuredVariable[])[] = [];
  private count = 0;
  private given = 0;
  private failure: Error | null = null;
  private isClosed = false;
  /** Goes on when a thread has told something. */
  private wake: () => void = () => {};

  constructor(settings: MeterSettings, count: number) {
    this.threads = Array.from({ length: count }, () => {
      // What a process is started with may be for its own text: `node --input-type=module --eval`.
      const worker = new Worker(new URL("./measure-worker.js", import.meta.url), {
        workerData: settings,
        execArgv: [],
      });
      const thread: MeasuringThread = { worker, waiting: 0 };
      worker.on("message", ({ place, measured }: MeasureReport) => {
        this.batches[place] = measured;
        this.count += measured.length;
        thread.waiting--;
        this.wake();
      });
      worker.on("error", (error) => this.fail(error));
      worker.on("exit", (code) => {
        if (!this.isClosed) this.fail(new Error(`a worker thread ended with code ${code}`));
      });
      return thread;
    });
  }

  async add(variables: readonly Variable[], values: readonly Float64Array[]): Promise<void> {
    const inBatch = Math.max(1, Math.floor(handful / Math.max(1, values[0]?.length ?? 1)));
    for (let first = 0; first < variables.length; first += inBatch) {
      const last = Math.min(variables.length, first + inBatch);
      const thread = await this.nextFree(batchesPerThread);
      const batch: MeasureBatch = {
        place: this.given++,
        variables: variables.slice(first, last),
        values: joined(values.slice(first, last)),
      };
      thread.waiting++;
      thread.worker.postMessage(batch, [batch.values.buffer]);
    }
  }

  done(): number {
    return this.count;
  }

  async end(): Promise<readonly MeasuredVariable[]> {
    while (this.threads.some(({ waiting }) => waiting > 0)) await this.somethingTold();
    return this.batches.flat();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.threads.map(({ worker }) => worker.terminate()));
  }

  private async nextFree(most: number): Promise<MeasuringThread> {
    for (;;) {
      const [freest] = this.threads.toSorted((a, b) => a.waiting - b.waiting);
      if (freest!.waiting < most) return freest!;
      await this.somethingTold();
    }
  }

  private async somethingTold(): Promise<void> {
    if (this.failure === null)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    if (this.failure !== null) throw this.failure;
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.wake();
  }
}

interface MeasuringThread {
  readonly worker: Worker;
  /** Batches that it has not told of. */
  waiting: number;
}

function joined(values: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const length = values[0]!.length;
  const all = new Float64Array(values.length * length);
  values.forEach((one, k) => {
    all.set(one, k * length);
  });
  return all;
}
