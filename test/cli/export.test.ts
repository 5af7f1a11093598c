import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDraws } from "../../src/api/read-draws.ts";
import { writeExport } from "../../src/cli/export-files.ts";
import { collectDraws } from "../../src/posterior/draws-source.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { run } from "./captured-terminal.ts";
import { goodRun } from "./fixed-run.ts";

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-export-"));
  expect(await writeRun(join(folder, "dyestuff.run"), goodRun)).toBeNull();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const at = (name: string): string => join(folder, name);

describe("export --to cmdstan", () => {
  it("writes a file for each chain, which are read as the run's draws", async () => {
    const { code, out, err } = await run(
      "export",
      at("dyestuff.run"),
      "--to",
      "cmdstan",
      "--out",
      at("fit.csv"),
    );
    expect({ code, out, err }).toEqual({
      code: 0,
      out: "",
      err: `written as CmdStan CSV: ${[1, 2, 3, 4].map((k) => at(`fit_${k}.csv`)).join(", ")}\n`,
    });
    const given = await readDraws(at("fit_*.csv"));
    expect(given.warnings).toEqual([]);
    const shown = goodRun.draws.variables.flatMap(({ isHidden, name }, v) =>
      isHidden ? [] : [[name, v] as const],
    );
    const back = await given.draws();
    expect(back.variables.map(({ name }) => name)).toEqual(shown.map(([name]) => name));
    expect(back.values).toEqual(shown.map(([, v]) => goodRun.draws.values[v]));
    expect(back.statistics).toEqual(goodRun.draws.statistics);
    expect(given.received?.sampling.model).toBe("dyestuff");
  });

  it("writes its own files again, but no others unless it is told to", async () => {
    const words = ["export", at("dyestuff.run"), "--to", "cmdstan", "--out", at("own")];
    expect((await run(...words)).code).toBe(0);
    expect((await run(...words)).code).toBe(0);
    writeFileSync(at("own_3.csv"), "a,b\n1,2\n");
    const { code, err } = await run(...words);
    expect(code).toBe(1);
    expect(err).toContain("error HP0828");
    expect(err).toContain("own_3.csv");
    expect(readFileSync(at("own_3.csv"), "utf8")).toBe("a,b\n1,2\n");
    expect((await run(...words, "--force")).code).toBe(0);
    expect(readFileSync(at("own_3.csv"), "utf8")).toContain("written by Hyperprior");
  });

  it("never replaces what it reads, be it by a link", async () => {
    expect((await run("export", at("dyestuff.run"), "--to", "cmdstan", "--out", at("in"))).code).toBe(0);
    symlinkSync(at("in_1.csv"), at("link_1.csv"));
    for (const out of ["in", "link"]) {
      const before = readFileSync(at("in_1.csv"), "utf8");
      const words = ["export", at("in_*.csv"), "--to", "cmdstan", "--out", at(out), "--thin", "2", "--force"];
      const { code, err } = await run(...words);
      expect(code).toBe(1);
      expect(err).toContain("error HP0829");
      expect(readFileSync(at("in_1.csv"), "utf8")).toBe(before);
    }
  });

  it("leaves nothing where a folder is missing or the disk is full", async () => {
    const missing = await run("export", at("dyestuff.run"), "--to", "cmdstan", "--out", at("no/such/fit"));
    expect(missing.code).toBe(1);
    expect(missing.err).toContain("error HP0836");
    mkdirSync(at("full"));
    writeFileSync(at("full/b"), "before");
    const full = (path: string, isFull: boolean) => ({
      path: at(path),
      suffix: "",
      async *pieces() {
        yield new Uint8Array(10);
        if (isFull) throw Object.assign(new Error("write"), { code: "ENOSPC" });
      },
    });
    const problem = await writeExport([full("full/a", false), full("full/b", true)]);
    expect(problem).toMatchObject({ code: "HP0836", message: expect.stringContaining("the disk is full") });
    expect(readdirSync(at("full"))).toEqual(["b"]);
    expect(readFileSync(at("full/b"), "utf8")).toBe("before");
  });

  it("puts the file into the folder where one is, under the name of the run, if it is not told where to", async () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect((await run("export", "dyestuff.run", "--to", "cmdstan")).code).toBe(0);
      expect(existsSync(at("dyestuff_4.csv"))).toBe(true);
    } finally {
      process.chdir(before);
    }
  });

  it("knows the formats that can be written", async () => {
    const { code, err } = await run("export", at("dyestuff.run"), "--to", "spss");
    expect(code).toBe(1);
    expect(err).toContain("expected one of arviz, parquet, arrow, csv, cmdstan, json");
  });
});

describe("what belongs to a run besides its posterior", () => {
  const full = new URL("../formats/arviz/full.json", import.meta.url).pathname;

  it.each(["arviz", "json"])("is kept by export --to %s", async (name) => {
    const out = at(`full-${name}`);
    const { code, err } = await run("export", full, "--to", name, "--out", out);
    expect({ code, warned: err.includes("HP") }).toEqual({ code: 0, warned: false });
    const [before, after] = [(await readDraws(full)).received!, (await readDraws(out)).received!];
    expect(after.observed).toEqual(before.observed);
    const names = Object.keys(before.groups) as (keyof typeof before.groups)[];
    expect(names.length).toBeGreaterThan(3);
    expect(Object.keys(after.groups)).toEqual(names);
    for (const group of names) {
      const [one, other] = [
        await collectDraws(before.groups[group]!),
        await collectDraws(after.groups[group]!),
      ];
      expect(other.values).toEqual(one.values);
      expect(other.variables).toEqual(one.variables);
      expect([other.chainCount, other.drawCount]).toEqual([one.chainCount, one.drawCount]);
    }
  });

  it.each(["cmdstan", "csv", "parquet", "arrow"])("is told not to be in export --to %s", async (name) => {
    const { code, err } = await run("export", full, "--to", name, "--out", at(`full-${name}`));
    expect(code).toBe(0);
    expect(err.replace(/\s+/g, " ")).toMatch(
      /HP0838: .* holds the posterior only: `log_likelihood`, .*`observed_data` are not written/,
    );
  });
});
