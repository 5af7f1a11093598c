/** Draws as Parquet in pieces, a row group each: the columns are those of a run folder. */

import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import type { Draws } from "../../posterior/draws.ts";
import { rowNumbers, statisticColumns, variableColumns } from "./draw-columns.ts";

/** Bytes of a row group, about; but so many rows at least, since each group takes some hundred bytes for each column. */
const groupBytes = 1 << 26;
const leastRows = 1000;

/** Memory is that of one row group, beyond the draws. */
export async function* parquetPieces(draws: Draws): AsyncIterable<Uint8Array> {
  const { chain, iteration } = rowNumbers(draws);
  const doubles = { type: "DOUBLE", encoding: "PLAIN", nullable: false } as const;
  const columns = [
    { name: ".chain", data: chain, type: "INT32", nullable: false } as const,
    { name: ".draw", data: iteration, type: "INT32", nullable: false } as const,
    ...[...statisticColumns(draws), ...variableColumns(draws)].map(({ name, values }) => ({
      name,
      data: values,
      ...doubles,
    })),
  ];
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: columns }),
    codec: "UNCOMPRESSED",
    statistics: false,
  });
  const rows = Math.max(leastRows, Math.floor(groupBytes / (8 * columns.length)));
  for (let row = 0; row < chain.length; row += rows) {
    writer.write({
      columnData: columns.map((column) => ({ ...column, data: column.data.subarray(row, row + rows) })),
      rowGroupSize: rows,
      pageSize: 0,
    });
    yield taken(bytes);
  }
  writer.finish();
  yield taken(bytes);
}

/** What was written since; `offset` of the file goes on counting. */
function taken(bytes: ByteWriter): Uint8Array {
  const piece = bytes.getBytes().slice();
  bytes.index = 0;
  return piece;
}
