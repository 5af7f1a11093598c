/** What a worker thread does for a number, by the task that it was given. */

import { predictFold } from "../api/compare/fold-task.ts";
import { parseModel } from "../api/model.ts";
import { bindModel } from "../identification/bind-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { GenerativeModel } from "../prediction/simulate.ts";
import type { CalibrationTask } from "./calibrate-model.ts";
import { Calibrator } from "./calibrate-simulation.ts";
import type { WorkerTask } from "./calibrate-threads.ts";
import type { JobOutcome } from "./numbered-jobs.ts";
import { StudySimulator } from "./studies/study-simulator.ts";

/** Gives the outcome of a number, from 1. */
export function jobOf(task: WorkerTask): (number: number) => JobOutcome | Promise<JobOutcome> {
  switch (task.kind) {
    case "calibration":
      return simulationsOf(task);
    case "folds":
      return (number) => predictFold(task, number);
    case "studies": {
      const simulator = new StudySimulator(task);
      return (number) => simulator.simulate(number);
    }
  }
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
