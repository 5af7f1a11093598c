/**
 * Models with a full conditional of each conjugate pair, and of each kind of update that a Gibbs sweep has, each with its simulation.
 * A flat prior cannot be simulated from: what it is conjugate to is tested in test/samplers/gibbs alone.
 */

import type { CalibratedModel } from "./calibration.ts";
import { drawCategory, drawLevels, drawShares, numbers, sum } from "./columns.ts";
import {
  beta,
  exponential,
  gamma,
  gammaByRate,
  geometric,
  halfNormal,
  halfStudentT,
  inverseGamma,
  lognormal,
  normal,
  poisson,
  studentT,
} from "./log-densities.ts";

const groups = ["A", "B", "C", "D"];
/** One to four rows of each group. */
const rows = groups.flatMap((group, i) => new Array<string>(i + 1).fill(group));
const exposures = rows.map((_, i) => 0.5 + (i % 3));
const predictor = rows.map((_, i) => (i % 4) - 1.5);

/** Rates of counts by group, about a rate of their own: gamma priors of a mean and of a rate. */
export const counts: CalibratedModel = {
  name: "counts by group",
  text: `data {
  n: int >= 0
  e: real > 0
  g: factor
}
ρ ~ gamma(3, 2)
λ[g] ~ gamma(2, ρ)
n ~ poisson(e * λ[g])`,
  simulate: (draw) => {
    const ρ = draw("gamma", 3, 2);
    const λ = drawLevels("λ", groups, () => draw("gamma", 2, ρ));
    const n = rows.map((g, i) => draw("poisson", exposures[i]! * λ[`λ[${g}]`]!));
    return { data: { n, e: exposures, g: rows }, truth: { ρ, ...λ } };
  },
  logDensity: (value, { n }) =>
    gamma(value("ρ"), 3, 2) +
    sum(groups, (g) => gammaByRate(value(`λ[${g}]`), 2, value("ρ")) + Math.log(value(`λ[${g}]`))) +
    sum(rows, (g, i) => poisson(numbers(n)[i]!, exposures[i]! * value(`λ[${g}]`))),
};

/** Waiting times, exponential ones and gamma ones by group. */
export const waits: CalibratedModel = {
  name: "waiting times",
  text: `data {
  t: real > 0
  s: real > 0
  g: factor
}
ν ~ exponential(0.5)
λ[g] ~ gamma(2, 1)
t ~ gamma(3, λ[g])
s ~ exponential(ν)`,
  simulate: (draw) => {
    const ν = draw("exponential", 0.5);
    const λ = drawLevels("λ", groups, () => draw("gamma", 2, 1));
    const t = rows.map((g) => draw("gamma", 3, λ[`λ[${g}]`]!));
    const s = rows.map(() => draw("exponential", ν));
    return { data: { t, s, g: rows }, truth: { ν, ...λ } };
  },
  logDensity: (value, { t, s }) =>
    exponential(value("ν"), 0.5) +
    sum(groups, (g) => gamma(value(`λ[${g}]`), 2, 1)) +
    sum(rows, (g, i) => gammaByRate(numbers(t)[i]!, 3, value(`λ[${g}]`))) +
    sum(numbers(s), (one) => gammaByRate(one, 1, value("ν"))),
};

/** Variances by group, a precision, and a half-normal number that no outcome knows. */
export const variances: CalibratedModel = {
  name: "variances and a precision",
  text: `data {
  y: real
  x: real
  g: factor
}
μ ~ normal(0, 2)
v[g] ~ inverse_gamma(3, 2)
p ~ gamma(3, 2)
κ ~ half_normal(2)
y ~ normal(μ, sqrt(v[g]))
x ~ normal(μ, 1 / sqrt(p))`,
  simulate: (draw) => {
    const [μ, p, κ] = [draw("normal", 0, 2), draw("gamma", 3, 2), draw("half_normal", 2)];
    const v = drawLevels("v", groups, () => draw("inverse_gamma", 3, 2));
    const y = rows.map((g) => draw("normal", μ, Math.sqrt(v[`v[${g}]`]!)));
    const x = rows.map(() => draw("normal", μ, 1 / Math.sqrt(p)));
    return { data: { y, x, g: rows }, truth: { μ, p, κ, ...v } };
  },
  logDensity: (value, { y, x }) =>
    normal(value("μ"), 0, 2) +
    gamma(value("p"), 3, 2) +
    halfNormal(value("κ"), 2) +
    sum(groups, (g) => inverseGamma(value(`v[${g}]`), 3, 2)) +
    sum(rows, (g, i) => normal(numbers(y)[i]!, value("μ"), Math.sqrt(value(`v[${g}]`)))) +
    sum(numbers(x), (one) => normal(one, value("μ"), 1 / Math.sqrt(value("p")))),
};

