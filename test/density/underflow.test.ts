/**
 * A probability or a mean that underflows, or a probability that is rounded to 1, is not the end of a run: the log density of an outcome is
 * finite wherever it is a number that a double can hold, and its gradient is its derivative.
 */

import { describe, expect, test } from "vitest";
import { scalarFunctions } from "../../src/numeric/scalar-functions.ts";
import { type CompiledText, compileText, fullLogDensity } from "./harness.ts";

const counts = { y: [0, 1, 1, 0], n: [4, 4, 2, 3], k: [0, 4, 1, 1], g: ["a", "b", "a", "b"] };
const head =
  "data {\n  y: int in 0..1\n  n: int\n  k: int in 0..n\n  g: factor\n}\na ~ normal(0, 1000)\nb ~ normal(0, 1000)\n";

function compileWith(lines: string): CompiledText {
  return compileText(head + lines, counts);
}

/** log N(a | 0, 1000) + log N(b | 0, 1000) */
function logPrior(position: readonly number[]): number {
  return position.reduce(
    (sum, x) => sum - (x / 1000) ** 2 / 2 - Math.log(1000) - Math.log(2 * Math.PI) / 2,
    0,
  );
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}

/** The log density by two logarithms of the probability of 1, and of 0, which the test knows without underflow. */
type Logs = (a: number, b: number) => readonly [log: number, complement: number];
const bernoulli = (logs: Logs) => (a: number, b: number) =>
  counts.y.reduce((sum, y) => sum + logs(a, b)[1 - y]!, 0);
const binomial = (logs: Logs) => (a: number, b: number) =>
  counts.k.reduce((sum, k, i) => {
    const n = counts.n[i]!;
    const [log, complement] = logs(a, b);
    return sum + logChoose(n, k) + (k === 0 ? 0 : k * log) + (k === n ? 0 : (n - k) * complement);
  }, 0);
const geometric = (logs: Logs) => (a: number, b: number) =>
  counts.k.reduce((sum, k) => sum + logs(a, b)[0] + (k === 0 ? 0 : k * logs(a, b)[1]), 0);

const f = (name: keyof typeof scalarFunctions, x: number): number => scalarFunctions[name].value(x, 0, 0);
const logit: Logs = (a, b) => [f("log_inv_logit", a + b), f("log_inv_logit", -a - b)];
const probit: Logs = (a, b) => [f("log_normal_cdf", a + b), f("log_normal_cdf", -a - b)];
const lower: Logs = (a, b) => [-Math.exp(a - b), f("log1m_exp", -Math.exp(a - b))];
const upper: Logs = (a, b) => [lower(a, b)[1], lower(a, b)[0]];
const both: Logs = (a, b) => {
  const log = f("log_inv_logit", a) + f("log_normal_cdf", b);
  return [log, f("log1m_exp", log)];
};

const cases: readonly [string, (a: number, b: number) => number][] = [
  ["y ~ bernoulli(inv_logit(a + b))", bernoulli(logit)],
  ["p = inv_logit(a + b)\ny ~ bernoulli(p)", bernoulli(logit)],
  ["y ~ bernoulli(1 - inv_logit(-a - b))", bernoulli(logit)],
  ["k ~ binomial(n, inv_logit(a + b))", binomial(logit)],
  ["y ~ bernoulli(normal_cdf(a + b))", bernoulli(probit)],
  ["k ~ binomial(n, normal_cdf(a + b))", binomial(probit)],
  ["k ~ geometric(normal_cdf(a + b))", geometric(probit)],
  ["k ~ geometric(inv_logit(a + b))", geometric(logit)],
  ["y ~ bernoulli(exp(-exp(a - b)))", bernoulli(lower)],
  ["y ~ bernoulli(1 - exp(-exp(a - b)))", bernoulli(upper)],
  ["k ~ binomial(n, 1 - exp(-exp(a - b)))", binomial(upper)],
  ["y ~ bernoulli(inv_logit(a) * normal_cdf(b))", bernoulli(both)],
  ["y ~ bernoulli(1 - inv_logit(a) * normal_cdf(b))", bernoulli((a, b) => [both(a, b)[1], both(a, b)[0]])],
];

const near: readonly (readonly [number, number])[] = [
  [0.3, -0.4],
  [-1.5, 0.2],
  [1.1, 0.9],
];
const far: readonly (readonly [number, number])[] = [
  [-900, 40],
  [700, 300],
  [-60, 3],
  [45, 1],
  [3, 650],
];

/** Of a smooth function, by Richardson's extrapolation of central differences. */
function derivative(of: (x: number) => number, at: number): number {
  const step = 1e-3 * Math.max(1, Math.abs(at) / 100);
  const central = (h: number): number => (of(at + h) - of(at - h)) / (2 * h);
  return (4 * central(step / 2) - central(step)) / 3;
}

