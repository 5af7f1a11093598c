/**
 * Collects the cells of one requested column, row by row, into typed memory that doubles when it is full.
 *
 * A row is first staged in all columns and then kept or let go, so that a row with a missing value leaves no trace, not
 * even a level that occurs nowhere else. What is wrong with cells is counted here, with its first place.
 */

import { isMissingText, type NumberFault } from "./cell.ts";
import { orderedFactor } from "./factors.ts";
import type { ColumnRequest, FactorColumn, NumericColumn } from "./table.ts";

/** The first of some like things, and how many there are. `row` is a line of the file, or a row in memory. */
export interface Occurrence {
  readonly row: number;
  readonly value: string;
  count: number;
}

export type ColumnCollector = NumericCollector | FactorCollector;

export class NumericCollector {
  readonly kind = "numeric";
  readonly request: ColumnRequest;
  readonly faults = new Map<NumberFault, Occurrence>();
  /** Missing values in rows that were kept. */
  missing: Occurrence | null = null;
  isStagedMissing = false;
  private staged = 0;
  private count = 0;
  private values = new Float64Array(256);

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
    if (this.count === this.values.length) {
      const grown = new Float64Array(2 * this.count);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.count++] = this.staged;
  }

  finish(): NumericColumn {
    return {
      kind: "numeric",
      name: this.request.name,
      from: this.request.from,
      values: this.values.slice(0, this.count),
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
  private staged: string | null = null;
  private count = 0;
  private codes = new Int32Array(256);
  private readonly dictionary = new Map<string, number>();

  constructor(request: ColumnRequest) {
    this.request = request;
  }

  /** `label` is null for a missing value and undefined for what cannot be a label. */
  stage(label: string | null | undefined, raw: unknown, row: number): void {
    this.staged = label ?? null;
    this.isStagedMissing = label === null;
    if (label === undefined) countOccurrence(this.faults, "wrongType", row, raw);
    else if (label?.includes("\uFFFD")) countOccurrence(this.faults, "undecodable", row, label);
  }

  /** A trimmed cell of a file. */
  stageText(text: string, row: number): void {
    this.stage(isMissingText(text) ? null : text, text, row);
  }

  keep(row: number): void {
    if (this.isStagedMissing) this.missing = nextOccurrence(this.missing, row, "");
    if (this.count === this.codes.length) {
      const grown = new Int32Array(2 * this.count);
      grown.set(this.codes);
      this.codes = grown;
    }
    this.codes[this.count++] = this.staged === null ? -1 : this.codeOf(this.staged);
  }

  finish(): FactorColumn {
    const { name, from } = this.request;
    return orderedFactor(name, from, this.codes.slice(0, this.count), [...this.dictionary.keys()]);
  }

  private codeOf(label: string): number {
    const known = this.dictionary.get(label);
    if (known !== undefined) return known;
    const code = this.dictionary.size;
    this.dictionary.set(label, code);
    return code;
  }
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
