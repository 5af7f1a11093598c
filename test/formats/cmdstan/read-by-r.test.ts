/**
 * Files that are written here, as R reads them: rstan's `read_stan_csv`, and measures by posterior. `read-by-r/read.R` made the numbers of the
 * files beside it, of which a test holds that they are what is written today.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeCmdStan } from "../../../src/formats/cmdstan/write.ts";
import { noFacts } from "../../../src/formats/format.ts";
import { elementNamed } from "../../../src/formats/variable-names.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { measureVariable } from "../../../src/posterior/convergence.ts";
import type { Draws } from "../../../src/posterior/draws.ts";
import { mean, standardDeviation } from "../../../src/posterior/moments.ts";

const folder = join(import.meta.dirname, "read-by-r");
const [chainCount, drawCount] = [2, 40];

/** Under the names that R gives them. */
const names: readonly (readonly [byR: string, quantity: string, levels: readonly string[]])[] = [
  ["mu", "mu", []],
  ["theta[1,1]", "theta", ["1", "1"]],
  ["theta[2,1]", "theta", ["2", "1"]],
  ["b[1]", "b", ["A"]],
  ["b[2]", "b", ["B, the second = last"]],
  ["u[1,1]", "u", ["308", "intercept"]],
  ["u[2,1]", "u", ["309", "intercept"]],
  ["u[1,2]", "u", ["308", "days"]],
  ["u[2,2]", "u", ["309", "days"]],
];
const statistics = [
  ["lp__", "logDensity"],
  ["accept_stat__", "acceptanceRate"],
  ["stepsize__", "stepSize"],
  ["treedepth__", "treeDepth"],
  ["n_leapfrog__", "leapfrogSteps"],
  ["divergent__", "divergent"],
  ["energy__", "energy"],
] as const;

function fixedDraws(): Draws {
  const stream = createRandomStream(5, 1);
  const column = (): Float64Array =>
    Float64Array.from({ length: chainCount * drawCount }, () => stream.normal());
  return {
    chainCount,
    drawCount,
    variables: names.map(([, quantity, levels]) => elementNamed(quantity, levels)),
    values: names.map(column),
    statistics: Object.fromEntries(statistics.map(([, name]) => [name, column()])),
  };
}

describe("draws that are written as CmdStan CSV", () => {
  const draws = fixedDraws();
  const sampling = {
    ...noFacts,
    maxTreedepth: 10,
    targetAcceptance: 0.8,
    seeds: ["1", "1"],
    seconds: Array.from({ length: chainCount }, () => ({ warmup: 1.5, sampling: 2.5 })),
  };

  it("are the files that R read", async () => {
    for (const { suffix, pieces } of writeCmdStan({
      draws,
      sampling,
      title: "written",
      version: "0.1.0",
      plates: {},
    })) {
      let text = "";
      for await (const piece of pieces()) text += new TextDecoder().decode(piece);
      await expect(text).toMatchFileSnapshot(join(folder, `written${suffix}`));
    }
  });

  it("have the names, indices, moments and measures for R that they have here", () => {
    const rows = readFileSync(join(folder, "read.csv"), "utf8").trimEnd().split("\n").slice(1);
    const known = new Map<string, Float64Array>([
      ...names.map(([byR], v) => [byR, draws.values[v]!] as const),
      ...statistics.map(([byR, name]) => [byR, draws.statistics[name]!] as const),
    ]);
    expect(rows.map((row) => /"(.*)"/.exec(row)![1]).sort()).toEqual([...known.keys()].sort());
    for (const row of rows) {
      const [, name, numbers] = /^"(.*)",(.*)$/.exec(row)!;
      const values = known.get(name!)!;
      const { rhat, essBulk, essTail } = measureVariable(elementNamed(name!, []), values, chainCount);
      const own = [mean(values), standardDeviation(values), rhat, essBulk, essTail];
      numbers!.split(",").forEach((text, k) => {
        expect(Math.abs(own[k]! / Number(text) - 1)).toBeLessThan(1e-12);
      });
    }
  });
});
