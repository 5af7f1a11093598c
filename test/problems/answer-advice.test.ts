/** Advice about what is asked of effects and variances is followed to where it leads, as in `advice.test.ts`. */

import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Fitted } from "../../src/api/fitted.ts";
import { run } from "../cli/captured-terminal.ts";
import { goodRun } from "../cli/fixed-run.ts";

const text =
  "data {\n  y: real\n  g: factor\n}\nτ ~ half_normal(1)\nσ ~ half_normal(1)\nb[g] ~ normal(0, τ)\ny ~ normal(b[g], σ)\n";
const levels = Array.from({ length: 70 }, (_, i) => `g${i}`);
const slopes =
  "data {\n  y: real\n  x: real\n  w: real\n  m: factor\n  g: factor\n}\nτ ~ half_normal(1)\nσ[m] ~ half_normal(1)\nu[g] ~ normal(0, τ)\nω ~ half_normal(1)\nv[g] ~ normal(0, ω)\ny ~ normal(u[g] * x + v[g] * w, σ[m])\n";
const products = slopes.replace("u[g] * x", "u[g] * (x + w)");
const wide = `y,x,w,m,g\n${Array.from({ length: 40 }, (_, i) => `${(i * 7) % 5},${i % 3},${(i * i) % 4},${i % 2 ? "hand" : "robot"},g${i % 6}`).join("\n")}\n`;
const table = `y,g\n${levels.flatMap((level, i) => [`${i % 7},${level}`, `${i % 5},${level}`]).join("\n")}\n`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-answer-advice-"));
  writeFileSync(join(folder, "m.model"), text);
  writeFileSync(join(folder, "d.csv"), table);
  const short = "--workers 0 --chains 2 --warmup 20 --draws 50 --lenient --out";
  await said(`fit @m.model --data @d.csv ${short} @r`);
  for (const [name, model] of Object.entries({ s: slopes, p: products })) {
    writeFileSync(join(folder, `${name}.model`), model);
    writeFileSync(join(folder, `${name}.csv`), wide);
    await said(`fit @${name}.model --data @${name}.csv ${short} @${name}r`);
  }
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function said(words: string): Promise<string> {
  const { out, err } = await run(...words.split(" ").map((word) => word.replace("@", `${folder}/`)));
  return (out + err).replaceAll(/\s+/g, " ");
}

test.each([
  ["HP0990", "effects @r --against gg1", "did you mean `g1`?", "effects @r --against g1"],
  ["HP0990", "effects @r --against nobody", "there are `g0`, `g1`", "effects @r --against g0"],
  ["HP0991", "effects @r --pairwise", "as in `--against g0`", "effects @r --against g0"],
  ["HP0992", "variance @sr --at xx=2", "did you mean `x`?", "variance @sr --at x=2 --at w=1"],
  ["HP0992", "variance @r --at x=2", "leave `--at` out", "variance @r --reliability"],
  ["HP0993", "variance @pr --at x=2", "leave `--at` out", "variance @pr --reliability"],
  ["HP0994", "variance @sr --at x=2", "as well: `--at w=VALUE`", "variance @sr --at x=2 --at w=1"],
  [
    "HP0995",
    "variance @sr --at m=hnd --at x=1 --at w=1",
    "did you mean `hand`?",
    "variance @sr --at m=hand --at x=1 --at w=1",
  ],
  ["HP0995", "variance @sr --at x=no --at w=1", "write `--at x=1`", "variance @sr --at x=1 --at w=1"],
  ["HP1010", "variance @r --run-data @d.csv", "write both", "variance @r --run-data @d.csv --r2"],
  ["HP1010", "variance @r --run-data @d.csv", "or leave it out", "variance @r"],
  ["HP0996", "variance @r --versus @sr", "fit both models to the same rows", "variance @r --versus @r"],
])("%s: %s", async (code, before, hint, after) => {
  const shown = await said(before);
  expect(shown).toContain(code);
  expect(shown).toContain(hint);
  expect(await said(`${after} --lenient`)).not.toMatch(/error:|error HP/);
});

test("Bayesian R² has a reason in its place where the data of the run are gone, and the R² that needs none stays", async () => {
  await said(
    "fit @m.model --data @d.csv --workers 0 --chains 2 --warmup 20 --draws 50 --lenient --out @gone",
  );
  renameSync(join(folder, "d.csv"), join(folder, "moved.csv"));
  const shown = await said("variance @gone --r2 --lenient");
  renameSync(join(folder, "moved.csv"), join(folder, "d.csv"));
  expect(shown).toMatch(/conditional.*no Bayesian R²: the data of the run are no longer there.*--run-data/);
  expect(await said("variance @gone --r2 --lenient")).toMatch(/Bayesian R².*modelled.*left out/);
});

test("HP0997: outcomes are named as the run has them", () => {
  const fitted = new Fitted(goodRun);
  expect(() => fitted.variance({ outcome: "yeild" })).toThrow(/HP0997[\s\S]*did you mean `yield`/);
  expect(() => fitted.variance({ outcome: "nothing" })).toThrow("there are `yield`");
  expect(fitted.variance({ outcome: "yield" }).components).toHaveLength(1);
});
