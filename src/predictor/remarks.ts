/** Why there are no variance components, no shares or no intraclass correlations, in words. */

import type { CheckedModel } from "../language/checked-model.ts";
import { baseOf } from "../language/parts.ts";
import { type Outcome, rowLikelihoods } from "./outcome.ts";

/** There is no outcome with one linear predictor: what stands after "variance components are not known: ". */
export function noPredictor(model: CheckedModel): string {
  const likelihoods = rowLikelihoods(model);
  const [only] = likelihoods;
  const columns = likelihoods.flatMap((one) => one.columns);
  if (only === undefined) return "the model has no outcome with a value for each row";
  if (columns.length > 1) {
    return `they are told for models with one outcome, and this one has ${columns.length}, ${columns.join(", ")}`;
  }
  const base = baseOf(only.distribution);
  return `${only.column} ~ ${base.distribution.name}(…) has no single linear predictor on a scale with a variance`;
}

/** Group effects enter by more than sums and products, or have no variance or correlation in closed form. */
export function notOnOneScale({ likelihood }: Outcome): string {
  return `no shares of the variance of ${likelihood.column}, and no intraclass correlation: not every group effect enters its linear predictor as a term of a sum, once, with a variance in closed form`;
}

/** The outcome has no variance about its predictor. */
export function noResidual({ likelihood: { column, distribution } }: Outcome): string {
  const base = baseOf(distribution);
  return `no shares of the variance of ${column}, and no intraclass correlation: ${base.distribution.name} has no single variance about its linear predictor`;
}

/** The outcome has lags of itself: what stands in variances and correlations is what is left when these are given; none where it has not. */
export function givenEarlier({ series }: CheckedModel, { likelihood: { column } }: Outcome): string[] {
  const [name] = [...series].find(([, { root }]) => root === column) ?? [];
  if (name === undefined) return [];
  return [
    `variances, shares and intraclass correlations are those of ${column} given its earlier values, ${name}, which carry on what came before`,
  ];
}
