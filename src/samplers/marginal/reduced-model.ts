/** A model that is ready to be compiled: arranged, its rows looked at once; and what an evaluation of its density will cost. */

import { compileMarginal, type Keeping, type MarginalModel } from "../../linear-gaussian/marginal-model.ts";
import type { Arrangement } from "../../linear-gaussian/statistics/arrangement.ts";
import {
  accumulateCrossProducts,
  type CrossProducts,
} from "../../linear-gaussian/statistics/cross-products.ts";
import { type Reduction, squaresLength } from "../../linear-gaussian/statistics/patterns.ts";
import { reduceNesting } from "../../linear-gaussian/statistics/reduce-nesting.ts";

/** An arranged model with the statistics of its rows. */
export interface ReducedModel {
  readonly arrangement: Arrangement;
  readonly cross: CrossProducts;
  readonly reduction: Reduction;
}

/** The statistics of an arranged model; null if nested levels are too many for one small matrix. */
export function reduceArranged(arrangement: Arrangement): ReducedModel | null {
  const cross = accumulateCrossProducts(arrangement);
  const reduction = reduceNesting(arrangement.nesting, cross);
  return reduction === null ? null : { arrangement, cross, reduction };
}

/** With draws that hold what `keeping` says. */
export function compileReduced(
  { arrangement, cross, reduction }: ReducedModel,
  keeping: Keeping,
): MarginalModel {
  return compileMarginal(arrangement, cross, reduction, keeping);
}

/** Multiplications of one evaluation, with what a call takes beyond them. */
export function operationsOf({ arrangement, cross, reduction }: ReducedModel): number {
  const { scalars, dense } = arrangement;
  const { tables } = reduction;
  const width = cross.rawCount + 1;
  const triangle = (width * width) / 2;
  const latents = dense.reduce(
    (sum, block) => sum + block.latents.length * block.domain.size,
    scalars.latents.length,
  );
  const elimination = tables.reduce((sum, { size, counts, squareStarts, columnStarts }) => {
    const own = counts.length * (size * size * size + 20);
    const pooled = squareStarts.filter((start) => start >= 0).length;
    let single = 0;
    for (let m = 0; m + 1 < columnStarts.length; m++) {
      const columns = columnStarts[m + 1]! - columnStarts[m]!;
      single += size * size * columns + (size * columns * columns) / 2;
    }
    return sum + own + pooled * squaresLength(size * cross.classes.length, width) + single;
  }, 0);
  return Math.round(
    200 + cross.classes.length * triangle + elimination + triangle + (latents * latents * latents) / 6,
  );
}
