/** Tables from standard input: the same as from a file, whatever they are written in; and what is said where nothing comes. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { bindData } from "../../src/api/bind-data.ts";
import { parseModel } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import { type PipedInput, readerWith } from "../../src/cli/standard-input.ts";
import { run } from "./captured-terminal.ts";

const model = parseModel("data { y: real\n g: factor }\nb[g] ~ normal(0, 1)\ny ~ normal(b[g], 1)\n");
const csv = "y,g\n1,a\n2.5,b\n-3,a\n";
const rows = [
  { y: 1, g: "a" },
  { y: 2.5, g: "b" },
  { y: -3, g: "a" },
];

/** What is piped in, in pieces that end anywhere. */
function piped(text: string, isTTY = false): PipedInput {
  const bytes = new TextEncoder().encode(text);
  async function* pieces() {
    for (let i = 0; i < bytes.length; i += 5) yield bytes.subarray(i, i + 5);
  }
  return Object.assign(pieces(), { isTTY });
}

const bound = (text: string, isTTY = false) =>
  bindData(model, { data: "-" }, { readFile: readerWith(() => piped(text, isTTY)), isPath: true });

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "",
    (error: unknown) => {
      if (error instanceof ProblemError) return error.message.replaceAll(/\s+/g, " ");
      throw error;
    },
  );
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-input-"));
  writeFileSync(join(folder, "d.csv"), csv);
  writeFileSync(join(folder, "m.model"), model.source);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a table from standard input", () => {
  it.each([
    ["CSV", csv],
    ["CSV with a mark and other ends of lines", `\uFEFF${csv.replaceAll("\n", "\r\n")}`],
    ["an array of objects", `\n ${JSON.stringify(rows, null, 2)}`],
    ["columns", JSON.stringify({ y: [1, 2.5, -3], g: ["a", "b", "a"] })],
    ["an object on each line", `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`],
  ])("may be %s", async (_, text) => {
    const { tables, sources } = await bound(text);
    const { columns, name, rowCount } = tables.main;
    expect([name, rowCount]).toEqual(["standard input", 3]);
    expect(columns.get("y")).toMatchObject({ values: Float64Array.of(1, 2.5, -3) });
    expect(columns.get("g")).toMatchObject({ levels: ["a", "b"], codes: Int32Array.of(0, 1, 0) });
    // No file that a run could be bound to again.
    expect(sources).toBeNull();
  });

  it("is read once, and kept for who asks again; files are read beside it", async () => {
    let opened = 0;
    const read = readerWith(() => {
      opened++;
      return piped(csv);
    });
    const options = { dropMissing: false, na: [], wide: null };
    const y = {
      name: "y",
      from: "y",
      type: "real",
      mayBeMissing: false,
      within: null,
      reference: null,
    } as const;
    for (const path of ["-", "-", join(folder, "d.csv")]) {
      const { table, headers } = await read(path, [y], options);
      expect(headers).toEqual(["y", "g"]);
      expect(table!.rowCount).toBe(3);
    }
    expect(opened).toBe(1);
  });

  it("has problems with their places, as a file has", async () => {
    expect(await codeOf(bound("y,g\n1,a\ntwo,b\n"))).toMatch(/standard input:3/u);
    expect(await codeOf(bound('[{"y":1}]'))).toContain("`g`");
  });
});

test("HP1011: a terminal is no pipe", async () => {
  expect(await codeOf(bound(csv, true))).toMatch(/HP1011.*pipe it in/u);
  expect(await codeOf(bound(csv))).toBe("");
});

test.each(["", " \n\t\n"])("HP1012: nothing came: %j", async (text) => {
  expect(await codeOf(bound(text))).toMatch(/HP1012.*a line of column names/u);
  expect(await codeOf(bound(csv))).toBe("");
});

test("HP1013: it is given twice, and a file is named", async () => {
  const words = ["check", join(folder, "m.model"), "--data", "-", "--data"];
  const { code, err } = await run(...words, "g=-");
  expect([code, err.replaceAll(/\s+/g, " ")]).toEqual([
    1,
    expect.stringMatching(/HP1013.*2 times, to `--data` and `--data g=`.*into files/u),
  ]);
  expect((await run("predict", "a.run", "--data", "-", "--run-data", "-")).err).toContain("`--run-data`");
  // A word for missing values is no input.
  const good = await run(...words.slice(0, 2), "--data", join(folder, "d.csv"), "--na", "-");
  expect(good.err).toBe("");
});

test("HP1014: what begins as JSON is JSON", async () => {
  expect(await codeOf(bound('[{"y": 1,'))).toMatch(/HP1014.*an array of objects/u);
  expect(await codeOf(bound('{"y": 1}\n{"y": }\n'))).toContain("HP1014");
  expect(await codeOf(bound(JSON.stringify(rows)))).toBe("");
});

test("HP1015: it cannot be read", async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(3);
    throw new Error("EISDIR: illegal operation on a directory");
  }
  const read = bindData(model, { data: "-" }, { readFile: readerWith(broken), isPath: true });
  expect(await codeOf(read)).toMatch(/HP1015.*EISDIR.*name the file/u);
  const named = bindData(
    model,
    { data: join(folder, "d.csv") },
    { readFile: readerWith(broken), isPath: true },
  );
  expect(await codeOf(named)).toBe("");
});

test("a command reads it: the same draws as from the file", () => {
  const program = join(import.meta.dirname, "../../dist/cli/main.js");
  const fitted = (data: string, out: string): string => {
    const words = `fit m.model --data ${data} --draws 50 --seed 2 --workers 0 --lenient --json --out ${out}`;
    const input = readFileSync(join(folder, "d.csv"));
    const text = execFileSync(process.execPath, [program, ...words.split(" ")], {
      cwd: folder,
      input,
      stdio: ["pipe", "pipe", "ignore"],
    });
    return JSON.stringify(JSON.parse(text.toString()).summary);
  };
  expect(fitted("-", "p.run")).toBe(fitted("d.csv", "f.run"));
});
