/**
 * Effective draws a processor second of models whose outcome is not normal: whitened trajectories and quadrature beside NUTS over all parameters, and
 * beside Stan where rstan is installed and the model has a Stan program.
 *
 *     npm run build && node test/bench/generalized.mjs [rounds] [MODEL...]
 *
 * The worst parameter that is no group effect, bulk or tail, over the whole fit (set-up, exploration or warm-up, sampling) and while sampling, four chains
 * of 1,000 draws in one thread, after the warm-up of each. Rounds of all by turns; ratios are those of a round, with their spread over rounds.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataOf } from "./peers/data.mjs";
import { PeerSession } from "./peers/session.mjs";
import { timeFit } from "./timed-fit.mjs";
import { worstOf } from "./worst-parameter.mjs";

const root = new URL("../../", import.meta.url).pathname;
const rounds = Number(process.argv[2] ?? 5);
const named = process.argv.slice(3);

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

/** VerbAgg: 7,584 answers of 316 persons to 24 items, yes or no (Vansteelandt 2000, by way of lme4). */
function answers(folder) {
  const lines = readFileSync(`${root}test/bench/verbagg.csv`, "utf8").trim().split("\n");
  const made = written(
    folder,
    "answers",
    `data { r2: int in 0..1
Anger: real
Gender: factor
btype: factor
situ: factor
id: factor
item: factor }
X = design(1 + Anger + Gender + btype + situ)
β[X] ~ normal(0, 5)
σ_id ~ half_normal(2)
σ_item ~ half_normal(2)
b[id] ~ normal(0, σ_id)
c[item] ~ normal(0, σ_item)
r2 ~ bernoulli_logit(X * β + b[id] + c[item])
`,
    lines[0],
    lines.slice(1),
  );
  const rows = lines.slice(1).map((line) => line.split(","));
  const codes = (column) => {
    const labels = [...new Set(rows.map((row) => row[column]))];
    return rows.map((row) => labels.indexOf(row[column]) + 1);
  };
  const values = {
    N: rows.length,
    I: 316,
    J: 24,
    id: codes(4),
    item: codes(1),
    y: rows.map((row) => Number(row[6])),
    X: rows.map(([anger, , gender, btype, , situ]) => [
      1,
      Number(anger),
      Number(gender === "M"),
      Number(btype === "scold"),
      Number(btype === "shout"),
      Number(situ === "self"),
    ]),
  };
  // Stan takes minutes for a quarter of the draws.
  const short = { chains: 2, warmup: 500, draws: 500 };
  const monitor = ["beta", "sigma_id", "sigma_item"];
  return { ...made, stan: { ...short, program: "answers", monitor, values } };
}

/** Reaction times over days of sleep deprivation, with heavy-tailed residuals. */
function studentT(folder) {
  const [header, ...rows] = readFileSync(`${root}models/sleepstudy/data.csv`, "utf8").trim().split("\n");
  return written(
    folder,
    "student t",
    `data { Reaction: real
Days: real
Subject: factor }
X = design(1 + Days)
β[X] ~ normal([250, 10], [100, 30])
τ[X] ~ half_normal([50, 20])
Ω[X, X] ~ lkj(2)
σ ~ half_normal(50)
ν ~ gamma(2, 0.1)
b[Subject, X] ~ multi_normal(0, τ, Ω)
Reaction ~ student_t(ν, X * β + X * b[Subject], σ)
`,
    header,
    rows,
  );
}

/** The same with an sd of residuals before the fifth day, and one from it on. */
function sleepVariances(folder) {
  const lines = readFileSync(`${root}models/sleepstudy/data.csv`, "utf8").trim().split("\n");
  const half = (line) => (Number(line.split(",")[1]) < 5 ? "early" : "late");
  const [header, ...rows] = lines.map((line, i) => `${line},${i === 0 ? "half" : half(line)}`);
  return written(
    folder,
    "sleep variances",
    `data { Reaction: real
Days: real
half: factor
Subject: factor }
X = design(1 + Days)
β[X] ~ normal([250, 10], [100, 30])
τ[X] ~ half_normal([50, 20])
Ω[X, X] ~ lkj(2)
σ[half] ~ half_normal(50)
b[Subject, X] ~ multi_normal(0, τ, Ω)
Reaction ~ normal(X * β + X * b[Subject], σ[half])
`,
    header,
    rows,
  );
}

