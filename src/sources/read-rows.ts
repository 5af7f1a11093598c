/** Rows of an open table into a `TableBuilder`: the cells of requested columns, by the rules that those of CSV files have. */

import { isMissingText, numberFromValue, parseNumber } from "../data/cell.ts";
import type { ColumnCollector, FactorCollector, NumericCollector } from "../data/column-collector.ts";
import { dropBlanks, skipBlanks } from "../data/fields.ts";
import { parsePlainNumber } from "../data/plain-number.ts";
import type { TableSource } from "../data/problems.ts";
import type { ColumnRequest } from "../data/table.ts";
import { type ReadOptions, TableBuilder, type TableResult } from "../data/table-builder.ts";
import { type CellPlaces, locateCells, stageLabel } from "../data/wide.ts";
import type { Problem } from "../problems/problem.ts";
import { composed } from "../text/composed.ts";
import type { Batch, BatchColumn, OpenTable, SourceColumn, WantedColumn } from "./open-table.ts";
import { typeDoesNotFit } from "./problems.ts";

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
  const rows = new RowStager(builder, cells, options);
  for await (const batch of table.read(rows.wanted)) rows.stage(batch);
  return { ...builder.finish(problems), headers };
}

/** Whether cells of the column can be what is asked for. */
function isFit({ type }: ColumnRequest, { kind }: SourceColumn): boolean {
  return kind !== "other" && (kind !== "time" || type === "factor");
}

class RowStager {
  /** Each column once for numbers and once for labels, if it is asked for as such. */
  readonly wanted: readonly WantedColumn[];
  private readonly builder: TableBuilder;
  private readonly cells: readonly CellPlaces[];
  /** Of each row that a row becomes, the wanted column of each collector, or -1. */
  private readonly rounds: readonly Int32Array[];
  private readonly na: readonly string[];
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
  }

  stage({ rowCount, columns }: Batch): void {
    const { builder, rounds, na } = this;
    const { collectors } = builder;
    for (let i = 0; i < rowCount; i++) {
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
  else stageNumber(collector, column, i, row, na);
}

function stageNumber(
  collector: NumericCollector,
  column: BatchColumn,
  i: number,
  row: number,
  na: readonly string[],
): void {
  const type = collector.request.type === "int" ? "int" : "real";
  if (column.kind === "bytes" && na.length === 0 && column.starts[i]! >= 0) {
    const plain = parsePlainNumber(column.bytes, column.starts[i]!, column.ends[i]!);
    if (Number.isInteger(plain) || (!Number.isNaN(plain) && type === "real")) {
      collector.stage(plain, null, row);
      return;
    }
  }
  const given: unknown = column.kind === "bytes" ? textAt(column, i) : column.values[i];
  const value = typeof given === "bigint" ? Number(given) : given;
  if (typeof value === "string") {
    const text = value.trim();
    const reading = na.length > 0 && na.includes(composed(text)) ? Number.NaN : parseNumber(text, type);
    collector.stage(reading, text, row);
    return;
  }
  const isNa = na.length > 0 && na.includes(String(value));
  collector.stage(isNa ? Number.NaN : numberFromValue(value, type), given, row);
}

function stageFactor(
  collector: FactorCollector,
  column: BatchColumn,
  i: number,
  row: number,
  na: readonly string[],
): void {
  if (column.kind !== "bytes") {
    const value: unknown = column.values[i];
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

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function textAt({ bytes, starts, ends }: BatchColumn & { readonly kind: "bytes" }, i: number): string | null {
  return starts[i]! < 0 ? null : decoder.decode(bytes.subarray(starts[i]!, ends[i]!));
}

/** What a cell is as a label: null where it is missing, undefined where it cannot be one. */
export function labelOf(value: unknown): string | null | undefined {
  switch (typeof value) {
    case "string": {
      const text = value.trim();
      return isMissingText(text) ? null : text;
    }
    case "number":
      return Number.isNaN(value) ? null : String(value);
    case "bigint":
    case "boolean":
      return String(value);
    default:
      return value === null || value === undefined ? null : undefined;
  }
}
