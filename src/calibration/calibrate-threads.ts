/** Simulations of a calibration in worker threads of Node. Each has a stream of its own, so that the threads change nothing of it. */

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type CalibrationTask, type SimulationRunner, simulateInCallingThread } from "./calibrate-model.ts";
import type { SimulationOutcome } from "./calibrate-simulation.ts";

/** Fewer simulations than this are over before a thread has begun. */
const worthwhile = 40;
/** Simulations that a worker has at once: it need not wait for the next. */
const handful = 2;

/** What a worker is told: the number of a simulation, or that there are no more. */
export type CalibrationRequest = number | null;

/** In as many threads as the task says; `auto` takes all processors if there is enough to do. */
export const simulateInThreads: SimulationRunner = (calibrator, task, count, observer) => {
  const { workers } = task.settings;
  const threads =
    workers === "auto" ? (count < worthwhile ? 0 : availableParallelism()) : Math.min(workers, count);
  if (threads < 1 || (workers === "auto" && threads < 2))
    return simulateInCallingThread(calibrator, task, count, observer);
  return new SimulationPool(task, count, observer).run(threads);
};

class SimulationPool {
  private readonly task: CalibrationTask;
  private readonly count: number;
  private readonly observer: Parameters<SimulationRunner>[3];
  private readonly outcomes: SimulationOutcome[] = [];
  private next = 1;
  private isStopped = false;

  constructor(task: CalibrationTask, count: number, observer: Parameters<SimulationRunner>[3]) {
    this.task = task;
    this.count = count;
    this.observer = observer;
  }

  async run(threads: number): Promise<readonly SimulationOutcome[]> {
    await Promise.all(Array.from({ length: threads }, () => this.startWorker()));
    return this.outcomes;
  }

  /** One worker, until no simulation is left. */
  private startWorker(): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./calibrate-worker.js", import.meta.url), {
        workerData: this.task,
      });
      const giveNext = (): void => {
        const isOver = this.isStopped || this.observer.signal?.aborted === true || this.next > this.count;
        const request: CalibrationRequest = isOver ? null : this.next++;
        worker.postMessage(request);
      };
      worker.on("message", (outcome: SimulationOutcome) => {
        this.outcomes.push(outcome);
        if (outcome.problem !== null) this.isStopped = true;
        this.observer.onProgress?.(this.outcomes.length, this.count);
        giveNext();
      });
      worker.on("error", (error) => {
        this.isStopped = true;
        reject(error);
      });
      worker.on("exit", (code) => {
        if (code === 0) resolve();
        else reject(new Error(`a worker thread ended with code ${code}`));
      });
      for (let i = 0; i < handful; i++) giveNext();
    });
  }
}
