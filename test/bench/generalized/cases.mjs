/**
 * The models of `../generalized.mjs`. `centered` of a Stan program, and the program of JAGS and its `glm`, are those of all its forms that gave the most effective draws of a whole fit.
 */

import { readFileSync } from "node:fs";
import { dataOf } from "../peers/data.mjs";
import { codes, colonies, districts, funnel, sites, written } from "./simulated.mjs";

const root = new URL("../../../", import.meta.url).pathname;
const usual = { chains: 4, warmup: 1000, draws: 1000 };
/** Stan takes minutes for a quarter of the draws. */
const short = { chains: 2, warmup: 500, draws: 500 };

/** `peers` of a model: `values` for both, `monitor` of what counts, the programs, and how much they are to draw. */
function withPeers(model, monitor, { stan, jags, lengths = usual, values = model.values }) {
  return { ...model, peers: { values, monitor, stan, jags, lengths } };
}

const bundled = (name, counts) => ({
  name,
  model: `${root}models/${name}/${name}.model`,
  data: `${root}models/${name}/data.csv`,
  counts,
});

/** Header and rows of a CSV file without commas in its cells. */
function cellsOf(file) {
  const lines = readFileSync(`${root}${file}`, "utf8").trim().split("\n");
  const [header, ...rows] = lines.map((line) => line.replaceAll('"', "").split(","));
  return { header, rows };
}

