/** Columns of the types that a model declares, where no table says better. */

import type { ColumnRequest } from "../../data/table.ts";
import type { SourceColumn } from "../open-table.ts";

const kinds = { real: "real", int: "whole", factor: "text" } as const;

/** Each header once: as a number, where it is asked for as one too. */
export function requestedAs(requests: readonly ColumnRequest[]): readonly SourceColumn[] {
  const columns = new Map<string, SourceColumn>();
  for (const { from, type } of requests) {
    const kind = kinds[type];
    if (!columns.has(from) || kind !== "text") columns.set(from, { name: from, type: kind, kind });
  }
  return [...columns.values()];
}
