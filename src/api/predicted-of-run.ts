/** What pictures of replicates are drawn of: those of the first outcome of a run, with the log likelihoods of its observations. */

import { LogLikelihood } from "../evaluation/log-likelihood.ts";
import { bindRun } from "./bound-run.ts";
import { type AnswerSetting, completeRun } from "./complete-run.ts";
import type { Fitted } from "./fitted.ts";
import { replicate } from "./ppc-model.ts";

/** An outcome: observed and replicated values, `[observation][data set]`, and log likelihoods at the same draws. */
export interface PredictedOfRun {
  readonly predicted: {
    readonly name: string;
    readonly observed: Float64Array;
    readonly replicated: readonly Float64Array[];
  } | null;
  /** Null where draws do not hold all parameters, or rows are not all observations. */
  readonly logLikelihood: readonly Float64Array[] | null;
}

/** Throws a `ProblemError` for what cannot be replicated, or where the data of the run are gone. */
export async function predictedOfRun(fitted: Fitted, setting: AnswerSetting): Promise<PredictedOfRun> {
  const bound = await bindRun(fitted, {}, setting);
  const run = (await completeRun(bound, setting)) ?? bound;
  const [first] = await replicate(run, {}, setting);
  if (first === undefined) return { predicted: null, logLikelihood: null };
  const { outcome: name, replicates, draws } = first;
  const observed = run.data.bound.columns.get(name)!.values;
  const replicated = Array.from(observed, (_, row) => Float64Array.from(replicates, (one) => one[row]!));
  const likelihood = new LogLikelihood(run.data.bound, run.fitted.draws);
  const group = likelihood.groups.find(({ outcomes }) => outcomes.includes(name));
  if (likelihood.absent.length > 0 || group === undefined || group.domain.size !== observed.length)
    return { predicted: { name, observed, replicated }, logLikelihood: null };
  const terms = Array.from(observed, () => new Float64Array(draws.length));
  const target = new Float64Array(likelihood.size);
  draws.forEach((draw, d) => {
    likelihood.fill(draw, target);
    for (let i = 0; i < terms.length; i++) terms[i]![d] = target[group.offset + i]!;
  });
  return { predicted: { name, observed, replicated }, logLikelihood: terms };
}
