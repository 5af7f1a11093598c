/**
 * Hyperprior in a browser: the public API without files. Data are in memory, or CSV text that the page has got from somewhere; chains run in
 * the calling thread, which may be a worker of the page, or in workers of their own. The draws have the same bits as in Node.
 */

import { type FitOptions, fitModel } from "../api/fit-model.ts";
import type { Fitted } from "../api/fitted.ts";
import { type FormulaModelOptions, formulaModel } from "../api/formula.ts";
import { requireKnownOptions, requireModel } from "../api/given-options.ts";
import type { AsKnown, Model } from "../api/model.ts";
import { type ResumeOptions, resumeModel } from "../api/resume-model.ts";
import { type WatchedChain, type WatchOptions, watchModel } from "../api/watch.ts";
import {
  type CalibrateOptions,
  calibrateModel,
  simulateInCallingThread,
} from "../calibration/calibrate-model.ts";
import type { Calibration } from "../posterior/calibration.ts";
import { page } from "./page-setting.ts";

export * from "../engine.ts";
export type { FitOptions, FormulaModelOptions, ResumeOptions };

/**
 * Samples the posterior; `data` (or `summaryData`, and each of `groups`) is CSV text, columns by name, or an array of row objects. The
 * event loop has its turn some ten times a second, for `onProgress` and `signal`. Chains run in so many workers of the page as `workers`
 * says, which share the data where the page is isolated from other origins; in the calling thread where it says nothing or `"auto"`, and, with a
 * warning, where no worker can be started. Throws a `ProblemError` if model, data or options are at fault.
 */
export async function fit<Variable extends string = string, Row = unknown>(
  model: Model<Variable, Row>,
  options: FitOptions<AsKnown<Row>> = {},
): Promise<Fitted<Variable>> {
  requireModel("fit", model);
  requireKnownOptions("fit", options);
  return fitModel(model, options, page);
}

/** The model that a formula stands for with these data, as in Node; `data` is CSV text, columns by name, or an array of row objects. */
export async function formula(text: string, options: FormulaModelOptions): Promise<Model> {
  requireKnownOptions("formula", options);
  return formulaModel(text, options, page);
}

/**
 * Simulation-based calibration, as in Node but in the calling thread: `workers` is not heeded. Throws a `ProblemError` if model, data or
 * options are at fault.
 */
export async function calibrate(model: Model, options: CalibrateOptions = {}): Promise<Calibration> {
  requireModel("calibrate", model);
  requireKnownOptions("calibrate", options);
  return calibrateModel(model, options, { ...page, runSimulations: simulateInCallingThread });
}

/**
 * Goes on with a run that was stopped, or that is to have more draws (`draws`, `until`): with the bits that it would have had if it had
 * never been stopped. The data are given once more, as to `fit`; `workers` are as many as before where nothing is said. A run that has all
 * its draws is given back as it is. Throws a `ProblemError` if it cannot be gone on with.
 */
export async function resume<Variable extends string = string>(
  run: Fitted<Variable>,
  options: ResumeOptions = {},
): Promise<Fitted<Variable>> {
  requireKnownOptions("resume", options);
  return resumeModel(run, options, page);
}

/**
 * A chain that makes one transition at a time, and tells an observer what happens within: for lessons and pictures. Its draws are those that
 * `fit` gives for the same chain. Throws a `ProblemError` if model, data or options are at fault.
 */
export async function watch(model: Model, options: WatchOptions = {}): Promise<WatchedChain> {
  requireModel("watch", model);
  requireKnownOptions("watch", options);
  return watchModel(model, options, page);
}
