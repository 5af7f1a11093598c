/** All that is measured of one variable before draws are judged: of each some hundred bytes are kept. */

import { type Convergence, isJudged, measureVariable } from "./convergence.ts";
import type { NamedValue } from "./diagnosis.ts";
import { type MeasuredPlace, measurePlace } from "./divergences.ts";
import type { Variable } from "./draws.ts";
import { isLogLikelihood, logLikelihoodParetoK } from "./log-likelihood.ts";
import { sortDraws } from "./quantile.ts";
import { measureQuantiles, type QuantilePrecision } from "./quantile-precision.ts";
import { summarizeVariable, type UnmarkedRow } from "./summary.ts";

/** What is the same for all variables; plain data, as what is measured. */
export interface MeterSettings {
  readonly chainCount: number;
  /** Probability of the intervals of the summary. */
  readonly prob: number;
  readonly superchains: number | null;
  /** Ascending probabilities of quantiles whose precision is asked. */
  readonly quantiles: readonly number[] | null;
  /** Transitions that diverged, from 0; null where draws have no such statistic. */
  readonly divergent: readonly number[] | null;
}

/** What one variable is like. */
export interface MeasuredVariable {
  /** Null of a variable that is not judged. */
  readonly convergence: Convergence | null;
  /** Of the summary; null of a hidden variable. */
  readonly row: UnmarkedRow | null;
  readonly quantiles: readonly QuantilePrecision[];
  /** Pareto k, where the variable is the log likelihood of an observation. */
  readonly observation: NamedValue | null;
  /** Where its divergent draws lie. */
  readonly place: MeasuredPlace | null;
}

/** Of `values[chain * drawCount + draw]`. */
export function measureAll(
  variable: Variable,
  values: Float64Array,
  { chainCount, prob, superchains, quantiles, divergent }: MeterSettings,
): MeasuredVariable {
  const sorted = sortDraws(values);
  const convergence = isJudged(variable)
    ? measureVariable(variable, values, chainCount, sorted, superchains)
    : null;
  const isObservation = convergence !== null && isLogLikelihood(variable);
  return {
    convergence,
    row: variable.isHidden
      ? null
      : summarizeVariable(variable, values, chainCount, prob, convergence, sorted),
    quantiles:
      convergence === null || quantiles === null
        ? []
        : measureQuantiles(variable, values, chainCount, quantiles),
    observation: isObservation ? observationOf(variable, values, chainCount) : null,
    place: divergent === null ? null : measurePlace(variable, values, divergent),
  };
}

/** The log likelihood of an observation, judged. */
export function observationOf({ name }: Variable, values: Float64Array, chainCount: number): NamedValue {
  return { name, value: logLikelihoodParetoK(values, chainCount) };
}
