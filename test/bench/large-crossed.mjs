/**
 * A crossed logistic model of a million answers, of 5,000 persons to 500 items: what a whole fit takes in time and memory, in a process of its own.
 *
 *     npm run build && node test/bench/large-crossed.mjs [rows] [persons] [items]
 *
 * Four chains of 1,000 draws on as many threads as there are cores, as `hyperprior fit` has them.
 */

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { numbersOf } from "./small-generator.mjs";

const root = new URL("../../", import.meta.url).pathname;
const [rows, persons, items] = [1_000_000, 5000, 500].map((usual, k) => Number(process.argv[2 + k] ?? usual));

const text = `data { y: int in 0..1
x: real
person: factor
item: factor }
β ~ normal(0, 2)
γ ~ normal(0, 1)
σ_person ~ half_normal(2)
σ_item ~ half_normal(2)
a[person] ~ normal(0, σ_person)
b[item] ~ normal(0, σ_item)
y ~ bernoulli_logit(β + γ * x + a[person] + b[item])
`;

/** Any person answers any item: about 200 answers of each person and 2,000 to each item. */
async function writeAnswers(path) {
  const { uniform, normal } = numbersOf(7);
  const ability = Array.from({ length: persons }, normal);
  const ease = Array.from({ length: items }, () => 0.7 * normal());
  const file = createWriteStream(path);
  file.write("y,x,person,item\n");
  for (let first = 0; first < rows; first += 50_000) {
    let part = "";
    for (let k = first; k < Math.min(rows, first + 50_000); k++) {
      const [person, item] = [Math.floor(persons * uniform()), Math.floor(items * uniform())];
      const x = Math.floor(5 * uniform()) - 2;
      const logit = -0.5 + 0.3 * x + ability[person] + ease[item];
      part += `${Number(uniform() < 1 / (1 + Math.exp(-logit)))},${x},p${person},t${item}\n`;
    }
    if (!file.write(part)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}

const folder = mkdtempSync(join(tmpdir(), "hyperprior-bench-"));
try {
  const [model, data] = [join(folder, "crossed.model"), join(folder, "crossed.csv")];
  writeFileSync(model, text);
  await writeAnswers(data);
  const before = loadavg()[0];
  const told = execFileSync(process.execPath, [`${root}test/bench/large-fit.mjs`, model, data]);
  const fit = JSON.parse(told.toString());
  console.log(JSON.stringify({ rows, persons, items, ...fit, effectiveASecond: fit.ess / fit.wallS }));
  console.log(
    `${availableParallelism()} cores, load ${before.toFixed(1)} before and ${loadavg()[0].toFixed(1)} after`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
