/** Chains put together: what files hold chain by chain, of lengths that may differ, as draws of which every chain has as many. */

import type { Draws, StatisticName, Variable } from "../posterior/draws.ts";
import type { Problem } from "../problems/problem.ts";
import { chainsCut } from "./problems.ts";

/** A chain as it was read. */
export interface ReadChain {
  /** Of which file or part of one: "chain 2" or "fit-2.csv", for messages. */
  readonly name: string;
  /** By variable, each with the draws of the chain. */
  readonly values: readonly Float64Array[];
  readonly statistics: Partial<Readonly<Record<StatisticName, Float64Array>>>;
}

/**
 * Draws of chains that have the same variables, cut to the shortest, which is told. Statistics are kept that all chains have. At least one
 * chain, each with at least one draw.
 */
export function joinChains(
  variables: readonly Variable[],
  chains: readonly ReadChain[],
): { readonly draws: Draws; readonly problems: readonly Problem[] } {
  const lengths = chains.map(
    ({ values, statistics }) => (values[0] ?? Object.values(statistics)[0])?.length ?? 0,
  );
  const drawCount = Math.min(...lengths);
  const join = (partOf: (chain: ReadChain) => Float64Array): Float64Array => {
    const joined = new Float64Array(chains.length * drawCount);
    chains.forEach((chain, c) => {
      joined.set(partOf(chain).subarray(0, drawCount), c * drawCount);
    });
    return joined;
  };
  const names = Object.keys(chains[0]!.statistics) as StatisticName[];
  const shared = names.filter((name) => chains.every(({ statistics }) => statistics[name] !== undefined));
  return {
    draws: {
      chainCount: chains.length,
      drawCount,
      variables,
      values: variables.map((_, v) => join(({ values }) => values[v]!)),
      statistics: Object.fromEntries(
        shared.map((name) => [name, join(({ statistics }) => statistics[name]!)]),
      ),
    },
    problems: lengths.every((length) => length === drawCount)
      ? []
      : [
          chainsCut(
            chains.map(({ name }, c) => ({ name, drawCount: lengths[c]! })),
            drawCount,
          ),
        ],
  };
}
