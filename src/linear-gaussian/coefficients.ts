/** The coefficients T of latents on raw columns: from values to matrices, and adjoints back. */

import type { Entry, LatentBlock } from "./marginal-recipe.ts";

/** The matrix T of such elements, row by row. */
export function assembleCoefficients(
  entries: readonly Entry[],
  values: Float64Array,
  columns: number,
  matrix: Float64Array,
): void {
  matrix.fill(0);
  for (let e = 0; e < entries.length; e++) {
    const { row, column, scale, value } = entries[e]!;
    matrix[row * columns + column]! += value < 0 ? scale : scale * values[value]!;
  }
}

/** The coefficient matrices T of the nested factors at given values, rows × columns each, row by row. */
export class Coefficients {
  readonly matrices: readonly Float64Array[];
  private readonly blocks: readonly LatentBlock[];

  constructor(blocks: readonly LatentBlock[]) {
    this.blocks = blocks;
    this.matrices = blocks.map(({ rows, columns }) => new Float64Array(rows * columns));
  }

  assemble(values: Float64Array): void {
    for (let s = 0; s < this.blocks.length; s++) {
      const { entries, columns } = this.blocks[s]!;
      assembleCoefficients(entries, values, columns, this.matrices[s]!);
    }
  }

  /** Adds to the adjoints of the values those of the matrices. */
  pullBack(adjoints: readonly Float64Array[], valueAdjoints: Float64Array): void {
    for (let s = 0; s < this.blocks.length; s++) {
      const { entries, columns } = this.blocks[s]!;
      for (let e = 0; e < entries.length; e++) {
        const { row, column, scale, value } = entries[e]!;
        if (value >= 0) valueAdjoints[value]! += scale * adjoints[s]![row * columns + column]!;
      }
    }
  }
}