/** Intercepts and slopes by group, drawn together; half-t and half-Cauchy scales, and a lognormal one known by its sums. */
export const heavyScales: CalibratedModel = {
  name: "half-t scales of two effects",
  text: `data {
  y: real
  x: real
  g: factor
}
β ~ normal(0, 2)
τ ~ half_student_t(4, 1)
υ ~ half_cauchy(0.5)
σ ~ lognormal(-0.5, 0.5)
a[g] ~ normal(0, τ)
s[g] ~ normal(0, υ)
y ~ normal(β + a[g] + s[g] * x, σ)`,
  simulate: (draw) => {
    const [β, σ] = [draw("normal", 0, 2), draw("lognormal", -0.5, 0.5)];
    const [τ, υ] = [draw("half_student_t", 4, 1), draw("half_cauchy", 0.5)];
    const a = drawLevels("a", groups, () => draw("normal", 0, τ));
    const s = drawLevels("s", groups, () => draw("normal", 0, υ));
    const y = rows.map((g, i) => draw("normal", β + a[`a[${g}]`]! + s[`s[${g}]`]! * predictor[i]!, σ));
    return { data: { y, x: predictor, g: rows }, truth: { β, τ, υ, σ, ...a, ...s } };
  },
  logDensity: (value, { y }) =>
    normal(value("β"), 0, 2) +
    halfStudentT(value("τ"), 4, 1) +
    halfStudentT(value("υ"), 1, 0.5) +
    lognormal(value("σ"), -0.5, 0.5) +
    sum(groups, (g) => normal(value(`a[${g}]`), 0, value("τ")) + normal(value(`s[${g}]`), 0, value("υ"))) +
    sum(rows, (g, i) => {
      const mean = value("β") + value(`a[${g}]`) + value(`s[${g}]`) * predictor[i]!;
      return normal(numbers(y)[i]!, mean, value("σ"));
    }),
};

/** Nothing but a mean is unknown: its posterior is drawn from. */
export const knownScale: CalibratedModel = {
  name: "a mean of measurements with a known sd",
  text: `data {
  y: real
}
μ ~ normal(0, 2)
y ~ normal(μ, 1.5)`,
  simulate: (draw) => {
    const μ = draw("normal", 0, 2);
    return { data: { y: [1, 2].map(() => draw("normal", μ, 1.5)) }, truth: { μ } };
  },
  logDensity: (value, { y }) =>
    normal(value("μ"), 0, 2) + sum(numbers(y), (one) => normal(one, value("μ"), 1.5)),
};

/** Three measurements of an sd with a half-t prior, of which they say little. */
export const halfT: CalibratedModel = {
  name: "a half-t scale",
  text: `data {
  y: real
}
μ ~ normal(0, 1)
σ ~ half_student_t(3, 1)
y ~ normal(μ, σ)`,
  simulate: (draw) => {
    const [μ, σ] = [draw("normal", 0, 1), draw("half_student_t", 3, 1)];
    return { data: { y: [1, 2, 3].map(() => draw("normal", μ, σ)) }, truth: { μ, σ } };
  },
  logDensity: (value, { y }) =>
    normal(value("μ"), 0, 1) +
    halfStudentT(value("σ"), 3, 1) +
    sum(numbers(y), (one) => normal(one, value("μ"), value("σ"))),
};

const sizes = rows.map((_, i) => 2 + (i % 4));

