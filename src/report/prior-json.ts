/** What priors say of data as the JSON that the command line prints. */

import { intraclassDraws } from "../posterior/icc.ts";
import { intervalNames, intervalProbabilities, quantile, sortDraws } from "../posterior/quantile.ts";
import { finiteOrNull, type JsonObject } from "./json.ts";
import { describeVerdict, type ToldOutcome, type ToldPrior } from "./prior-text.ts";

/** Quantiles of numbers of data sets and of parameters; `prob` is the probability of the interval. */
export function priorJson(prior: ToldPrior, seed: number, prob: number): JsonObject {
  const { parameters, roles } = prior;
  return {
    draws: prior.draws,
    seed,
    rejected: prior.rejected,
    outcomes: prior.outcomes.map((one) => outcomeJson(one, prob)),
    parameters: parameters.variables.flatMap(({ name, isHidden }, v) =>
      isHidden ? [] : [{ variable: name, ...quantilesJson(parameters.values[v]!, prob) }],
    ),
    icc: roles.intraclass.map((role) => ({
      group: role.group,
      definition: role.definition,
      ...quantilesJson(intraclassDraws(parameters, role), prob),
    })),
  };
}

function outcomeJson(outcome: ToldOutcome, prob: number): JsonObject {
  const { name, rows, statistics, verdict } = outcome;
  return {
    outcome: name,
    rows,
    verdict: verdict === null ? "none" : verdict.kind,
    words: describeVerdict(outcome),
    spread_ratio: verdict === null ? null : finiteOrNull(verdict.ratio),
    share_alike: verdict === null ? null : finiteOrNull(verdict.shareAlike),
    statistics: statistics.map((one) => ({
      statistic: one.name,
      words: one.words,
      ...quantilesJson(one.values, prob),
      data: one.observed === null ? null : finiteOrNull(one.observed),
      below: one.below === null ? null : finiteOrNull(one.below),
    })),
  };
}

/** Of those values that there are. */
function quantilesJson(values: Float64Array, prob: number): JsonObject {
  const { lowerName, upperName } = intervalNames(prob);
  const sorted = sortDraws(values.filter((value) => !Number.isNaN(value)));
  const [low, high] = intervalProbabilities(prob);
  const at = (probability: number): number | null => finiteOrNull(quantile(sorted, probability));
  return { [lowerName]: at(low), median: at(0.5), [upperName]: at(high) };
}
