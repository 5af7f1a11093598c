/** Simulations of a calibration in worker threads of Node. Each has a stream of its own, so that the threads change nothing of it. */

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type SimulationRunner, simulateInCallingThread } from "./calibrate-model.ts";
import type { SimulationOutcome } from "./calibrate-simulation.ts";

/** Fewer simulations than this are over before a thread has begun. */
const worthwhile = 40;
/** Simulations that a worker has at once: it need not wait for the next. */
const handful = 2;

/** What a worker is told: the number of a simulation, or that there are no more. */
export type CalibrationRequest = number | null;

/** In as many threads as the task says; `auto` takes all processors if there is enough to do. */
export const simulateInThreads: SimulationRunner = async (calibrator, task, count, observer) => {
  const { workers } = task.settings;
  const threads =
    workers === "auto" ? (count < worthwhile ? 0 : availableParallelism()) : Math.min(workers, count);
  if (threads < 1 || (workers === "auto" && threads < 2))
    return simulateInCallingThread(calibrator, task, count, observer);
  const outcomes: SimulationOutcome[] = [];
  let next = 1;
  let isStopped = false;
  /** One worker, until no simulation is left. */
  const startWorker = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./calibrate-worker.js", import.meta.url), { workerData: task });
      const giveNext = (): void => {
        const isOver = isStopped || observer.signal?.aborted === true || next > count;
        const request: CalibrationRequest = isOver ? null : next++;
        worker.postMessage(request);
      };
      worker.on("message", (outcome: SimulationOutcome) => {
        outcomes.push(outcome);
        if (outcome.problem !== null) isStopped = true;
        observer.onProgress?.(outcomes.length, count);
        giveNext();
      });
      worker.on("error", (error) => {
        isStopped = true;
        reject(error);
      });
      worker.on("exit", (code) => {
        if (code === 0) resolve();
        else reject(new Error(`a worker thread ended with code ${code}`));
      });
      for (let i = 0; i < handful; i++) giveNext();
    });
  await Promise.all(Array.from({ length: threads }, startWorker));
  return outcomes;
};
