/** What a study costs: so much for each level of a factor, and for each row. */

import { listed } from "../../problems/make-problem.ts";
import { nearestName } from "../../problems/nearest-name.ts";
import type { Problem } from "../../problems/problem.ts";
import { columnNamed } from "./factors.ts";
import { countRows, type DesignCounts, type LayoutRules, totalLevels } from "./layout.ts";
import { columnNotLaid, noDesignAffordable } from "./problems.ts";

/** Of one level of each factor, in the order of the rules, and of a row. */
export interface Costs {
  readonly levels: readonly number[];
  readonly row: number;
}

/** What is said of costs. */
export interface CostRequest {
  readonly budget?: number;
  readonly cost?: Readonly<Record<string, number | readonly number[]>>;
  readonly costGroup?: number;
  readonly costReplicate?: number;
}

/** Whether a name that is no factor of the model stands for a row of a group. */
export function isReplicate(name: string): boolean {
  return /^(?:replicate|row|assay|measurement)s?$/iu.test(name);
}

/** The costs, null where nothing is said of them; or what is wrong. */
export function readCosts(rules: LayoutRules, request: CostRequest): Costs | Problem | null {
  const { budget, cost, costGroup, costReplicate } = request;
  const isShort = costGroup !== undefined || costReplicate !== undefined;
  if (cost !== undefined) return isShort ? statedTwice() : readByName(rules, cost);
  if (budget !== undefined && (costGroup === undefined || costReplicate === undefined))
    return notStated(rules);
  if (!isShort) return null;
  return { levels: rules.factors.map((_, f) => (f === 0 ? (costGroup ?? 0) : 0)), row: costReplicate ?? 0 };
}

/** What a design costs. */
export function costOf(rules: LayoutRules, design: DesignCounts, { levels, row }: Costs): number {
  const totals = totalLevels(rules.factors, design.counts);
  return totals.reduce((sum, total, f) => sum + total * levels[f]!, countRows(rules, design) * row);
}

function readByName(
  { checked, factors }: LayoutRules,
  cost: Readonly<Record<string, number | readonly number[]>>,
): Costs | Problem {
  const names = factors.map(({ name }) => name);
  const found = new Map<string, number>();
  for (const [name, value] of Object.entries(cost)) {
    if (typeof value !== "number" || !(value >= 0 && value < Number.POSITIVE_INFINITY))
      return noDesignAffordable(
        `the cost of \`${name}\` must be a number of at least 0`,
        `write \`${exampleFor(names)}\``,
      );
    const column = columnNamed(checked, name);
    const known = [...names, "replicate"];
    if (column === null && isReplicate(name)) found.set("replicate", value);
    else if (column !== null && names.includes(column.name)) found.set(column.name, value);
    else
      return columnNotLaid(
        name,
        "has a cost, but is no factor whose levels are laid out",
        nearestName(name, known),
        known,
      );
  }
  const missing = [...names, "replicate"].filter((name) => !found.has(name));
  if (missing.length > 0)
    return noDesignAffordable(
      `the cost of ${listed(missing)} is not said`,
      `state it, 0 where there is none: \`${exampleFor(names)}\``,
    );
  return { levels: names.map((name) => found.get(name)!), row: found.get("replicate")! };
}

function statedTwice(): Problem {
  return noDesignAffordable(
    "costs are stated twice, by `--cost` and by `--cost-group` or `--cost-replicate`",
    "leave one of them out",
  );
}

function notStated({ factors }: LayoutRules): Problem {
  if (factors.length > 1)
    return noDesignAffordable(
      "a budget says nothing without the costs of the levels of each factor and of a replicate",
      `state them, 0 where there are none: \`--budget 1000 ${exampleFor(factors.map(({ name }) => name))}\``,
    );
  return noDesignAffordable(
    "a budget says nothing without the costs of a group and of a replicate",
    "state them, 0 where there are none: `--budget 1000 --cost-group 50 --cost-replicate 5`",
  );
}

/** `--cost "batch = 50, cask = 10, replicate = 5"` */
function exampleFor(names: readonly string[]): string {
  const outer = names.map((name, i) => `${name} = ${i === 0 ? 50 : 10}`);
  return `--cost "${[...outer, "replicate = 5"].join(", ")}"`;
}
