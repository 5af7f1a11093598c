/** The state of a chain of any sampler at given values of all parameters, for the adaptation of another chain. */

import { instantiateFunction } from "../../src/density/compile.ts";
import { coordinatesOf } from "../../src/density/joint/coordinates.ts";
import { CollapsedDensity } from "../../src/linear-gaussian/collapsed-density.ts";
import { MarginalDensity } from "../../src/linear-gaussian/marginal-density.ts";
import type { BoundModel } from "../../src/model/bound-model.ts";
import type { ChainAdaptation, ChainState } from "../../src/samplers/chain.ts";
import type { CollapsedGibbsChainRecipe } from "../../src/samplers/collapsed-gibbs/collapsed-gibbs.ts";
import { createProposal } from "../../src/samplers/exploration/proposal.ts";
import { GibbsGraph } from "../../src/samplers/gibbs/gibbs-graph.ts";
import { chainsOf } from "../../src/samplers/index.ts";
import type { MarginalChainRecipe } from "../../src/samplers/marginal/marginal-chain.ts";
import { GroupIntegrals } from "../../src/samplers/quadrature/group-integrals.ts";
import type { QuadratureChainRecipe } from "../../src/samplers/quadrature/quadrature-chain.ts";
import { QuadratureDensity } from "../../src/samplers/quadrature/quadrature-density.ts";
import type { ChainRecipe } from "../../src/samplers/sampler.ts";
import { dataOf, jointOf } from "../samplers/recipes.ts";
import type { CalibratedModel, Values } from "./calibration.ts";
import { type Placing, positionAt } from "./position.ts";

/** What all data sets of a model share. */
export interface Setting {
  readonly model: Pick<CalibratedModel, "free">;
  readonly coordinates: Placing["coordinates"];
  readonly names: readonly string[];
}

/** The names of the free numbers: those of the design, whatever the outcomes are. */
export function coordinatesIn(model: BoundModel): Placing["coordinates"] {
  return coordinatesOf(new GibbsGraph(model).joint.inputs);
}

/** `adaptation` is that of a chain of a recipe of the same kind, learned from other data. */
export function stateAt(
  recipe: ChainRecipe,
  setting: Setting,
  truth: Values,
  adaptation: ChainAdaptation,
): ChainState {
  if (recipe.sampler === "collapsed gibbs")
    return { position: collapsedPosition(dataOf(recipe, "collapsed gibbs"), setting, truth), adaptation };
  const joint = jointOf(recipe);
  if (recipe.sampler === "marginal" && joint === null) {
    const marginal = dataOf(recipe, "marginal") as MarginalChainRecipe;
    return { position: marginalPosition(marginal, setting, truth), adaptation };
  }
  if (recipe.sampler === "quadrature" && joint === null) {
    const quadrature = dataOf(recipe, "quadrature") as QuadratureChainRecipe;
    return { position: quadraturePosition(quadrature, setting, truth), adaptation };
  }
  const { constrain, density } = chainsOf(recipe).model!;
  const { dimension } = density;
  const position = positionAt({ ...setting, dimension, constrain }, setting.model, truth);
  if (joint?.kernel.kind !== "independence") return { position: [...position], adaptation };
  const logDensity = density.evaluate(position, new Float64Array(dimension));
  const logProposal = createProposal(joint.kernel.proposal, density).logDensity(position);
  return { position: [...position, logDensity, logDensity - logProposal], adaptation };
}

/** What is sampled and, for an independence sampler, log density and log weight. */
function marginalPosition({ model, kernel }: MarginalChainRecipe, setting: Setting, truth: Values): number[] {
  const density = new MarginalDensity(model);
  const constrain = (position: Float64Array, draw: Float64Array): void =>
    density.hyperparameters.constrain(position, draw);
  const { dimension } = model.hyperparameterDensity;
  const whole = positionAt({ ...setting, dimension, constrain }, setting.model, truth);
  const sampled = Float64Array.from(model.sampled, (place) => whole[place]!);
  if (kernel.kind !== "independence") return [...sampled];
  const logDensity = density.value(sampled);
  return [...sampled, logDensity, logDensity - createProposal(kernel.proposal, density).logDensity(sampled)];
}

/** As `marginalPosition`, and that nothing is known of the second stage. */
function quadraturePosition(
  { model, start, rule, kernel }: QuadratureChainRecipe,
  setting: Setting,
  truth: Values,
): number[] {
  const density = new QuadratureDensity(new GroupIntegrals(model, start), rule);
  const constrain = instantiateFunction(model.constrain);
  const whole = positionAt({ ...setting, dimension: model.dimension, constrain }, setting.model, truth);
  const sampled = Float64Array.from(model.sampled, (place) => whole[place]!);
  if (kernel.kind !== "independence") return [...sampled];
  const logDensity = density.value(sampled);
  const logWeight = logDensity - createProposal(kernel.proposal, density).logDensity(sampled);
  return [...sampled, logDensity, logWeight, 0, 0, 0];
}

/** Sweeps after which a chain is no longer at its beginning. */
const approach = 10;

/** What is sampled, the dense block's coordinates and the large factors' effects with their sums. */
function collapsedPosition({ model }: CollapsedGibbsChainRecipe, setting: Setting, truth: Values): number[] {
  const density = new CollapsedDensity(model);
  const { hyperparameters, dense, factors } = density;
  const { dimension } = model.hyperparameterDensity;
  const constrain = (position: Float64Array, draw: Float64Array): void =>
    hyperparameters.constrain(position, draw);
  const whole = positionAt({ ...setting, dimension, constrain }, setting.model, truth);
  hyperparameters.position.set(Float64Array.from(model.sampled, (place) => whole[place]!));
  // Only to set the values that the effects are made of.
  density.evaluateGivenAll();
  for (const factor of factors) {
    const { places } = factor.recipe;
    const { levels, width } = factor.statistics;
    for (let j = 0; j < levels; j++) {
      for (let a = 0; a < width; a++) {
        let effect = 0;
        places.forEach(({ offset, stride }, m) => {
          effect += factor.coefficients[a * width + m]! * whole[offset + j * stride]!;
        });
        factor.effects[j * width + a] = effect;
      }
    }
    factor.refresh();
  }
  const { places } = model.collapsed.rest.dense;
  const { intercept, interceptShares, interceptShift } = model.collapsed.rest;
  places.forEach(({ offset, factor }, k) => {
    dense.coordinates[k] = whole[offset]! / factor;
  });
  if (intercept >= 0) {
    let shares = 0;
    for (let l = 0; l < dense.size; l++) {
      if (l !== intercept) shares += interceptShares[l]! * dense.coordinates[l]!;
    }
    const own = 1 - interceptShares[intercept]!;
    dense.coordinates[intercept] = (dense.coordinates[intercept]! - interceptShift + shares) / own;
  }
  return [approach, ...hyperparameters.position, ...density.state()];
}
