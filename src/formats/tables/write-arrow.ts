/** Draws as an Arrow IPC file: variables, statistics, then `.chain`, `.iteration` and `.draw`, in record batches of some rows. */

import { columnFromArray, tableFromColumns, tableToIPC } from "@uwdata/flechette";
import type { Draws } from "../../posterior/draws.ts";
import { rowNumbers, statisticColumns, variableColumns } from "./draw-columns.ts";

/** Rows of a record batch. */
const maxBatchRows = 1 << 16;

/** The pieces are the draws' own memory, and what describes them: nothing is copied. */
export async function* arrowPieces(draws: Draws): AsyncIterable<Uint8Array> {
  const { chain, iteration, draw } = rowNumbers(draws);
  const column = (values: Float64Array | Int32Array) => columnFromArray(values, undefined, { maxBatchRows });
  const table = tableFromColumns([
    ...[...variableColumns(draws), ...statisticColumns(draws)].map(
      ({ name, values }) => [name, column(values)] as [string, ReturnType<typeof column>],
    ),
    [".chain", column(chain)],
    [".iteration", column(iteration)],
    [".draw", column(draw)],
  ]);
  const pieces: Uint8Array[] = [];
  const write = (bytes: Uint8Array): void => {
    pieces.push(bytes);
  };
  const sink = { write, pad: (count: number) => write(new Uint8Array(count)), finish: () => null };
  tableToIPC(table, { format: "file", sink });
  yield* pieces;
}
