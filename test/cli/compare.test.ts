/** `compare` on the command line: JSON, digits, data that moved, and runs that failed their diagnosis. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fit, saveRun } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { run } from "./captured-terminal.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
const data = { y: [1, 2, 4, 3, 2.5, 1.5], g: ["a", "a", "b", "b", "c", "c"] };
const calm = { workers: 0, chains: 4, draws: 200 } as const;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-compare-"));
  const rows = data.y.map((y, i) => `${y},${data.g[i]}`).join("\n");
  writeFileSync(at("d.csv"), `y,g\n${rows}\n`);
  const grouped = parseModel("data { y: real\n g: factor }\nb[g] ~ normal(2, 1)\ny ~ normal(b[g], 1)");
  const pooled = parseModel("data { y: real }\nμ ~ normal(2, 1)\ny ~ normal(μ, 1)");
  await saveRun(await fit(grouped, { data, ...calm }), at("grouped.run"));
  await saveRun(await fit(pooled, { data, ...calm }), at("pooled.run"));
  await saveRun(await fit(pooled, { data, ...calm, draws: 10, warmup: 5, method: "nuts" }), at("short.run"));
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test("data that were in memory are asked for, and named", async () => {
  const without = await run("compare", at("grouped.run"), at("pooled.run"));
  expect(without.code).toBe(1);
  expect(without.err).toContain("HP0612");
  expect(without.err).toContain("--run-data FILE");
  const named = await run("compare", at("grouped.run"), at("pooled.run"), "--run-data", at("d.csv"));
  expect(named.code).toBe(0);
  expect(named.out).toMatch(/^grouped +-\d+\.\d/mu);
});

test("the result is JSON with --json, and has as many digits as are asked for", async () => {
  const words = [at("grouped.run"), at("pooled.run"), "--run-data", at("d.csv")];
  const { out } = await run("compare", ...words, "--by", "group", "--json");
  const { models, points, group } = JSON.parse(out);
  expect(points).toEqual(["a", "b", "c"]);
  expect(group).toBe("g");
  expect(models).toHaveLength(2);
  expect(models[0].pointwise.elpd).toHaveLength(3);
  const digits = await run("compare", ...words, "--digits", "7");
  expect(digits.out).toMatch(/^\w+ +-\d\.\d{6}/mu);
  const evidence = await run("compare", ...words, "--by", "evidence", "--json");
  expect(
    JSON.parse(evidence.out)
      .models.map((one: { model: string }) => one.model)
      .sort(),
  ).toEqual(["grouped", "pooled"]);
});

test("a run that failed its diagnosis is told, and ends with 3 unless that is allowed", async () => {
  const words = [at("short.run"), "--run-data", at("d.csv")];
  const strict = await run("compare", ...words);
  expect(strict.code).toBe(3);
  expect(strict.out).toContain("diagnosis: failed");
  expect((await run("compare", ...words, "--lenient")).code).toBe(0);
});

test("words that are none are told", async () => {
  const { code, err } = await run("compare", at("grouped.run"), "--by", "lo");
  expect(code).toBe(1);
  expect(err).toContain("loo, waic, group, kfold, evidence");
  for (const by of ["loo", "evidence"]) {
    const misplaced = await run("compare", at("grouped.run"), "--by", by, "--folds", "3");
    expect(misplaced.code).toBe(1);
    expect(misplaced.err).toContain(`\`--folds\` goes with \`--by\` kfold, not with ${by}`);
  }
});
