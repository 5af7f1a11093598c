/** Chains in workers of a page: its pool is that of Node. Its counterpart is `listen-to-pool.ts`. */

import { callingThread, type StartPool } from "../run/chains/chain-runner.ts";
import { startOf, type ThreadStart } from "../run/chains/chain-thread.ts";
import { type PoolThread, type ThreadListener, ThreadPool } from "../run/chains/thread-pool.ts";
import type { ChosenRunner } from "../run/run-chains.ts";
import type { PageReport, PageRequest } from "./listen-to-pool.ts";
import { workersNotStarted } from "./problems.ts";
import { startWorker } from "./worker-script.ts";

/** A worker says that it is there, or that it cannot be: this is for scripts that are others than ours. */
const patienceMs = 30_000;

const wasStopped = "the run was stopped";

/** A worker that waits for chains. */
interface ReadyWorker {
  readonly worker: Worker;
  readonly isIsolated: boolean;
}

/** Starts so many workers, at least one; chains run in those that could be started, or else in the calling thread. */
export async function chooseWorkers(count: number, signal?: AbortSignal): Promise<ChosenRunner> {
  const started = await Promise.all(Array.from({ length: count }, () => startOne(signal)));
  const ready = started.filter((one) => typeof one !== "string");
  if (signal?.aborted === true) {
    end(ready);
    return { startPool: callingThread, workers: 0 };
  }
  const obstacle = started.find((one) => typeof one === "string");
  const warning = obstacle === undefined ? {} : { warning: workersNotStarted(count, ready.length, obstacle) };
  const startPool = ready.length === 0 ? callingThread : poolOf(ready);
  return { startPool, workers: ready.length, ...warning };
}

/** A worker, or what stands in its way. Some obstacles throw, and of others the browser tells later. */
async function startOne(signal: AbortSignal | undefined): Promise<ReadyWorker | string> {
  if (signal?.aborted === true) return wasStopped;
  let worker: Worker;
  try {
    worker = startWorker();
  } catch (error) {
    return String(error).trim();
  }
  return new Promise((resolve) => {
    const giveUp = (obstacle: string): void => {
      worker.terminate();
      leave();
      resolve(obstacle);
    };
    const isLate = (): void => giveUp(`it did not answer in ${patienceMs / 1000} seconds`);
    const timer = setTimeout(isLate, patienceMs);
    const onAbort = (): void => giveUp(wasStopped);
    const leave = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    signal?.addEventListener("abort", onAbort);
    worker.onmessage = ({ data }: MessageEvent<PageReport>) => {
      if (data.kind !== "ready") return;
      if (data.obstacle !== null) return giveUp(data.obstacle);
      leave();
      resolve({ worker, isIsolated: data.isIsolated });
    };
    worker.onerror = (event) => {
      // It is told as a warning of the run.
      event.preventDefault();
      giveUp(event.message || "the browser did not load or run its script");
    };
  });
}

function end(ready: readonly ReadyWorker[]): void {
  for (const { worker } of ready) worker.terminate();
}

/** Memory is shared where page and workers are isolated from other origins; elsewhere each worker has a copy. */
function poolOf(ready: readonly ReadyWorker[]): StartPool {
  return (recipe, tasks, settings) => {
    const isShared = globalThis.crossOriginIsolated && ready.every(({ isIsolated }) => isIsolated);
    const stop = isShared ? new SharedArrayBuffer(4) : null;
    const waiting = [...ready];
    try {
      const given = startOf({ recipe, stop, pieceMs: settings.pieceMs });
      const start = (listener: ThreadListener): PoolThread => begin(waiting.pop()!.worker, given, listener);
      return new ThreadPool(tasks, settings, { count: ready.length, start, stop });
    } catch (error) {
      // There may be no memory for copies of the data.
      end(ready);
      throw error;
    }
  };
}

function begin(worker: Worker, start: ThreadStart, { onReport, onFailure }: ThreadListener): PoolThread {
  const tell = (request: PageRequest): void => worker.postMessage(request);
  worker.onmessage = ({ data }: MessageEvent<PageReport>) => {
    if (data.kind === "failed") onFailure(data.error);
    else if (data.kind !== "ready") onReport(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    onFailure(new Error(event.message || "a worker failed"));
  };
  worker.onmessageerror = () => onFailure(new Error("a worker sent what cannot be read"));
  tell({ kind: "begin", start });
  // All that it has made was handed over, or nobody wants it.
  return { tell, end: async () => worker.terminate() };
}
