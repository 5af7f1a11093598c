/** Bayesian R² of a run: what of the variance of its outcome the model expects, of its own rows and of rows left out. */

import { LogLikelihood } from "../evaluation/log-likelihood.ts";
import { forEachColumn } from "../evaluation/observation-columns.ts";
import type { Likelihood } from "../language/checked-model.ts";
import { canonicalName } from "../language/names.ts";
import {
  type BayesianRSquared,
  type BayesianRSquaredResult,
  explainedVariance,
  leftOutVariance,
} from "../posterior/bayesian-r2.ts";
import { largestTrustedK, looWeights } from "../posterior/elpd.ts";
import { defaultProb } from "../posterior/estimate.ts";
import { intervalNames } from "../posterior/quantile.ts";
import { OutcomeMoments } from "../prediction/outcome-moments.ts";
import { nearestName } from "../problems/nearest-name.ts";
import { type BoundRun, bindRun, type RunDataOptions } from "./bound-run.ts";
import { type AnswerSetting, completeRun } from "./complete-run.ts";
import type { Fitted } from "./fitted.ts";
import { ProblemError } from "./problem-error.ts";
import { noSuchOutcome } from "./problems-answers.ts";

/** Of which outcome, and how its uncertainty is told. */
export interface BayesianRSquaredOptions extends RunDataOptions {
  /** The first of the model if left out. */
  readonly outcome?: string;
  /** Probability of the intervals, 0.9 if not given. */
  readonly prob?: number;
  /** Of the bootstrap; that of the run if not given. */
  readonly seed?: number;
}

/** Numbers of observations at draws that weights are computed of at most. */
const mostWeighed = 1e8;

/** Throws a `ProblemError` for a name of no outcome, or where the data of the run are gone. */
export async function bayesianRSquaredOf(
  fitted: Fitted,
  options: BayesianRSquaredOptions,
  setting: AnswerSetting,
): Promise<BayesianRSquaredResult> {
  const given = await bindRun(fitted, options, setting);
  const { checked } = given.data.bound;
  const likelihoods = checked.statements.filter((one): one is Likelihood => one.kind === "likelihood");
  const columns = likelihoods.flatMap((one) => one.columns.map((column) => ({ likelihood: one, column })));
  const { outcome } = options;
  const found =
    outcome === undefined ? columns[0] : columns.find(({ column }) => column === canonicalName(outcome));
  if (found === undefined) {
    if (outcome === undefined) return none("the model has no outcome");
    const names = columns.map(({ column }) => column);
    throw new ProblemError([noSuchOutcome(outcome, nearestName(outcome, names), names)], "", "");
  }
  const { likelihood, column } = found;
  const reason = reasonAgainst(given, likelihood, column);
  if (reason !== null) return none(reason);
  const first = OutcomeMoments.of(given.data.bound, fitted.draws, likelihood, column);
  if (first === null)
    return none(`what is expected of ${column} given the parameters is no number, or has no closed form`);
  const run = first.absent.length === 0 ? given : ((await completeRun(given, setting)) ?? given);
  const moments = OutcomeMoments.of(run.data.bound, run.fitted.draws, likelihood, column)!;
  if (moments.absent.length > 0)
    return none(`the draws do not hold ${moments.absent.join(", ")}; fit again with \`--keep all\``);
  return { bayesian: compute(run, column, moments, options), reason: null };
}

function none(reason: string): BayesianRSquaredResult {
  return { bayesian: null, reason };
}

function reasonAgainst({ data: { bound } }: BoundRun, likelihood: Likelihood, column: string): string | null {
  if (likelihood.weight !== null) return "rows with weights stand for several observations";
  if (bound.cells !== null)
    return "rows of the table stand for several observations, which are not known one by one";
  const { values } = bound.columns.get(column)!;
  if (values.length < 2) return `there are fewer than two observations of ${column}`;
  return values.every((value) => value === values[0]) ? `all values of ${column} are the same` : null;
}

function compute(
  run: BoundRun,
  outcome: string,
  moments: OutcomeMoments,
  { prob = defaultProb, seed }: BayesianRSquaredOptions,
): BayesianRSquared {
  const { draws, record } = run.fitted;
  const observed = run.data.bound.columns.get(outcome)!.values;
  const drawTotal = draws.chainCount * draws.drawCount;
  const outcomes = {
    observed,
    drawTotal,
    chainCount: draws.chainCount,
    hasVariance: moments.hasVariance,
    fill: moments.fill.bind(moments),
  };
  const expected = drawTotal * observed.length > mostWeighed ? null : expectedWithout(run, outcome, moments);
  return {
    ...intervalNames(prob),
    outcome,
    observations: observed.length,
    ...explainedVariance(outcomes, prob),
    leftOut:
      expected &&
      leftOutVariance(observed, expected.means, expected.unreliable, {
        prob,
        seed: seed ?? record.options.seed,
      }),
  };
}

/** What is expected of each observation by the others: means weighted by one over its likelihood. */
function expectedWithout({ data, fitted }: BoundRun, outcome: string, moments: OutcomeMoments) {
  const { draws } = fitted;
  const total = draws.chainCount * draws.drawCount;
  const likelihood = new LogLikelihood(data.bound, draws);
  const { offset } = likelihood.groups.find(({ outcomes }) => outcomes.includes(outcome))!;
  const { size } = moments;
  const own = new Float64Array(likelihood.size);
  // The means of all observations, and behind them their log likelihoods.
  const both = {
    size: 2 * size,
    fill: (draw: number, target: Float64Array): void => {
      moments.fill(draw, target);
      likelihood.fill(draw, own);
      target.set(own.subarray(offset, offset + size), size);
    },
  };
  const means = new Float64Array(size);
  let [unreliable, expected] = [0, new Float64Array(0)];
  const visit = (i: number, column: Float64Array): void => {
    if (i < size) {
      expected = column.slice();
      return;
    }
    const { weights, paretoK } = looWeights(column, draws.chainCount);
    means[i - size] = weights.reduce((sum, weight, d) => sum + weight * expected[d]!, 0);
    if (paretoK > largestTrustedK(total)) unreliable++;
  };
  const pairs = Int32Array.from({ length: 2 * size }, (_, k) => (k >> 1) + (k % 2) * size);
  forEachColumn(both, total, visit, pairs);
  return { means, unreliable };
}
