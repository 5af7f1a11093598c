/** A table in an Arrow IPC file, which pandas and R call Feather: it is read whole, and its columns as they are asked for. */

import { readFile } from "node:fs/promises";
import { type Column, type DataType, Type } from "@uwdata/flechette";
import { codecUnknown } from "../../formats/problems-tables.ts";
import { readArrow } from "../../formats/tables/arrow-table.ts";
import type { BatchColumn, ColumnKind, OpenTable, WantedColumn } from "../open-table.ts";
import { fileCorrupt } from "../problems.ts";
import { SourceFailure } from "../source-failure.ts";

/** Throws a `SourceFailure` for what is no such file. */
export async function openArrow(path: string): Promise<OpenTable> {
  const corrupt = (reason: string) => new SourceFailure(fileCorrupt(path, "an Arrow file", reason));
  const read = await readFile(path)
    .then((bytes) => readArrow(bytes, { useBigInt: true, useDate: true }))
    .catch((error: unknown) => {
      throw corrupt(error instanceof Error ? error.message : String(error));
    });
  if (read === "no Zstandard") throw new SourceFailure(codecUnknown(path, "Zstandard"));
  const { table, isCut } = read;
  if (isCut) throw corrupt("its end is missing");
  const columns = table.names.map((name, i) => ({
    name: String(name),
    type: typeName(table.children[i]!.type),
    kind: kindOf(table.children[i]!.type),
  }));
  return {
    columns,
    close: async () => {},
    async *read(wanted: readonly WantedColumn[]) {
      yield {
        rowCount: table.numRows,
        columns: wanted.map(({ place }) => cellsOf(table.children[place]!)),
      };
    },
  };
}

function typeName(type: DataType): string {
  const known = Object.entries(Type).find(([, id]) => id === type.typeId)?.[0] ?? `type ${type.typeId}`;
  return type.typeId === Type.Dictionary ? `Dictionary of ${typeName(type.dictionary)}` : known;
}

function kindOf(type: DataType): ColumnKind {
  switch (type.typeId) {
    case Type.Dictionary:
      return kindOf(type.dictionary);
    case Type.Int:
      return "whole";
    case Type.Float:
      return "real";
    case Type.Decimal:
      return "decimal";
    case Type.Bool:
      return "yesOrNo";
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
    case Type.Null:
      return "text";
    case Type.Date:
      return "time";
    default:
      return "other";
  }
}

function cellsOf(column: Column<unknown>): BatchColumn {
  const { type } = column;
  if (type.typeId === Type.Decimal) {
    const { scale } = type;
    return valuesOf(column, (value) => (typeof value === "number" ? value.toFixed(scale) : value));
  }
  if (type.typeId === Type.Date)
    return valuesOf(column, (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value));
  const values = column.toArray();
  return values instanceof Float64Array ? { kind: "numbers", values } : { kind: "values", values };
}

function valuesOf(column: Column<unknown>, cellOf: (value: unknown) => unknown): BatchColumn {
  return { kind: "values", values: Array.from({ length: column.length }, (_, i) => cellOf(column.at(i))) };
}
