/**
 * Builds a table from rows of cells, whatever they come from: counts rows, drops incomplete ones if asked, and turns what
 * was wrong with cells into problems, one for each kind and column.
 */

import type { Problem } from "../problems/problem.ts";
import { findAlikeLabels } from "./alike-labels.ts";
import {
  type ColumnCollector,
  type ColumnPiece,
  FactorCollector,
  NumericCollector,
  type ReadCells,
} from "./column-collector.ts";
import { factorWithin } from "./factors.ts";
import {
  badLabel,
  badNumber,
  missingValues,
  noRows,
  nothingLeft,
  rowsWereDropped,
  type TableSource,
  undecodableLabel,
  withinUnknown,
} from "./problems.ts";
import { labelsAlike, labelsUnused, labelUndeclared, referenceUnknown } from "./problems-labels.ts";
import { type SeriesLack, seriesMissing } from "./problems-series.ts";
import { RowLines } from "./row-lines.ts";
import type { ColumnRequest, FactorColumn, Table, TableColumn } from "./table.ts";
import type { WideTable } from "./wide.ts";

export interface ReadOptions {
  /** Drop rows that miss a value in a column that must have one, in place of a problem. They are counted. */
  readonly dropMissing: boolean;
  /** Texts of cells that stand for a missing value, besides those that always do (`cell.ts`). */
  readonly na?: readonly string[];
  /** How a row becomes several, of a table that has a column for each of them (`wide.ts`). */
  readonly wide?: WideTable | null;
  /** What is asked of a database, or of files, in place of all of a table (`sources/`). */
  readonly query?: string | null;
  /** Columns that were made of all rows of the table before (`series.ts`). */
  readonly made?: readonly MadeColumn[];
  /** Gets the rows in pieces, as they are read, so that no more than a piece is in memory; the table that comes out has no rows. */
  readonly takePiece?: (piece: TablePiece) => void;
}

/** Some rows that follow each other. What is wrong with their cells is told at the end. */
export interface TablePiece {
  readonly rowCount: number;
  /** By the name in the model; those that the table has. */
  readonly columns: ReadonlyMap<string, ColumnPiece>;
}

/** Rows of a piece. */
const pieceLength = 1 << 14;

/** A column that no cells are read for. */
export interface MadeColumn {
  readonly request: ColumnRequest;
  /** Of all rows, those that will be dropped too. */
  readonly values: Float64Array;
  /** Why values are missing, for messages. */
  readonly lacking: SeriesLack;
}

/** `table` is null if any problem is an error; warnings may come with a table. */
export interface TableResult {
  readonly table: Table | null;
  readonly problems: readonly Problem[];
  /** The names of all columns, requested or not; left out where there is no table. */
  readonly headers?: readonly string[];
}

/** Stage a cell in each of `collectors`, then call `endRow`, or add rows whose cells are read already; at last `finish`, once. */
export class TableBuilder {
  /** One per request, in order. */
  readonly collectors: readonly ColumnCollector[];
  private readonly source: TableSource;
  private readonly options: ReadOptions;
  private rowsRead = 0;
  private rowsDropped = 0;
  /** The numbers of the dropped rows among all, from 1, ascending. */
  private readonly droppedRows: number[] = [];
  /** Of the dropped rows those that lack a value, by column. */
  private readonly droppedFor = new Map<string, number>();
  private rowCount = 0;
  private readonly lines: RowLines | null;
  private readonly made: readonly { readonly column: MadeColumn; readonly collector: NumericCollector }[];
  /** Those of the requests, and of what was made before. */
  private readonly all: readonly ColumnCollector[];

  constructor(source: TableSource, requests: readonly ColumnRequest[], options: ReadOptions) {
    this.source = source;
    this.options = options;
    this.lines = source.unit === "line" ? new RowLines() : null;
    this.collectors = requests.map((request) =>
      request.type === "factor" ? new FactorCollector(request, options.na) : new NumericCollector(request),
    );
    this.made = (options.made ?? []).map((column) => ({
      column,
      collector: new NumericCollector(column.request),
    }));
    this.all = [...this.collectors, ...this.made.map(({ collector }) => collector)];
  }

  /** So many rows are to come, as far as is known; to be called before the first. */
  expect(rows: number): void {
    if (this.options.takePiece === undefined) for (const collector of this.all) collector.expect(rows);
  }

  /** `row`: the line of the file, or the number of the row in memory from 1. */
  endRow(row: number): void {
    for (const { column, collector } of this.made) collector.stage(column.values[this.rowsRead]!, null, row);
    this.rowsRead++;
    if (this.options.dropMissing && this.all.some(isIncomplete)) {
      this.drop();
      return;
    }
    for (const collector of this.all) collector.keep(row);
    this.rowCount++;
    if (this.options.takePiece === undefined) this.lines?.push(row);
    else if (this.rowCount >= pieceLength) this.handOver(this.options.takePiece);
  }

