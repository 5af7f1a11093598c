/**
 * What the columns of a table of draws are, by their names: `.chain .iteration .draw` of R's posterior, `chain__ iter__ draw__` of Stan's
 * tools, `chain, draw` of ArviZ, `Iteration, Chain, Parameter, value` of ggmcmc, in any letters.
 */

import type { StatisticName, Variable } from "../../posterior/draws.ts";
import { statisticNames } from "../../posterior/draws.ts";
import { sortColumns } from "../cmdstan/columns.ts";
import { variableNamed } from "../variable-names.ts";
import { statisticColumn } from "./draw-columns.ts";

/** What is known of a row beside its values. */
const roleWords = {
  chain: ["chain", "chains", "chainid", "chainno"],
  iteration: ["iteration", "iterations", "iter", "iters"],
  draw: ["draw", "draws", "drawid"],
  parameter: ["parameter", "parameters", "variable", "variables"],
  value: ["value", "values"],
} as const;

/** A role that a column can have. */
export type RoleName = keyof typeof roleWords;

/** The column of each role, from 0; -1 where there is none. */
export type TableRoles = Readonly<Record<RoleName, number>>;

/** Names of columns that number the rows, of R, pandas and Arrow. */
const rowNumbers = /^(|Unnamed: 0|__index_level_0__)$/;

/** R's posterior puts the weights of importance sampling there. */
export const weightColumn = ".log_weight";

/**
 * Where several columns could have a role, one with a mark (`.chain`, `chain__`) has it; and where a mark tells the chain, `iteration`
 * without one is a variable.
 */
export function rolesOf(names: readonly string[]): TableRoles {
  const fitting = (role: RoleName): readonly number[] =>
    [...names.keys()].filter((i) => roleWords[role].some((word) => word === plainWord(names[i]!)));
  const isChainMarked = fitting("chain").some((i) => isMarked(names[i]!));
  const find = (role: RoleName): number => {
    const places = fitting(role);
    const marked = places.find((i) => isMarked(names[i]!));
    return marked ?? (isChainMarked ? -1 : (places[0] ?? -1));
  };
  return {
    chain: find("chain"),
    iteration: find("iteration"),
    draw: find("draw"),
    parameter: find("parameter"),
    value: find("value"),
  };
}

/** A row per value: what the value is of stands in a column. */
export function isLong({ chain, iteration, draw, parameter, value }: TableRoles): boolean {
  return parameter >= 0 && value >= 0 && Math.max(chain, iteration, draw) >= 0;
}

function isMarked(name: string): boolean {
  return name.startsWith(".") || name.endsWith("__");
}

function plainWord(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, "");
}

/** Whether a column only numbers the rows of the table. */
export function isRowNumber(name: string): boolean {
  return rowNumbers.test(name);
}

/** With the place of each among the columns, from 0. */
export interface SortedColumns {
  readonly variables: readonly { readonly variable: Variable; readonly column: number }[];
  readonly statistics: readonly { readonly name: StatisticName; readonly column: number }[];
}

/** Of columns that have no role: our statistics and Stan's, `.divergent` also for `divergent__`; the rest are variables. */
export function sortTableColumns(names: readonly string[], roles: TableRoles): SortedColumns {
  const taken: readonly number[] = [roles.chain, roles.iteration, roles.draw];
  const variables: SortedColumns["variables"][number][] = [];
  const statistics = new Map<StatisticName, number>();
  names.forEach((name, column) => {
    if (taken.includes(column) || isRowNumber(name) || name === weightColumn) return;
    const statistic = statisticOf(name);
    if (statistic !== null && !statistics.has(statistic)) statistics.set(statistic, column);
    // Stan's tables have a row for `lp__`.
    if (statistic === null || name === "lp__") variables.push({ variable: variableNamed(name), column });
  });
  return { variables, statistics: [...statistics].map(([name, column]) => ({ name, column })) };
}

function statisticOf(name: string): StatisticName | null {
  const ours = statisticNames.find((one) => statisticColumn(one) === name);
  if (ours !== undefined) return ours;
  const marked = name.startsWith(".") ? `${name.slice(1)}__` : name;
  return sortColumns([marked]).statistics[0]?.name ?? null;
}