/** VerbAgg: 7,584 answers of 316 persons to 24 items, yes or no (Vansteelandt 2000, by way of lme4). */
export function answers(folder) {
  const { header, rows } = cellsOf("test/bench/verbagg.csv");
  const text = `data { r2: int in 0..1
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
`;
  const values = {
    N: rows.length,
    I: 316,
    J: 24,
    id: codes(rows, 4),
    item: codes(rows, 1),
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
  return { ...written(folder, "answers", text, header, rows), values };
}

const lines = `X = design(1 + Days)
β[X] ~ normal([250, 10], [100, 30])
τ[X] ~ half_normal([50, 20])
Ω[X, X] ~ lkj(2)
b[Subject, X] ~ multi_normal(0, τ, Ω)
`;

/** Reaction times over days of sleep deprivation, with heavy-tailed residuals, or with an sd of residuals before the fifth day and one from it on. */
function sleep(folder, name, sds, outcome) {
  const { header, rows } = cellsOf("models/sleepstudy/data.csv");
  const halves = rows.map(([, day]) => (Number(day) < 5 ? "early" : "late"));
  const text = `data { Reaction: real
Days: real
half: factor
Subject: factor }
${lines}${sds}
Reaction ~ ${outcome}
`;
  const [y, days] = [0, 1].map((column) => rows.map((row) => Number(row[column])));
  const values = {
    N: rows.length,
    I: 18,
    y,
    days,
    subject: codes(rows, 2),
    half_of: halves.map((half) => 1 + Number(half === "late")),
  };
  const more = rows.map((row, i) => [...row, halves[i]]);
  return { ...written(folder, name, text, [...header, "half"], more), values };
}

/** 919 houses in 85 counties of Minnesota (test/bench/radon.csv): heavy-tailed residuals, or an sd for each floor. */
function radon(folder, name, sds, outcome) {
  const { header, rows } = cellsOf("test/bench/radon.csv");
  const text = `data { log_radon: real
floor: factor
county: factor }
X = design(1 + floor)
β[X] ~ normal(0, 5)
τ ~ half_normal(2)
${sds}
b[county] ~ normal(0, τ)
log_radon ~ ${outcome}
`;
  const floors = rows.map(([floor]) => Number(floor));
  const county = codes(rows, 1);
  const values = {
    N: rows.length,
    I: Math.max(...county),
    y: rows.map((row) => Number(row[2])),
    X: floors.map((floor) => [1, floor]),
    floor_of: floors.map((floor) => 1 + floor),
    county,
  };
  return { ...written(folder, name, text, header, rows), values };
}

/** Infected or not, in ponds of several depths. */
function frogs() {
  const { rows } = cellsOf("models/frogs/data.csv");
  const group = codes(rows, 2);
  const values = {
    N: rows.length,
    I: Math.max(...group),
    K: 2,
    y: rows.map(([infected]) => Number(infected === "yes")),
    X: rows.map(([, depth]) => [1, Number(depth)]),
    group,
    beta_sd: [2.5, 3.4],
    tau_scale: 2,
  };
  return { ...bundled("frogs", /^[βτ]/), values };
}

/** All models, with their files in the folder. */
export function casesIn(folder) {
  const [beta, sleepers] = [
    ["beta", "tau"],
    ["beta", "tau", "rho", "sigma"],
  ];
  const groups = { program: "bernoulli-groups" };
  const groupsOfJags = { program: "bernoulli-groups", glm: true };
  return [
    withPeers(bundled("cbpp", /^(β|σ)/), ["beta", "sigma_herd"], {
      stan: { program: "cbpp", centered: [2] },
      jags: { program: "cbpp-around", glm: false },
      values: dataOf("cbpp"),
    }),
    withPeers(districts(folder), beta, { stan: { ...groups, centered: [1] }, jags: groupsOfJags }),
    withPeers(sites(folder), beta, {
      stan: { program: "sites", centered: [2] },
      jags: { program: "sites-around", glm: false },
    }),
    withPeers(colonies(folder), ["beta", "tau", "rho"], {
      stan: { program: "colonies", centered: [2] },
      jags: { program: "colonies", glm: true },
    }),
    funnel(folder),
    withPeers(frogs(), beta, { stan: { ...groups, centered: [0] }, jags: groupsOfJags }),
    withPeers(bundled("grouseticks", /^[βσ]/), ["beta", "sigma_brood", "sigma_chick"], {
      stan: { program: "grouseticks", centered: [1, 0] },
      jags: { program: "grouseticks-around", glm: false },
      values: dataOf("grouseticks"),
    }),
    withPeers(answers(folder), ["beta", "sigma_id", "sigma_item"], {
      stan: { program: "answers" },
      jags: { program: "answers", glm: true },
      lengths: short,
    }),
    withPeers(
      sleep(
        folder,
        "student t",
        "σ ~ half_normal(50)\nν ~ gamma(2, 0.1)",
        "student_t(ν, X * β + X * b[Subject], σ)",
      ),
      [...sleepers, "nu"],
      {
        stan: { program: "sleep-student-t", centered: [2] },
        jags: { program: "sleep-student-t", glm: true },
      },
    ),
    withPeers(
      radon(
        folder,
        "radon student t",
        "σ ~ half_normal(2)\nν ~ gamma(2, 0.1)",
        "student_t(ν, X * β + b[county], σ)",
      ),
      [...beta, "sigma", "nu"],
      {
        stan: { program: "radon-student-t", centered: [2] },
        jags: { program: "radon-student-t-around", glm: false },
      },
    ),
    withPeers(
      sleep(
        folder,
        "sleep variances",
        "σ[half] ~ half_normal(50)",
        "normal(X * β + X * b[Subject], σ[half])",
      ),
      sleepers,
      {
        stan: { program: "sleep-variances", centered: [2] },
        jags: { program: "sleep-variances", glm: false },
      },
    ),
    withPeers(
      radon(folder, "radon variances", "σ[floor] ~ half_normal(2)", "normal(X * β + b[county], σ[floor])"),
      [...beta, "sigma"],
      {
        stan: { program: "radon-variances", centered: [2] },
        jags: { program: "radon-variances-around", glm: false },
      },
    ),
    withPeers(bundled("heteroscedastic", /^[βσ]/), ["beta", "sigma_b", "sigma"], {
      stan: { program: "heteroscedastic", centered: [2] },
      jags: { program: "heteroscedastic", glm: false },
      values: dataOf("heteroscedastic"),
    }),
  ];
}
