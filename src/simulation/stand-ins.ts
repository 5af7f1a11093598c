/**
 * Outcomes that a table does not have, or that are not looked at, since they will be simulated. Numbers stand for them where a model is
 * bound to its table; what else is made of outcomes must be in the table.
 */

import type { FileReader } from "../api/load-tables.ts";
import type { ColumnRequest, Table, TableColumn } from "../data/table.ts";
import { lookAt } from "../formula/columns.ts";
import type { CheckedModel, Column } from "../language/checked-model.ts";
import { partsOf } from "../language/parts.ts";
import { isBinaryOutcome } from "../model/two-labels.ts";
import type { Problem } from "../problems/problem.ts";
import { outcomeNeeded } from "./problems.ts";

/** Names of columns as the model has them; of no use where there are problems. */
export interface StandIns {
  readonly names: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** Which outcomes are stood for, as the table has these headers. */
export function findStandIns(model: CheckedModel, headers: readonly string[]): StandIns {
  const names = new Set<string>();
  const problems: Problem[] = [];
  for (const statement of model.statements) {
    if (statement.kind !== "likelihood") continue;
    const { distribution } = statement;
    const isOfCounts = distribution.kind === "vector" && distribution.distribution.support.kind === "counts";
    for (const name of statement.columns) {
      const column = model.columns.find((one) => one.name === name)!;
      const need = isOfCounts ? sumsNeeded : needOf(model, column);
      if (need === null) names.add(name);
      else if (!headers.includes(column.from)) problems.push(outcomeNeeded(name, ...need));
    }
  }
  return { names, problems };
}

type Need = readonly [needs: string, hint: string];

const sumsNeeded: Need = [
  "counts are simulated given their sums",
  "give a table with counts that have these sums: `--data FILE.csv`",
];

/** What must be known of an outcome before it is simulated; null for nothing. */
function needOf(model: CheckedModel, column: Column): Need | null {
  const { name, type, order } = column;
  const isMeant = [...model.statistics.values()].some(({ of }) =>
    partsOf(of).some((part) => part.kind === "column" && part.name === name),
  );
  if (isMeant)
    return [
      "the model takes a number of it",
      "write that number into the model, or give a table that has the outcome",
    ];
  if (type !== "factor" || order !== null) return null;
  const example = isBinaryOutcome(model, name) ? "no, yes" : "low, middle, high";
  return [
    "its labels are not known",
    `declare them, \`${name}: factor ordered [${example}]\`, or give a table that has them`,
  ];
}

/** Reads what `read` reads of one table, with numbers or labels for those columns that are stood for. `headers` are those of the table. */
export function withStandIns(
  read: FileReader,
  standIns: ReadonlySet<string>,
  headers: readonly string[],
): FileReader {
  return withTableColumns(read, headers, (request, rowCount) =>
    standIns.has(request.name) ? columnOf(request, rowCount) : null,
  );
}

/** Makes a column that is asked for, of so many rows; null for those that the table has. */
type MakeColumn = (request: ColumnRequest, rowCount: number) => TableColumn | null;

/** No name of a model has a blank in front. */
const rowsName = " rows";

/** Reads what `read` reads of one table, and makes what it does not have. */
export function withTableColumns(read: FileReader, headers: readonly string[], make: MakeColumn): FileReader {
  return async (path, requests, options) => {
    const others = requests.filter((one) => make(one, 0) === null);
    // A table in memory has as many rows as a column that is read.
    const rows =
      others.length === 0 ? headers.slice(0, 1).map((header) => ({ ...lookAt(header), name: rowsName })) : [];
    const result = await read(path, [...others, ...rows], options);
    const { table } = result;
    if (table === null || others.length === requests.length) return result;
    const { name, rowCount, rowsRead, rowsDropped, rowNumbers } = table;
    const made = requests.flatMap((one): [string, TableColumn][] => {
      const column = make(one, rowCount);
      return column === null ? [] : [[one.name, column]];
    });
    const own: Table = {
      name,
      rowCount,
      rowsRead,
      rowsDropped,
      get lines() {
        return table.lines;
      },
      ...(rowNumbers === undefined ? {} : { rowNumbers }),
      columns: new Map([...table.columns, ...made]),
    };
    return { ...result, table: own };
  };
}

function columnOf({ name, from, type, order, reference }: ColumnRequest, rowCount: number): TableColumn {
  const head = { name, from, missing: 0 };
  if (type !== "factor") return { ...head, kind: "numeric", values: new Float64Array(rowCount) };
  return {
    ...head,
    kind: "factor",
    codes: new Int32Array(rowCount),
    levels: order ?? [],
    reference,
    order: order ?? null,
  };
}
