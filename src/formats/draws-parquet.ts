/**
 * Draws as a Parquet file: a row per draw, with its chain and its number, what the sampler said of the transition, and a
 * column for each variable, under its name. Any tool that reads Parquet reads it: `pandas.read_parquet`, `arrow::read_parquet`,
 * DuckDB.
 */

import { parquetMetadataAsync, parquetRead } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { type Draws, type StatisticName, statisticNames, type Variable } from "../posterior/draws.ts";
import { columnNames, statisticColumn, statisticColumns, variableColumns } from "./tables/draw-columns.ts";

/** The columns that say which draw a row is; no variable has these names, which the statistics' names follow. */
const chainColumn = ".chain";
const drawColumn = ".draw";

/** Pages of 800 kB. */
const rowGroupSize = 100_000;

/** The bytes of the file. Doubles are kept bit by bit. */
export function encodeDraws(draws: Draws): ArrayBuffer {
  const { chainCount, drawCount } = draws;
  const size = chainCount * drawCount;
  const chain = Int32Array.from({ length: size }, (_, i) => Math.floor(i / drawCount) + 1);
  const draw = Int32Array.from({ length: size }, (_, i) => (i % drawCount) + 1);
  const columns = [...statisticColumns(draws), ...variableColumns(draws)];
  const doubles = { type: "DOUBLE", encoding: "PLAIN", nullable: false } as const;
  return parquetWriteBuffer({
    columnData: [
      { name: chainColumn, data: chain, type: "INT32", nullable: false },
      { name: drawColumn, data: draw, type: "INT32", nullable: false },
      ...columns.map(({ name, values }) => ({ name, data: values, ...doubles })),
    ],
    codec: "UNCOMPRESSED",
    statistics: false,
    rowGroupSize,
    // A row group's column is one page; to look for its end value by value takes as long as to write it.
    pageSize: 0,
  });
}

/** The draws of a file that has these variables; throws an Error that says what is wrong if it is not as `encodeDraws` makes it. */
export async function decodeDraws(bytes: ArrayBuffer, variables: readonly Variable[]): Promise<Draws> {
  const columns = new Map<string, Float64Array>();
  await parquetRead({
    file: bytes,
    onChunk: ({ columnName, columnData, rowStart, rowEnd }) => {
      const known = columns.get(columnName) ?? new Float64Array(0);
      const values = known.length >= rowEnd ? known : grown(known, rowEnd);
      if (columnData instanceof Float64Array) values.set(columnData, rowStart);
      else for (let row = rowStart; row < rowEnd; row++) values[row] = Number(columnData[row - rowStart]);
      columns.set(columnName, values);
    },
  });
  const chain = columns.get(chainColumn) ?? new Float64Array(0);
  if (chain.length === 0) throw new Error("there are no draws");
  const require = (name: string): Float64Array => {
    const values = columns.get(name);
    if (values === undefined) throw new Error(`there is no column \`${name}\``);
    if (values.length !== chain.length) throw new Error(`the column \`${name}\` is cut off`);
    return values;
  };
  const chainCount = chain.at(-1)!;
  const drawCount = chain.length / chainCount;
  if (!Number.isInteger(drawCount) || !chain.every((value, i) => value === Math.floor(i / drawCount) + 1)) {
    throw new Error("the rows are not chain by chain, with as many draws for each");
  }
  const statistics: Partial<Record<StatisticName, Float64Array>> = {};
  for (const name of statisticNames) {
    if (columns.has(statisticColumn(name))) statistics[name] = require(statisticColumn(name));
  }
  const values = columnNames(variables).map(require);
  return { chainCount, drawCount, variables, values, statistics };
}

/** Rows of a file of so many bytes, by its end alone; `read` gives the bytes from `start` to `end`. Throws where it is no Parquet file. */
export async function countRows(
  size: number,
  read: (start: number, end: number) => Promise<ArrayBuffer>,
): Promise<number> {
  const file = {
    byteLength: size,
    slice: (start: number, end = size) => read(start < 0 ? size + start : start, end),
  };
  const { num_rows } = await parquetMetadataAsync(file);
  return Number(num_rows);
}

function grown(values: Float64Array, size: number): Float64Array {
  const larger = new Float64Array(size);
  larger.set(values);
  return larger;
}
