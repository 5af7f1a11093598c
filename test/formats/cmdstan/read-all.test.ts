import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ReadFile } from "../../../src/formats/cmdstan/read-all.ts";
import { fileAt } from "../../../src/formats/input-file.ts";
import { headOf, wholeFile } from "./stan-chain.ts";

// Threads need what is built.
const dist = new URL("../../../dist/formats/", import.meta.url);
const { readHere, readInThreads } = (await import(
  new URL("cmdstan/read-all.js", dist).href
)) as typeof import("../../../src/formats/cmdstan/read-all.ts");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-threads-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As plain values: all that is known of a file. */
function described({ sections, failure }: ReadFile) {
  return {
    failure,
    sections: sections.map(({ rows, marks, ...section }) => {
      const columns = Array.from({ length: rows.width }, () => new Float64Array(rows.rowCount));
      if (rows.rowCount > 0)
        rows.copyColumns(columns, { from: 0, first: 0, step: 1, count: rows.rowCount, at: 0 });
      return { ...section, columns, marks: marks?.parts() ?? null };
    }),
  };
}

it("files that threads have read are the same to the last bit, broken ones too", async () => {
  const variables = Array.from({ length: 300 }, (_, k) => `b.${k + 1}`);
  const texts = [1, 2, 3, 4].map((chain) => wholeFile({ chain, samples: 60, variables }));
  const contents: readonly (readonly [string, string | Uint8Array])[] = [
    ["a.csv", texts[0]!],
    ["b.csv.gz", gzipSync(texts[1]!)],
    ["c.csv", texts[2]!.slice(0, -2000)],
    ["d.csv.gz", gzipSync(texts[3]!).subarray(0, 20_000)],
    ["e.csv", headOf({ chain: 5 })],
    ["f.csv", ""],
    ["g.csv", texts[0]!.replace(/\n(-?\d+)[^\n]*\n/, "\n$1,abc\n")],
  ];
  for (const [name, content] of contents) writeFileSync(join(folder, name), content);
  const files = await Promise.all(contents.map(([name]) => fileAt(join(folder, name))));
  for (const memory of [1e9, 1e5]) {
    const plan = { memory, fileCount: files.length, isRepeatable: true };
    const bytes = files.map(() => 0);
    const inThreads = await readInThreads(files, plan, 2, (k) => (count) => {
      bytes[k] = count;
    });
    const here: ReadFile[] = [];
    for (const file of files) {
      const { sections, failure } = await readHere(file, plan, () => {});
      here.push({ sections, failure: failure === null ? null : (failure as Error).message });
    }
    expect(inThreads.map(described)).toEqual(here.map(described));
    expect(here[3]!.failure).toMatch(/unexpected end/);
    expect(described(here[0]!).sections[0]!.marks === null).toBe(memory === 1e9);
  }
});

it("tells of a file that has gone meanwhile", async () => {
  const path = join(folder, "gone.csv");
  writeFileSync(path, "x");
  const file = await fileAt(path);
  rmSync(path);
  const plan = { memory: 1e6, fileCount: 1, isRepeatable: true };
  const [read] = await readInThreads([file], plan, 1, () => () => {});
  expect(read!.failure).toMatch(/ENOENT/);
});
