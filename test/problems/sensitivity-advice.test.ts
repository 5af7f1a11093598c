/** Advice about sensitivity is followed to where it leads, as in `run-advice.test.ts`. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../cli/captured-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
afterAll(() => rmSync(folder, { recursive: true }));

const text =
  "data {\n  y: real\n  g: factor\n}\nμ ~ uniform(0, 9)\nτ ~ half_normal(1)\nb[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], 1)\n";
const short = "--workers 0 --chains 2 --warmup 20 --draws 40 --lenient";

async function said(words: string): Promise<string> {
  const { out, err } = await run(...words.split(" ").map((word) => word.replace("@", `${folder}/`)));
  return (out + err).replaceAll(/\s+/g, " ");
}

beforeAll(async () => {
  writeFileSync(join(folder, "m.model"), text);
  writeFileSync(join(folder, "d.csv"), "y,g\n1,a\n2,a\n4,b\n3,b\n");
  await said(`fit @m.model --data @d.csv ${short} --out @r`);
}, 60_000);

const refits = "--points 2 --workers 0 --lenient";

test.each([
  ["HP0885", "--prior taw --lenient", "did you mean `τ`?", "--prior τ --lenient"],
  ["HP0886", `--scale b ${refits}`, "name that: `τ`", `--scale τ ${refits}`],
  ["HP0887", `--scale mu ${refits}`, "name another parameter: `τ`", `--scale τ ${refits}`],
  [
    "HP0888",
    `--scale τ --from 4 --to 0.25 ${refits}`,
    "the smaller one first",
    `--scale τ --from 0.25 --to 4 ${refits}`,
  ],
  ["HP0889", "--from 0.5 --lenient", "name its parameter", `--scale τ --from 0.5 ${refits}`],
  ["HP0889", `--scale τ --changes ${refits}`, "leave one of the two out", "--changes --lenient"],
  ["HP0890", "--include taw --lenient", "did you mean `τ`?", "--include τ --lenient"],
])("%s: sensitivity @r %s", async (code, before, hint, after) => {
  const shown = await said(`sensitivity @r ${before}`);
  expect(shown).toContain(code);
  expect(shown).toContain(hint);
  expect(await said(`sensitivity @r ${after}`)).not.toMatch(/error:|error HP/);
});

test("HP0893: a run that takes too long to be made again is told to take more draws", async () => {
  await said(`fit @m.model --data @d.csv ${short.replace("40", "8")} --out @few`);
  const record = join(folder, "few/run.json");
  const slow = readFileSync(record, "utf8").replace(/"sampling": ?[\d.e-]+/, '"sampling":1e6');
  writeFileSync(record, slow);
  const shown = await said("sensitivity @few --lenient");
  expect(shown).toContain("warning HP0893");
  expect(shown).toContain("take more draws");
  expect(shown).toContain("not to be trusted, as Pareto k is above 0.7");
  await said("resume @few --draws 400 --workers 0 --lenient");
  expect(await said("sensitivity @few --lenient")).not.toContain("HP0893");
});
