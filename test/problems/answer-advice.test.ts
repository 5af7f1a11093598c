/** Advice about what is asked of effects and variances is followed to where it leads, as in `advice.test.ts`. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../cli/captured-terminal.ts";

const text =
  "data {\n  y: real\n  g: factor\n}\nτ ~ half_normal(1)\nσ ~ half_normal(1)\nb[g] ~ normal(0, τ)\ny ~ normal(b[g], σ)\n";
const levels = Array.from({ length: 70 }, (_, i) => `g${i}`);
const table = `y,g\n${levels.flatMap((level, i) => [`${i % 7},${level}`, `${i % 5},${level}`]).join("\n")}\n`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-answer-advice-"));
  writeFileSync(join(folder, "m.model"), text);
  writeFileSync(join(folder, "d.csv"), table);
  await said("fit @m.model --data @d.csv --workers 0 --chains 2 --draws 50 --lenient --out @r");
});
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
])("%s: %s", async (code, before, hint, after) => {
  const shown = await said(before);
  expect(shown).toContain(code);
  expect(shown).toContain(hint);
  expect(await said(`${after} --lenient`)).not.toMatch(/error:|error HP/);
});
