/** Which columns of files are kept when they are first read. */

import { sortColumns } from "./columns.ts";
import type { ChooseColumns } from "./sections.ts";

/** What it depends on besides the file. */
export interface ColumnPlan {
  /** Bytes that may be held. */
  readonly memory: number;
  readonly fileCount: number;
  /** Whether files can be read again; all of a pipe must be kept. */
  readonly isRepeatable: boolean;
}

/** Rows that a file is taken to have which does not say. */
const usualRows = 2000;

/** All where the memory holds them, for all files; else as many as half of it holds, the other half being for those that are read again. */
export function chooseColumns({ memory, fileCount, isRepeatable }: ColumnPlan): ChooseColumns {
  return (header, { samples, warmup, isWarmupSaved, thin }, isShort) => {
    const columns = header.length;
    const transitions = (samples ?? usualRows) + (isWarmupSaved ? (warmup ?? 0) : 0);
    const rows = (transitions / Math.max(1, thin ?? 1)) * fileCount;
    const isWhole = !isRepeatable || columns * rows * bytesOf(isShort) <= memory;
    const held = isWhole ? columns : columnsHeld(memory, rows, isShort);
    return { first: 0, last: Math.min(columns, Math.max(sortColumns(header).headLength, held)) };
  };
}

/** Columns of so many rows that half of the memory holds. */
export function columnsHeld(memory: number, rows: number, isShort: boolean): number {
  return Math.max(1, Math.floor(memory / (2 * bytesOf(isShort) * Math.max(1, rows))));
}

/** Of a number: a code or a double. */
const bytesOf = (isShort: boolean): number => (isShort ? 4 : 8);
