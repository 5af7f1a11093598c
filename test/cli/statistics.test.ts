/** `statistics` and `--statistics`: files of statistics as commands write and take them. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";

const model = modelFile("sleepstudy");
const short = ["--workers", "0", "--chains", "1", "--warmup", "100", "--draws", "150", "--lenient"];

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  const [header, ...rows] = readFileSync(dataFile("sleepstudy"), "utf8").trim().split("\n");
  for (const [name, rest] of [
    ["north", 0],
    ["south", 1],
  ] as const) {
    const own = rows.filter((_, i) => Math.floor(i / 3) % 2 === rest);
    writeFileSync(at(`${name}.csv`), `${[header, ...own].join("\n")}\n`);
    const { code } = await run(
      "statistics",
      model,
      "--data",
      at(`${name}.csv`),
      "--out",
      at(`${name}.stats`),
    );
    expect(code).toBe(0);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("statistics", () => {
  it("says what the file holds, as text and as JSON", async () => {
    const words = ["statistics", model, "--data", dataFile("sleepstudy"), "--out", at("all.stats")];
    const { code, out, err } = await run(...words);
    expect(code).toBe(0);
    expect(out).toBe(
      "rows    180 rows\ngroups  18 groups, by subject, of 10 rows or more\nholds   of each group the value of subject, its number of rows, and the sums,\n        squares and products of days and reaction\n",
    );
    expect(err).toContain(`written to ${at("all.stats")}`);
    expect(JSON.parse((await run(...words, "--json")).out)).toEqual({
      file: at("all.stats"),
      rows: 180,
      rows_dropped: 0,
      groups: 18,
      smallest_group: 10,
      grouped_by: ["subject"],
      sums_of: ["days", "reaction"],
    });
  });

  it("puts parts together to the file of the whole", async () => {
    const parts = ["--statistics", at("south.stats"), at("north.stats")];
    expect((await run("statistics", model, ...parts, "--out", at("merged.stats"))).code).toBe(0);
    expect(readFileSync(at("merged.stats"), "utf8")).toBe(readFileSync(at("all.stats"), "utf8"));
  });

  it("writes nothing where a group is too small, or over a file that is something else", async () => {
    const small = ["--least-group", "11", "--out", at("none.stats")];
    const { code, err } = await run("statistics", model, "--data", dataFile("sleepstudy"), ...small);
    expect(code).toBe(1);
    expect(err).toContain("18 of 18 groups have fewer than 11 rows, the smallest 10");
    expect(() => readFileSync(at("none.stats"))).toThrow();
    writeFileSync(at("notes.txt"), "mine");
    const over = ["statistics", model, "--data", dataFile("sleepstudy"), "--out", at("notes.txt")];
    expect((await run(...over)).err).toContain("HP1060");
    expect(readFileSync(at("notes.txt"), "utf8")).toBe("mine");
    expect((await run(...over, "--force")).code).toBe(0);
    expect(
      (await run("statistics", model, "--data", at("north.csv"), "--out", at("no/where.stats"))).err,
    ).toContain("HP1059");
  });
});

describe("--statistics", () => {
  const parts = () => ["--statistics", at("north.stats"), at("south.stats")];

  it("is fitted with the bits of the whole, and told of in the head, in JSON and in run.json", async () => {
    const { code, out } = await run("fit", model, ...parts(), ...short, "--out", at("parts.run"));
    expect(code).toBe(0);
    expect(out).toMatch(/^rows {4}180 read, 180 used, 0 dropped, as statistics of 18 groups$/m);
    await run("fit", model, "--statistics", at("all.stats"), ...short, "--out", at("whole.run"));
    const draws = (name: string) => readFileSync(join(folder, name, "draws.parquet"));
    expect(draws("parts.run").equals(draws("whole.run"))).toBe(true);
    const { data } = JSON.parse((await run("summary", at("parts.run"), "--json")).out);
    const reduction = { observations: 180, groups: 18, smallest: 10 };
    expect(data).toEqual({ rows: 180, used: 180, dropped: 0, reduction, groups: { subject: 18 } });
    const record = JSON.parse(readFileSync(join(at("parts.run"), "run.json"), "utf8"));
    expect(record.sources).toMatchObject({ main: null, statistics: [at("north.stats"), at("south.stats")] });
  });

  it("is checked and explained", async () => {
    for (const command of ["check", "explain"]) {
      const { code, out } = await run(command, model, ...parts());
      expect(code).toBe(0);
      expect(out).toContain("180 rows read, 180 used, 0 dropped, as statistics of 18 groups");
    }
  });

  it("is read again where a run needs its data, from one file where the parts are gone", async () => {
    const more = ["--draws", "210", "--lenient"];
    expect((await run("resume", at("parts.run"), ...more)).code).toBe(0);
    const grid = ["--grid", "days = mean, subject = average", "--lenient"];
    expect((await run("predict", at("parts.run"), ...grid)).out).toContain("4.5");
    rmSync(at("north.stats"));
    expect((await run("predict", at("parts.run"), ...grid)).err).toContain("HP0613");
    const moved = await run("predict", at("parts.run"), ...grid, "--run-data", at("all.stats"));
    expect(moved.code).toBe(0);
    const other = await run(
      "resume",
      at("parts.run"),
      "--draws",
      "220",
      "--lenient",
      "--statistics",
      at("all.stats"),
    );
    expect(other.code).toBe(0);
  });

  it.each([
    [["--data", dataFile("sleepstudy")], "HP1054"],
    [["--na", "-99"], "HP1055"],
  ])("does not go with %s", async (words, expected) => {
    const { code, err } = await run("explain", model, "--statistics", at("all.stats"), ...words);
    expect(code).toBe(1);
    expect(err).toContain(expected);
  });

  it("says which file is at fault", async () => {
    const told = async (name: string) => (await run("explain", model, "--statistics", at(name))).err;
    expect(await told("nowhere.stats")).toContain("HP1056");
    expect(await told("south.csv")).toContain("HP1036");
    writeFileSync(at("cut.stats"), readFileSync(at("all.stats"), "utf8").slice(0, 300));
    expect(await told("cut.stats")).toMatch(/cut\.stats[\s\S]*HP1038/);
    expect((await run("fit", modelFile("dyestuff"), "--statistics", at("all.stats"))).err).toContain(
      "HP1039",
    );
    expect((await run("fit", modelFile("badgers"), "--statistics", at("all.stats"))).err).toContain("HP1033");
  });
});
