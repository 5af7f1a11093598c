/**
 * Groups as the table that a model is bound to: rows with keys, values and a number of observations each, which have the number, the sums and
 * the products of all rows that were reduced, group by group.
 */

import type { ColumnData, MemoryValue } from "../data/from-memory.ts";
import { tableFromColumns } from "../data/from-memory.ts";
import type { ColumnRequest, NumericColumn, Table, TableColumn } from "../data/table.ts";
import type { TableResult } from "../data/table-builder.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { countName, deviationName } from "../model/counted-rows.ts";
import { type Groups, type KeyColumn, type Reduction, triangleOf } from "./reduction.ts";
import { spreadRows } from "./spread-rows.ts";

/** The table of these groups, in their order, under a name for messages. Its problems are those of labels, and of groups that there are none of. */
export function reducedTable(
  model: CheckedModel,
  reduction: Reduction,
  groups: Groups,
  name: string,
): TableResult {
  const isWeighted = model.statements.some((one) => one.kind === "likelihood" && one.weight !== null);
  const hasCells = reduction.kind === "moments" && !isWeighted;
  const rows = hasCells && isOfCells(model, reduction) ? cellRows(groups) : groupRows(reduction, groups);
  const keys = reduction.keys.map(({ request }, k): [ColumnRequest, ArrayLike<MemoryValue>] => [
    request,
    keyValues(groups.keys[k]!, rows.groups),
  ]);
  const requests = keys.map(([request]) => ({ ...request, from: request.name }));
  const data: ColumnData = Object.fromEntries(keys.map(([request, values]) => [request.name, values]));
  const options = { dropMissing: false, name };
  const placeholder = { [countName]: rows.counts };
  const count: ColumnRequest = { ...unnamed, name: countName, from: countName };
  const { table, problems } = tableFromColumns({ ...data, ...placeholder }, [...requests, count], options);
  if (table === null) return { table, problems };
  const columns = new Map<string, TableColumn>(table.columns);
  for (const { request } of reduction.keys)
    columns.set(request.name, { ...columns.get(request.name)!, from: request.from });
  reduction.moments.forEach(({ request }, a) => {
    columns.set(request.name, momentColumn(request, groups.centres[a]!, rows.values[a]!));
  });
  // Without it, the numbers of observations are weights.
  if (hasCells) columns.set(deviationName, numericColumn(deviationName, rows.deviations));
  return { table: { ...withoutLines(table), ...reportOf(groups), columns }, problems };
}

const unnamed = { type: "real", mayBeMissing: false, within: null, reference: null } as const;

function withoutLines({ name, rowCount }: Table): Pick<Table, "name" | "rowCount" | "lines"> {
  return { name, rowCount, lines: null };
}

function reportOf({
  rowsRead,
  rowsDropped,
  counts,
}: Groups): Pick<Table, "rowsRead" | "rowsDropped" | "reduction"> {
  const observations = counts.reduce((sum, count) => sum + count, 0);
  const smallest = counts.reduce((least, count) => Math.min(least, count), observations);
  return { rowsRead, rowsDropped, reduction: { observations, groups: counts.length, smallest } };
}

/** Whether the number, mean and sd of the outcome in each group are all there is to know, and no number of the data is asked for. */
function isOfCells({ statistics }: CheckedModel, { moments }: Reduction): boolean {
  return moments.length === 1 && ![...statistics.values()].some(({ per }) => per === null);
}

/** Rows to be: of each its group, its number of observations, and its distance from the centre in each moment column. */
interface Rows {
  readonly groups: Int32Array;
  readonly counts: Float64Array;
  readonly values: readonly Float64Array[];
  /** The sd of the outcome among the observations of a row. */
  readonly deviations: Float64Array;
}

function cellRows({ counts, means, scatters }: Groups): Rows {
  return {
    groups: Int32Array.from(counts, (_, group) => group),
    counts,
    values: [means],
    deviations: scatters.map((squares, g) =>
      counts[g] === 1 ? 0 : Math.sqrt(Math.max(squares, 0) / (counts[g]! - 1)),
    ),
  };
}

function groupRows({ moments }: Reduction, { counts, means, scatters }: Groups): Rows {
  const size = moments.length;
  const [groups, observations]: [number[], number[]] = [[], []];
  const values = moments.map((): number[] => []);
  counts.forEach((n, group) => {
    for (const { count, deviations } of spreadRows(n, size, scatters, group * triangleOf(size))) {
      groups.push(group);
      observations.push(count);
      for (let a = 0; a < size; a++) values[a]!.push(means[group * size + a]! + deviations[a]!);
    }
  });
  return {
    groups: Int32Array.from(groups),
    counts: Float64Array.from(observations),
    values: values.map((column) => Float64Array.from(column)),
    deviations: new Float64Array(groups.length),
  };
}

function keyValues(column: KeyColumn, groups: Int32Array): ArrayLike<MemoryValue> {
  if (column.kind === "numeric") return Float64Array.from(groups, (group) => column.values[group]!);
  return Array.from(groups, (group) => column.labels[column.codes[group]!]!);
}

function momentColumn({ name, from }: ColumnRequest, centre: number, values: Float64Array): NumericColumn {
  const about = { centre, values };
  return {
    ...numericColumn(
      name,
      values.map((value) => centre + value),
    ),
    from,
    about,
  };
}

function numericColumn(name: string, values: Float64Array): NumericColumn {
  return { kind: "numeric", name, from: name, values, missing: 0 };
}
