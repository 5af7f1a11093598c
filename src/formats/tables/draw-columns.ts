/** Draws as columns of a table: names that are each there once, and the numbers of chains and draws. */

import type { Draws, Variable } from "../../posterior/draws.ts";

/**
 * Names of variables, but each only once: labels with commas can make two elements of a quantity look alike, `u[a,b,c]` of
 * `a` and `b,c` or of `a,b` and `c`.
 */
export function columnNames(variables: readonly Variable[]): string[] {
  const seen = new Map<string, number>();
  return variables.map(({ name }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** The column of a statistic: `.log_density`. */
export function statisticColumn(name: string): string {
  return `.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

/** A column of values that may be read in place. */
export interface DrawColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** Statistics under their names: `.log_density`. */
export function statisticColumns({ statistics }: Pick<Draws, "statistics">): DrawColumn[] {
  return Object.entries(statistics).map(([name, values]) => ({ name: statisticColumn(name), values }));
}

/** Variables under their names. */
export function variableColumns({ variables, values }: Draws): DrawColumn[] {
  return columnNames(variables).map((name, v) => ({ name, values: values[v]! }));
}

/** Of each row: its chain, the number of the draw in it, and among the draws of all chains, each from 1, as R's posterior counts. */
export function rowNumbers({ chainCount, drawCount }: Draws): {
  readonly chain: Int32Array;
  readonly iteration: Int32Array;
  readonly draw: Int32Array;
} {
  const length = chainCount * drawCount;
  return {
    chain: Int32Array.from({ length }, (_, i) => Math.floor(i / drawCount) + 1),
    iteration: Int32Array.from({ length }, (_, i) => (i % drawCount) + 1),
    draw: Int32Array.from({ length }, (_, i) => i + 1),
  };
}
