/**
 * Large data: what an evaluation of the marginal density costs with many rows and groups, and what whole fits take in time and memory,
 * each in a process of its own. InstEval: 73,421 ratings of 1,128 lecturers in 14 departments by 2,972 students.
 */

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulateGroups } from "./effective-draws.mjs";
import { ratingsFile } from "./peers/data.mjs";
import { ratingsModel } from "./ratings-model.mjs";
import { numbersOf } from "./small-generator.mjs";

const root = new URL("../../", import.meta.url).pathname;
const runner = `${root}test/bench/large-fit.mjs`;

const oneWay = `data { y: real, x: real, g: factor }
β ~ normal(0, 100)
γ ~ normal(0, 10)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[g] ~ normal(0, σ_b)
y ~ normal(β + γ * x + b[g], σ)
`;

const meansOnly = `data { y: real, g: factor }
β ~ normal(0, 100)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[g] ~ normal(0, σ_b)
y ~ normal(β + b[g], σ)
`;

/** One record for each data set. */
export async function benchmarkLargeData() {
  const folder = mkdtempSync(join(tmpdir(), "hyperprior-bench-"));
  try {
    const model = (name, text) => {
      const path = join(folder, `${name}.model`);
      writeFileSync(path, text);
      return path;
    };
    const table = (rows, groups) => {
      const path = join(folder, `${rows}-${groups}.csv`);
      writeFileSync(path, simulateGroups(rows, groups));
      return path;
    };
    const simple = model("one-way", oneWay);
    return [
      run("10⁴ rows, 500 groups", simple, table(10_000, 500)),
      run("10⁶ rows, 50,000 groups", simple, table(1_000_000, 50_000)),
      run("2.5 · 10⁶ rows, 10⁶ groups", simple, table(2_500_000, 1_000_000)),
      run("InstEval", model("ratings", ratingsModel), ratingsFile),
      run("10⁷ rows, 10⁵ groups", model("means", meansOnly), await writeRows(folder, 10_000_000, 100_000)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(name, model, data) {
  const options = { maxBuffer: 1 << 26 };
  const result = JSON.parse(execFileSync(process.execPath, [runner, model, data], options).toString());
  return { name, megabytes: statSync(data).size / 1e6, ...result };
}

/** Rows are written as they are made: ten million are not held. */
async function writeRows(folder, rows, groups) {
  const path = join(folder, "rows.csv");
  const file = createWriteStream(path);
  file.write("g,y\n");
  const { uniform } = numbersOf(1);
  for (let first = 0; first < rows; first += 50_000) {
    let text = "";
    for (let i = first; i < first + 50_000; i++) {
      const group = i < groups ? i : Math.floor(groups * uniform());
      const noise = uniform() + uniform() + uniform() - 1.5;
      text += `g${group},${((group % 97) / 40 + 2 * noise).toFixed(4)}\n`;
    }
    if (!file.write(text)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
  return path;
}
