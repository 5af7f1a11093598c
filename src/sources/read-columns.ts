/**
 * Cells of a batch column by column, which takes a small part of the time of going row by row: numbers are copied, and of labels a text is made for each
 * that is not met yet. Where a cell is at fault nothing is read, so that the fault can be told by whoever reads row by row.
 */

import type { ReadCells } from "../data/column-collector.ts";
import { decodeText } from "../data/fields.ts";
import { LabelCache } from "../data/label-cache.ts";
import type { ColumnRequest } from "../data/table.ts";
import { composed } from "../text/composed.ts";
import { CellIndex, isThere } from "./cell-index.ts";
import type { BatchColumn, ByteColumn, WordColumn } from "./open-table.ts";
import { labelOf, numberAt } from "./read-cell.ts";

/** Reads the cells `from` to `to` of a column; null where one is at fault. What is given back may be filled again by the next call. */
export interface ColumnReader {
  readonly read: (column: BatchColumn, from: number, to: number) => ReadCells | null;
}

/** `na`: what stands for a missing value besides what always does; `mostRows`: the most cells that are read at once. */
export function columnReader({ type }: ColumnRequest, na: readonly string[], mostRows: number): ColumnReader {
  return type === "factor" ? new LabelReader(na, mostRows) : new NumberReader(type, na, mostRows);
}

class NumberReader implements ColumnReader {
  private readonly type: "real" | "int";
  private readonly na: readonly string[];
  private readonly values: Float64Array;

  constructor(type: "real" | "int", na: readonly string[], mostRows: number) {
    this.type = type;
    this.na = na;
    this.values = new Float64Array(mostRows);
  }

  read(column: BatchColumn, from: number, to: number): ReadCells | null {
    if (column.kind === "numbers" && this.na.length === 0) {
      const values = column.values.subarray(from, to);
      return this.areNumbers(values) ? { kind: "numbers", values } : null;
    }
    const values = this.values.subarray(0, to - from);
    for (let i = from; i < to; i++) {
      const { reading } = numberAt(column, i, this.type, this.na);
      if (typeof reading !== "number") return null;
      values[i - from] = reading;
    }
    return { kind: "numbers", values };
  }

  /** Whether all are numbers of the type, or missing. */
  private areNumbers(values: Float64Array): boolean {
    if (this.type === "int")
      return values.every((value) => Number.isSafeInteger(value) || Number.isNaN(value));
    // Of infinite numbers alone, the difference to themselves is NaN though they are numbers.
    for (let i = 0; i < values.length; i++)
      if (Number.isNaN(values[i]! - values[i]!) && !Number.isNaN(values[i]!)) return false;
    return true;
  }
}

/** Of a missing cell, in the list of labels. */
const missingPlace = 0;
const fault = -1;

class LabelReader implements ColumnReader {
  private readonly na: readonly string[];
  private readonly places: Int32Array;
  /** By place, as they were written. */
  private readonly labels: (string | null)[] = [null];
  /** Places of texts, and of what else there is as it is written. */
  private readonly texts = new Map<string, number>();
  private readonly words = new CellIndex();
  private readonly bytes = new LabelCache();

  constructor(na: readonly string[], mostRows: number) {
    this.na = na;
    this.places = new Int32Array(mostRows);
  }

  read(column: BatchColumn, from: number, to: number): ReadCells | null {
    const places = this.places.subarray(0, to - from);
    if (column.kind === "words") {
      if (!this.readWords(column, from, to, places)) return null;
    } else {
      for (let i = from; i < to; i++) {
        const place = column.kind === "bytes" ? this.placeOfBytes(column, i) : this.placeOf(column.values[i]);
        if (place === fault) return null;
        places[i - from] = place;
      }
    }
    return { kind: "labels", places, labels: this.labels };
  }

  private readWords(column: WordColumn, from: number, to: number, places: Int32Array): boolean {
    const { words, validity } = column;
    // The address of a long text stands in its cell: an equal one is of the same text, as long as the batch is there.
    const known = new Map<number, { readonly length: number; readonly place: number }>();
    const placeOfLong = (i: number): number => {
      const length = words[4 * i]!;
      const address = (words[4 * i + 2]! >>> 0) + 2 ** 32 * (words[4 * i + 3]! >>> 0);
      const found = known.get(address);
      if (found?.length === length) return found.place;
      const place = this.placeOf(column.textAt(i));
      known.set(address, { length, place });
      return place;
    };
    return this.words.find(column, from, to, places, {
      add: (i) => this.newPlace(labelOf(column.textAt(i))),
      other: (i) => (isThere(validity, i) ? placeOfLong(i) : missingPlace),
    });
  }

  private placeOfBytes({ bytes, starts, ends }: ByteColumn, i: number): number {
    const [start, end] = [starts[i]!, ends[i]!];
    if (start < 0) return missingPlace;
    const known = this.bytes.find(bytes, start, end);
    if (known >= 0) return known;
    const label = labelOf(decodeText(bytes, start, end));
    const place = this.newPlace(label);
    if (place > missingPlace) this.bytes.add(bytes, start, end, place);
    return place;
  }

  private placeOf(value: unknown): number {
    const isText = typeof value === "string";
    const label = isText ? null : labelOf(value);
    if (!isText && typeof label !== "string") return label === null ? missingPlace : fault;
    const written = isText ? value : label!;
    const known = this.texts.get(written);
    if (known !== undefined) return known;
    const place = this.newPlace(labelOf(written));
    if (place !== fault) this.texts.set(written, place);
    return place;
  }

  /** A place for a label; what may be no label at all is looked at again in each row, since such are counted. */
  private newPlace(label: string | null | undefined): number {
    if (label === null || label === undefined) return label === null ? missingPlace : fault;
    if (label.includes("\uFFFD")) return fault;
    if (this.na.length > 0 && this.na.includes(composed(label))) return missingPlace;
    return this.labels.push(label) - 1;
  }
}
