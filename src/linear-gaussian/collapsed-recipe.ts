/**
 * A model with large crossed factors in the form that the collapsed Gibbs sampler computes from. Plain data: it can be sent to a
 * worker.
 *
 * The dense block is as in the marginal density's recipe. A large factor's effects are b_j = T z_j, z_j ~ N(0, I), in the units of
 * its raw columns and the outcome; the standard deviations of the latents are in T.
 */

import { halfLogTwoPi, log } from "../numeric/logarithm.ts";
import type { FactorSplit } from "./factor-split.ts";
import {
  type Entry,
  type LatentPlace,
  type MarginalRecipe,
  makeMarginalRecipe,
  type OffsetOf,
} from "./marginal-recipe.ts";
import type { MultiplierValues } from "./multiplier-values.ts";
import type { FactorBlock } from "./statistics/arrangement.ts";
import type { CrossProducts } from "./statistics/cross-products.ts";
import type { CrossedFactor } from "./statistics/crossed-statistics.ts";

/** A factor that is sampled. */
export interface FactorRecipe {
  readonly statistics: CrossedFactor;
  /** The elements of T: row is the raw column, column the latent. */
  readonly entries: readonly Entry[];
  /** Latent m of level j is number `offset + j * stride` of the position. */
  readonly places: readonly LatentPlace[];
}

export interface CollapsedRecipe {
  readonly factors: readonly FactorRecipe[];
  /** Population effects, small factors and the residual standard deviation, without large factors. */
  readonly rest: MarginalRecipe;
  /** Of the log likelihood given everything: all that no value changes. */
  readonly logConstant: number;
  /** Latents that no outcome has: drawn from their priors. */
  readonly unattached: readonly LatentPlace[];
}

/** Puts a recipe together, and asks for the values that it needs. */
export function makeCollapsedRecipe(
  { large, small }: FactorSplit,
  cross: CrossProducts,
  statistics: readonly CrossedFactor[],
  values: MultiplierValues,
  offsetOf: OffsetOf,
): CollapsedRecipe {
  const rest = makeMarginalRecipe(small, cross, { tables: [], stages: [] }, values, offsetOf);
  const factors = large.map(({ coefficients, latents, domain }: FactorBlock, k): FactorRecipe => {
    const { columnScales } = statistics[k]!;
    return {
      statistics: statistics[k]!,
      entries: coefficients.map(({ raw, latent, scale, multiplier }) => ({
        row: raw,
        column: latent,
        scale: (scale * columnScales[raw]! * latents[latent]!.sd) / cross.outcomeScale,
        value: values.numberOf(multiplier),
      })),
      places: latents.map(({ parameter, component, width }) => ({
        parameter,
        offset: offsetOf(parameter) + component,
        stride: width,
        factor: 1,
        levels: domain.size,
      })),
    };
  });
  const attached = new Set(factors.flatMap(({ places }) => places.map(({ offset }) => offset)));
  const unattached = rest.unattached.filter(({ offset }) => !attached.has(offset));
  const count = cross.classes.reduce((sum, one) => sum + one.count, 0);
  const logConstant = cross.logWeight - count * (halfLogTwoPi + log(cross.outcomeScale));
  return { factors, rest, logConstant, unattached };
}
