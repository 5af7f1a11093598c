/** The worker thread: runs one chain after another as it is told. Its counterpart is `worker-threads.ts`. */

import { parentPort, workerData } from "node:worker_threads";
import { instantiateRecipe } from "../samplers/chain-recipe.ts";
import { ChainRun } from "./chain-run.ts";
import { progressMs } from "./chain-runner.ts";
import type { WorkerOrder, WorkerReport, WorkerStart } from "./worker-threads.ts";

const port = parentPort;
if (port === null) throw new Error("chain-worker.ts is the entry of a worker thread");
// Sent by worker-threads.ts.
const { recipe, stop } = workerData as WorkerStart;
const maker = instantiateRecipe(recipe);
const stopFlag = new Int32Array(stop);

port.on("message", (order: WorkerOrder) => {
  if (order.kind === "end") {
    port.close();
    return;
  }
  const now = (): number => performance.now();
  const isStopped = (): boolean => Atomics.load(stopFlag, 0) === 1;
  const run = new ChainRun(maker, order.task);
  while (!run.isDone && !isStopped()) {
    const end = now() + progressMs;
    run.advance(() => isStopped() || now() >= end, now);
    const report: WorkerReport = { kind: "progress", progress: run.progress };
    port.postMessage(report);
  }
  const outcome = run.outcome();
  const report: WorkerReport = { kind: "done", outcome };
  const arrays = [outcome.values, ...Object.values(outcome.statistics)];
  port.postMessage(
    report,
    arrays.map((array) => array.buffer as ArrayBuffer),
  );
});
