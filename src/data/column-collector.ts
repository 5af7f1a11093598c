/**
 * Collects the cells of one requested column, row by row, into typed memory.
 *
 * A row is first staged in all columns and then kept or let go, so that a row with a missing value leaves no trace, not
 * even a level that occurs nowhere else. What is wrong with cells is counted here, with its first place.
 */

import { composed } from "../text/composed.ts";
import { isMissingText, type NumberFault } from "./cell.ts";
import { orderedFactor } from "./factors.ts";
import { decodeText } from "./fields.ts";
import { doubled, GrowingArray } from "./growing-array.ts";
import { LabelCache } from "./label-cache.ts";
import type { ColumnRequest, FactorColumn, NumericColumn } from "./table.ts";

/** The first of some like things, and how many there are. `row` is a line of the file, or a row in memory. */
export interface Occurrence {
  readonly row: number;
  readonly value: string;
  count: number;
}

const noCode = -1;
const textCode = -2;

export type ColumnCollector = NumericCollector | FactorCollector;

/** The cells of one column in some rows, none of them at fault. */
export type ReadCells =
  /** NaN where a number is missing. */
  | { readonly kind: "numbers"; readonly values: Float64Array }
  /**
   * Of each cell the place of its label in a list, in which null stands for a missing one. The list only grows, and is the same one for all
   * rows of a column; labels stand there as they were written, and may stand there twice.
   */
  | { readonly kind: "labels"; readonly places: Int32Array; readonly labels: readonly (string | null)[] };

/** Of a place in such a list that no row was kept with. */
const unmet = -2;

/** What a column has in some rows that follow each other. */
export type ColumnPiece =
  | { readonly kind: "numeric"; readonly values: Float64Array }
  /** Codes into the labels so far, in the order of their first row; -1 where a label is missing. The list grows from piece to piece. */
  | { readonly kind: "factor"; readonly codes: Int32Array; readonly labels: readonly string[] };

export class NumericCollector {
  readonly kind = "numeric";
  readonly request: ColumnRequest;
  readonly faults = new Map<NumberFault, Occurrence>();
  /** Missing values in rows that were kept. */
  missing: Occurrence | null = null;
  isStagedMissing = false;
  private staged = 0;
  private readonly values = new GrowingArray((length) => new Float64Array(length));

  constructor(request: ColumnRequest) {
    this.request = request;
  }

  /** `reading` is NaN for a missing value; `raw` is only looked at where the reading is a fault. */
  stage(reading: number | NumberFault, raw: unknown, row: number): void {
    if (typeof reading === "number") {
      this.staged = reading;
      this.isStagedMissing = Number.isNaN(reading);
      return;
    }
    countOccurrence(this.faults, reading, row, raw);
    this.staged = Number.NaN;
    this.isStagedMissing = false;
  }

  keep(row: number): void {
    if (this.isStagedMissing) this.missing = nextOccurrence(this.missing, row, "");
    this.values.push(this.staged);
  }

  /** So many rows are to come. */
  expect(rows: number): void {
    this.values.reserve(rows);
  }

  /** Keeps rows with these values; `rowAt` gives the number of row i of them. */
  keepAll(values: Float64Array, rowAt: (i: number) => number): void {
    for (let i = 0; i < values.length; i++)
      if (Number.isNaN(values[i]!)) this.missing = nextOccurrence(this.missing, rowAt(i), "");
    this.values.append(values);
  }

  /** The values of the rows since the last piece, which are forgotten here. */
  take(): ColumnPiece {
    return { kind: "numeric", values: this.values.take() };
  }

  /** To be called once, at the end. */
  finish(): NumericColumn {
    return {
      kind: "numeric",
      name: this.request.name,
      from: this.request.from,
      values: this.values.join(),
      missing: this.missing?.count ?? 0,
    };
  }
}

export class FactorCollector {
  readonly kind = "factor";
  readonly request: ColumnRequest;
  readonly faults = new Map<"undecodable" | "wrongType", Occurrence>();
  missing: Occurrence | null = null;
  isStagedMissing = false;
  /** A code, `noCode`, or `textCode` where the label is `stagedText`. */
  private staged = noCode;
  private stagedText = "";
  /** Where the staged label came from, if from bytes that the cache does not know. */
  private stagedField: readonly [bytes: Uint8Array, start: number, end: number] | null = null;
  private readonly codes = new GrowingArray((length) => new Int32Array(length));
  /** Codes of labels as they were written; several spellings of one label have one code. */
  private readonly dictionary = new Map<string, number>();
  /** By code, composed. */
  private readonly labels: string[] = [];
  private readonly cache = new LabelCache();
  private readonly lost = new Set<string>();
  /** By place in the list of read labels: a code, `noCode`, or `unmet`. */
  private codesByPlace = new Int32Array(256).fill(unmet);
  private readonly na: readonly string[];

