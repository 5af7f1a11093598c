/**
 * The worker thread of a calibration, or of the studies of designs: it simulates and fits by number. Its counterpart is
 * `calibrate-threads.ts`, where all that is sent was found good.
 */

import { parentPort, workerData } from "node:worker_threads";
import { parseModel } from "../api/model.ts";
import { bindModel } from "../identification/bind-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { GenerativeModel } from "../prediction/simulate.ts";
import type { CalibrationTask } from "./calibrate-model.ts";
import { Calibrator } from "./calibrate-simulation.ts";
import type { JobRequest, WorkerTask } from "./calibrate-threads.ts";
import type { JobOutcome } from "./numbered-jobs.ts";
import { StudySimulator } from "./studies/study-simulator.ts";

const port = parentPort;
if (port === null) throw new Error("calibrate-worker.ts is the entry of a worker thread");
const job = jobOf(workerData as WorkerTask);

port.on("message", (request: JobRequest) => {
  if (request === null) port.close();
  else port.postMessage(job(request));
});

function jobOf(task: WorkerTask): (number: number) => JobOutcome {
  if (task.kind === "calibration") return simulationsOf(task);
  const simulator = new StudySimulator(task);
  return (number) => simulator.simulate(number);
}

function simulationsOf(task: CalibrationTask): (number: number) => JobOutcome {
  const { source, fittedSource, file, tables, constants, settings, thinning } = task;
  const boundOf = (text: string): BoundModel =>
    bindModel(parseModel(text, file).checked, tables, { constants, isLayout: true }).model!;
  const simulating = boundOf(source);
  const { generative } = GenerativeModel.of(simulating);
  const fitted = fittedSource === source ? simulating : boundOf(fittedSource);
  const calibrator = new Calibrator(generative!, fitted, settings);
  return (number) => calibrator.simulate(number, thinning);
}
