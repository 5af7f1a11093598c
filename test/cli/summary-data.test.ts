/** `--summary-data`: what the commands say of a table of cells. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";

const model = modelFile("dyestuff");
const short = ["--workers", "0", "--chains", "1", "--warmup", "150", "--draws", "200", "--lenient"];
const cells =
  "Batch;n;mean;sd\nA;5;1505;63,05\nB;5;1528;33,28\nC;5;1564;37,98\nD;5;1498;68,7\nE;1;1600;\nF;5;1470;31,02\n";

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  file = join(folder, "cells.csv");
  writeFileSync(file, cells);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("--summary-data", () => {
  it("is told of as cells and the observations in them, by check and explain", async () => {
    for (const command of ["check", "explain"]) {
      const { code, out } = await run(command, model, "--summary-data", file);
      expect(code).toBe(0);
      expect(out).toContain("cells.csv\n    6 cells read, 6 used, 0 dropped, of 26 observations\n");
    }
  });

  it("is fitted, and told of in the summary and in JSON", async () => {
    const words = ["fit", model, "--summary-data", file, ...short, "--out", join(folder, "cells.run")];
    const { code, out } = await run(...words);
    expect(code).toBe(0);
    expect(out).toMatch(/^cells {3}6 read, 6 used, 0 dropped, of 26 observations$/m);
    const again = await run("summary", join(folder, "cells.run"), "--json");
    expect(JSON.parse(again.out).data).toEqual({
      rows: 6,
      used: 6,
      dropped: 0,
      observations: 26,
      groups: { batch: 6 },
    });
  });

  it("has effects with the observations and their means", async () => {
    const { out } = await run("effects", join(folder, "cells.run"), "--json");
    const [effects] = JSON.parse(out).effects;
    expect(effects.levels.map(({ n }: { n: number }) => n)).toEqual([5, 5, 5, 5, 1, 5]);
    expect(effects.levels.map((level: { raw_mean: number }) => level.raw_mean)).toEqual([
      1505, 1528, 1564, 1498, 1600, 1470,
    ]);
  });

  it("does not go with a table of rows", async () => {
    const { code, out } = await run("check", model, "--data", dataFile("dyestuff"), "--summary-data", file);
    expect(code).toBe(1);
    expect(out).toContain("HP0540");
  });

  it("says which line is at fault", async () => {
    const bad = join(folder, "bad.csv");
    writeFileSync(bad, cells.replace("C;5", "C;0"));
    const { code, err } = await run("explain", model, "--summary-data", bad);
    expect(code).toBe(1);
    expect(err).toContain("bad.csv:4");
    expect(err).toContain("HP0543");
  });

  it("is refused for an outcome that is not normal, with its place in the model", async () => {
    const { code, err } = await run("explain", modelFile("cbpp"), "--summary-data", file);
    expect(code).toBe(2);
    expect(err).toMatch(/cbpp\.model:\d+/);
    expect(err).toContain("HP0541");
  });
});
