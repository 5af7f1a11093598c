/** `predict` as a user has it: grids and files, what is printed and written, and advice that is followed. */

import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { run } from "./captured-terminal.ts";

let folder = "";
const at = (name: string): string => join(folder, name);

const models: Readonly<Record<string, string>> = {
  normal: `data { y: real
x: real
g: factor }
μ ~ normal(0, 5)
γ ~ normal(0, 2)
b[g] ~ normal(0, 1)
y ~ normal(μ + γ * x + b[g], 1)`,
  walk: "data { y: real\n t: factor }\nb[t] ~ random_walk(1)\ny ~ normal(b[t], 1)",
  cauchy: "data { y: real\n g: factor }\nb[g] ~ student_t(4, 0, 1)\ny ~ normal(b[g], 1)",
  cut: "data { y: real > 0\n g: factor }\nb[g] ~ normal(0, 1)\ny ~ truncated(normal(b[g], 1), lower: 0)",
  two: "data { y: real\n x: real }\nμ ~ normal(0, 2)\ny ~ normal(μ, 1)\nx ~ normal(μ, 2)",
  hurdle:
    "data { k: int\n g: factor }\nb[g] ~ normal(0, 1)\nk ~ zero_inflated(inv_logit(b[g]), poisson(exp(b[g])))",
  counts: `data { a: int >= 0
b: int >= 0 }
levels K = 1..2
p[K] ~ dirichlet([1, 1])
[a, b] ~ multinomial(p)`,
  nominal: `data { t: int
g: factor }
levels K = 1..5
τ ~ half_normal(1)
b[g] ~ normal(0, τ)
t ~ categorical_logit([0, b[g], 0, 0, 0])`,
  diet: `data { y: real
diet: factor }
X = design(1 + diet)
β[X] ~ normal(0, 2)
y ~ normal(X * β, 1)`,
};
const table =
  "y,x,g,t,k,a,b,diet\n1,0,p,1,0,2,3,low\n2,1,p,2,2,1,4,low\n0.5,0,q,3,0,3,3,high\n3,1,q,4,3,5,1,high\n2.5,0.5,r,5,1,2,2,low\n";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  writeFileSync(at("d.csv"), table);
});
afterAll(() => rmSync(folder, { recursive: true }));

const fitted = new Set<string>();

/** Fits the model when it is first asked for. */
async function predict(name: string, ...words: readonly string[]) {
  if (!fitted.has(name)) {
    writeFileSync(at(`${name}.model`), models[name]!);
    const short = ["--seed", "3", "--warmup", "100", "--draws", "100", "--chains", "2", "--workers", "0"];
    const files = [at(`${name}.model`), "--data", at("d.csv"), "--out", at(name)];
    const { code, err } = await run("fit", ...files, ...short, "--lenient");
    expect(code, err).toBe(0);
    fitted.add(name);
  }
  return run("predict", at(name), ...words, "--lenient");
}

describe("predict", () => {
  it("prints a table whose numbers are those of --json and of the file", async () => {
    const words = ["--grid", "x = 0..1 by 0.5, g = p, new", "--digits", "4"];
    const { code, out, err } = await predict("normal", ...words);
    expect(code, err).toBe(0);
    expect(out).toMatch(/the expected y: the mean of outcomes given the parameters\nrow +x +g +mean/);
    const { predictions, kind } = JSON.parse((await predict("normal", ...words, "--json")).out);
    expect(kind).toBe("expected");
    expect(predictions).toHaveLength(6);
    const lines = out.trimEnd().split("\n");
    const cells = lines.slice(lines.findIndex((line) => line.startsWith("row")) + 1);
    for (const [i, one] of predictions.entries()) {
      expect(cells[i]!.split(/ +/).slice(0, 3)).toEqual([String(i + 1), String(one.values.x), one.values.g]);
      expect(Number(cells[i]!.split(/ +/)[3])).toBeCloseTo(one.mean, 2);
    }
    await predict("normal", ...words, "--out", at("p.csv"));
    const written = readFileSync(at("p.csv"), "utf8").trimEnd().split("\n");
    expect(written[0]).toBe("row,x,g,mean,sd,q5,median,q95");
    for (const [i, one] of predictions.entries())
      expect(Number(written[i + 1]!.split(",")[3])).toBe(one.mean);
  });

  it("says what stands for columns that a grid does not name", async () => {
    const { err } = await predict("normal", "--grid", "g = p");
    expect(err).toContain("x = 0.5, its mean over the rows of the run");
    expect((await predict("normal", "--grid", "x = 1")).err).toContain("g: the average group");
  });

  it("finds the data of the run where they are now", async () => {
    renameSync(at("d.csv"), at("moved.csv"));
    const { code, err } = await predict("normal", "--grid", "x = 1");
    expect(code).toBe(1);
    expect(err).toContain("--run-data FILE");
    const found = await predict("normal", "--grid", "x = 1", "--run-data", at("moved.csv"));
    expect(found.code, found.err).toBe(0);
    renameSync(at("moved.csv"), at("d.csv"));
  });

  it("leaves no file where it cannot be written", async () => {
    const { code, err } = await predict("normal", "--grid", "x = 1", "--out", join(folder, "none", "p.csv"));
    expect(code).toBe(1);
    expect(err).toContain("p.csv");
  });
});

const advice: readonly [code: string, name: string, before: string[], hint: string, after: string[]][] = [
  [
    "HP0971",
    "walk",
    ["--grid", "t = 6", "--new-levels"],
    "predict levels that the run has",
    ["--grid", "t = 5"],
  ],
  ["HP0971", "cauchy", ["--grid", "g = population"], "ask for a new level", ["--grid", "g = new"]],
  ["HP0972", "cut", ["--grid", "g = p"], "--kind outcome", ["--grid", "g = p", "--kind", "outcome"]],
  ["HP0973", "two", ["--kind", "linear"], "--kind expected", ["--kind", "expected"]],
  ["HP0974", "nominal", ["--grid", "g = population"], "ask for a new group", ["--grid", "g = new"]],
  ["HP0974", "hurdle", ["--grid", "g = population"], "ask for a new group", ["--grid", "g = new"]],
  [
    "HP0975",
    "normal",
    ["--grid", "x = 1, g = z"],
    "--new-levels",
    ["--grid", "x = 1, g = z", "--new-levels"],
  ],
  ["HP0975", "diet", ["--grid", "diet = keto"], "labels that the run has", ["--grid", "diet = low"]],
  ["HP0977", "normal", ["--group", "h=new"], "the factors are `g`", ["--group", "g=new"]],
];

test.each(advice)("%s: the advice is followed, of the model %s", async (code, name, before, hint, after) => {
  const { code: exit, err } = await predict(name, ...before);
  expect(err).toContain(`error ${code}:`);
  expect(err.replace(/\n\s*/g, " ")).toContain(hint);
  // A place in the model makes it a problem of that.
  expect(exit).toBe(err.includes(".model:") ? 2 : 1);
  const followed = await predict(name, ...after);
  expect(followed.code, followed.err).toBe(0);
});

test("HP0976: counts of several categories are not predicted", async () => {
  const { err } = await predict("counts", "--kind", "outcome");
  expect(err).toContain("error HP0976:");
  expect(err.replaceAll(/\s+/g, " ")).toContain("`--kind expected`");
  const shares = await predict("counts", "--kind", "expected");
  expect(shares.code, shares.err).toBe(0);
  expect(shares.out).toContain("the probability of each category of [a, b");
});
