/**
 * The worker thread of a calibration, of the studies of designs, or of the parts of a cross-validation: it simulates and fits by number. Its
 * counterparts are `calibrate-threads.ts` and `queued-jobs.ts`, where all that is sent was found good.
 */

import { parentPort, workerData } from "node:worker_threads";
import type { JobRequest, WorkerTask } from "./calibrate-threads.ts";
import { jobOf } from "./worker-job.ts";

const port = parentPort;
if (port === null) throw new Error("calibrate-worker.ts is the entry of a worker thread");
const job = jobOf(workerData as WorkerTask);

port.on("message", async (request: JobRequest) => {
  if (request === null) port.close();
  else port.postMessage(await job(request));
});
