/** Faults of the general Gibbs sampler, planted in the recipes of its updates. */

import { ModeJump } from "../../src/samplers/gibbs/mode-jump.ts";
import { ElementSlices } from "../../src/samplers/updates/element-slices.ts";
import { fewMeasurements, proportions, replicates, slopes } from "./calibrated-models.ts";
import { categories, counts, halfT, successes } from "./conjugate-models.ts";
import { withMethod } from "./faulty-kernels.ts";
import { andThen, withUpdate } from "./faulty-recipes.ts";
import type { PlantedFault } from "./planted-faults.ts";
import { gibbs, gibbsJumping } from "./samplers.ts";

/** What of a jump the fault needs. */
interface JumpParts {
  readonly present: Float64Array;
  readonly context: { readonly position: Float64Array };
  readonly recipe: { readonly model: { readonly sampled: Int32Array } };
}

/** All subjects' vectors have the determinant of Ω: log √(1 - ρ²) = -log cosh u of the free number u. */
export const vectors = 8;

export const conjugateFaults: readonly PlantedFault[] = [
  {
    name: "a wrong degree of freedom",
    place: "Gibbs, half-t scale: n + ν + 1 for n + ν",
    model: halfT,
    sampler: withUpdate(gibbs, "conjugate", "σ", (update) => ({
      ...update,
      statistics: andThen(update.statistics, "target[0] -= 1;"),
    })),
    simulations: 600,
    least: 5,
  },
  {
    name: "an auxiliary variable that is not drawn anew",
    place: "Gibbs, half-t scale: a stays 2",
    model: halfT,
    sampler: withUpdate(gibbs, "conjugate", "σ", (update) => ({
      ...update,
      pair: "root of inverse gamma",
      valueCount: 2,
      // σ² ~ inverse_gamma((n + ν)/2, SS/2 + ν/a) with ν = 3
      statistics: andThen(update.statistics, "target[0] -= 4; target[1] += 3;"),
    })),
    simulations: 250,
    least: 5,
  },
  {
    name: "counts that are one too many",
    place: "Gibbs, gamma: the shape",
    model: counts,
    sampler: withUpdate(gibbs, "conjugate", "λ[g]", (update) => ({
      ...update,
      statistics: andThen(update.statistics, `for (let j = 0; j < ${update.size}; j++) target[j] += 1;`),
    })),
    simulations: 250,
    least: 5,
  },
  {
    name: "a trial that is not counted",
    place: "Gibbs, beta: the failures",
    model: successes,
    sampler: withUpdate(gibbs, "conjugate", "p[g]", (update) => ({
      ...update,
      statistics: andThen(
        update.statistics,
        `for (let j = 0; j < ${update.size}; j++) target[${update.size} + j] += 1;`,
      ),
    })),
    simulations: 500,
    least: 5,
  },
  {
    name: "a category that is counted once more",
    place: "Gibbs, Dirichlet: the first category",
    model: categories,
    sampler: withUpdate(gibbs, "dirichlet", "θ[g, K]", (update) => ({
      ...update,
      statistics: andThen(update.statistics, `for (let j = 0; j < ${update.size}; j++) target[j] += 1;`),
    })),
    simulations: 200,
    least: 5,
  },
];

export const sweepFaults: readonly PlantedFault[] = [
  {
    name: "a forgotten Jacobian",
    place: "Gibbs, slice from sums: dσ/d log σ",
    model: fewMeasurements,
    sampler: withUpdate(gibbs, "statistics slice", "σ", (update) => ({
      ...update,
      statistics: andThen(update.statistics, `target[${update.powers.indexOf(-1)}] -= 1;`),
    })),
    simulations: 500,
    least: 6,
  },
  {
    name: "a stale sufficient statistic",
    place: "Gibbs, slice from sums: those of the first sweep",
    model: fewMeasurements,
    sampler: withUpdate(gibbs, "statistics slice", "σ", (update) => ({
      ...update,
      statistics: andThen(
        update.statistics,
        "if (first === null) first = target.slice(); else target.set(first);",
        "let first = null;",
      ),
    })),
    simulations: 900,
    least: 5,
  },
  {
    name: "interweaving that does not move the effects",
    place: "Gibbs, interweaving: b stays what it was",
    model: replicates,
    sampler: withUpdate(gibbs, "interweaving", "σ_b with b[sample] along", (update) => {
      const kept = new Float64Array(update.size);
      const keep = (emitted: typeof update.restore) => ({ ...emitted, data: [...emitted.data, kept] });
      const last = (emitted: typeof update.restore): string => `data[${emitted.data.length}]`;
      return {
        ...update,
        standardize: andThen(
          keep(update.standardize),
          `for (let j = 0; j < ${update.size}; j++) ${last(update.standardize)}[j] = position[${update.offset} + j];`,
        ),
        restore: andThen(keep(update.restore), `target.set(${last(update.restore)});`),
      };
    }),
    simulations: 500,
    least: 5,
  },
  {
    name: "a shift of one side only",
    place: "Gibbs, shift: the effects stay",
    model: replicates,
    sampler: withUpdate(gibbs, "shift", "β against b[sample]", (update) => ({
      ...update,
      targets: new Int32Array(0),
    })),
    simulations: 150,
    least: 5,
  },
  {
    name: "a forgotten determinant of correlations",
    place: "Gibbs, covariance slice: Σ log L_kk",
    model: slopes,
    sampler: withUpdate(gibbs, "covariance slice", "τ[Z], Ω[Z, Z]", (update) => ({
      ...update,
      density: andThen(
        update.density,
        `value -= ${vectors} * Math.log(Math.cosh(position[${update.coordinates.at(-1)}]));`,
      ),
    })),
    simulations: 350,
    least: 5,
  },
  {
    name: "stepping out without sharing the steps",
    place: "Gibbs, slices: two steps up and none down",
    model: proportions,
    sampler: withMethod(gibbs, {
      owner: ElementSlices,
      method: "begin",
      by: (original) =>
        function (this: never) {
          const slices = this as unknown as Record<"stepsDown" | "stepsUp" | "widths", Int32Array>;
          slices.widths.fill(0.7);
          original.call(this);
          slices.stepsDown.fill(0);
          slices.stepsUp.fill(2);
        },
    }),
    simulations: 100,
    least: 7,
  },
  {
    name: "a jump that leaves the effects where they are",
    place: "Gibbs, jump between modes: nothing drawn given the scales",
    model: replicates,
    sampler: withMethod(gibbsJumping, {
      owner: ModeJump,
      method: "place",
      by: () =>
        function (this: JumpParts) {
          this.present.forEach((value, i) => {
            this.context.position[this.recipe.model.sampled[i]!] = value;
          });
        },
    }),
    simulations: 100,
    least: 5,
  },
  {
    name: "a jump whose ratio is upside down",
    place: "Gibbs, jump between modes: w(φ)/w(φ')",
    model: replicates,
    sampler: withMethod(gibbsJumping, {
      owner: ModeJump,
      method: "ratioOf",
      by: (original) =>
        function (this: never, other: never, present: never) {
          return original.call(this, present, other);
        },
    }),
    simulations: 100,
    // The better the proposals fit, the nearer are ratios to 1, and the more transitions it takes until it is seen that they are upside down.
    steps: 40,
    least: 6,
  },
];
