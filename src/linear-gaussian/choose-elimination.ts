/** Which elimination patterns of a shape have. */

import type { Elimination, NestingValues, PatternShape } from "./elimination.ts";
import { MatrixElimination } from "./matrix-elimination.ts";
import { ScalarElimination } from "./scalar-elimination.ts";

/** That in numbers for one row and one latent, that in matrices for more; it reads weights and coefficients of `values` whenever it is used. */
export function eliminationOf(shape: PatternShape, values: NestingValues): Elimination {
  const blocks = shape.nestedFactors.map((nestedFactor) => values.recipe.nestedFactors[nestedFactor]!);
  const isScalar = blocks.length === 1 && blocks[0]!.rows === 1 && blocks[0]!.columns === 1;
  return isScalar ? new ScalarElimination(shape, values) : new MatrixElimination(shape, values);
}
