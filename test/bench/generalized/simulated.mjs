/** Simulated rows whose outcome is not normal, with their models, and as Stan and JAGS take them. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { numbersOf } from "../small-generator.mjs";

/** A model and its rows, lists of cells, as files of the folder. */
export function written(folder, name, text, header, rows) {
  const [model, data] = [join(folder, `${name}.model`), join(folder, `${name}.csv`)];
  writeFileSync(model, text);
  writeFileSync(data, `${[header, ...rows].map((cells) => cells.join(",")).join("\n")}\n`);
  return { name, model, data, counts: /^[αβγνστωΩ]/ };
}

/** Numbers from 1 of the labels of a column of rows, in the order of their first appearance. */
export function codes(rows, column) {
  const labels = [...new Set(rows.map((row) => row[column]))];
  return rows.map((row) => labels.indexOf(row[column]) + 1);
}

/** 60 districts, 1,934 women: a yes or no, whether urban, and how many children, as in a survey of Bangladesh. */
export function districts(folder) {
  const { uniform, normal } = numbersOf(3);
  const effects = Array.from({ length: 60 }, () => 0.5 * normal());
  const rows = Array.from({ length: 1934 }, (_, i) => {
    const district = i < 60 ? i : Math.floor(60 * uniform() ** 1.5);
    const urban = Number(uniform() < 0.3);
    const children = Math.floor(4 * uniform());
    const logit = -1.2 + 0.7 * urban + 0.4 * Math.min(children, 2) + effects[district];
    return [Number(uniform() < 1 / (1 + Math.exp(-logit))), urban, children, `d${district}`];
  });
  const text = `data { use: int in 0..1
urban: int
children: factor
district: factor }
X = design(1 + urban + children)
β[X] ~ normal(0, 2)
τ ~ half_normal(1)
b[district] ~ normal(0, τ)
use ~ bernoulli_logit(X * β + b[district])
`;
  const values = {
    N: rows.length,
    I: 60,
    K: 5,
    y: rows.map(([use]) => use),
    X: rows.map(([, urban, children]) => [1, urban, ...[1, 2, 3].map((one) => Number(children === one))]),
    group: codes(rows, 3),
    beta_sd: [2, 2, 2, 2, 2],
    tau_scale: 1,
  };
  return { ...written(folder, "districts", text, ["use", "urban", "children", "district"], rows), values };
}

function poisson(mean, uniform) {
  let [k, term] = [0, Math.exp(-mean)];
  for (let sum = term; sum < uniform && k < 500; sum += term) term *= mean / ++k;
  return k;
}

/** Counts at 30 sites. */
export function sites(folder) {
  const { uniform, normal } = numbersOf(5);
  const effects = Array.from({ length: 30 }, () => 0.6 * normal());
  const rows = Array.from({ length: 240 }, (_, i) => {
    const x = normal();
    return [poisson(Math.exp(1 + 0.3 * x + effects[i % 30]), uniform()), x.toFixed(3), `s${i % 30}`];
  });
  const text = `data { y: int >= 0
x: real
site: factor }
α ~ normal(0, 2)
β ~ normal(0, 1)
τ ~ half_normal(1)
b[site] ~ normal(0, τ)
y ~ poisson_log(α + β * x + b[site])
`;
  const x = rows.map((row) => Number(row[1]));
  const values = {
    N: 240,
    I: 30,
    y: rows.map(([y]) => y),
    x,
    X: x.map((one) => [1, one]),
    site: codes(rows, 2),
  };
  return { ...written(folder, "sites", text, ["y", "x", "site"], rows), values };
}

/** Counts that grow, from 25 colonies: intercept and slope of each. */
export function colonies(folder) {
  const { uniform, normal } = numbersOf(7);
  const effects = Array.from({ length: 25 }, () => [0.5 * normal(), 0.2 * normal()]);
  const rows = effects.flatMap(([a, b], g) =>
    [-2, -1, 0, 1, 2].map((t) => [poisson(Math.exp(1.5 + a + (0.3 + b) * t), uniform()), t, `c${g}`]),
  );
  const text = `data { y: int >= 0
t: real
colony: factor }
T = design(1 + t)
β[T] ~ normal(0, 2)
τ[T] ~ half_normal(1)
Ω[T, T] ~ lkj(2)
b[colony, T] ~ multi_normal(0, τ, Ω)
y ~ poisson_log(T * β + T * b[colony])
`;
  const [y, t] = [0, 1].map((column) => rows.map((row) => row[column]));
  const values = { N: rows.length, I: 25, y, t, colony: codes(rows, 2) };
  return { ...written(folder, "colonies", text, ["y", "t", "colony"], rows), values };
}

/** Few groups that hardly differ: the sd of groups may be anything near 0. */
export function funnel(folder) {
  const { uniform } = numbersOf(9);
  const rows = Array.from({ length: 40 }, (_, i) => [Number(uniform() < 0.4), `g${i % 5}`]);
  const text = `data { y: int in 0..1
g: factor }
α ~ normal(0, 2)
τ ~ lognormal(-1, 1.5)
b[g] ~ normal(0, τ)
y ~ bernoulli_logit(α + b[g])
`;
  return written(folder, "five alike", text, ["y", "g"], rows);
}
