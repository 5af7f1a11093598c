/**
 * Draws that may be too many to be held at once: what is known of all of them, and their values variable by variable, in blocks.
 *
 * Draws in memory are a source of one block. A file of a gigabyte is one that is read again for each block: what is found of a variable
 * (a row of the summary, a measure of convergence) is small, so that thousands of variables are judged in the memory of a few.
 */

import type { Draws, Variable } from "./draws.ts";

export interface DrawsSource {
  readonly chainCount: number;
  /** Draws per chain; every chain has as many. */
  readonly drawCount: number;
  readonly variables: readonly Variable[];
  /** Per transition; held whole. */
  readonly statistics: Draws["statistics"];
  /**
   * The values of the wanted variables (all if not said), each once, in their order. Asked for again, they are read again. Values are
   * the caller's to read until the next block comes.
   */
  readonly blocks: (isWanted?: (variable: Variable) => boolean) => AsyncIterable<DrawsBlock>;
}

/** Some variables of a source. */
export interface DrawsBlock {
  /** Their places among the variables of the source. */
  readonly places: readonly number[];
  /** Of each of them, `values[k][chain * drawCount + draw]`. */
  readonly values: readonly Float64Array[];
  /** Whether the values stay as they are when the next block comes. */
  readonly isLasting?: boolean;
}

/** Draws in memory. */
export function sourceOf(draws: Draws): DrawsSource {
  const { chainCount, drawCount, variables, statistics } = draws;
  return {
    chainCount,
    drawCount,
    variables,
    statistics,
    async *blocks(isWanted = () => true) {
      const places = [...variables.keys()].filter((v) => isWanted(variables[v]!));
      yield { places, values: places.map((v) => draws.values[v]!), isLasting: true };
    },
  };
}

/** The wanted variables of a source (all if not said), held in memory. */
export async function collectDraws(
  source: DrawsSource,
  isWanted: (variable: Variable) => boolean = () => true,
): Promise<Draws> {
  const { chainCount, drawCount, statistics } = source;
  const variables: Variable[] = [];
  const values: Float64Array[] = [];
  for await (const block of source.blocks(isWanted)) {
    variables.push(...block.places.map((v) => source.variables[v]!));
    values.push(...(block.isLasting ? block.values : block.values.map((one) => one.slice())));
  }
  return { chainCount, drawCount, variables, values, statistics };
}
