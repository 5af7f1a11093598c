/** Tables in pieces: no more rows at a time than a piece has, and all of them in the end. */

import { describe, expect, it } from "vitest";
import { parseCsv } from "../../src/data/parse-csv.ts";
import type { ColumnRequest, FactorColumn, NumericColumn } from "../../src/data/table.ts";
import type { TablePiece } from "../../src/data/table-builder.ts";

const request = (name: string, type: ColumnRequest["type"]): ColumnRequest => ({
  name,
  from: name,
  type,
  mayBeMissing: false,
  within: null,
  reference: null,
});
const requests = [request("g", "factor"), request("y", "real")];
const lines = Array.from(
  { length: 40_000 },
  (_, i) => `${i % 1000 === 5 ? "" : `g${Math.floor(i / 100)}`},${i / 8}`,
);
const text = `g,y\n${lines.join("\n")}\n`;

describe("a table in pieces", () => {
  it("has the rows of the whole, in order, and leaves none in the table", async () => {
    const sizes: number[] = [];
    const [labels, values]: [string[], number[]] = [[], []];
    const takePiece = ({ rowCount, columns }: TablePiece): void => {
      sizes.push(rowCount);
      const [g, y] = [columns.get("g"), columns.get("y")];
      if (g?.kind !== "factor" || y?.kind !== "numeric") throw new Error("other columns were asked for");
      expect([g.codes.length, y.values.length]).toEqual([rowCount, rowCount]);
      for (const code of g.codes) labels.push(g.labels[code]!);
      values.push(...y.values);
    };
    const { table, problems } = await parseCsv(text, "d.csv", requests, { dropMissing: true, takePiece });
    expect(sizes).toEqual([16_384, 16_384, 7192]);
    expect(table).toMatchObject({ rowCount: 0, rowsRead: 40_000, rowsDropped: 40 });
    expect(problems.map(({ code }) => code)).toEqual(["HP0419"]);
    const whole = (await parseCsv(text, "d.csv", requests, { dropMissing: true })).table!;
    const [g, y] = ["g", "y"].map((name) => whole.columns.get(name)) as [FactorColumn, NumericColumn];
    expect(labels).toEqual(Array.from(g.codes, (code) => g.levels[code]));
    expect(values).toEqual([...y.values]);
  });

  it("tells what is wrong with cells, as the whole does", async () => {
    const bad = text.replace("g100,1250\n", "g100,many\n");
    const taking = { dropMissing: true, takePiece: () => {} };
    const { table, problems } = await parseCsv(bad, "d.csv", requests, taking);
    expect(table).toBeNull();
    const whole = await parseCsv(bad, "d.csv", requests, { dropMissing: true });
    expect(problems).toEqual(whole.problems);
    const none = await parseCsv("g,y\n", "d.csv", requests, taking);
    expect(none.problems.map(({ code }) => code)).toEqual(["HP0406"]);
  });
});
