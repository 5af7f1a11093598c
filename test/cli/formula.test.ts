/** A formula in place of a model, on each command that takes one. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./captured-terminal.ts";

const data = new URL("../../models/sleepstudy/data.csv", import.meta.url).pathname;
const formula = "Reaction ~ Days + (1 + Days | Subject)";
let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-formula-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Row {
  readonly variable: string;
  readonly mean: number;
  readonly sd: number;
}

describe("a formula in place of a model", () => {
  it("is fitted to the numbers that its expanded text is fitted to, and shows model and priors", async () => {
    const expanded = await run("expand", formula, "--data", data);
    expect(expanded).toMatchObject({ code: 0, err: "" });
    writeFileSync(at("own.model"), expanded.out);
    const [own, text] = [
      await run("fit", formula, "--data", data, "--out", at("a.run"), "--workers", "0"),
      await run("fit", at("own.model"), "--data", data, "--out", at("b.run"), "--workers", "0"),
    ];
    expect(own.code).toBe(0);
    expect(own.err).toContain("the formula stands for this model:\n\n# Reaction ~ Days");
    expect(own.out).toContain(`model   ${formula}\n`);
    expect(own.out).toContain("prior   τ_Subject[Z_Subject] ~ half_normal([100, 20])\n");
    expect(own.out).not.toContain("prior   u_Subject");
    const table = (out: string): string => out.slice(out.indexOf("variable "));
    expect(table(own.out)).toBe(table(text.out));
  });

  it("has the estimates of lme4 within a part of their sd, by the sampler of normal models", async () => {
    // lme4 1.1: REML estimates of Reaction ~ Days + (1 + Days | Subject), sleepstudy.
    const reference = {
      "β[intercept]": 251.405,
      "β[Days]": 10.467,
      "τ_Subject[intercept]": 24.741,
      "τ_Subject[Days]": 5.922,
      σ: 25.592,
    };
    const { out } = await run("summary", at("a.run"), "--json");
    const rows: readonly Row[] = JSON.parse(out).summary;
    for (const [name, estimate] of Object.entries(reference)) {
      const row = rows.find(({ variable }) => variable === name)!;
      // A posterior mean of an sd lies above its mode.
      expect(Math.abs(row.mean - estimate), name).toBeLessThan(0.5 * row.sd);
    }
    expect(JSON.parse(readFileSync(at("a.run/run.json"), "utf8")).plan.method).toBe("marginal");
  });

  it("is gone on with, and its run has its variance components", async () => {
    const longer = await run("resume", at("a.run"), "--draws", "1200");
    expect(longer.code).toBe(0);
    expect(longer.out).toContain("4 chains × 1200 draws");
    const { out } = await run("variance", at("a.run"));
    expect(out).toContain("Subject");
  });

  it("is checked and explained; without its table it says that it needs one", async () => {
    const checked = await run("check", formula, "--data", data);
    expect(checked.code).toBe(0);
    expect(checked.out).toContain("half_normal([100, 20])");
    const explained = await run("explain", formula, "--data", data);
    expect(explained.out).toContain("integrated out exactly");
    const bare = await run("fit", formula);
    expect(bare).toMatchObject({ code: 1, out: "" });
    expect(bare.err).toContain("HP0702");
  });

  it("is told where it is wrong", async () => {
    const { code, err } = await run("fit", "Reaction ~ Dais + (1 | Subject)", "--data", data);
    expect(code).toBe(2);
    expect(err).toContain("1 | Reaction ~ Dais + (1 | Subject)\n    |            ^^^^\n");
    expect(err).toContain("did you mean `Days`?");
  });

  it("prints JSON of its expansion", async () => {
    const { out } = await run("expand", "Reaction ~ 1", "--data", data, "--json");
    const { formula: text, model } = JSON.parse(out);
    expect(text).toBe("Reaction ~ 1");
    expect(model).toMatch(/^# Reaction ~ 1\n[\s\S]*Reaction ~ normal\(X \* β, σ\)\n$/);
  });
});
