import { describe, expect, it } from "vitest";
import { NumberRowReader } from "../../../src/formats/cmdstan/number-row.ts";
import { RowStore } from "../../../src/formats/cmdstan/row-store.ts";

/** What stands in a row and a column: few digits, or many from a row on. */
const textAt = (row: number, column: number, longFrom: number): string =>
  row >= longFrom && column % 2 === 0 ? String((row + 0.1) / 3) : `${(row * 31 + column) / 100}`;

function storeOf(width: number, rowCount: number, { isCoded = true, longFrom = Infinity } = {}): RowStore {
  const store = new RowStore(width, isCoded);
  const reader = new NumberRowReader();
  for (let row = 0; row < rowCount; row++) {
    const bytes = new TextEncoder().encode(
      Array.from({ length: width }, (_, column) => textAt(row, column, longFrom)).join(","),
    );
    reader.load(bytes);
    store.take(reader, [0, bytes.length], [0, width], null);
    // A row that does not count leaves no trace.
    if (row % 7 === 3) store.take(reader, [0, bytes.length], [0, width], null);
    store.keep();
  }
  store.end();
  return store;
}

describe("rows that are read by columns", () => {
  it.each([
    [1, 5],
    [3, 43_691],
    [5, 26_215],
    [10_000, 16],
    [10_000, 17],
    [9001, 65],
  ])("are all there, of %d columns and %d rows, in another thread, too", (width, rowCount) => {
    const store = storeOf(width, rowCount);
    const sent = RowStore.of(structuredClone(store.parts()));
    for (const one of [store, sent])
      for (const [first, step] of [
        [0, 1],
        [2, 3],
        [rowCount - 1, 5],
      ] as const) {
        const count = Math.ceil((rowCount - first) / step);
        const from = Math.floor(width / 2);
        const columns = Array.from({ length: Math.min(3, width - from) }, () => new Float64Array(count + 2));
        one.copyColumns(columns, { from, first, step, count, at: 1 });
        const wanted = columns.map((_, v) => [
          0,
          ...Array.from({ length: count }, (_, k) => Number(textAt(first + k * step, from + v, Infinity))),
          0,
        ]);
        expect(columns.map((column) => [...column])).toEqual(wanted);
      }
  });

  it("are doubles from where most have no code", () => {
    const [width, rowCount] = [9001, 80];
    const store = storeOf(width, rowCount, { longFrom: 20 });
    const kinds = store.parts().tiles.map((tile) => tile.constructor.name);
    expect(kinds).toEqual(["Int32Array", "Int32Array", "Float64Array"]);
    const columns = Array.from({ length: 2 }, () => new Float64Array(rowCount));
    store.copyColumns(columns, { from: 8, first: 0, step: 1, count: rowCount, at: 0 });
    for (const [v, column] of columns.entries())
      expect([...column]).toEqual([...column.keys()].map((row) => Number(textAt(row, 8 + v, 20))));
  });
});