  /** `count` rows, numbered from `first` on, with cells for each of `collectors`; their arrays are used up. */
  addRows(cells: readonly ReadCells[], count: number, first: number): void {
    const start = this.rowsRead;
    const made = this.made.map(
      ({ column }): ReadCells => ({
        kind: "numbers",
        values: column.values.subarray(start, start + count),
      }),
    );
    const all = [...cells, ...made];
    const kept = this.options.dropMissing ? this.keptOf(all, count) : null;
    this.rowsRead += count;
    const rowAt = (i: number): number => first + (kept?.[i] ?? i);
    this.all.forEach((collector, k) => {
      const own = kept === null ? all[k]! : entriesOf(all[k]!, kept);
      if (collector.kind === "factor" && own.kind === "labels") collector.keepAll(own, rowAt);
      if (collector.kind === "numeric" && own.kind === "numbers") collector.keepAll(own.values, rowAt);
    });
    const keptCount = kept?.length ?? count;
    this.rowCount += keptCount;
    if (this.options.takePiece === undefined)
      for (let i = 0; this.lines !== null && i < keptCount; i++) this.lines.push(rowAt(i));
    else if (this.rowCount >= pieceLength) this.handOver(this.options.takePiece);
  }

  /** Which of some rows lack nothing, by their place; null for all. Of the others it is noted what they lack. */
  private keptOf(cells: readonly ReadCells[], count: number): Int32Array | null {
    const needed = cells.filter((one, k) => !this.all[k]!.request.mayBeMissing && lacksAny(one, count));
    if (needed.length === 0) return null;
    const kept = new Int32Array(count);
    let keptCount = 0;
    for (let i = 0; i < count; i++) {
      if (needed.some((one) => lacks(one, i))) this.dropRead(cells, i);
      else kept[keptCount++] = i;
    }
    return kept.subarray(0, keptCount);
  }

  private dropRead(cells: readonly ReadCells[], i: number): void {
    this.rowsDropped++;
    if (this.options.takePiece === undefined) this.droppedRows.push(this.rowsRead + i + 1);
    this.all.forEach((collector, k) => {
      const own = cells[k]!;
      const { name, mayBeMissing } = collector.request;
      const label = own.kind === "labels" ? own.labels[own.places[i]!]! : null;
      if (lacks(own, i)) {
        if (!mayBeMissing) this.droppedFor.set(name, (this.droppedFor.get(name) ?? 0) + 1);
      } else if (collector.kind === "factor" && label !== null) collector.letGoLabel(label);
    });
  }

  private handOver(takePiece: (piece: TablePiece) => void): void {
    const columns = new Map(this.all.map((collector) => [collector.request.name, collector.take()]));
    takePiece({ rowCount: this.rowCount, columns });
    this.rowCount = 0;
  }

  private drop(): void {
    this.rowsDropped++;
    if (this.options.takePiece === undefined) this.droppedRows.push(this.rowsRead);
    for (const collector of this.all) {
      if (isIncomplete(collector)) {
        const { name } = collector.request;
        this.droppedFor.set(name, (this.droppedFor.get(name) ?? 0) + 1);
      } else if (collector.kind === "factor") collector.letGo();
    }
  }

  /** Which columns rows were dropped for, and which levels went with them. */
  private tellDropped(): Problem[] {
    const { rowsDropped, rowsRead, source, droppedFor } = this;
    if (rowsDropped === 0 || rowsDropped === rowsRead) return [];
    const factors = this.collectors.filter((collector) => collector.kind === "factor");
    const lost = factors
      .map((factor) => ({ factor: factor.request.name, labels: factor.lostLabels() }))
      .filter(({ labels }) => labels.length > 0);
    return [rowsWereDropped({ dropped: rowsDropped, read: rowsRead, by: droppedFor, lost }, source)];
  }

  /** `before`: problems found outside, which come first. */
  finish(before: readonly Problem[]): TableResult {
    const { takePiece } = this.options;
    if (takePiece !== undefined && this.rowCount > 0) this.handOver(takePiece);
    const problems = [...before, ...this.collectors.flatMap((collector) => this.judge(collector))];
    for (const { column, collector } of this.made)
      if (collector.missing !== null) problems.push(seriesMissing(column, collector.missing, this.source));
    if (this.rowsRead === 0 && problems.length === 0) problems.push(noRows(this.source));
    else if (this.rowsRead > 0 && this.rowsRead === this.rowsDropped) {
      problems.push(nothingLeft(this.rowsDropped, this.source));
    }
    problems.push(...this.tellDropped());
    const columns = this.nestedColumns(problems);
    if (problems.some((problem) => problem.severity === "error")) return { table: null, problems };
    const { rowCount, rowsRead, rowsDropped, lines } = this;
    let lineArray: Int32Array | null = null;
    const table: Table = {
      name: this.source.name,
      rowCount,
      rowsRead,
      rowsDropped,
      get lines() {
        lineArray ??= lines?.toArray() ?? null;
        return lineArray;
      },
      ...(rowsDropped === 0 || takePiece !== undefined
        ? {}
        : { rowNumbers: numbersWithout(this.droppedRows, rowsRead) }),
      columns,
    };
    return { table, problems };
  }

