/** Chains in worker threads of Node. */

import { Worker } from "node:worker_threads";
import type { StartPool } from "./chain-runner.ts";
import { startOf, type ThreadStart } from "./chain-thread.ts";
import { type PoolThread, type ThreadListener, ThreadPool, type WorkerRequest } from "./thread-pool.ts";

/** What a worker thread of Node is told after its start. */
export type ThreadRequest = WorkerRequest | { readonly kind: "end" };

/** Runs chains in at most `count` threads. */
export function workerThreads(count: number): StartPool {
  return (recipe, tasks, settings) => {
    const stop = new SharedArrayBuffer(4);
    const given = startOf({ recipe, stop, pieceMs: settings.pieceMs });
    const start = (listener: ThreadListener): PoolThread => startThread(given, listener);
    return new ThreadPool(tasks, settings, { count: Math.min(count, tasks.length), start, stop });
  };
}

function startThread(start: ThreadStart, { onReport, onFailure }: ThreadListener): PoolThread {
  const thread = new Worker(new URL("./chain-worker.js", import.meta.url), { workerData: start });
  const tell = (request: ThreadRequest): void => thread.postMessage(request);
  const ended = new Promise<void>((resolve) => {
    thread.on("exit", (code) => {
      if (code !== 0) onFailure(new Error(`a worker thread ended with code ${code}`));
      resolve();
    });
  });
  thread.on("error", onFailure);
  thread.on("message", onReport);
  const end = (): Promise<void> => {
    tell({ kind: "end" });
    return ended;
  };
  return { tell, end };
}
