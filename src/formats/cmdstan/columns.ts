/** The columns of a CmdStan header: statistics of the sampler, and variables. */

import type { StatisticName, Variable } from "../../posterior/draws.ts";
import { variableNamed } from "../variable-names.ts";

/** By the names of every version; what Stan calls divergent was counted in its first ones. */
const statistics: Readonly<Record<string, StatisticName>> = {
  lp__: "logDensity",
  accept_stat__: "acceptanceRate",
  stepsize__: "stepSize",
  treedepth__: "treeDepth",
  n_leapfrog__: "leapfrogSteps",
  divergent__: "divergent",
  n_divergent__: "divergent",
  energy__: "energy",
};

export interface CmdStanColumns {
  /** With the column of each. `lp__` is one, as in the tables of Stan. */
  readonly variables: readonly { readonly variable: Variable; readonly column: number }[];
  readonly statistics: readonly { readonly name: StatisticName; readonly column: number }[];
  /** Up to the last statistic. */
  readonly headLength: number;
}

/** Sorts the names of a header; `named` are variables that comments name, by their columns. */
export function sortColumns(
  header: readonly string[],
  named: ReadonlyMap<string, Variable> = new Map(),
): CmdStanColumns {
  const found = header.flatMap((name, column) =>
    Object.hasOwn(statistics, name) ? [{ name: statistics[name]!, column }] : [],
  );
  const variables = header.flatMap((name, column) =>
    name === "lp__" || !name.endsWith("__")
      ? [{ variable: named.get(name) ?? variableNamed(name), column }]
      : [],
  );
  return {
    variables,
    statistics: found,
    headLength: Math.max(0, ...found.map(({ column }) => column + 1)),
  };
}
