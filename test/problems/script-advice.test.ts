/** Advice about tables in memory is followed to where it leads, as in `advice.test.ts`. */

import { describe, expect, test } from "vitest";
import { tableFromColumns, tableFromRows } from "../../src/data/from-memory.ts";
import type { TableResult } from "../../src/data/table-builder.ts";
import { factor, real } from "../data/requests.ts";

const requests = [real("y"), factor("g")];
const columns = (data: unknown): TableResult =>
  tableFromColumns(data as never, requests, { dropMissing: false });
const rows = (data: unknown): TableResult => tableFromRows(data as never, requests, { dropMissing: false });

describe.each([
  [
    "HP0420",
    "give every column one value per row",
    () => columns({ y: [1, 2], g: ["a"] }),
    () => columns({ y: [1, 2], g: ["a", "b"] }),
  ],
  ["HP0421", "give a list of values", () => columns({ y: 1, g: ["a"] }), () => columns({ y: [1], g: ["a"] })],
  [
    "HP0422",
    "give rows such as",
    () => rows([{ y: 1.5, g: "A" }, null]),
    () =>
      rows([
        { y: 1.5, g: "A" },
        { y: 2, g: "A" },
      ]),
  ],
  [
    "HP0423",
    "labels are texts, numbers or booleans",
    () => columns({ y: [1, 2], g: [{}, "a"] }),
    () => columns({ y: [1, 2], g: ["b", true] }),
  ],
  ["HP0424", "give { y: [1.5, 2.5]", () => columns(null), () => columns({ y: [1.5, 2.5], g: ["A", "B"] })],
] as const)("the advice of %s", (code, hint, before, after) => {
  test(`leads to a table: ${hint}`, () => {
    const [found] = before().problems;
    expect(found).toMatchObject({ code, hint: expect.stringContaining(hint) });
    expect(after().problems).toEqual([]);
  });
});
