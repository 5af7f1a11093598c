/** Numbers that each level of a factor has one of: beside groups, and not what groups are told apart by. */

import { describe, expect, it } from "vitest";
import { statistics } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import type { TablePiece } from "../../src/data/table-builder.ts";
import { readModelText } from "../../src/language/index.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import { ExactGroups } from "../../src/reduction/exact-groups.ts";
import { reduceModel } from "../../src/reduction/reduce-model.ts";
import { RowReducer } from "../../src/reduction/reduce-rows.ts";
import type { Reduction } from "../../src/reduction/reduction.ts";
import { readStatistics, statisticsLines } from "../../src/reduction/statistics-file.ts";

const text = `data {
  y: real
  g: factor
  h: factor in g
}
data per h {
  size: real
}
data per g {
  k: int
}
β ~ normal(0, 10)
σ ~ half_normal(5)
b[g] ~ normal(β * k, 1)
a[h] ~ normal(b[g] + β * size, 1)
y ~ normal(a[h], σ)
`;
const { model } = readModelText(text, "a.model");
const reduction = reduceModel(model!, requestColumns(model!, new Set())) as Reduction;
/** The same, with groups told apart by all keys. */
const byAll: Reduction = {
  ...reduction,
  keys: reduction.keys.map(({ request, because }) => ({ request, because })),
};

/** Rows 0 to `count`, of which `sizeOf` says the size. */
function piece(count: number, sizeOf: (i: number) => number): TablePiece {
  const rows = Array.from({ length: count }, (_, i) => i);
  const numbers = (values: number[]) => ({ kind: "numeric" as const, values: Float64Array.from(values) });
  const labels = (own: string[], codes: number[]) => ({
    kind: "factor" as const,
    labels: own,
    codes: Int32Array.from(codes),
  });
  return {
    rowCount: count,
    columns: new Map<string, ReturnType<typeof numbers> | ReturnType<typeof labels>>([
      ["y", numbers(rows.map((i) => Math.sin(i)))],
      [
        "g",
        labels(
          ["north", "east"],
          rows.map((i) => i & 1),
        ),
      ],
      [
        "h",
        labels(
          ["b", "a", "c"],
          rows.map((i) => i % 3),
        ),
      ],
      ["size", numbers(rows.map(sizeOf))],
      ["k", numbers(rows.map((i) => (i & 1) * 7))],
    ]),
  } as TablePiece;
}
const good = (i: number): number => [0.5, -0, 3][i % 3]! * ((i & 1) + 1);

describe("numbers that a level has one of", () => {
  it("stand beside groups with the bits and in the order that they have as keys", () => {
    const [own, other] = [reduction, byAll].map((one) => {
      const groups = new ExactGroups(one);
      groups.addPiece(piece(300, good));
      groups.rowsRead = 300;
      return groups;
    }) as [ExactGroups, ExactGroups];
    expect(own.hasSeveral).toBe(false);
    const lines = [...statisticsLines(own)];
    expect(lines).toEqual([...statisticsLines(other)]);
    expect(own.keyColumns(own.inOrder())).toEqual(other.keyColumns(other.inOrder()));
    const read = readStatistics(lines.join(""), reduction, "a.stats") as ExactGroups;
    expect([...statisticsLines(read)]).toEqual(lines);
  });

  it("are refused by the level and its least and greatest, where each row has another", () => {
    const reducer = new RowReducer(reduction, 6);
    reducer.take(piece(300, (i) => (i % 3 === 1 ? i : good(i))));
    expect(reducer.groups.groupCount).toBe(6);
    expect(reducer.problems("rows.csv").map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "HP0431: expected one value of `size` for `h` = `east:a`, but found `1` and `295` in its rows",
    ]);
    // As a key it makes a group of each row.
    expect(() => new RowReducer(byAll, 6).take(piece(300, (i) => (i % 3 === 1 ? i : good(i))))).toThrow();
    const rest = new ExactGroups(reduction);
    rest.addPiece(piece(300, good));
    expect(rest.problems("rows.csv")).toEqual([]);
    rest.addGroups(reducer.groups);
    expect(rest.problems("rows.csv")).toHaveLength(1);
  });

  it("leave a row out that lacks one", () => {
    const groups = new ExactGroups(reduction);
    groups.addPiece(piece(12, (i) => (i < 6 ? Number.NaN : good(i))));
    expect([...groups.counts]).toEqual([1, 1, 1, 1, 1, 1]);
    expect(groups.hasSeveral).toBe(false);
  });

  it("are refused where two parts have two", async () => {
    const parsed = parseModel(text);
    const rows = (size: number) => ({
      y: [1, 2, 4],
      g: ["a", "a", "b"],
      h: ["1", "1", "1"],
      size: [2, 2, size],
      k: [1, 1, 2],
    });
    const [one, other] = await Promise.all(
      [5, 6].map(async (size) => statistics(parsed, { data: rows(size) })),
    );
    expect(one!.groups).toBe(2);
    const failed = await statistics(parsed, { statistics: [one!, other!] }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ProblemError);
    expect((failed as ProblemError).message).toContain(
      "expected one value of `size` for `h` = `b:1`, but found `5` and `6` in its rows",
    );
    await expect(statistics(parsed, { data: { ...rows(5), size: [2, 3, 5] } })).rejects.toThrow("HP0431");
  });
});
