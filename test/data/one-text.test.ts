/** Composed and decomposed letters are the same text, wherever text enters. */

import { describe, expect, test } from "vitest";
import { tableFromColumns, tableFromRows } from "../../src/data/from-memory.ts";
import { parseCsv } from "../../src/data/parse-csv.ts";
import type { TableResult } from "../../src/data/table-builder.ts";
import { factor, real } from "./requests.ts";

const keep = { dropMissing: false };
const [nfc, nfd] = ["größe", "gro\u0308ße"];

function levelsOf({ table, problems }: TableResult, name: string): unknown {
  expect(problems).toEqual([]);
  const column = table?.columns.get(name);
  return column?.kind === "factor" ? { levels: column.levels, codes: [...column.codes] } : column;
}

describe("labels that differ in their composition only", () => {
  const labels = ["A\u030a", "Å", "A\u030a", "Å", "B"];
  const one = { levels: ["B", "Å"], codes: [1, 1, 1, 1, 0] };

  test("of a file are one level (they were two that looked alike)", async () => {
    const text = `g\n${labels.join("\n")}\n`;
    expect(levelsOf(await parseCsv(text, "d.csv", [factor("g")], keep), "g")).toEqual(one);
  });

  test("in memory are one level", () => {
    expect(levelsOf(tableFromColumns({ g: labels }, [factor("g")], keep), "g")).toEqual(one);
    const rows = labels.map((g) => ({ g }));
    expect(levelsOf(tableFromRows(rows, [factor("g")], keep), "g")).toEqual(one);
  });
});

describe("names of columns that differ in their composition only", () => {
  test("are the same (a column was not there that looked the same)", async () => {
    const requests = [real(nfc)];
    for (const name of [nfc, nfd]) {
      const results = [
        await parseCsv(`${name};x\n1;2\n`, "d.csv", requests, keep),
        tableFromColumns({ [name]: [1] }, requests, keep),
        tableFromRows([{ [name]: 1 }], requests, keep),
      ];
      for (const { table, problems } of results) {
        expect(problems).toEqual([]);
        expect([...table!.columns.keys()]).toEqual([nfc]);
      }
    }
  });

  test("stand there twice if both do", async () => {
    const requests = [real(nfc)];
    const results = [
      await parseCsv(`${nfc},${nfd}\n1,2\n`, "d.csv", requests, keep),
      tableFromColumns({ [nfc]: [1], [nfd]: [2] }, requests, keep),
      tableFromRows([{ [nfc]: 1 }, { [nfd]: 2 }], requests, keep),
    ];
    for (const { problems } of results) expect(problems.map(({ code }) => code)).toEqual(["HP0408"]);
  });
});
