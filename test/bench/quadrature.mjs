/**
 * Effective draws a processor second with effects integrated out by quadrature, beside NUTS over all parameters:
 *
 *     npm run build && node test/bench/quadrature.mjs [rounds]
 *
 * The worst parameter that is no group effect, over the whole fit (set-up, exploration or warm-up, sampling) and while sampling, four chains of
 * 1,000 draws in one thread. Rounds of both methods by turns; ratios are those of a round, with their spread over rounds.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { timeFit } from "./timed-fit.mjs";

const root = new URL("../../", import.meta.url).pathname;
const rounds = Number(process.argv[2] ?? 5);

const bundled = (name, counts) => ({
  name,
  model: `${root}models/${name}/${name}.model`,
  data: `${root}models/${name}/data.csv`,
  counts,
});

/** Uniform and normal numbers of a small generator. */
function numbersOf(seed) {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

function written(folder, name, text, header, rows) {
  const [model, data] = [join(folder, `${name}.model`), join(folder, `${name}.csv`)];
  writeFileSync(model, text);
  writeFileSync(data, `${[header, ...rows].join("\n")}\n`);
  return { name, model, data, counts: /^[αβγστωΩ]/ };
}

/** 60 districts, 1,934 women: a yes or no, whether urban, and how many children, as in a survey of Bangladesh. */
function districts(folder) {
  const { uniform, normal } = numbersOf(3);
  const effects = Array.from({ length: 60 }, () => 0.5 * normal());
  const rows = Array.from({ length: 1934 }, (_, i) => {
    const district = i < 60 ? i : Math.floor(60 * uniform() ** 1.5);
    const urban = Number(uniform() < 0.3);
    const children = Math.floor(4 * uniform());
    const logit = -1.2 + 0.7 * urban + 0.4 * Math.min(children, 2) + effects[district];
    return `${Number(uniform() < 1 / (1 + Math.exp(-logit)))},${urban},${children},d${district}`;
  });
  return written(
    folder,
    "districts",
    `data { use: int in 0..1
urban: int
children: factor
district: factor }
X = design(1 + urban + children)
β[X] ~ normal(0, 2)
τ ~ half_normal(1)
b[district] ~ normal(0, τ)
use ~ bernoulli_logit(X * β + b[district])
`,
    "use,urban,children,district",
    rows,
  );
}

function poisson(mean, uniform) {
  let [k, term] = [0, Math.exp(-mean)];
  for (let sum = term; sum < uniform && k < 500; sum += term) term *= mean / ++k;
  return k;
}

/** Counts at 30 sites. */
function sites(folder) {
  const { uniform, normal } = numbersOf(5);
  const effects = Array.from({ length: 30 }, () => 0.6 * normal());
  const rows = Array.from({ length: 240 }, (_, i) => {
    const x = normal();
    return `${poisson(Math.exp(1 + 0.3 * x + effects[i % 30]), uniform())},${x.toFixed(3)},s${i % 30}`;
  });
  return written(
    folder,
    "sites",
    `data { y: int >= 0
x: real
site: factor }
α ~ normal(0, 2)
β ~ normal(0, 1)
τ ~ half_normal(1)
b[site] ~ normal(0, τ)
y ~ poisson_log(α + β * x + b[site])
`,
    "y,x,site",
    rows,
  );
}

/** Counts that grow, from 25 colonies: intercept and slope of each. */
function colonies(folder) {
  const { uniform, normal } = numbersOf(7);
  const effects = Array.from({ length: 25 }, () => [0.5 * normal(), 0.2 * normal()]);
  const rows = effects.flatMap(([a, b], g) =>
    [-2, -1, 0, 1, 2].map((t) => `${poisson(Math.exp(1.5 + a + (0.3 + b) * t), uniform())},${t},c${g}`),
  );
  return written(
    folder,
    "colonies",
    `data { y: int >= 0
t: real
colony: factor }
T = design(1 + t)
β[T] ~ normal(0, 2)
τ[T] ~ half_normal(1)
Ω[T, T] ~ lkj(2)
b[colony, T] ~ multi_normal(0, τ, Ω)
y ~ poisson_log(T * β + T * b[colony])
`,
    "y,t,colony",
    rows,
  );
}

/** Few groups that hardly differ: the sd of groups may be anything near 0. */
function funnel(folder) {
  const { uniform } = numbersOf(9);
  const rows = Array.from({ length: 40 }, (_, i) => `${Number(uniform() < 0.4)},g${i % 5}`);
  return written(
    folder,
    "five alike",
    `data { y: int in 0..1
g: factor }
α ~ normal(0, 2)
τ ~ lognormal(-1, 1.5)
b[g] ~ normal(0, τ)
y ~ bernoulli_logit(α + b[g])
`,
    "y,g",
    rows,
  );
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const told = (values) =>
  `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;

async function measure({ name, model, data, counts }) {
  const rates = [];
  for (let round = 0; round <= rounds; round++) {
    const [quadrature, nuts] = [
      await timeFit({ model, data, counts, options: { method: "marginal", seed: round + 1 } }),
      await timeFit({ model, data, counts, options: { method: "nuts", seed: round + 1 } }),
    ];
    // The first warms the engine up.
    if (round === 0) continue;
    rates.push({ quadrature: ratesOf(quadrature), nuts: ratesOf(nuts) });
  }
  for (const part of ["sampling", "whole"]) {
    const of = (method) => Math.round(median(rates.map((one) => one[method][part])));
    const ratios = rates.map(({ quadrature, nuts }) => quadrature[part] / nuts[part]);
    console.log(
      `${name.padEnd(16)} ${part.padEnd(9)} quadrature ${String(of("quadrature")).padStart(7)}  nuts ${String(of("nuts")).padStart(7)}  ratio ${told(ratios)}`,
    );
  }
}

function ratesOf({ worst, before, sampling }) {
  return { sampling: worst.ess / sampling, whole: worst.ess / (before + sampling) };
}

const folder = mkdtempSync(join(tmpdir(), "hyperprior-bench-"));
try {
  const population = /^(β|σ)/;
  const cases = [
    bundled("cbpp", population),
    districts(folder),
    sites(folder),
    colonies(folder),
    funnel(folder),
    bundled("frogs", /^[βτ]/),
  ];
  for (const one of cases) await measure(one);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
