/**
 * Hyperprior in a browser: the public API without files and threads. Data are in memory, or CSV text that the page has got from
 * somewhere; chains run in the calling thread, which may be a worker of the page. The draws have the same bits as in Node.
 */

import { parseCsv } from "../data/parse-csv.ts";
import { runInCallingThread } from "../run/chain-runner.ts";
import { type FitOptions, type FitSetting, fitModel } from "../run/fit-model.ts";
import type { Fitted } from "../run/fitted.ts";
import type { Model } from "../run/model.ts";

export * from "../engine.ts";
export type { FitOptions };

/** A text in place of a path is CSV itself. */
const page: FitSetting = {
  readFile: (text, requests, options) => parseCsv(text, "<csv>", requests, options),
  chooseRunner: () => ({ run: runInCallingThread, workers: 0 }),
};

/**
 * Samples the posterior; `data` (or `summaryData`, and each of `groups`) is CSV text, columns by name, or an array of row objects. The
 * event loop has its turn some ten times a second, for `onProgress` and `signal`. `workers` is not heeded. Throws a `ProblemError` if
 * model, data or options are at fault.
 */
export function fit(model: Model, options: FitOptions): Promise<Fitted> {
  return fitModel(model, options, page);
}
