/** From a bound model to its marginal density, step by step, for tests that look at the steps or change them. */

import { MarginalDensity } from "../../../src/linear-gaussian/marginal-density.ts";
import { MarginalLikelihood } from "../../../src/linear-gaussian/marginal-likelihood.ts";
import { compileMarginal, type MarginalModel } from "../../../src/linear-gaussian/marginal-model.ts";
import { makeMarginalRecipe } from "../../../src/linear-gaussian/marginal-recipe.ts";
import { MultiplierValues } from "../../../src/linear-gaussian/multiplier-values.ts";
import { type Arrangement, arrange } from "../../../src/linear-gaussian/statistics/arrangement.ts";
import {
  accumulateCrossProducts,
  type CrossProducts,
} from "../../../src/linear-gaussian/statistics/cross-products.ts";
import type { Reduction } from "../../../src/linear-gaussian/statistics/patterns.ts";
import { reduceNesting } from "../../../src/linear-gaussian/statistics/reduce-nesting.ts";
import type { BoundModel } from "../../../src/model/bound-model.ts";
import type { Multiplier } from "../../../src/structure/linear-form.ts";
import { type LinearGaussian, recognizeLinearGaussian } from "../../../src/structure/linear-gaussian.ts";

export interface IntegratedModel {
  readonly arrangement: Arrangement;
  readonly cross: CrossProducts;
  readonly reduction: Reduction;
  readonly compiled: MarginalModel;
  readonly density: MarginalDensity;
  /** Names of the parameters that are integrated out. */
  readonly integrated: readonly string[];
}

function requireLinearGaussian(model: BoundModel): LinearGaussian {
  const { structure, refusals } = recognizeLinearGaussian(model);
  if (structure !== null) return structure;
  throw new Error(refusals.map(({ parameter, reason }) => `${parameter} ${reason}`).join("; "));
}

/** `change` puts another reduction in place of that which the program makes. */
export function integrate(
  model: BoundModel,
  change: (reduction: Reduction, arrangement: Arrangement, cross: CrossProducts) => Reduction = (same) =>
    same,
): IntegratedModel {
  const structure = requireLinearGaussian(model);
  const arrangement = arrange(structure);
  const cross = accumulateCrossProducts(arrangement);
  const reduction = change(reduceNesting(arrangement.nesting, cross)!, arrangement, cross);
  const compiled = compileMarginal(arrangement, cross, reduction);
  const density = new MarginalDensity(compiled.recipe);
  const integrated = structure.integrated.map(({ name }) => name);
  return { arrangement, cross, reduction, compiled, density, integrated };
}

/** log p(outcomes | values) of a model, as a function of what its multipliers are made of: by the texts of their expressions. */
export function likelihoodOf(model: BoundModel): (named: Readonly<Record<string, number>>) => number {
  const arrangement = arrange(requireLinearGaussian(model));
  const cross = accumulateCrossProducts(arrangement);
  const values = new MultiplierValues();
  const recipe = makeMarginalRecipe(
    arrangement,
    cross,
    reduceNesting(arrangement.nesting, cross)!,
    values,
    () => 0,
  );
  const likelihood = new MarginalLikelihood(recipe);
  return (named) => {
    const multiplierValue = ({ atoms }: Multiplier): number =>
      atoms.reduce((product, { key }) => {
        const value = named[key];
        if (value === undefined) throw new Error(`no value for ${key}`);
        return product * value;
      }, 1);
    return likelihood.evaluate(Float64Array.from(values.multipliers, multiplierValue));
  };
}
