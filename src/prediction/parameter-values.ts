/**
 * Parameters as the numbers of a draw and as the values that a model is simulated from: the same, but for a correlation matrix, of which a
 * draw has the elements above the diagonal and a simulation the factor.
 */

import { fillFactor } from "../evaluation/draw-values.ts";
import { isMatrix } from "../evaluation/parameter-inputs.ts";
import type { Variable } from "../posterior/draws.ts";
import type { DrawnStatement } from "./simulate.ts";

/** Where the numbers of a parameter stand among the variables, and among all values. */
export interface ParameterPlace {
  readonly drawn: DrawnStatement;
  /** The first of its variables. */
  readonly variable: number;
  /** How many variables it has. */
  readonly count: number;
  /** Size of a correlation matrix; 0 for other parameters. */
  readonly matrixSize: number;
}

/** Of all parameters, in the order in which they are drawn. */
export function parameterPlaces(
  drawn: readonly DrawnStatement[],
  variables: readonly Variable[],
): ParameterPlace[] {
  return drawn.flatMap((one): ParameterPlace[] => {
    const { statement, conditional } = one;
    if (statement.kind === "likelihood") return [];
    const variable = variables.findIndex(({ quantity }) => quantity === statement.name);
    const hasMatrices = isMatrix(statement);
    const matrixSize = hasMatrices ? Math.round(Math.sqrt(conditional.width)) : 0;
    const width = hasMatrices ? (matrixSize * (matrixSize - 1)) / 2 : conditional.width;
    return [{ drawn: one, variable, count: conditional.elements.size * width, matrixSize }];
  });
}

/** Writes a parameter whose variables have these values to its place among all; a matrix that is none becomes NaN. */
export function fillParameter(
  { drawn, variable, count, matrixSize }: ParameterPlace,
  numberOf: (variable: number) => number,
  target: Float64Array,
): void {
  const { conditional, offset } = drawn;
  if (matrixSize === 0) {
    for (let k = 0; k < count; k++) target[offset + k] = numberOf(variable + k);
    return;
  }
  let pair = variable;
  for (let element = 0; element < conditional.elements.size; element++) {
    const start = offset + element * conditional.width;
    fillFactor(target.subarray(start, start + conditional.width), matrixSize, () => numberOf(pair++));
  }
}
