/** What both statements have. */

import type { PushedColumn, PushedColumns, PushedMoment } from "./pushed-columns.ts";

/** The columns of numbers: keys, then moments. */
export function numbersOf({ keys, moments }: PushedColumns): readonly (PushedColumn | PushedMoment)[] {
  return [...keys.filter(({ isMissing }) => isMissing !== null), ...moments];
}

/** Whether the column lacks a value, which stands under the name. */
export function isMissing(column: PushedColumn, name: string): string {
  return column.isMissing!(name);
}

/** Whether a column is one of the table, of which it is told what is missing: products of two lack what these do. */
export function isOfTable(column: PushedColumn | PushedMoment): boolean {
  return !("isProduct" in column && column.isProduct);
}
