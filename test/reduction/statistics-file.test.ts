/** Files of statistics: what they hold, and what is told of files that are something else, or not what they were. */

import { describe, expect, it } from "vitest";
import { Hash } from "../../src/data/fingerprint.ts";
import { roundGroups } from "../../src/reduction/round-groups.ts";
import { isStatisticsText, readStatistics, statisticsLines } from "../../src/reduction/statistics-file.ts";
import { reduceText } from "./harness.ts";

const head = "data {\n  y: real > 0\n  x: real\n  k: int\n  g: factor\n}\nβ ~ normal(0, 1)\n";
const model = `${head}b[g] ~ normal(0, k)\ny ~ normal(β * x + b[g], 1)\n`.replace(
  "normal(0, k)",
  "normal(0, 1)",
);
const rows = {
  y: [0.1, 0.2, 0.3, 0.7, 1e9, 1e-9],
  x: [1, -2, 3, 0.5, 0.25, 0],
  k: [1, 1, 1, 2, 2, 2],
  g: ['say "a"', 'say "a"', "b:c", "b:c", "b:c", "ü"],
};
const { reduction, groups } = reduceText(model, rows);
const text = [...statisticsLines(groups)].join("");

/** The text with other lines, and the fingerprint of these. */
function refingerprinted(lines: readonly string[]): string {
  const hash = new Hash();
  for (const line of lines) hash.addText(line);
  return `${lines.join("\n")}\n"fingerprint":${JSON.stringify(hash.digest())}}\n`;
}
const body = text.trimEnd().split("\n").slice(0, -1);

function toldOf(changed: string, wanted = reduction): string {
  const read = readStatistics(changed, wanted, "part.stats");
  return "code" in read ? `${read.code} ${read.message}` : "";
}

describe("a file of statistics", () => {
  it("gives back the groups, bit by bit", () => {
    const read = readStatistics(text, reduction, "part.stats");
    if ("code" in read) throw new Error(read.message);
    expect(roundGroups(read)).toEqual(roundGroups(groups));
    expect([...statisticsLines(read)].join("")).toBe(text);
    expect(isStatisticsText(text)).toBe(true);
  });

  it("holds no value of a row besides keys, sums and products", () => {
    const { groups: list } = JSON.parse(text);
    expect(list[1]).toEqual([
      [1, 'say "a"'],
      2,
      [-1],
      [0.30000000000000004, -2.7755575615628914e-17],
      [5],
      [-0.30000000000000004, 2.7755575615628914e-17],
      expect.any(Array),
    ]);
    expect(list.length).toBe(4);
  });

  it("may have gone through a program that ends lines otherwise", () => {
    expect(toldOf(text.replaceAll("\n", "\r\n"))).toBe("");
  });

  it.each([
    ["a table", "y,x\n1,2\n", "HP1036 expected statistics"],
    ["nothing", "", "HP1036 expected statistics"],
    ["other JSON", '{"format":"something"}', "HP1036 expected statistics"],
    ["JSON that is no object", "[1]", "HP1036 expected statistics"],
    ["another format", text.replace('"version":1', '"version":2'), "HP1037 the statistics are of format 2"],
    [
      "a part of the text",
      text.slice(0, 400),
      "HP1038 the statistics are not as they were written: it ends before",
    ],
    [
      "a changed sum",
      text.replace("[5]", "[6]"),
      "HP1038 the statistics are not as they were written: it was changed",
    ],
    ["a line less", text.replace(body[6]!, ""), "HP1038"],
    ["no number", refingerprinted(body.with(6, body[6]!.replace(/\[[^[]*\],?$/, "[NaN]],"))), "HP1038"],
    [
      "a null",
      refingerprinted(body.map((line) => line.replace("[5]", "[null]"))),
      "HP1038 the statistics are not as they were written: a group in it is no group",
    ],
    [
      "half a row",
      refingerprinted(body.map((line) => line.replace(",2,[-1]", ",2.5,[-1]"))),
      "a group in it is no group",
    ],
    ["a group twice", refingerprinted([...body.slice(0, 7), ...body.slice(6)]), "a group in it is no group"],
    [
      "no columns",
      refingerprinted(body.map((line) => line.replace('"keys":[{', '"keys":[1,{'))),
      "it names no columns",
    ],
  ])("is told from %s", (_, changed, expected) => {
    expect(toldOf(changed)).toContain(expected);
  });

  it.each([
    [`${head}x ~ normal(β, 1)\n`, "its outcome is `y`, and that of the model `x`"],
    [`${head}y ~ lognormal(β, 1)\n`, "it has sums of `y`, and the model needs how often each value is"],
    [
      `${head}y ~ normal(β * exp(x), 1)\n`,
      "it groups its rows by `k`, `g`, and the model needs `x`, `k`, `g`",
    ],
    [
      model.replace("  x: real\n", "  x: real\n  z: real\n"),
      "it has sums of `x`, `y`, and the model needs `x`, `z`, `y`",
    ],
    [model.replace("k: int", "k: factor"), "`k` has another type or other bounds in it"],
    [model.replace("y: real > 0", "y: real > -1"), "`y` has another type or other bounds in it"],
  ])("is told from that of another model: %s", (other, expected) => {
    const wanted = reduceText(other, { ...rows, z: rows.x }).reduction;
    expect(toldOf(text, wanted)).toBe(`HP1039 the statistics were made for another model: ${expected}`);
  });

  it("serves a model with other priors and another spelling of headers", () => {
    const other = model
      .replace("β ~ normal(0, 1)", "β ~ student_t(3, 0, 9)")
      .replace("x: real", 'x: real from "dose"');
    expect(toldOf(text, reduceText(other, { ...rows, dose: rows.x }).reduction)).toBe("");
  });
});
