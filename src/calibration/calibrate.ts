/** Calibration with files and threads, in Node. */

import { requireKnownOptions, requireModel } from "../api/given-options.ts";
import type { Model } from "../api/model.ts";
import type { Calibration } from "../posterior/calibration.ts";
import { readTable } from "../sources/read-table.ts";
import { type CalibrateOptions, calibrateModel } from "./calibrate-model.ts";
import { simulateInThreads } from "./calibrate-threads.ts";
import { simulateByQueue } from "./queued-jobs.ts";

/** Where work is shared with other machines. */
export interface QueueOption {
  /** A database of PostgreSQL by its URL: `hyperprior work URL` on other machines does jobs too, and the numbers stay what they are. */
  readonly queue?: string;
}

/**
 * Simulation-based calibration of a model: whether the program recovers what it simulates from the model's own priors. Outcomes are
 * simulated for the rows of `data`, whose other columns are kept. Throws a `ProblemError` if model, data or options are at fault.
 */
export async function calibrate(
  model: Model,
  { queue, ...options }: CalibrateOptions & QueueOption = {},
): Promise<Calibration> {
  requireModel("calibrate", model);
  requireKnownOptions("calibrate", { queue, ...options });
  const runSimulations = queue === undefined ? simulateInThreads : simulateByQueue(queue);
  return calibrateModel(model, options, { readFile: readTable, runSimulations });
}
