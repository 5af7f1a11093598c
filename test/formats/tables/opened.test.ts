/**
 * Files that are written here are opened by R's posterior, pyarrow and DuckDB: `opened/` has the files, the scripts and what they printed. The files
 * are written again and compared, so that what was read stands for what is written now. RENEW=1 writes them; then run the scripts again.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { noFacts } from "../../../src/formats/format.ts";
import { formats } from "../../../src/formats/index.ts";
import { makeDraws, strangeNames, strangeNumbers } from "../strange-draws.ts";

const folder = join(import.meta.dirname, "opened");

const draws = makeDraws(
  ["mu", ...strangeNames.filter((name) => !name.includes("\n"))],
  2,
  strangeNumbers.length,
  (v, i) => strangeNumbers[(v + i) % strangeNumbers.length]!,
);

it.each(["csv", "parquet", "arrow"])(
  "the %s file that other programs opened is what is written",
  async (name) => {
    const { write } = formats.find((one) => one.name === name)!;
    const [file] = write!({ draws, sampling: noFacts, title: "fit", version: "0", plates: {} });
    const pieces: Uint8Array[] = [];
    for await (const piece of file!.pieces()) pieces.push(piece.slice());
    const path = join(folder, `fit.${name}`);
    const bytes = Buffer.concat(pieces);
    if (process.env.RENEW === "1") writeFileSync(path, bytes);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  },
);

it.each(["R", "python"])("%s found in them the draws bit by bit", (program) => {
  const printed = readFileSync(join(folder, `${program}.txt`), "utf8");
  expect(printed).toContain("2 chains of 10 draws");
  const digits = [...printed.matchAll(/^(\S+) (.*): (.*)$/gm)].map((line) => line.slice(1));
  expect(new Set(digits.map(([file]) => file))).toEqual(
    new Set(program === "R" ? ["fit.csv"] : ["fit.parquet", "fit.arrow", "duckdb:fit.parquet"]),
  );
  for (const [, name, bits] of digits) {
    const v = draws.variables.findIndex((variable) => variable.name === name);
    expect(bits).toBe([...draws.values[v]!].map(bitsOf).join(" "));
  }
  expect(digits.length % draws.variables.length).toBe(0);
});

/** Sixteen hexadecimal digits, one pattern for all that is not a number. */
function bitsOf(value: number): string {
  if (Number.isNaN(value)) return "nan";
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}
