/** Rows of an open table into a `TableBuilder`: the cells of requested columns, by the rules that those of CSV files have. */

import type { ColumnCollector, FactorCollector, ReadCells } from "../data/column-collector.ts";
import { dropBlanks, skipBlanks } from "../data/fields.ts";
import type { TableSource } from "../data/problems.ts";
import type { ColumnRequest } from "../data/table.ts";
import { type ReadOptions, TableBuilder, type TableResult } from "../data/table-builder.ts";
import { type CellPlaces, locateCells, stageLabel } from "../data/wide.ts";
import type { Problem } from "../problems/problem.ts";
import { composed } from "../text/composed.ts";
import type { Batch, BatchColumn, OpenTable, SourceColumn, WantedColumn } from "./open-table.ts";
import { typeDoesNotFit } from "./problems.ts";
import { cellAt, labelOf, numberAt } from "./read-cell.ts";
import { type ColumnReader, columnReader } from "./read-columns.ts";

/** The requested columns of all rows; `name` is for messages. Throws what reading throws. */
export async function readRows(
  table: OpenTable,
  name: string,
  requests: readonly ColumnRequest[],
  options: ReadOptions,
): Promise<TableResult> {
  const source: TableSource = { name, unit: "row" };
  const problems: Problem[] = [];
  const headers = table.columns.map((column) => composed(column.name));
  const cells = locateCells(requests, headers, options.wide ?? null, source, problems).filter((one) => {
    const odd = one.places.find((place) => place >= 0 && !isFit(one.request, table.columns[place]!));
    if (odd !== undefined) problems.push(typeDoesNotFit(one.request, table.columns[odd]!, source));
    return odd === undefined;
  });
  const builder = new TableBuilder(
    source,
    cells.map(({ request }) => request),
    options,
  );
  // What is wrong with the table as a whole is told without its rows.
  if (cells.length < requests.length) return { table: null, problems, headers };
  if (table.rowCount !== undefined) builder.expect(table.rowCount * (options.wide?.count ?? 1));
  const rows = new RowStager(builder, cells, options);
  for await (const batch of table.read(rows.wanted)) rows.stage(batch);
  return { ...builder.finish(problems), headers };
}

/** Whether cells of the column can be what is asked for. */
function isFit({ type }: ColumnRequest, { kind }: SourceColumn): boolean {
  return kind !== "other" && (kind !== "time" || type === "factor");
}

/** Rows that are read at once, so that their cells stay near. */
const mostRows = 2048;

class RowStager {
  /** Each column once for numbers and once for labels, if it is asked for as such. */
  readonly wanted: readonly WantedColumn[];
  private readonly builder: TableBuilder;
  private readonly cells: readonly CellPlaces[];
  /** Of each row that a row becomes, the wanted column of each collector, or -1. */
  private readonly rounds: readonly Int32Array[];
  private readonly na: readonly string[];
  /** Null where rows become several. */
  private readonly readers: readonly ColumnReader[] | null;
  private row = 0;

  constructor(
    builder: TableBuilder,
    cells: readonly CellPlaces[],
    { wide = null, na = [] }: Pick<ReadOptions, "wide" | "na">,
  ) {
    const wanted: WantedColumn[] = [];
    const positionOf = (place: number, { type }: ColumnRequest): number => {
      if (place < 0) return -1;
      const as = type === "factor" ? "labels" : "numbers";
      const known = wanted.findIndex((one) => one.place === place && one.as === as);
      return known >= 0 ? known : wanted.push({ place, as }) - 1;
    };
    this.builder = builder;
    this.cells = cells;
    this.rounds = Array.from({ length: wide?.count ?? 1 }, (_, round) =>
      Int32Array.from(cells, ({ request, places }) => positionOf(places[round]!, request)),
    );
    this.wanted = wanted;
    this.na = na;
    const isPlain = wide === null && builder.collectors.length > 0;
    this.readers = isPlain ? cells.map(({ request }) => columnReader(request, na, mostRows)) : null;
  }

  stage(batch: Batch): void {
    for (let from = 0; from < batch.rowCount; from += mostRows) {
      const to = Math.min(from + mostRows, batch.rowCount);
      if (!this.addRows(batch, from, to)) this.stageRows(batch, from, to);
    }
  }

  /** Rows column by column; false where a cell is at fault, and where rows become several. */
  private addRows({ columns }: Batch, from: number, to: number): boolean {
    const { builder, readers, rounds } = this;
    if (readers === null) return false;
    const cells: ReadCells[] = [];
    for (let k = 0; k < readers.length; k++) {
      const read = readers[k]!.read(columns[rounds[0]![k]!]!, from, to);
      if (read === null) return false;
      cells.push(read);
    }
    builder.addRows(cells, to - from, this.row + 1);
    this.row += to - from;
    return true;
  }

  private stageRows({ columns }: Batch, from: number, to: number): void {
    const { builder, rounds, na } = this;
    const { collectors } = builder;
    for (let i = from; i < to; i++) {
      const row = ++this.row;
      for (let round = 0; round < rounds.length; round++) {
        const positions = rounds[round]!;
        for (let k = 0; k < collectors.length; k++) {
          const position = positions[k]!;
          if (position < 0) stageLabel(collectors[k]!, this.cells[k]!.labels![round]!, row);
          else stageCell(collectors[k]!, columns[position]!, i, row, na);
        }
        builder.endRow(row);
      }
    }
  }
}

function stageCell(
  collector: ColumnCollector,
  column: BatchColumn,
  i: number,
  row: number,
  na: readonly string[],
): void {
  if (collector.kind === "factor") stageFactor(collector, column, i, row, na);
  else {
    const type = collector.request.type === "int" ? "int" : "real";
    const { reading, given } = numberAt(column, i, type, na);
    collector.stage(reading, given, row);
  }
}

function stageFactor(
  collector: FactorCollector,
  column: BatchColumn,
  i: number,
  row: number,
  na: readonly string[],
): void {
  if (column.kind !== "bytes") {
    const value = cellAt(column, i);
    const label = labelOf(value);
    const isNa = typeof label === "string" && na.length > 0 && na.includes(composed(label));
    collector.stage(isNa ? null : label, value, row);
    return;
  }
  const { bytes, starts, ends } = column;
  if (starts[i]! < 0) {
    collector.stage(null, null, row);
    return;
  }
  const start = skipBlanks(bytes, starts[i]!, ends[i]!);
  collector.stageBytes(bytes, start, dropBlanks(bytes, start, ends[i]!), row);
}
