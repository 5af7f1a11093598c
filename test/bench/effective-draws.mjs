/**
 * Effective draws a second: the smaller of bulk and tail ESS of the worst scale, population or correlation parameter over set-up,
 * adaptation and sampling together, of four chains. Three ways of running each model: the command in a fresh process
 * (`fit --json`, defaults), the function in a process that has fitted before, with 1,000 and with 10,000 draws a chain; and NUTS over
 * every parameter, in the same process.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fit, readModel } from "../../dist/index.js";
import { spread } from "./measure.mjs";
import { numbersOf } from "./small-generator.mjs";

const root = new URL("../../", import.meta.url).pathname;
const bundled = (name) => ({
  model: `${root}models/${name}/${name}.model`,
  data: `${root}models/${name}/data.csv`,
});

/** Models with the parameters that count, and the figures to reach and to aim at. */
const cases = [
  {
    name: "sleepstudy, correlated slopes",
    ...bundled("sleepstudy"),
    counts: /^[βτσΩ]/,
    reach: 20_000,
    aim: 60_000,
  },
  { name: "dyestuff", ...bundled("dyestuff"), counts: /^[βσ]/, reach: 50_000, aim: 200_000 },
  { name: "eight schools", ...bundled("eight-schools"), counts: /^[μτ]/, reach: 100_000, aim: 300_000 },
  { name: "penicillin, crossed", ...bundled("penicillin"), counts: /^[βσ]/, reach: 20_000, aim: 50_000 },
  { name: "pastes, nested", ...bundled("pastes"), counts: /^[βσ]/, reach: 20_000, aim: 60_000 },
  { name: "10,000 rows, 500 groups", make: oneWay, counts: /^[βγσ]/, reach: 20_000, aim: 50_000 },
];

const rounds = 5;
const cli = `${root}dist/cli/main.js`;

/** One record for each model. */
export async function benchmarkEffectiveDraws() {
  const folder = mkdtempSync(join(tmpdir(), "hyperprior-bench-"));
  try {
    const results = [];
    for (const one of cases) {
      const files = one.make === undefined ? one : one.make(folder);
      results.push(await measureCase({ ...one, ...files }, folder));
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureCase({ name, model, data, counts, reach, aim }, folder) {
  const out = join(folder, "bench.run");
  const fresh = Array.from({ length: rounds }, () => {
    const words = ["fit", model, "--data", data, "--out", out, "--json", "--lenient"];
    const json = JSON.parse(
      execFileSync(process.execPath, [cli, ...words], {
        maxBuffer: 1 << 28,
        stdio: ["ignore", "pipe", "ignore"],
      }).toString(),
    );
    const { setup_s: setup, warmup_s: warmup, sampling_s: sampling } = json.timing;
    const rows = json.summary.map(({ variable, ess_bulk: bulk, ess_tail: tail }) => ({
      variable,
      bulk,
      tail,
    }));
    return rateOf(rows, counts, setup + warmup + sampling);
  });
  const checked = await readModel(model);
  const fitted = async (options) => {
    const run = await fit(checked, { data, ...options });
    const { setup, warmup, sampling } = run.record.timing;
    const rows = run
      .summary()
      .rows.map(({ variable, essBulk: bulk, essTail: tail }) => ({ variable, bulk, tail }));
    return rateOf(rows, counts, setup + warmup + sampling);
  };
  const repeat = async (count, options) => {
    const rates = [];
    for (let i = 0; i < count; i++) rates.push(await fitted(options));
    return spread(rates);
  };
  await repeat(2, {});
  return {
    name,
    reach,
    aim,
    fresh: spread(fresh),
    warm: await repeat(rounds, {}),
    long: await repeat(3, { draws: 10_000 }),
    nuts: await repeat(1, { method: "nuts" }),
  };
}

function rateOf(rows, counts, seconds) {
  const judged = rows.filter(({ variable }) => counts.test(variable));
  return Math.min(...judged.map(({ bulk, tail }) => Math.min(bulk, tail))) / seconds;
}

/** A predictor and 500 groups of very unequal size. */
function oneWay(folder) {
  const model = join(folder, "one-way.model");
  writeFileSync(
    model,
    `data { y: real, x: real, g: factor }
β ~ normal(0, 100)
γ ~ normal(0, 10)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[g] ~ normal(0, σ_b)
y ~ normal(β + γ * x + b[g], σ)
`,
  );
  const data = join(folder, "one-way.csv");
  writeFileSync(data, simulateGroups(10_000, 500));
  return { model, data };
}

/** CSV of y = 10 + 1.5 x + b + e in groups of unequal size, every group at least once. */
export function simulateGroups(rowCount, groupCount) {
  const { uniform, normal } = numbersOf(1);
  const effects = Float64Array.from({ length: groupCount }, () => 2 * normal());
  const lines = ["y,x,g"];
  for (let i = 0; i < rowCount; i++) {
    const group = i < groupCount ? i : Math.floor(groupCount * uniform() * uniform());
    const x = normal();
    lines.push(`${(10 + 1.5 * x + effects[group] + normal()).toFixed(4)},${x.toFixed(4)},g${group}`);
  }
  return `${lines.join("\n")}\n`;
}
