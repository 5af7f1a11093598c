/** The worker thread of a calibration: simulates, fits and ranks by number. Its counterpart is `calibrate-threads.ts`. */

import { parentPort, workerData } from "node:worker_threads";
import { parseModel } from "../api/model.ts";
import { bindModel } from "../identification/bind-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { GenerativeModel } from "../prediction/simulate.ts";
import type { CalibrationTask } from "./calibrate-model.ts";
import { Calibrator } from "./calibrate-simulation.ts";
import type { JobRequest } from "./calibrate-threads.ts";

const port = parentPort;
if (port === null) throw new Error("calibrate-worker.ts is the entry of a worker thread");
// Sent by calibrate-threads.ts, where all of it was found good.
const { source, fittedSource, file, tables, constants, settings, thinning } = workerData as CalibrationTask;

const boundOf = (text: string): BoundModel =>
  bindModel(parseModel(text, file).checked, tables, { constants, isLayout: true }).model!;
const simulating = boundOf(source);
const { generative } = GenerativeModel.of(simulating);
const fitted = fittedSource === source ? simulating : boundOf(fittedSource);
const calibrator = new Calibrator(generative!, fitted, settings);

port.on("message", (request: JobRequest) => {
  if (request === null) port.close();
  else port.postMessage(calibrator.simulate(request, thinning));
});
