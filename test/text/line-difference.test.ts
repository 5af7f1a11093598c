/** Lines compared, against all ways to leave lines out, and against both texts that they are made of. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { compareLines, unifiedLines } from "../../src/text/line-difference.ts";

/** The most lines that two texts have in common, by trying. */
function mostCommon(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const [[head, ...rest], [other, ...others]] = [a, b] as [string[], string[]];
  if (head === other) return 1 + mostCommon(rest, others);
  return Math.max(mostCommon(rest, b), mostCommon(a, others));
}

/** What `patch` makes of a text. */
function applied(first: readonly string[], hunks: readonly string[]): string[] {
  const result: string[] = [];
  let at = 0;
  for (const line of hunks) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+/.exec(line);
    if (head !== null) {
      const start = head[2] === "0" ? Number(head[1]) : Number(head[1]) - 1;
      result.push(...first.slice(at, start));
      at = start;
    } else if (line.startsWith("-")) expect(first[at++]).toBe(line.slice(1));
    else if (line.startsWith("+")) result.push(line.slice(1));
    else expect(result.push(first[at++]!) && result.at(-1)).toBe(line.slice(1));
  }
  return [...result, ...first.slice(at)];
}

describe("compareLines", () => {
  const random = createRandomStream(1, 1);
  const text = (): string[] =>
    Array.from({ length: Math.floor(8 * random.uniform()) }, () => "abc"[Math.floor(3 * random.uniform())]!);

  it("finds the longest common subsequence, and both texts are in what it gives", () => {
    for (let i = 0; i < 100; i++) {
      const [a, b] = [text(), text()];
      const lines = compareLines(a, b);
      const of = (other: string): string[] =>
        lines.filter((one) => one.kind !== other).map((one) => one.text);
      expect([of("added"), of("removed")]).toEqual([a, b]);
      expect(lines.filter(({ kind }) => kind === "same")).toHaveLength(mostCommon(a, b));
      for (const context of [0, 1, 3]) expect(applied(a, unifiedLines(lines, context))).toEqual(b);
    }
  });

  it("takes lines of one key as one line", () => {
    const lines = compareLines(["a  ~ b", "c"], ["a ~ b", "d"], (line) => line.replace(/\s+/g, ""));
    expect(unifiedLines(lines)).toEqual(["@@ -1,2 +1,2 @@", " a ~ b", "-c", "+d"]);
  });

  it("has hunks as diff -u has them: of one line without its count, and of none with the line before", () => {
    expect(unifiedLines(compareLines(["a"], ["b"]))).toEqual(["@@ -1 +1 @@", "-a", "+b"]);
    expect(unifiedLines(compareLines([], ["b"]))).toEqual(["@@ -0,0 +1 @@", "+b"]);
    const long = [..."abcdefghijklmnop"];
    const other = long.filter((one) => one !== "c" && one !== "n");
    const heads = unifiedLines(compareLines(long, other)).filter((line) => line.startsWith("@@"));
    expect(heads).toEqual(["@@ -1,6 +1,5 @@", "@@ -11,6 +10,5 @@"]);
    expect(unifiedLines(compareLines(long, long))).toEqual([]);
  });
});
