import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCsv } from "../../src/data/read-csv.ts";
import { codesOf, factor, labelsOf, numbersOf, real, requireTable } from "./requests.ts";

const requests = [real("y"), factor("sample")];
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(content: string | Uint8Array) {
  const path = join(folder, "data.csv");
  writeFileSync(path, content);
  return readCsv(path, requests, { dropMissing: false });
}

test("a file is read as UTF-8, with characters that lie across the pieces of reading", async () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => `${i},${"µ€𝛽"[i % 2]}é`);
  const table = requireTable(await read(`y,sample\n${rows.join("\n")}\n`));
  expect(table.rowCount).toBe(60_000);
  expect(new Set(labelsOf(table, "sample"))).toEqual(new Set(["µé", "€é"]));
  expect(numbersOf(table, "y")[59_999]).toBe(59_999);
});

test("text in another encoding is a problem with the way out, not two labels made one", async () => {
  const result = await read(
    Uint8Array.from([...Buffer.from("y,sample\n1,M"), 0xfc, ...Buffer.from("ller\n")]),
  );
  expect(codesOf(result)).toEqual(["HP0418"]);
  expect(result.problems[0]!.hint).toContain("UTF-8");
});

test("UTF-16 is read with its byte order mark, and said not to be text without it", async () => {
  expect(codesOf(await read(Buffer.from("\uFEFFy,sample\n1,A\n", "utf16le")))).toEqual([]);
  expect(codesOf(await read(Buffer.from("y,sample\n1,A\n", "utf16le")))).toContain("HP0404");
});

test("a file that is not there, or is a directory, is a problem and not an exception", async () => {
  const options = { dropMissing: false };
  expect(codesOf(await readCsv(join(folder, "none.csv"), requests, options))).toEqual(["HP0401"]);
  expect(codesOf(await readCsv(folder, requests, options))).toEqual(["HP0402"]);
});
