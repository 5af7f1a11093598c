/** What a distribution is of: a parameter on its plates, or a column of data. */

import type { ColumnSymbol } from "./scope.ts";

/** What stands left of `~`. */
export type Subject =
  | { readonly kind: "parameter"; readonly name: string; readonly plates: readonly string[] }
  | { readonly kind: "outcome"; readonly name: string; readonly column: ColumnSymbol };
