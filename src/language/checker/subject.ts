/** What a distribution is of: a parameter on its plates, or columns of data. */

import type { ColumnSymbol } from "./scope.ts";

/** What stands left of `~`. */
export type Subject =
  | { readonly kind: "parameter"; readonly name: string; readonly plates: readonly string[] }
  /** `name` is the column, or the list of columns as it is written. */
  | { readonly kind: "outcome"; readonly name: string; readonly columns: readonly ColumnSymbol[] };
