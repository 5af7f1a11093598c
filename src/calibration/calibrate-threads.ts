/** Jobs by number in worker threads of Node, which change nothing of what comes out: those of a calibration, and of a study's design. */

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { FoldTask } from "../api/compare/fold-task.ts";
import { type CalibrationTask, type SimulationRunner, simulateInCallingThread } from "./calibrate-model.ts";
import type { JobObserver, JobOutcome } from "./numbered-jobs.ts";
import { type StudyRunner, studyInCallingThread } from "./studies/design-model.ts";
import type { StudyTask } from "./studies/study-simulator.ts";

/** Fewer jobs than this are over before a thread has begun. */
const worthwhile = 40;
/** Jobs that a worker has at once: it need not wait for the next. */
const handful = 2;

/** What a worker is told: the number of a job, or that there are no more. */
export type JobRequest = number | null;

/** What a worker is given to begin with. */
export type WorkerTask = CalibrationTask | StudyTask | FoldTask;

/** In as many threads as the settings say; `auto` takes all processors if there is enough to do. */
export const simulateInThreads: SimulationRunner = async (calibrator, task, count, observer) => {
  const threads = threadsFor(task.settings.workers, count);
  if (threads === 0) return simulateInCallingThread(calibrator, task, count, observer);
  return doInThreads(threads, task, count, observer);
};

/** The same of the studies of designs. */
export const studyInThreads: StudyRunner = async (simulator, count, observer) => {
  const threads = threadsFor(simulator.task.settings.workers, count);
  if (threads === 0) return studyInCallingThread(simulator, count, observer);
  return doInThreads(threads, simulator.task, count, observer);
};

/** How many threads are worth it; 0 for the calling thread. */
export function threadsFor(workers: number | "auto", count: number): number {
  if (workers !== "auto") return Math.min(workers, count);
  const threads = count < worthwhile ? 0 : availableParallelism();
  return threads < 2 ? 0 : threads;
}

/** Jobs 1 to `count`, whose outcomes come in any order. Ends with the signal, or with the first problem. */
async function doInThreads<Outcome extends JobOutcome>(
  threads: number,
  task: WorkerTask,
  count: number,
  observer: JobObserver,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 1;
  let isStopped = false;
  /** One worker, until no job is left. */
  const startWorker = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./calibrate-worker.js", import.meta.url), { workerData: task });
      const giveNext = (): void => {
        const isOver = isStopped || observer.signal?.aborted === true || next > count;
        const request: JobRequest = isOver ? null : next++;
        worker.postMessage(request);
      };
      worker.on("message", (outcome: Outcome) => {
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
}
