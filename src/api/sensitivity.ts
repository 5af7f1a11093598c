/** How far a fitted model depends on its priors and on its data: power-scaling, from the draws alone. */

import { LogLikelihood } from "../evaluation/log-likelihood.ts";
import { LogPrior } from "../evaluation/log-prior.ts";
import { canonicalName } from "../language/names.ts";
import { printDistribution } from "../language/print-expression.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Draws } from "../posterior/draws.ts";
import {
  type Component,
  type Components,
  type SensitivityTable,
  sensitivityTable,
  untrusted,
} from "../posterior/sensitivity-table.ts";
import { quantitiesOf } from "./answer-draws.ts";
import { bindRun } from "./bound-run.ts";
import { type DrawAgainOptions, drawAllAgain } from "./draw-again.ts";
import { type FitSetting, requireValid, runTask } from "./fit-setting.ts";
import type { Fitted } from "./fitted.ts";
import { nearestSpelled } from "./nearest-spelled.ts";
import { ProblemError } from "./problem-error.ts";
import { noSuchPrior } from "./problems-sensitivity.ts";

/** What `sensitivity` is told. */
export interface SensitivityOptions extends DrawAgainOptions {
  /** Names or patterns of quantities; without them single numbers and intraclass correlations. */
  readonly variables?: readonly string[];
  /** Parameters whose priors are scaled; without them all priors are. */
  readonly priors?: readonly string[];
  /** Probability of the intervals whose ends are followed, 0.9 if not given. */
  readonly prob?: number;
  /** From which sensitivity on it is told, 0.05 if not given. */
  readonly threshold?: number;
}

/**
 * Power-scaling sensitivity to the priors, to the likelihood and to each prior by itself. Group effects that draws do not hold are drawn
 * again. Where weights are not to be trusted, and it takes little, the run is made once more with more draws (`refitDraws`). Throws a
 * `ProblemError` if the data of the run are gone, or for a name that is none.
 */
export async function sensitivityOfRun(
  given: Fitted,
  options: SensitivityOptions,
  setting: FitSetting,
): Promise<SensitivityTable> {
  const table = await tableOf(given, options, setting);
  if (untrusted(table).length === 0) return table;
  const more = await withMoreDraws(given, options, setting);
  return more === null
    ? table
    : { ...(await tableOf(more, options, setting)), refitDraws: more.draws.drawCount };
}

async function tableOf(
  given: Fitted,
  options: SensitivityOptions,
  setting: FitSetting,
): Promise<SensitivityTable> {
  const { data } = await bindRun(given, options, setting);
  const { bound } = data;
  const isLacking = [LogLikelihood, LogPrior].some((One) => new One(bound, given.draws).absent.length > 0);
  const fitted = isLacking ? await drawAllAgain(given, options, setting) : given;
  const quantities = quantitiesOf(fitted, options.variables);
  const components = componentsOf(bound, fitted.draws, options.priors ?? []);
  const { prob, threshold } = options;
  return sensitivityTable(quantities, components, { prob, threshold });
}

/** The logarithms of priors and likelihood at every draw; of the priors those that are named, all where none is. */
function componentsOf(bound: BoundModel, draws: Draws, named: readonly string[]): Components {
  const priors = priorsOf(bound, draws);
  const names = priors.map(({ name }) => name);
  const chosen = named.map((name) => {
    const found = priors.find((one) => canonicalName(one.name) === canonicalName(name));
    if (found !== undefined) return found;
    throw new ProblemError([noSuchPrior(name, nearestSpelled(name, names), names)], "", "");
  });
  const scaled = chosen.length === 0 ? priors : chosen;
  const sum = new Float64Array(draws.chainCount * draws.drawCount);
  for (const { logDensity } of scaled) for (let i = 0; i < sum.length; i++) sum[i]! += logDensity[i]!;
  return {
    prior: { name: "prior", written: null, logDensity: sum },
    likelihood: { name: "likelihood", written: null, logDensity: likelihoodOf(bound, draws) },
    priors: scaled,
    areAll: chosen.length === 0,
  };
}

function priorsOf(bound: BoundModel, draws: Draws): Component[] {
  const evaluation = new LogPrior(bound, draws);
  const count = draws.chainCount * draws.drawCount;
  const values = evaluation.parameters.map(() => new Float64Array(count));
  const one = new Float64Array(values.length);
  for (let draw = 0; draw < count; draw++) {
    evaluation.fill(draw, one);
    for (let k = 0; k < values.length; k++) values[k]![draw] = one[k]!;
  }
  return evaluation.parameters.map(({ name, distribution }, k) => ({
    name,
    written: printDistribution(distribution),
    logDensity: values[k]!,
  }));
}

function likelihoodOf(bound: BoundModel, draws: Draws): Float64Array {
  const evaluation = new LogLikelihood(bound, draws);
  const terms = new Float64Array(evaluation.size);
  return Float64Array.from({ length: draws.chainCount * draws.drawCount }, (_, draw) => {
    evaluation.fill(draw, terms);
    let sum = 0;
    for (let i = 0; i < terms.length; i++) sum += terms[i]!;
    return sum;
  });
}

/** Draws per chain that weights can be fitted to, as many times those of the run, and seconds that they may take. */
const usualDraws = 1000;
const moreTimes = 4;
const mostSeconds = 20;

/** The same model with more draws, by the same sampler; null where that takes long. */
async function withMoreDraws(
  given: Fitted,
  options: SensitivityOptions,
  setting: FitSetting,
): Promise<Fitted | null> {
  const { record, draws: made } = given;
  const { setup, warmup, sampling } = record.timing;
  const draws = Math.max(usualDraws, moreTimes * made.drawCount);
  if (setup + warmup + (sampling * draws) / made.drawCount > mostSeconds) return null;
  const { model, data } = await bindRun(given, options, setting);
  const { onProgress, signal, workers = record.options.workers } = options;
  const runOptions = {
    ...record.options,
    warmup: Math.max(record.options.warmup, usualDraws),
    draws,
    until: null,
    workers,
  };
  requireValid(runOptions, setting);
  const task = { model, data, options: runOptions, startedAt: performance.now(), earlier: null };
  return runTask(task, { ...(onProgress && { onProgress }), ...(signal && { signal }) }, setting);
}