  /** `na`: what stands for a missing value besides what always does. */
  constructor(request: ColumnRequest, na: readonly string[] = []) {
    this.request = request;
    this.na = na;
  }

  /** `label` is null for a missing value and undefined for what cannot be a label. */
  stage(label: string | null | undefined, raw: unknown, row: number): void {
    this.staged = typeof label === "string" ? textCode : noCode;
    this.stagedText = label ?? "";
    this.stagedField = null;
    this.isStagedMissing = label === null;
    if (label === undefined) countOccurrence(this.faults, "wrongType", row, raw);
    else if (label?.includes("\uFFFD")) countOccurrence(this.faults, "undecodable", row, label);
  }

  /** A trimmed cell of a file, as UTF-8 in `bytes[start .. end]`, which stays as it is until the row is kept. */
  stageBytes(bytes: Uint8Array, start: number, end: number, row: number): void {
    const known = this.cache.find(bytes, start, end);
    if (known >= 0) {
      this.staged = known;
      this.isStagedMissing = false;
      return;
    }
    const text = decodeText(bytes, start, end);
    const isLabel = !isMissingText(text) && !(this.na.length > 0 && this.na.includes(composed(text)));
    this.stage(isLabel ? text : null, text, row);
    // Labels that are not UTF-8 are looked at again in each row, since they are counted.
    if (isLabel && !text.includes("\uFFFD")) this.stagedField = [bytes, start, end];
  }

  keep(row: number): void {
    if (this.isStagedMissing) this.missing = nextOccurrence(this.missing, row, "");
    this.codes.push(this.staged === textCode ? this.codeOfText() : this.staged);
  }

  /** So many rows are to come. */
  expect(rows: number): void {
    this.codes.reserve(rows);
  }

  /** Keeps rows with these labels, whose places it makes codes; `rowAt` gives the number of row i of them. */
  keepAll({ places, labels }: ReadCells & { readonly kind: "labels" }, rowAt: (i: number) => number): void {
    while (this.codesByPlace.length < labels.length) this.codesByPlace = grown(this.codesByPlace);
    const { codesByPlace } = this;
    for (let i = 0; i < places.length; i++) {
      let code = codesByPlace[places[i]!]!;
      if (code === unmet) {
        const label = labels[places[i]!]!;
        code = label === null ? noCode : this.codeOfSpelling(label);
        codesByPlace[places[i]!] = code;
      }
      if (code === noCode) this.missing = nextOccurrence(this.missing, rowAt(i), "");
      places[i] = code;
    }
    this.codes.append(places);
  }

  /** What was staged is not kept. */
  letGo(): void {
    if (this.staged === textCode) this.letGoLabel(this.stagedText);
  }

  /** A label of a row that is not kept. */
  letGoLabel(label: string): void {
    if (!this.dictionary.has(label)) this.lost.add(composed(label));
  }

  /** Labels that only rows had which were let go, in the order of their first row. */
  lostLabels(): string[] {
    return [...this.lost].filter((label) => !this.dictionary.has(label));
  }

  /** The codes of the rows since the last piece, which are forgotten here. */
  take(): ColumnPiece {
    return { kind: "factor", codes: this.codes.take(), labels: this.labels };
  }

  /** To be called once, at the end. */
  finish(): FactorColumn {
    const { name, from, reference, order } = this.request;
    const declared = { reference, order: order?.map(composed) ?? null };
    return orderedFactor(name, from, this.codes.join(), this.labels, declared);
  }

  private codeOfText(): number {
    const code = this.dictionary.get(this.stagedText) ?? this.codeOfSpelling(this.stagedText);
    if (this.stagedField) this.cache.add(...this.stagedField, code);
    return code;
  }

  /** The code of a label in a spelling that is met for the first time: only these have to be composed. */
  private codeOfSpelling(spelling: string): number {
    const label = composed(spelling);
    const code = this.dictionary.get(label) ?? this.labels.length;
    if (code === this.labels.length) this.labels.push(label);
    this.dictionary.set(label, code);
    if (spelling !== label) this.dictionary.set(spelling, code);
    return code;
  }
}

/** The same codes at the beginning of a list of twice the length. */
function grown(codes: Int32Array): Int32Array<ArrayBuffer> {
  const longer = doubled(codes);
  return longer.fill(unmet, codes.length);
}

function countOccurrence<K>(faults: Map<K, Occurrence>, fault: K, row: number, raw: unknown): void {
  const seen = faults.get(fault);
  if (seen) seen.count++;
  else faults.set(fault, { row, value: describeValue(raw), count: 1 });
}

function nextOccurrence(seen: Occurrence | null, row: number, value: string): Occurrence {
  if (!seen) return { row, value, count: 1 };
  seen.count++;
  return seen;
}

/** A value from memory as a message can show it; never throws. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint")
    return String(value);
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date) return "a Date";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
