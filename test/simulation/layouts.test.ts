/** Rows in words, from group sizes, and those that drop out. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { designInWords } from "../../src/simulation/design-words.ts";
import { parseDropout, rowsKept } from "../../src/simulation/dropout.ts";
import { expandSizes } from "../../src/simulation/group-sizes.ts";
import { parseTruth } from "../../src/simulation/truth-words.ts";

const readFile = () => {
  throw new Error("no file is read");
};

describe("a design in words", () => {
  it("has a row for each combination, those of the first column together", () => {
    expect(designInWords("subject = 2, week = 0..2").columns).toEqual({
      subject: [1, 1, 1, 2, 2, 2],
      week: [0, 1, 2, 0, 1, 2],
    });
  });

  it("takes lists, steps, quotes, and values that levels have in turn", () => {
    const { columns } = designInWords('g = 3, dose = 0..1 by 0.5, arm = "a, b" | c per g, n = 10..10');
    expect(columns).toMatchObject({ dose: [0, 0.5, 1, 0, 0.5, 1, 0, 0.5, 1] });
    expect(columns!.arm).toEqual([..."111222333"].map((g) => (g === "2" ? "c" : "a, b")));
    expect(columns!.n).toEqual(new Array(9).fill(10));
    expect(designInWords("x = 1 | 2.5 | -3").columns).toEqual({ x: [1, 2.5, -3] });
    expect(designInWords("x = 0..1 by 0.1").columns!.x).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
  });

  it.each([
    ["", "no column makes rows"],
    ["g", "`g` is no `column = values`"],
    ["g = ", "a value is missing"],
    ["g = x", "`x` is neither"],
    ["g = 0", "is no number of levels"],
    ["g = 2.5", "one value of a column of numbers is `2.5..2.5`"],
    ["g = 3..1", "is empty"],
    ["g = 0..1 by 0", "is empty"],
    ["g = a..b", "is no range of numbers"],
    ["g = a | ", "has an empty place"],
    ["g = 2, g = 3", "`g` stands twice"],
    ["a = 2, x = 1 | 2 per g", "`g` of `x … per g` is no column of it"],
    ["a = 2 per a", "no column makes rows"],
    ["a = 100000, b = 1000", "they are 100,000,000 rows, more than 10,000,000"],
  ])("says what is wrong with `%s`", (text, reason) => {
    const { columns, problems } = designInWords(text);
    expect(columns).toBeNull();
    expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringContaining(reason),
    ]);
  });
});

describe("group sizes", () => {
  it("are rows that are repeated, with all columns but their number", async () => {
    const sizes = { batch: ["x", "y", "z"], age: [1.5, 2, 3], n: [2, 0, 1] };
    const { columns } = await expandSizes(sizes, null, readFile);
    expect(columns).toEqual({ batch: ["x", "x", "z"], age: [1.5, 1.5, 3] });
  });

  it.each([
    [{ g: ["a"] }, "it has no column `n`"],
    [{ g: ["a", "b"], n: [1, 2.5] }, "`n` must be a whole number, but is 2.5 in row 2"],
    [{ g: ["a", "b"], n: [1, null] }, "but is missing in row 2"],
    [{ g: ["a"], n: [0] }, "it makes no rows"],
  ])("%j: %s", async (sizes, reason) => {
    const { problems } = await expandSizes(sizes, null, readFile);
    expect(problems).toEqual([
      expect.objectContaining({ code: "HP0819", message: expect.stringContaining(reason) }),
    ]);
  });
});

describe("a dropout", () => {
  const weeks = 5;
  const subjects = 2000;
  const each = Array.from({ length: subjects * weeks }, (_, i) => i);
  const subject = each.map((i) => `s${Math.floor(i / weeks)}`);
  const week = each.map((i) => i % weeks);
  const table = {
    columns: new Map(Object.entries({ subject, week })),
    factors: ["subject"],
    rowCount: each.length,
  };
  const kept = (words: string | number): Int32Array => {
    const rows = rowsKept(parseDropout(words).dropout!, table);
    if ("code" in rows) throw new Error(rows.message);
    return rows(createRandomStream(3, 1));
  };

  it("leaves rows out at random, a share of all", () => {
    const share = 1 - kept(0.2).length / each.length;
    expect(Math.abs(share - 0.2)).toBeLessThan(4.5 * Math.sqrt((0.2 * 0.8) / each.length));
    expect(kept(0)).toHaveLength(each.length);
  });

  it("along a column is for good: from each value to the next a share of those that are there leave", () => {
    const rows = kept("0.1 along week");
    const last = new Map<string, number>();
    for (const row of rows) {
      // No subject comes back: its rows follow each other from the first.
      expect(week[row]).toBe((last.get(subject[row]!) ?? -1) + 1);
      last.set(subject[row]!, week[row]!);
    }
    expect(last.size).toBe(subjects);
    const stayed = [...last.values()].filter((one) => one === weeks - 1).length / subjects;
    const expected = 0.9 ** (weeks - 1);
    expect(Math.abs(stayed - expected)).toBeLessThan(4.5 * Math.sqrt((expected * (1 - expected)) / subjects));
  });

  it("asks whose it is where there are several factors or none, and for columns that there are", () => {
    const of = (words: string, factors: readonly string[]) =>
      rowsKept(parseDropout(words).dropout!, { ...table, factors });
    expect(of("0.1 along week", ["subject", "site"])).toMatchObject({
      code: "HP0816",
      message: expect.stringContaining("2 factors"),
    });
    expect(of("0.1 along week", [])).toMatchObject({
      code: "HP0816",
      message: expect.stringContaining("no factor"),
    });
    expect(of("0.1 along wek", ["subject"])).toMatchObject({
      code: "HP0816",
      hint: expect.stringContaining("`week`"),
    });
    expect(of("0.1 along week within subject", [])).toBeTypeOf("function");
  });

  it.each(["1", "-0.1", "x", "0.1 along", "0.1 by week", ""])("`%s` is no dropout", (words) => {
    expect(parseDropout(words)).toMatchObject({ dropout: null, problems: [{ code: "HP0816" }] });
  });
});

describe("a truth in words", () => {
  it("has numbers and lists, by names with brackets", () => {
    expect(parseTruth('σ_b = 2, b[a,1] = -1e-3 , Ω["x, y"]=0.5, β = [1, 2],').given).toEqual({
      σ_b: 2,
      "b[a,1]": -1e-3,
      'Ω["x, y"]': 0.5,
      β: [1, 2],
    });
  });

  it.each(["σ", "σ = ", "σ = a", "= 2", "β = [1, a]", " , "])("`%s` is none", (text) => {
    expect(parseTruth(text).problems).toMatchObject([{ code: "HP0816" }]);
  });
});
