/** Predictions, contrasts, predictive checks and Bayesian R² in Node: runs from folders, rows from files. */

import type { BayesianRSquaredResult } from "../posterior/bayesian-r2.ts";
import type { Contrasts } from "../posterior/contrasts.ts";
import type { PredictiveCheck } from "../posterior/predictive-check.ts";
import { type BayesianRSquaredOptions, bayesianRSquaredOf } from "./bayesian-r2.ts";
import { answering } from "./complete-run.ts";
import { type ContrastOptions, contrastModel } from "./contrast-model.ts";
import { nodeSetting } from "./fit.ts";
import type { Fitted } from "./fitted.ts";
import { requireKnownOptions } from "./given-options.ts";
import { type PpcOptions, ppcModel } from "./ppc-model.ts";
import { type Predictions, type PredictOptions, predictModel } from "./predict-model.ts";
import { readRun } from "./read-run.ts";

const node = answering(nodeSetting);

/**
 * What a run, or the run in a folder, predicts for rows: expected outcomes, new outcomes or linear predictors, with intervals. Groups that the
 * run knows have their effects; new ones are drawn from the population, once for each draw of the posterior and reproducibly from the seed.
 * Throws a `ProblemError` if the rows are at fault, or the data of the run are gone (`runData`).
 */
export async function predict(run: string | Fitted, options: PredictOptions): Promise<Predictions> {
  requireKnownOptions("predict", options);
  const fitted = typeof run === "string" ? await readRun(run) : run;
  return predictModel(fitted, options, node);
}

/**
 * Marginal means and their differences, slopes, and hypotheses of a run or of the run in a folder. Throws a `ProblemError` for what cannot be
 * compared, or if the data of the run are gone (`runData`).
 */
export async function contrast(run: string | Fitted, options: ContrastOptions): Promise<Contrasts> {
  requireKnownOptions("contrast", options);
  const fitted = typeof run === "string" ? await readRun(run) : run;
  return contrastModel(fitted, options, node);
}

/**
 * Data sets that the model of a run, or of the run in a folder, makes of its draws, beside the data: numbers of both with the share of replicates
 * that have larger ones. Throws a `ProblemError` for what cannot be replicated, or if the data of the run are gone (`runData`).
 */
export async function ppc(run: string | Fitted, options: PpcOptions = {}): Promise<PredictiveCheck> {
  requireKnownOptions("ppc", options);
  const fitted = typeof run === "string" ? await readRun(run) : run;
  return ppcModel(fitted, options, node);
}

/**
 * Bayesian R² of a run, or of the run in a folder (Gelman, Goodrich, Gabry & Vehtari 2019): what of the variance of its outcome the model expects,
 * and of observations left out; null, with the reason, where there is none. Throws a `ProblemError` if the data of the run are gone (`runData`).
 */
export async function bayesianRSquared(
  run: string | Fitted,
  options: BayesianRSquaredOptions = {},
): Promise<BayesianRSquaredResult> {
  requireKnownOptions("bayesianRSquared", options);
  const fitted = typeof run === "string" ? await readRun(run) : run;
  return bayesianRSquaredOf(fitted, options, node);
}
