/**
 * What pooling groups that are alike is worth: effective draws a processor second of one build by quadrature, beside another build's, or beside
 * whitened trajectories and NUTS of the same one.
 *
 *     npm run build && node test/bench/pooled-groups.mjs [rounds] [other dist | -] [DESIGN...]
 *
 * Designs: 5,000 persons with five answers, effects kept and not; 200 groups with ten answers of two kinds; 150 groups of which no two are alike; 60
 * groups with two effects each, some alike or none. The worst parameter that is no group effect, bulk or tail, of four chains of 1,000 draws in one thread: over the whole fit
 * and while sampling. Rounds of all by turns; ratios are those of a round, with their spread over rounds.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { threadSeconds } from "./processor-time.mjs";
import { numbersOf } from "./small-generator.mjs";
import { worstOf } from "./worst-parameter.mjs";

const own = await import("../../dist/index.js");
const rounds = Number(process.argv[2] ?? 5);
const otherPath = process.argv[3] ?? "-";
const named = process.argv.slice(4);
const other = otherPath === "-" ? null : await import(join(resolve(otherPath), "index.js"));

function answersOf(groups, each, { hasCovariate, isDistinct, seed }) {
  const { uniform, normal } = numbersOf(seed);
  return Array.from({ length: groups }, (_, g) => {
    const b = 0.9 * normal();
    return Array.from({ length: each }, (_row, i) => {
      const x = isDistinct ? normal() : hasCovariate ? i % 2 : 0;
      const y = Number(uniform() < 1 / (1 + Math.exp(-(0.3 + 0.5 * x + b))));
      return `${y},${x.toFixed(3)},p${g}`;
    });
  }).flat();
}

const intercepts = (predictor) => `data { y: int in 0..1
x: real
person: factor }
α ~ normal(0, 2)
${predictor.includes("β") ? "β ~ normal(0, 1)\n" : ""}τ ~ half_normal(1)
b[person] ~ normal(0, τ)
y ~ bernoulli_logit(${predictor} + b[person])
`;
const two = `data { y: int in 0..1
x: real
person: factor }
T = design(1 + x)
β[T] ~ normal(0, 2)
τ[T] ~ half_normal(1)
b[person, T] ~ normal(0, τ[T])
y ~ bernoulli_logit(T * β + T * b[person])
`;

function designs(folder) {
  const written = (name, text, rows, options = {}) => {
    const [model, data] = ["model", "csv"].map((end) => join(folder, `${name.replaceAll(" ", "-")}.${end}`));
    writeFileSync(model, text);
    writeFileSync(data, `y,x,person\n${rows.join("\n")}\n`);
    return { name, model, data, options };
  };
  const persons = answersOf(5000, 5, { seed: 3 });
  return [
    written("5000 x 5", intercepts("α"), persons, { keep: "all" }),
    written("5000 x 5 without effects", intercepts("α"), persons, { keep: "auto" }),
    written("200 x 10", intercepts("α + β * x"), answersOf(200, 10, { seed: 5, hasCovariate: true })),
    written(
      "150 x 10 none alike",
      intercepts("α + β * x"),
      answersOf(150, 10, { seed: 7, isDistinct: true }),
    ),
    written("60 x 8 two effects", two, answersOf(60, 8, { seed: 9, hasCovariate: true })),
    written("60 x 8 two, none alike", two, answersOf(60, 8, { seed: 11, isDistinct: true })),
  ];
}

async function timed({ fit, readModel }, { model, data, options }, method, seed) {
  const began = { wall: performance.now() / 1000, thread: threadSeconds() };
  const fitted = await fit(await readModel(model), { data, workers: 0, method, seed, ...options });
  const share = (threadSeconds() - began.thread) / (performance.now() / 1000 - began.wall);
  const { draws, record } = fitted;
  const values = new Map(
    draws.variables.flatMap(({ name, isConstant, isHidden }, v) =>
      /^[αβτ]/.test(name) && !isConstant && !isHidden ? [[name, draws.values[v]]] : [],
    ),
  );
  const { ess } = worstOf(values, draws.chainCount);
  const { setup, warmup, sampling } = record.timing;
  return { sampling: ess / (share * sampling), whole: ess / (share * (setup + warmup + sampling)), record };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const told = (values) =>
  `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;

const ways =
  other === null
    ? [
        ["marginal", own, "marginal"],
        ["auto", own, "auto"],
        ["whitened", own, "whitened"],
        ["nuts", own, "nuts"],
      ]
    : [
        ["marginal", own, "marginal"],
        ["other build", other, "marginal"],
      ];

async function measure(design) {
  const rates = [];
  for (let round = 0; round <= rounds; round++) {
    const turn = {};
    for (const [name, build, method] of ways) turn[name] = await timed(build, design, method, round + 1);
    // The first warms the engine up.
    if (round > 0 || rounds === 0) rates.push(turn);
  }
  for (const part of ["sampling", "whole"]) {
    const columns = ways.map(([name]) => {
      const rate = Math.round(median(rates.map((one) => one[name][part])));
      const ratios = rates.map((one) => one.marginal[part] / one[name][part]);
      return `${name} ${rate}${name === "marginal" ? "" : `, ratio ${told(ratios)}`}`;
    });
    console.log(`${design.name.padEnd(26)} ${part.padEnd(9)} ${columns.join("  ")}`);
  }
}

const folder = mkdtempSync(join(tmpdir(), "hyperprior-bench-"));
try {
  for (const design of designs(folder))
    if (named.length === 0 || named.some((name) => design.name.startsWith(name))) await measure(design);
} finally {
  rmSync(folder, { recursive: true });
}
