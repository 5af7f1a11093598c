/** Advice about runs that are compared is followed to where it leads, as in `advice.test.ts`. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../cli/captured-terminal.ts";

let folder: string;
const rows = ["y,g,x", "1,a,2", "2,a,1", "4,b,3", "3,b,1", "2.5,c,0", "1.5,c,4"];
const files: Readonly<Record<string, string>> = {
  "m.model": "data {\n  y: real\n  g: factor\n}\nb[g] ~ normal(2, 1)\ny ~ normal(b[g], 1)\n",
  "one.model": "data {\n  y: real\n}\nμ ~ normal(2, 1)\ny ~ normal(μ, 1)\n",
  "flat.model": "data {\n  y: real\n}\nμ ~ flat()\ny ~ normal(μ, 1)\n",
  "none.model": "μ ~ normal(0, 1)\n",
  "walk.model": "data {\n  y: real\n  g: factor\n}\nb[g] ~ random_walk(1)\ny ~ normal(b[g], 1)\n",
  "used.model": "data {\n  y: real\n  x: real\n}\nα ~ normal(0, 1)\ny ~ normal(α, 1)\nx ~ normal(α * y, 1)\n",
  "d.csv": `${rows.join("\n")}\n`,
  "e.csv": `${rows.slice(0, 6).join("\n")}\n`,
  "cells.csv": "n,mean,sd\n3,1,0.5\n3,2,1\n",
};
/** So few draws are judged as failed, which is no error here. */
const short = "--workers 0 --chains 2 --warmup 100 --draws 60 --lenient";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-compare-advice-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  await said(`fit @m.model --data @d.csv ${short} --out @m`);
  await said(`fit @one.model --data @d.csv ${short} --out @one`);
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function said(words: string): Promise<string> {
  const { out, err } = await run(...words.split(" ").map((word) => word.replace("@", `${folder}/`)));
  return (out + err).replaceAll(/\s+/g, " ");
}

/** What is said before has the code and the hint; what is said after that has no error. */
async function expectFollowed(
  code: string,
  hint: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  let shown = "";
  for (const words of before) shown = await said(words);
  expect(shown).toContain(code);
  expect(shown).toContain(hint);
  for (const words of after) expect(await said(words)).not.toMatch(/error:|error HP/);
}
const fitted = (name: string, data: string, out: string): string =>
  `fit @${name}.model ${data} ${short} --out @${out}`;

test("HP0870: models of other rows are fitted to the same ones", async () => {
  await expectFollowed(
    "HP0870",
    "fitted to the same rows of the same table",
    [fitted("one", "--data @e.csv", "fewer"), "compare @m @fewer --lenient"],
    [fitted("one", "--data @d.csv", "fewer"), "compare @m @fewer --lenient"],
  );
});

test("HP0871: cells are fitted as observations", async () => {
  const cells = "data {\n  y: real\n}\nμ ~ normal(2, 1)\nσ ~ half_normal(1)\ny ~ normal(μ, σ)\n";
  writeFileSync(join(folder, "c.model"), cells);
  await expectFollowed(
    "HP0871",
    "with `--data` in place of `--summary-data`",
    [fitted("c", "--summary-data @cells.csv", "c"), "compare @c --lenient"],
    [fitted("c", "--data @d.csv", "c"), "compare @c --lenient"],
  );
});

test("HP0873: groups are named that there are, or rows left out", async () => {
  await expectFollowed(
    "HP0873",
    "name one with `--group`: there is `g`",
    ["compare @m --by group --group h --lenient"],
    ["compare @m --by group --group g --lenient"],
  );
  await expectFollowed(
    "HP0873",
    "leave out rows: `--by loo`",
    ["compare @one --by group"],
    ["compare @one --by loo --lenient"],
  );
});

test("HP0874: groups that depend on each other are left out in parts", async () => {
  await expectFollowed(
    "HP0874",
    "fit the model without some groups at a time: `--by kfold --group g`",
    [fitted("walk", "--data @d.csv", "walk"), "compare @walk --by group --lenient"],
    ["compare @walk --by kfold --group g --lenient"],
  );
});

test("HP0874: groups of counts within which factors cross are left out in parts", async () => {
  const rows = ["c,g,d,u", "1,a,m,1", "2,a,t,2", "4,b,m,3", "3,b,t,3", "2,c,m,4", "1,c,t,5"];
  writeFileSync(join(folder, "x.csv"), `${rows.join("\n")}\n`);
  writeFileSync(
    join(folder, "x.model"),
    "data {\n  c: int\n  g: factor\n  d: factor\n  u: factor\n}\nn[g, d] ~ normal(0, 1)\ne[u] ~ normal(0, 1)\nc ~ poisson(exp(n[g, d] + e[u]))\n",
  );
  await expectFollowed(
    "HP0874",
    "fit the model without some groups at a time: `--by kfold --group g`",
    [fitted("x", "--data @x.csv", "x"), "compare @x --by group --group g --lenient"],
    ["compare @x --by kfold --group g --folds 3 --lenient"],
  );
});

test("HP0875: a model with an outcome is compared", async () => {
  await expectFollowed(
    "HP0875",
    "compare models with a likelihood",
    [fitted("none", "", "none").replace("  ", " "), "compare @none --lenient"],
    ["compare @one --lenient"],
  );
});

test("HP0876: parts are as many as can be made", async () => {
  await expectFollowed(
    "HP0876",
    "write a number from 2 to 3: `--folds 5`",
    ["compare @m --by kfold --group g --folds 9"],
    ["compare @m --by kfold --group g --folds 3 --lenient"],
  );
});

test("HP0876: a single row is left out by weights", async () => {
  writeFileSync(join(folder, "single.csv"), "y,g\n2,a\n");
  await expectFollowed(
    "HP0876",
    "leave rows out by weights: `--by loo`",
    [fitted("one", "--data @single.csv", "single"), "compare @single --by kfold --lenient"],
    ["compare @single --by loo --lenient"],
  );
});

test("HP0603: a run that is named twice is named once", async () => {
  await expectFollowed("HP0603", "correct the option", ["compare @m @m --lenient"], ["compare @m --lenient"]);
});

test("HP0877: rows that cannot be held out are weighted", async () => {
  await expectFollowed(
    "HP0877",
    "leave rows out by weights: `--by loo`",
    [fitted("used", "--data @d.csv", "used"), "compare @used --by kfold --folds 2"],
    ["compare @used --by loo --lenient"],
  );
});

test("HP0878: models of improper priors are compared by prediction", async () => {
  await expectFollowed(
    "HP0878",
    "compare by prediction: `--by loo`",
    [fitted("flat", "--data @d.csv", "flat"), "compare @flat --by evidence"],
    ["compare @flat --by loo --lenient"],
  );
});