  private judge(collector: ColumnCollector): Problem[] {
    const { source } = this;
    const { request, missing } = collector;
    const problems =
      collector.kind === "numeric"
        ? [...collector.faults].map(([fault, seen]) => badNumber(request, fault, seen, source))
        : [...collector.faults].map(([fault, seen]) =>
            (fault === "undecodable" ? undecodableLabel : badLabel)(request, seen, source),
          );
    if (missing && !request.mayBeMissing) problems.push(missingValues(request, missing, source));
    return problems;
  }

  /** Labels that look like one in two spellings; those that a declared order lacks; a reference level that no row has. */
  private judgeLabels(column: FactorColumn): Problem[] {
    if (this.options.takePiece !== undefined) return this.judgePieces(column);
    const { from, levels, reference, order } = column;
    if (order != null) return this.judgeOrder(column, order);
    const alike = findAlikeLabels(column);
    const problems = alike === null ? [] : [labelsAlike(from, alike, this.source)];
    if (reference == null || levels.length === 0 || levels.includes(reference)) return problems;
    return [...problems, referenceUnknown(column, reference, this.source)];
  }

  /** Of rows in pieces, a label that is not declared; of all labels the whole is told where the pieces are put together. */
  private judgePieces(column: FactorColumn): Problem[] {
    const { order, levels } = column;
    const label = order == null ? undefined : levels[order.length];
    return label === undefined ? [] : [labelUndeclared(column, order!, label, null, null, this.source)];
  }

  /** Labels that are not declared, and declared ones that no row has. */
  private judgeOrder(column: FactorColumn, order: readonly string[]): Problem[] {
    const { codes, levels } = column;
    const counts = new Int32Array(levels.length);
    for (const code of codes) if (code >= 0) counts[code]!++;
    const first = codes.findIndex((code) => code >= order.length);
    if (first >= 0) {
      const row = this.lines?.toArray()[first] ?? null;
      return [
        labelUndeclared(column, order, levels[codes[first]!]!, counts[codes[first]!]!, row, this.source),
      ];
    }
    const unused = order.filter((_, i) => counts[i] === 0);
    return unused.length === 0 || codes.length === 0 ? [] : [labelsUnused(column, unused, this.source)];
  }

  /** The columns by name, with each `factor in batch` joined to its batch, which may itself be within another. */
  private nestedColumns(problems: Problem[]): Map<string, TableColumn> {
    const requests = new Map(this.all.map(({ request }) => [request.name, request]));
    const plain = new Map(this.all.map((collector) => [collector.request.name, collector.finish()]));
    const joined = (name: string, inside: readonly string[]): FactorColumn | null => {
      const column = plain.get(name);
      if (column?.kind !== "factor" || inside.includes(name)) return null;
      const within = requests.get(name)!.within;
      if (within === null) return column;
      const outer = joined(within, [...inside, name]);
      return outer && factorWithin(column, outer);
    };
    const columns = new Map<string, TableColumn>();
    for (const [name, column] of plain) {
      if (column.kind === "factor") problems.push(...this.judgeLabels(column));
      const whole = column.kind === "factor" ? joined(name, []) : column;
      if (whole) columns.set(name, whole);
      else problems.push(withinUnknown(requests.get(name)!, this.source));
    }
    return columns;
  }
}

function isIncomplete(collector: ColumnCollector): boolean {
  return collector.isStagedMissing && !collector.request.mayBeMissing;
}

function lacks(cells: ReadCells, i: number): boolean {
  return cells.kind === "numbers" ? Number.isNaN(cells.values[i]!) : cells.labels[cells.places[i]!] === null;
}

function lacksAny(cells: ReadCells, count: number): boolean {
  for (let i = 0; i < count; i++) if (lacks(cells, i)) return true;
  return false;
}

function entriesOf(cells: ReadCells, kept: Int32Array): ReadCells {
  return cells.kind === "numbers"
    ? { kind: "numbers", values: Float64Array.from(kept, (i) => cells.values[i]!) }
    : { ...cells, places: kept.map((i) => cells.places[i]!) };
}

/** The numbers from 1 to `last` without some, which are in their order. */
function numbersWithout(left: readonly number[], last: number): Int32Array {
  const numbers = new Int32Array(last - left.length);
  let next = 0;
  let gap = 0;
  for (let number = 1; number <= last; number++) {
    if (left[gap] === number) gap++;
    else numbers[next++] = number;
  }
  return numbers;
}
