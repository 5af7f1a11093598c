/** The worker thread: takes chains as far as it is told. Its counterpart is `worker-threads.ts`. */

import { parentPort, workerData } from "node:worker_threads";
import type { ChainPiece, ChainRun } from "./chain-run.ts";
import { progressMs } from "./chain-runner.ts";
import { runsOf } from "./run-recipe.ts";
import type { WorkerReport, WorkerRequest, WorkerStart } from "./worker-threads.ts";

const port = parentPort;
if (port === null) throw new Error("chain-worker.ts is the entry of a worker thread");
// Sent by worker-threads.ts.
const { recipe, stop, pieceMs } = workerData as WorkerStart;
const makeRun = runsOf(recipe);
const stopFlag = new Int32Array(stop);
/** The chains that this thread has, by their numbers. */
const runs = new Map<number, ChainRun>();
const now = (): number => performance.now();
const isStopped = (): boolean => Atomics.load(stopFlag, 0) === 1;

const tell = (report: WorkerReport): void => port.postMessage(report);

const handOver = (piece: ChainPiece): void => {
  const { values, statistics } = piece.made;
  const report: WorkerReport = { kind: "piece", piece };
  const arrays = [values, ...Object.values(statistics)];
  port.postMessage(
    report,
    arrays.map((array) => array.buffer as ArrayBuffer),
  );
};

port.on("message", (request: WorkerRequest) => {
  if (request.kind === "end") {
    port.close();
    return;
  }
  const { task, draws } = request;
  const run = runs.get(task.chain) ?? makeRun(task);
  runs.set(task.chain, run);
  let handedAt = now();
  while (!run.hasDrawn(draws) && !isStopped()) {
    const end = now() + progressMs;
    run.advance(draws, () => isStopped() || now() >= end, now);
    if (now() - handedAt >= pieceMs) {
      handedAt = now();
      handOver(run.takePiece());
    }
    tell({ kind: "progress", progress: run.progress });
  }
  handOver(run.takePiece());
  tell({ kind: "done", progress: run.progress });
});
