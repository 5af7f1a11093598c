/**
 * Tables that stand for the rows that they were made of may have the product of two columns of numbers as a column, which their own values are no factors of. No column
 * of a file or of a model has such a name.
 */

/** `x:z`, in whatever order. */
export function productName(one: string, other: string): string {
  return one <= other ? `${one}:${other}` : `${other}:${one}`;
}

/** The names of such columns among those of a table, of which some are made of other rows: `lag(x, within: g)`. */
export function productNames(columns: ReadonlyMap<string, unknown>): string[] {
  return [...columns.keys()].filter((name) => name.includes(":") && !name.includes("("));
}
