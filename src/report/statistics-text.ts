/** What statistics that stand for rows are of, and what they tell of these. */

import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";

/** What is told of statistics. */
export interface ToldStatistics {
  readonly rows: number;
  readonly rowsDropped: number;
  readonly groups: number;
  readonly smallestGroup: number;
  /** Columns whose values are in them. */
  readonly groupedBy: readonly string[];
  /** Why each of these is one, a clause. */
  readonly because: Readonly<Record<string, string>>;
  /** Columns of which sums, squares and products are in them. */
  readonly sumsOf: readonly string[];
}

/** Reasons that the declaration of a column shows. */
const ordinary = ["", "it is a factor", "it is of whole numbers"];

/** A line for each matter, broken at the width. */
export function renderStatistics(told: ToldStatistics, width: number): string {
  const { rows, rowsDropped, groups, smallestGroup, groupedBy } = told;
  const dropped = rowsDropped === 0 ? "" : `, and ${counted(rowsDropped, "row")} dropped`;
  const size = groups < 2 ? "" : `, of ${counted(smallestGroup, "row")} or more`;
  const by = groupedBy.length === 0 ? "" : `, by ${named(groupedBy)}`;
  const lines = [
    ["rows", `${counted(rows, "row")}${dropped}`],
    ["groups", `${counted(groups, "group")}${by}${size}`],
    ["holds", `of each group ${holds(told)}`],
    ...reasons(told).map((words) => ["note", words]),
  ];
  const indent = " ".repeat(8);
  return lines.map(([name, text]) => `${wrap(`${name!.padEnd(6)}  ${text!}`, width, indent)}\n`).join("");
}

/** Why columns are keys, where their declaration does not show it: `x and z are keys since …`. */
function reasons({ groupedBy, because }: ToldStatistics): string[] {
  const all = [...new Set(groupedBy.map((name) => because[name] ?? ""))];
  return all
    .filter((reason) => !ordinary.includes(reason))
    .map((reason) => {
      const names = groupedBy.filter((name) => because[name] === reason);
      return `${named(names)} ${names.length === 1 ? "is a key" : "are keys"} since ${visible(reason)}`;
    });
}

function holds({ groupedBy, sumsOf }: ToldStatistics): string {
  const sums = sumsOf.length === 1 ? "the sum and the sum of squares" : "the sums, squares and products";
  const parts = [
    ...(groupedBy.length === 0
      ? []
      : [`the value${groupedBy.length === 1 ? "" : "s"} of ${named(groupedBy)}`]),
    "its number of rows",
    ...(sumsOf.length === 0 ? [] : [`${sums} of ${named(sumsOf)}`]),
  ];
  return parts.length < 3 ? parts.join(" and ") : `${parts[0]}, ${parts[1]}, and ${parts[2]}`;
}

function named(names: readonly string[]): string {
  const shown = names.map(visible);
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)!}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
