/** One cell of a batch, by the rules that those of CSV files have. */

import { isMissingText, type NumberFault, numberFromValue, parseNumber } from "../data/cell.ts";
import { decodeText } from "../data/fields.ts";
import { parsePlainNumber } from "../data/plain-number.ts";
import { composed } from "../text/composed.ts";
import { isThere } from "./cell-index.ts";
import type { BatchColumn } from "./open-table.ts";

/** What a cell is as a number, NaN where it is missing, or why it is none; `given` is what a message shows then. */
export interface NumberReading {
  readonly reading: number | NumberFault;
  readonly given: unknown;
}

/** `na`: what stands for a missing value besides what always does. */
export function numberAt(
  column: BatchColumn,
  i: number,
  type: "real" | "int",
  na: readonly string[],
): NumberReading {
  if (column.kind === "bytes" && na.length === 0 && column.starts[i]! >= 0) {
    const plain = parsePlainNumber(column.bytes, column.starts[i]!, column.ends[i]!);
    if (Number.isInteger(plain) || (!Number.isNaN(plain) && type === "real"))
      return { reading: plain, given: null };
  }
  const given = cellAt(column, i);
  const value = typeof given === "bigint" ? Number(given) : given;
  if (typeof value === "string") {
    const text = value.trim();
    const isNa = na.length > 0 && na.includes(composed(text));
    return { reading: isNa ? Number.NaN : parseNumber(text, type), given: text };
  }
  const isNa = na.length > 0 && na.includes(String(value));
  return { reading: isNa ? Number.NaN : numberFromValue(value, type), given };
}

/** A cell as it is; null where it is missing. */
export function cellAt(column: BatchColumn, i: number): unknown {
  switch (column.kind) {
    case "bytes":
      return column.starts[i]! < 0 ? null : decodeText(column.bytes, column.starts[i]!, column.ends[i]!);
    case "words":
      return isThere(column.validity, i) ? column.textAt(i) : null;
    default:
      return column.values[i];
  }
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
