/**
 * Models whose effects are integrated out in different ways, each with its simulation: crossed factors with a population effect that
 * is sampled, nested means with a prior on a share of the variance, a standard deviation for each of eight groups.
 */

import type { CalibratedModel, DrawFrom } from "./calibration.ts";
import { drawLevels, numbers, sum } from "./columns.ts";
import { gamma, halfNormal, laplace, lognormal, normal } from "./log-densities.ts";

const plates = ["A", "B", "C", "D", "E"];
const samples = ["a", "b", "c", "d"];
/** Some combinations are missing, some are measured twice. */
const cells = plates.flatMap((plate, i) =>
  samples.flatMap((sample, j) =>
    Array.from({ length: (i + 2 * j) % 3 }, (_, k) => ({ plate, sample, x: ((i + j + 2 * k) % 5) / 2 - 1 })),
  ),
);

/** y = β + γ x + a_plate + c_sample + ε: γ with a Laplace prior is sampled with the standard deviations. */
export const crossed: CalibratedModel = {
  name: "crossed factors",
  text: `data {
  y: real
  x: real
  plate: factor
  sample: factor
}
β ~ normal(0, 2)
γ ~ laplace(0, 1)
σ_plate ~ half_normal(1)
σ_sample ~ half_normal(1)
σ ~ gamma(4, 4)
a[plate] ~ normal(0, σ_plate)
c[sample] ~ normal(0, σ_sample)
y ~ normal(β + γ * x + a[plate] + c[sample], σ)`,
  simulate: (draw) => {
    const [β, γ, σ] = [draw("normal", 0, 2), draw("laplace", 0, 1), draw("gamma", 4, 4)];
    const [σ_plate, σ_sample] = [draw("half_normal", 1), draw("half_normal", 1)];
    const a = drawLevels("a", plates, () => draw("normal", 0, σ_plate));
    const c = drawLevels("c", samples, () => draw("normal", 0, σ_sample));
    const y = cells.map(({ plate, sample, x }) =>
      draw("normal", β + γ * x + a[`a[${plate}]`]! + c[`c[${sample}]`]!, σ),
    );
    const data = {
      y,
      x: cells.map(({ x }) => x),
      plate: cells.map(({ plate }) => plate),
      sample: cells.map(({ sample }) => sample),
    };
    return { data, truth: { β, γ, σ_plate, σ_sample, σ, ...a, ...c } };
  },
  logDensity: (value, { y }) =>
    normal(value("β"), 0, 2) +
    laplace(value("γ"), 0, 1) +
    halfNormal(value("σ_plate"), 1) +
    halfNormal(value("σ_sample"), 1) +
    gamma(value("σ"), 4, 4) +
    sum(plates, (plate) => normal(value(`a[${plate}]`), 0, value("σ_plate"))) +
    sum(samples, (sample) => normal(value(`c[${sample}]`), 0, value("σ_sample"))) +
    sum(cells, ({ plate, sample, x }, i) => {
      const mean = value("β") + value("γ") * x + value(`a[${plate}]`) + value(`c[${sample}]`);
      return normal(numbers(y)[i]!, mean, value("σ"));
    }),
};

const batches = ["A", "B", "C", "D", "E"];
const casks = batches.flatMap((batch, i) =>
  Array.from({ length: 1 + (i % 3) }, (_, k) => ({ batch, cask: `${batch}${k}` })),
);
const assays = casks.flatMap(({ batch, cask }, i) =>
  Array.from({ length: 1 + (i % 2) }, () => ({ batch, cask })),
);

/** Casks about their batch, batches about μ, and the variances as shares of a total. */
export const nestedShares: CalibratedModel = {
  name: "nested means with shares of the variance",
  text: `data {
  y: real
  batch: factor
  cask: factor
}
μ ~ normal(0, 2)
total ~ gamma(4, 2)
ρ ~ beta(2, 2)
τ ~ half_normal(1)
s = total * sqrt(ρ)
m[batch] ~ normal(μ, s)
c[batch:cask] ~ normal(m[batch], τ)
y ~ normal(c[batch:cask], total * sqrt(1 - ρ))`,
  simulate: (draw) => {
    const [μ, total] = [draw("normal", 0, 2), draw("gamma", 4, 2)];
    const [ρ, τ] = [draw("beta", 2, 2), draw("half_normal", 1)];
    const m = drawLevels("m", batches, () => draw("normal", μ, total * Math.sqrt(ρ)));
    const c = Object.fromEntries(
      casks.map(({ batch, cask }) => [`c[${batch}:${cask}]`, draw("normal", m[`m[${batch}]`]!, τ)]),
    );
    const y = assays.map(({ batch, cask }) =>
      draw("normal", c[`c[${batch}:${cask}]`]!, total * Math.sqrt(1 - ρ)),
    );
    const data = { y, batch: assays.map(({ batch }) => batch), cask: assays.map(({ cask }) => cask) };
    return { data, truth: { μ, total, ρ, τ, ...m, ...c } };
  },
  logDensity: (value, { y }) => {
    const [total, ρ] = [value("total"), value("ρ")];
    return (
      normal(value("μ"), 0, 2) +
      gamma(total, 4, 2) +
      Math.log(ρ) +
      Math.log(1 - ρ) +
      halfNormal(value("τ"), 1) +
      sum(batches, (batch) => normal(value(`m[${batch}]`), value("μ"), total * Math.sqrt(ρ))) +
      sum(casks, ({ batch, cask }) =>
        normal(value(`c[${batch}:${cask}]`), value(`m[${batch}]`), value("τ")),
      ) +
      sum(assays, ({ batch, cask }, i) =>
        normal(numbers(y)[i]!, value(`c[${batch}:${cask}]`), total * Math.sqrt(1 - ρ)),
      )
    );
  },
};

