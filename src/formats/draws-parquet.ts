/**
 * Draws as a Parquet file: a row per draw, with its chain and its number, what the sampler said of the transition, and a
 * column for each variable, under its name. Any tool that reads Parquet reads it: `pandas.read_parquet`, `arrow::read_parquet`,
 * DuckDB.
 */

import { parquetRead } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { Draws, StatisticName, Variable } from "../posterior/draws.ts";

const statisticColumns: { readonly [Name in StatisticName]: string } = {
  logDensity: "log_density",
  acceptanceRate: "acceptance_rate",
  stepSize: "step_size",
  treeDepth: "tree_depth",
  leapfrogSteps: "leapfrog_steps",
  divergent: "divergent",
  energy: "energy",
};

/** The columns that say which draw a row is; no variable has these names, which the statistics' names follow. */
const chainColumn = ".chain";
const drawColumn = ".draw";

/** The bytes of the file. Doubles are kept bit by bit. */
export function encodeDraws(draws: Draws): ArrayBuffer {
  const { chainCount, drawCount } = draws;
  const size = chainCount * drawCount;
  const chain = Int32Array.from({ length: size }, (_, i) => Math.floor(i / drawCount) + 1);
  const draw = Int32Array.from({ length: size }, (_, i) => (i % drawCount) + 1);
  const statistics = Object.entries(draws.statistics).map(([name, data]) => ({
    // Object.entries forgets the type of the keys.
    name: `.${statisticColumns[name as StatisticName]}`,
    data,
    type: "DOUBLE" as const,
  }));
  const variables = draws.variables.map((variable, v) => ({
    name: variable.name,
    data: draws.values[v]!,
    type: "DOUBLE" as const,
  }));
  return parquetWriteBuffer({
    columnData: [
      { name: chainColumn, data: chain, type: "INT32" },
      { name: drawColumn, data: draw, type: "INT32" },
      ...statistics.map((column) => ({ ...column, encoding: "PLAIN" as const })),
      ...variables.map((column) => ({ ...column, encoding: "PLAIN" as const })),
    ],
    codec: "UNCOMPRESSED",
    statistics: false,
  });
}

/** The draws of a file that has these variables; throws an Error that says so if one is missing. */
export async function decodeDraws(bytes: ArrayBuffer, variables: readonly Variable[]): Promise<Draws> {
  const columns = new Map<string, Float64Array>();
  await parquetRead({
    file: bytes,
    onChunk: ({ columnName, columnData, rowStart, rowEnd }) => {
      const known = columns.get(columnName) ?? new Float64Array(0);
      const values = known.length >= rowEnd ? known : grown(known, rowEnd);
      for (let row = rowStart; row < rowEnd; row++) values[row] = Number(columnData[row - rowStart]);
      columns.set(columnName, values);
    },
  });
  const require = (name: string): Float64Array => {
    const values = columns.get(name);
    if (values === undefined) throw new Error(`there is no column \`${name}\``);
    return values;
  };
  const chain = require(chainColumn);
  const chainCount = new Set(chain).size;
  const statistics: Partial<Record<StatisticName, Float64Array>> = {};
  for (const [name, column] of Object.entries(statisticColumns)) {
    const values = columns.get(`.${column}`);
    if (values !== undefined) statistics[name as StatisticName] = values;
  }
  const drawCount = chainCount === 0 ? 0 : chain.length / chainCount;
  const values = variables.map((variable) => require(variable.name));
  return { chainCount, drawCount, variables, values, statistics };
}

function grown(values: Float64Array, size: number): Float64Array {
  const larger = new Float64Array(size);
  larger.set(values);
  return larger;
}
