/** `design` on the command line: what it prints where, its exit codes, its JSON and its picture. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fit, saveRun } from "../../src/api/fit.ts";
import { readModel } from "../../src/api/read-model.ts";
import { textWidth } from "../../src/text/lines.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-design-"));
afterAll(() => rmSync(folder, { recursive: true }));

const pilot = join(folder, "pilot.run");
const fitted = await fit(await readModel(modelFile("dyestuff")), {
  data: dataFile("dyestuff"),
  draws: 250,
  workers: 0,
});
await saveRun(fitted, pilot);
const few = ["--studies", "6", "--draws", "40", "--workers", "0"];
const tooWide = (text: string): string[] => text.split("\n").filter((line) => textWidth(line) > 80);

describe("hyperprior design", () => {
  it("prints a table of quantities for one design, each number with its error, and what it rests on", async () => {
    const words = ["--groups", "8", "--replicates", "3", "--told", "icc > 0.1 at 0.9"];
    const { code, out } = await run("design", pilot, ...words, ...few);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^8 batch × 3 replicates: 24 rows\nquantity +truth +sd +± +90 % width +±\nβ +15\d\d /,
    );
    expect(out).toMatch(/\nstatement +true +at +told +±\nicc > 0\.1 +[01]\.\d\d +0\.9 +[01]\.\d+ +0\.\d+\n/);
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "6 studies, seed 1, fitted by marginal (an independence sampler); truths: the draws of the run; levels of batch are new",
    );
    expect(tooWide(out)).toEqual([]);
  });

  it("prints tables of designs and the best of them, and draws them", async () => {
    const picture = join(folder, "designs.svg");
    const budget = ["--budget", "500", "--cost-group", "50", "--cost-replicate", "5", "--for", "icc"];
    const { code, out } = await run("design", pilot, ...budget, ...few, "--out", picture);
    expect(code).toBe(0);
    expect(out).toMatch(/^expected posterior sd\nbatch +replicates +rows +cost /);
    expect(out).toContain("\nexpected width of 90 % intervals\n");
    expect(out).toMatch(/\nfor `icc` the best is \d+ batch × \d+ replicates? \(/);
    expect(out).toContain(`\nDesigns of a study: dyestuff: written to ${picture}`.slice(0, 40));
    expect(tooWide(out).filter((line) => !line.includes(folder))).toEqual([]);
    const svg = readFileSync(picture, "utf8");
    expect(svg).toMatch(/^<svg [\s\S]*sd of icc[\s\S]*replicates[\s\S]*<\/svg>\n?$/);
    writeFileSync(join(folder, "notes.svg"), "mine");
    const over = await run("design", pilot, ...budget, ...few, "--out", join(folder, "notes.svg"));
    expect(over).toMatchObject({ code: 1, out: "", err: expect.stringContaining("HP0708") });
  });

  it("prints JSON with every number and its error", async () => {
    const words = [
      "--groups",
      "4,8",
      "--replicates",
      "2",
      "--truth",
      "sigma_b = 30",
      "--prob",
      "0.5",
      "--json",
    ];
    const { out } = await run("design", pilot, ...words, ...few);
    const found = JSON.parse(out);
    expect(found).toMatchObject({ studies: 6, requested: 6, seed: 1, prob: 0.5 });
    expect(found.truth).toEqual({ from: "run", stated: { σ_b: 30 } });
    expect(found.designs[1]).toMatchObject({ levels: { batch: 8 }, replicates: 2, rows: 16, cost: null });
    expect(found.designs[1].quantities[1]).toMatchObject({ name: "σ_b", truth: { mean: 30, sd: 0 } });
    const { sd, width } = found.designs[0].quantities[0];
    // Half of a normal distribution lies within 1.35 of its sds.
    expect(width.value / sd.value).toBeGreaterThan(1);
    expect(width.value / sd.value).toBeLessThan(1.6);
    expect(sd.mcse).toBeGreaterThan(0);
    expect(found.recommendation).toMatchObject({ target: "β", aim: "sd", best: 1 });
  });

  it("takes a model or a formula, with a table whose predictors are copied", async () => {
    const table = ["--data", dataFile("sleepstudy")];
    const formula = "Reaction ~ 1 + Days + (1 | Subject)";
    const { code, out } = await run(
      "design",
      formula,
      ...table,
      "--groups",
      "5",
      "--replicates",
      "4",
      ...few,
    );
    expect(code).toBe(0);
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "new groups copy the rows of the 18 groups of the data by turns",
    );
    const alone = await run("design", modelFile("sleepstudy"), "--groups", "5", ...few);
    expect(alone).toMatchObject({ code: 1, out: "", err: expect.stringContaining("HP0981") });
  });

  it("refuses words that are none", async () => {
    const told = await run("design", pilot, "--groups", "3", "--told", "icc > x", ...few);
    expect(told.code).toBe(1);
    expect(told.err).toContain("icc > x");
    for (const words of [
      ["--groups", "0"],
      ["--groups", "a"],
      ["--truth", "σ_b"],
      ["--cost-group", "-1"],
    ])
      expect((await run("design", pilot, ...words)).code).toBe(1);
    expect((await run("design", join(folder, "none.run"))).code).toBe(1);
  });
});