function expectAgreement(
  compiled: CompiledText,
  at: readonly [number, number],
  truth: (a: number, b: number) => number,
) {
  const [a, b] = at;
  const expected = truth(a, b) + logPrior(at);
  expect(Math.abs(fullLogDensity(compiled, at) - expected)).toBeLessThan(
    1e-9 * Math.max(1, Math.abs(expected)),
  );
  const gradient = new Float64Array(2);
  compiled.density.evaluate(Float64Array.from(at), gradient);
  const slopes = [derivative((x) => truth(x, b), a) - a / 1e6, derivative((x) => truth(a, x), b) - b / 1e6];
  slopes.forEach((slope, i) => {
    expect(Math.abs(gradient[i]! - slope)).toBeLessThan(2e-5 * Math.max(1, Math.abs(slope)));
  });
}

describe.each(cases)("%s", (lines, truth) => {
  const compiled = compileWith(lines);
  test.each(near)("has the density of its probability at %f, %f", (...at) => {
    expectAgreement(compiled, at, truth);
  });
  const finite = far.filter(([a, b]) => Number.isFinite(truth(a, b)));
  test.each(finite)(
    "has a density and a gradient where the probability is 0 or 1 in doubles, at %f, %f",
    (...at) => {
      expectAgreement(compiled, at, truth);
    },
  );
  test("was tried where a probability underflows or is rounded to 1", () => {
    expect(finite.length).toBeGreaterThan(1);
  });
});

const logPoisson = (mean: number, logMean: number) =>
  counts.k.reduce((sum, k) => sum + k * logMean - mean - logChoose(0, 0) - logFactorial(k), 0);

function logFactorial(k: number): number {
  let sum = 0;
  for (let i = 2; i <= k; i++) sum += Math.log(i);
  return sum;
}

describe.each([
  ["k ~ poisson(exp(a + b))", (a: number, b: number) => logPoisson(Math.exp(a + b), a + b)],
  [
    "k ~ poisson(3 * exp(a + b))",
    (a: number, b: number) => logPoisson(3 * Math.exp(a + b), Math.log(3) + a + b),
  ],
  [
    "k ~ poisson(n * exp(a + b))",
    (a: number, b: number) =>
      counts.k.reduce((sum, k, i) => {
        const n = counts.n[i]!;
        return sum + k * (Math.log(n) + a + b) - n * Math.exp(a + b) - logFactorial(k);
      }, 0),
  ],
])("%s", (lines, truth) => {
  const compiled = compileWith(lines);
  test.each([...near, [-900, 10] as const, [-400, -400] as const])("has its density at %f, %f", (...at) => {
    expectAgreement(compiled, [at[0], at[1]], truth);
  });
});

test("negative_binomial(exp(η), φ) is negative_binomial_log(η, φ)", () => {
  const plain = compileWith("k ~ negative_binomial(exp(a + b), 2)");
  const linked = compileWith("k ~ negative_binomial_log(a + b, 2)");
  for (const at of [...near, [-900, 10], [300, 500]])
    expect(fullLogDensity(plain, at)).toBe(fullLogDensity(linked, at));
});

test("effects of groups are read at their rows", () => {
  const text = (outcome: string) => `${head}u[g] ~ normal(0, 1)\n${outcome}`;
  const plain = compileText(text("p[g] = inv_logit(a + 100 * u[g])\ny ~ bernoulli(p[g])"), counts);
  const linked = compileText(text("y ~ bernoulli_logit(a + 100 * u[g])"), counts);
  for (const at of [
    [0.3, 0, 0.2, -0.4],
    [-400, 0, -5, 2],
  ])
    expect(fullLogDensity(plain, at)).toBeCloseTo(fullLogDensity(linked, at), 8);
});

test("a logarithm in the model is that of what its argument is made of", () => {
  const compiled = compileText(
    "data {\n  y: real\n}\nx ~ normal(0, 1)\nu = log(inv_logit(x))\nv = log(1 - normal_cdf(x))\nw = log1p(-inv_logit(x))\ny ~ normal(x, 1)\n",
    { y: [0] },
  );
  const draw = new Float64Array(compiled.variables.length);
  const names = compiled.variables.map(({ name }) => name);
  compiled.constrain(Float64Array.of(-800), draw);
  expect(draw[names.indexOf("u")]).toBe(-800);
  compiled.constrain(Float64Array.of(50), draw);
  expect(draw[names.indexOf("v")]).toBe(f("log_normal_cdf", -50));
  expect(draw[names.indexOf("w")]).toBe(f("log_inv_logit", -50));
});