const methods = ["A", "B", "C", "D", "E", "F", "G", "H"];
const trials = methods.flatMap((method) => samples.map((sample) => ({ method, sample })));

/** Nine standard deviations: more than the independence sampler has, so that NUTS moves on the marginal density. */
export const manyScales: CalibratedModel = {
  name: "a residual sd for each of eight methods",
  text: `data {
  y: real
  method: factor
  sample: factor
}
β ~ normal(0, 2)
τ ~ half_normal(1)
σ[method] ~ gamma(4, 4)
b[sample] ~ normal(0, τ)
y ~ normal(β + b[sample], σ[method])`,
  simulate: (draw: DrawFrom) => {
    const [β, τ] = [draw("normal", 0, 2), draw("half_normal", 1)];
    const σ = drawLevels("σ", methods, () => draw("gamma", 4, 4));
    const b = drawLevels("b", samples, () => draw("normal", 0, τ));
    const y = trials.map(({ method, sample }) => draw("normal", β + b[`b[${sample}]`]!, σ[`σ[${method}]`]!));
    const data = {
      y,
      method: trials.map(({ method }) => method),
      sample: trials.map(({ sample }) => sample),
    };
    return { data, truth: { β, τ, ...σ, ...b } };
  },
  logDensity: (value, { y }) =>
    normal(value("β"), 0, 2) +
    halfNormal(value("τ"), 1) +
    sum(methods, (method) => gamma(value(`σ[${method}]`), 4, 4)) +
    sum(samples, (sample) => normal(value(`b[${sample}]`), 0, value("τ"))) +
    sum(trials, ({ method, sample }, i) =>
      normal(numbers(y)[i]!, value("β") + value(`b[${sample}]`), value(`σ[${method}]`)),
    ),
};

/** Their logarithms have a mean and an sd that are sampled too: coordinates that a pilot chooses, on the log scale. */
export const hierarchicalScales: CalibratedModel = {
  name: "lognormal residual sds of eight methods",
  text: `data {
  y: real
  method: factor
  sample: factor
}
β ~ normal(0, 2)
λ ~ normal(0, 0.5)
ω ~ half_normal(0.5)
σ[method] ~ lognormal(λ, ω)
b[sample] ~ normal(0, 1)
y ~ normal(β + b[sample], σ[method])`,
  simulate: (draw: DrawFrom) => {
    const [β, λ, ω] = [draw("normal", 0, 2), draw("normal", 0, 0.5), draw("half_normal", 0.5)];
    const σ = drawLevels("σ", methods, () => draw("lognormal", λ, ω));
    const b = drawLevels("b", samples, () => draw("normal", 0, 1));
    const y = trials.map(({ method, sample }) => draw("normal", β + b[`b[${sample}]`]!, σ[`σ[${method}]`]!));
    const data = {
      y,
      method: trials.map(({ method }) => method),
      sample: trials.map(({ sample }) => sample),
    };
    return { data, truth: { β, λ, ω, ...σ, ...b } };
  },
  logDensity: (value, { y }) =>
    normal(value("β"), 0, 2) +
    normal(value("λ"), 0, 0.5) +
    halfNormal(value("ω"), 0.5) +
    sum(methods, (method) => lognormal(value(`σ[${method}]`), value("λ"), value("ω"))) +
    sum(samples, (sample) => normal(value(`b[${sample}]`), 0, 1)) +
    sum(trials, ({ method, sample }, i) =>
      normal(numbers(y)[i]!, value("β") + value(`b[${sample}]`), value(`σ[${method}]`)),
    ),
};
