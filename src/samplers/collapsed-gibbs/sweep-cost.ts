/** What a sweep costs, in multiplications: for the plan before any statistics are there, and for a chain that has them. */

import type { CollapsedRecipe } from "../../linear-gaussian/collapsed-recipe.ts";
import type { FactorSplit } from "../../linear-gaussian/factor-split.ts";

/** A normal number, and what is done with it. */
const perEffect = 50;
/** Evaluations of the collapsed density for each factor and sweep. */
const evaluations = 3;

/**
 * About how many operations a sweep takes: passes over the pairs of levels that meet, a normal number for each effect, and
 * evaluations of the collapsed densities, in which levels are taken to have a few dense columns each.
 */
export function sweepOperations({ family, large, small }: FactorSplit): number {
  const rows = family.domain.size;
  const dense = small.dense.reduce(
    (sum, { domain, latents }) => sum + domain.size * latents.length,
    small.scalars.latents.length,
  );
  let operations = (large.length * evaluations * (dense * dense * dense)) / 6;
  for (const factor of large) {
    const width = factor.columns.length;
    const perLevel = small.scalars.columns.length + 3 * small.dense.length + 1;
    operations += factor.domain.size * width * (perEffect + (evaluations * perLevel * perLevel) / 2);
    for (const other of large) {
      if (other === factor) continue;
      const pairs = Math.min(rows, factor.domain.size * other.domain.size);
      operations += pairs * width * other.columns.length;
    }
  }
  return Math.round(operations);
}

/** Whether an evaluation of factor k's collapsed density costs less than a tenth of a sweep. */
export function evaluationIsCheap({ factors }: CollapsedRecipe, k: number): boolean {
  const { squares, patternCounts, squareStarts, patternOf, width, places } = factors[k]!.statistics;
  let singles = 0;
  for (const pattern of patternOf) if (squareStarts[pattern]! < 0) singles++;
  const perLevel = places.length / patternOf.length + 1;
  const evaluation =
    squares.length + 20 * patternCounts.length * width * width + singles * width * perLevel * perLevel;
  let sweep = 0;
  for (const { statistics } of factors) {
    sweep += perEffect * statistics.levels * statistics.width;
    for (const pairs of statistics.contingencies) sweep += pairs?.products.length ?? 0;
  }
  return 10 * evaluation < sweep;
}
