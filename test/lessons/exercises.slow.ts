/** The exercises of the teachers' guide: its commands, and that their answers are what the guide says. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRun } from "../../src/index.ts";
import { mainFile } from "../run/built.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const guide = readFileSync(join(root, "docs/lessons/teachers.en.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "hyperprior-exercises-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What each block of commands printed, both streams, in the order of the guide. */
const printed: string[] = [];

describe("the exercises of the teachers' guide", () => {
  beforeAll(() => {
    symlinkSync(join(root, "models"), join(folder, "models"));
    const shell = join(folder, "hyperprior");
    writeFileSync(shell, `#!/bin/sh\nexec "${process.execPath}" "${mainFile}" "$@"\n`, { mode: 0o755 });
    for (const [, name, content] of guide.matchAll(/<!-- file: (\S+) -->\n```\w+\n([\s\S]*?)```/g))
      writeFileSync(join(folder, name!), content!);
    for (const [, commands] of guide.matchAll(/```sh\n([\s\S]*?)```/g)) {
      const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
      const { stdout, stderr } = spawnSync("sh", ["-c", commands!], { cwd: folder, env, encoding: "utf8" });
      printed.push(stdout + stderr);
    }
  });

  const rowOf = async (run: string, name: string) =>
    (await readRun(join(folder, run))).summary().rows.find(({ variable }) => variable === name)!;

  it("are five", () => expect(printed).toHaveLength(5));

  it("1: twice the sd, and the truth in the second interval only", async () => {
    const [one, two] = [await rowOf("one-mean.run", "β"), await rowOf("replicates.run", "β")];
    expect([one.sd.toFixed(2), two.sd.toFixed(2)]).toEqual(["0.37", "0.73"]);
    expect(one.upper).toBeLessThan(10);
    expect(two.lower < 10 && 10 < two.upper).toBe(true);
    expect(printed[0]).toContain("comparison: different");
  });

  it("2: the fewer the measurements, the more a replicate is shrunk", async () => {
    const [table] = (await readRun(join(folder, "replicates.run"))).effects();
    const rows = table!.rows.toSorted((a, b) => a.n - b.n);
    expect(rows.at(-1)).toMatchObject({ level: "I", n: 36 });
    for (const [i, row] of rows.slice(1).entries())
      expect(row.shrinkage).toBeLessThanOrEqual(rows[i]!.shrinkage + 1e-12);
  });

  it("3: an intraclass correlation of .46, and .76 of means of five", async () => {
    const { rows } = (await readRun(join(folder, "dyestuff.run"))).reliability({ meanOf: 5 });
    expect(rows.map(({ mean }) => mean.toFixed(2))).toEqual(["0.46", "0.76"]);
  });

  it("4: a question, and a residual sd that has the casks in it", async () => {
    expect(printed[3]).toContain("HP0440");
    expect((await rowOf("crossed.run", "σ")).mean.toFixed(1)).toBe("2.8");
  });

  it("5: chains at two places", async () => {
    expect((await rowOf("squares.run", "μ")).rhat).toBeGreaterThan(1.5);
    expect(printed[4]).toContain("R-hat above 1.01");
  });
});