/** 919 houses in 85 counties of Minnesota (test/bench/radon.csv): heavy-tailed residuals, or an sd for each floor. */
function radon(folder, name, sds, outcome) {
  const [header, ...rows] = readFileSync(`${root}test/bench/radon.csv`, "utf8").trim().split("\n");
  return written(
    folder,
    name,
    `data { log_radon: real
floor: factor
county: factor }
X = design(1 + floor)
β[X] ~ normal(0, 5)
τ ~ half_normal(2)
${sds}
b[county] ~ normal(0, τ)
log_radon ~ ${outcome}
`,
    header,
    rows,
  );
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const told = (values) =>
  `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;

const methods = ["auto", "whitened", "marginal", "nuts"];

async function measure({ name, model, data, counts, stan }, session) {
  const rates = [];
  for (let round = 0; round <= rounds; round++) {
    const turn = {};
    for (const method of methods) {
      const timed = await timeFit({ model, data, counts, options: { method, seed: round + 1 } });
      if (timed.refusal === undefined) turn[method] = ratesOf(timed);
    }
    // The first warms the engine up.
    if (round === 0) continue;
    if (stan !== undefined && session?.versions.stan)
      turn.stan = ratesOf(await timeStan(session, name, stan, round));
    rates.push(turn);
  }
  for (const part of ["sampling", "whole"]) {
    const columns = Object.keys(rates[0]).map((method) => {
      const rate = Math.round(median(rates.map((one) => one[method][part])));
      const ratios = rates.map((one) => one[method][part] / one.nuts[part]);
      return `${method} ${rate}${method === "nuts" ? "" : `, ${told(ratios)}`}`;
    });
    console.log(`${name.padEnd(16)} ${part.padEnd(9)} ${columns.join("  ")}`);
  }
}

async function timeStan(session, name, { program, monitor, centered, chains, warmup, draws, values }, seed) {
  const data = { ...values, ...(centered && { centered }) };
  const request = { task: "stan", program, monitor, chains, warmup, draws, seed, targetAcceptance: 0.8 };
  const { values: drawn, sampling, warmup: before } = await session.run(`${name}-stan`, data, request);
  const judged = new Map([...drawn].filter(([variable]) => monitor.includes(variable.split("[")[0])));
  return { worst: worstOf(judged, chains), before, sampling };
}

function ratesOf({ worst, before, sampling }) {
  return { sampling: worst.ess / sampling, whole: worst.ess / (before + sampling) };
}

const folder = mkdtempSync(join(tmpdir(), "hyperprior-bench-"));
const session = await PeerSession.open();
try {
  const usual = { chains: 4, warmup: 1000, draws: 1000 };
  const cases = [
    {
      ...bundled("cbpp", /^(β|σ)/),
      stan: {
        ...usual,
        program: "cbpp",
        monitor: ["beta", "sigma_herd"],
        centered: [2],
        values: dataOf("cbpp"),
      },
    },
    districts(folder),
    sites(folder),
    colonies(folder),
    funnel(folder),
    bundled("frogs", /^[βτ]/),
    {
      ...bundled("grouseticks", /^[βσ]/),
      stan: {
        ...usual,
        program: "grouseticks",
        monitor: ["beta", "sigma_brood", "sigma_chick"],
        centered: [1, 0],
        values: dataOf("grouseticks"),
      },
    },
    answers(folder),
    studentT(folder),
    radon(
      folder,
      "radon student t",
      "σ ~ half_normal(2)\nν ~ gamma(2, 0.1)",
      "student_t(ν, X * β + b[county], σ)",
    ),
    sleepVariances(folder),
    radon(folder, "radon variances", "σ[floor] ~ half_normal(2)", "normal(X * β + b[county], σ[floor])"),
    bundled("heteroscedastic", /^[βσ]/),
  ];
  for (const one of cases) if (named.length === 0 || named.includes(one.name)) await measure(one, session);
} finally {
  session?.close();
  rmSync(folder, { recursive: true, force: true });
}
