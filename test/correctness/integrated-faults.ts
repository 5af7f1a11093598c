/** Faults of the samplers that integrate effects out. */

import { GroupEffects } from "../../src/linear-gaussian/group-effects.ts";
import type { RandomStream } from "../../src/numeric/random-stream.ts";
import type { InnerBlockRecipe } from "../../src/samplers/exploration/inner-block.ts";
import { NestedProposal } from "../../src/samplers/exploration/proposal.ts";
import { MixtureSampler } from "../../src/samplers/exploration/t-mixture.ts";
import { dataOf, recipeOf } from "../samplers/recipes.ts";
import { errorsInPredictor, fewMeasurements, replicates } from "./calibrated-models.ts";
import { type CollapsedParts, withMethod, withTransition } from "./faulty-kernels.ts";
import { withRecipe } from "./faulty-recipes.ts";
import { crossed } from "./integrated-models.ts";
import type { PlantedFault } from "./planted-faults.ts";
import { collapsedGibbs, marginal, type SamplerUnderTest } from "./samplers.ts";

/** What of a nested proposal the fault needs. */
interface OuterOnly {
  readonly outer: MixtureSampler;
  readonly recipe: InnerBlockRecipe;
}

/** A sweep of the collapsed sampler with the effects of a factor drawn after or before its sd, which has them integrated out. */
const sweepWith = (isInOrder: boolean): SamplerUnderTest =>
  withTransition<CollapsedParts>(collapsedGibbs, ({ density, collapsed, dense, residual }, stream) => {
    collapsed.forEach((moves, k) => {
      density.condition(k);
      if (isInOrder) moves.move();
      else density.evaluate();
      if (dense.coordinates.length > 0) dense.move();
      density.draw(stream);
      if (!isInOrder) moves.move();
    });
    residual.move();
  });

/** The parts put together as they should be: what is found with the fault is not an error of putting them together. */
export const soundSweep: SamplerUnderTest = sweepWith(true);

export const integratedFaults: readonly PlantedFault[] = [
  {
    name: "an update out of order",
    place: "collapsed Gibbs: the effects drawn before their sd, not after it",
    model: crossed,
    sampler: sweepWith(false),
    // Widths and proposals that chains learned from other data make the fault large or small: of twelve seeds seven find it at once.
    simulations: 200,
    least: 6,
    seed: 56,
  },
  {
    name: "a forgotten determinant of the effects' precision",
    place: "collapsed Gibbs: ½ log det B",
    model: crossed,
    sampler: withMethod(collapsedGibbs, {
      owner: GroupEffects,
      method: "eliminate",
      by: (original) =>
        function (this: never, ...values: never[]) {
          original.apply(this, values);
          return 0;
        },
    }),
    simulations: 400,
    least: 12,
  },
  {
    name: "a Metropolis ratio without the proposal density",
    place: "collapsed Gibbs: q(φ)/q(φ')",
    model: crossed,
    sampler: withMethod(collapsedGibbs, { owner: MixtureSampler, method: "logDensity", by: () => () => 0 }),
    simulations: 350,
    least: 5,
  },
  {
    name: "a forgotten determinant of the marginal density",
    place: "marginal: ½ log det B",
    model: replicates,
    sampler: withRecipe(marginal, (recipe) => {
      const data = dataOf(recipe, "marginal");
      if (data.kind !== "marginal") return recipe;
      const { tables, ...rest } = data.model.marginal;
      const uncounted = tables.map((table) => ({ ...table, counts: table.counts.map(() => 0) }));
      const model = { ...data.model, marginal: { ...rest, tables: uncounted } };
      return recipeOf("marginal", { ...data, model });
    }),
    simulations: 150,
    least: 14,
  },
  {
    name: "importance weights without the proposal density",
    place: "marginal: an independence sampler with w = target",
    model: fewMeasurements,
    sampler: withMethod(marginal, { owner: MixtureSampler, method: "logDensity", by: () => () => 0 }),
    simulations: 1000,
    least: 5,
  },
  {
    name: "importance weights without the density of what is drawn given the rest",
    place: "marginal, nothing integrated: w = target / q(outer)",
    model: errorsInPredictor,
    sampler: withMethod(marginal, {
      owner: NestedProposal,
      method: "draw",
      by: (original) =>
        function (this: OuterOnly, stream: RandomStream, position: Float64Array) {
          original.call(this as never, stream as never, position as never);
          return this.outer.logDensity(Float64Array.from(this.recipe.outer, (at) => position[at]!));
        },
    }),
    simulations: 200,
    least: 5,
  },
];