/** Probabilities: by group of successes in several trials, and one of the first success. */
export const successes: CalibratedModel = {
  name: "successes by group",
  text: `data {
  k: int in 0..size
  size: int > 0
  n: int >= 0
  g: factor
}
q ~ uniform(0, 1)
p[g] ~ beta(2, 3)
k ~ binomial(size, p[g])
n ~ geometric(q)`,
  simulate: (draw) => {
    const q = draw("uniform", 0, 1);
    const p = drawLevels("p", groups, () => draw("beta", 2, 3));
    const k = rows.map((g, i) => draw("binomial", sizes[i]!, p[`p[${g}]`]!));
    const n = rows.map(() => draw("geometric", q));
    return { data: { k, size: sizes, n, g: rows }, truth: { q, ...p } };
  },
  logDensity: (value, { k, n }) =>
    sum(groups, (g) => beta(value(`p[${g}]`), 2, 3)) +
    sum(rows, (g, i) => beta(value(`p[${g}]`), numbers(k)[i]! + 1, sizes[i]! - numbers(k)[i]! + 1)) +
    sum(numbers(n), (one) => geometric(one, value("q"))),
};

const categoryCount = 3;
const categoryNumbers = [1, 2, 3];

/** Probabilities of three categories by group. */
export const categories: CalibratedModel = {
  name: "categories by group",
  text: `data {
  z: int in 1..3
  g: factor
}
levels K = 1..3
θ[g, K] ~ dirichlet(1.5)
z ~ categorical(θ[g])`,
  simulate: (draw) => {
    const shares = new Map(groups.map((g) => [g, drawShares(draw, categoryCount, 1.5)]));
    const z = rows.map((g) => drawCategory(draw, shares.get(g)!));
    const truth = Object.fromEntries(
      groups.flatMap((g) => categoryNumbers.map((k) => [`θ[${g},${k}]`, shares.get(g)![k - 1]!])),
    );
    return { data: { z, g: rows }, truth };
  },
  logDensity: (value, { z }) =>
    sum(groups, (g) => 0.5 * sum(categoryNumbers, (k) => Math.log(value(`θ[${g},${k}]`)))) +
    sum(rows, (g, i) => Math.log(value(`θ[${g},${numbers(z)[i]!}]`))),
  // Number k of the free ones, two for each group in turn: log(θ_k / what is left after it), up to a constant.
  free: Object.fromEntries(
    groups.flatMap((g, j) =>
      [1, 2].map((k) => [
        `θ[${2 * j + k}]`,
        (value) =>
          Math.log(value(`θ[${g},${k}]`)) -
          Math.log(sum(categoryNumbers.slice(k), (later) => value(`θ[${g},${later}]`))),
      ]),
    ),
  ),
};

/** A mean and effects about it that are not normal: their sum is all that the outcome knows. */
export const heavySums: CalibratedModel = {
  name: "sums of Student-t numbers",
  text: `data {
  y: real
  g: factor
}
μ ~ student_t(4, 0, 2)
τ ~ half_normal(1)
σ ~ gamma(4, 4)
b[g] ~ student_t(5, 0, τ)
y ~ normal(μ + b[g], σ)`,
  simulate: (draw) => {
    const [μ, τ, σ] = [draw("student_t", 4, 0, 2), draw("half_normal", 1), draw("gamma", 4, 4)];
    const b = drawLevels("b", groups, () => draw("student_t", 5, 0, τ));
    const y = rows.map((g) => draw("normal", μ + b[`b[${g}]`]!, σ));
    return { data: { y, g: rows }, truth: { μ, τ, σ, ...b } };
  },
  logDensity: (value, { y }) =>
    studentT(value("μ"), 4, 0, 2) +
    halfNormal(value("τ"), 1) +
    gamma(value("σ"), 4, 4) +
    sum(groups, (g) => studentT(value(`b[${g}]`), 5, 0, value("τ"))) +
    sum(rows, (g, i) => normal(numbers(y)[i]!, value("μ") + value(`b[${g}]`), value("σ"))),
};
