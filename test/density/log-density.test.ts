/** Known densities: each written out once more here, with closed-form constants and plain JavaScript. */

import { describe, expect, test } from "vitest";
import { compileText, constrainAt, fullLogDensity, scattered } from "./harness.ts";

const logTwoPi = Math.log(2 * Math.PI);

function logNormal(x: number, mean: number, sd: number): number {
  return -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd) - 0.5 * logTwoPi;
}

function logHalfNormal(x: number, scale: number): number {
  return logNormal(x, 0, scale) + Math.LN2;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe("the seed model", () => {
  const columns = { y: [9.1, 10.2, 8.7, 11.3, 10.4], sample: ["A", "A", "B", "C", "C"] };
  const text = (prefix: string) => `
    data { y: real
      sample: factor }
    β ~ normal(0, 10)
    σ_b ~ half_normal(5)
    σ ~ half_normal(5)
    ${prefix} b[sample] ~ normal(0, σ_b)
    y ~ normal(β + b[sample], σ)`;
  const groups = [0, 0, 1, 2, 2];
  const [beta, logBetween, logWithin, ...z] = [9.4, 0.3, -0.2, 0.5, -1.1, 0.8];
  const [between, within] = [Math.exp(logBetween), Math.exp(logWithin)];
  const priors =
    logNormal(beta, 0, 10) + logHalfNormal(between, 5) + logBetween + logHalfNormal(within, 5) + logWithin;
  const likelihood = (b: readonly number[]) =>
    sum(columns.y.map((y, i) => logNormal(y, beta + b[groups[i]!]!, within)));

  test("is non-centered by default: its free numbers are z, with b = σ_b z", () => {
    const compiled = compileText(text(""), columns);
    const expected =
      priors + sum(z.map((one) => logNormal(one, 0, 1))) + likelihood(z.map((one) => between * one));
    expect(fullLogDensity(compiled, [beta, logBetween, logWithin, ...z])).toBeCloseTo(expected, 11);
    expect(compiled.parameterizations.get("b")).toBe("noncentered");
    const draw = constrainAt(compiled, [beta, logBetween, logWithin, ...z]);
    expect(draw.β).toBe(beta);
    expect(draw.σ_b).toBeCloseTo(between, 14);
    expect(draw["b[B]"]).toBeCloseTo(between * z[1]!, 14);
    expect(draw[".variance(b)"]).toBeCloseTo(between * between, 13);
    expect(draw[".variance(residual)"]).toBeCloseTo(within * within, 13);
  });

  test("is centered where it says so", () => {
    const compiled = compileText(text("centered"), columns);
    const expected = priors + sum(z.map((one) => logNormal(one, 0, between))) + likelihood(z);
    expect(fullLogDensity(compiled, [beta, logBetween, logWithin, ...z])).toBeCloseTo(expected, 11);
    expect(compiled.parameterizations.get("b")).toBe("centered");
    expect(constrainAt(compiled, [beta, logBetween, logWithin, ...z])["b[C]"]).toBe(z[2]);
  });
});

describe("eight schools", () => {
  const columns = {
    school: ["1", "2", "3", "4", "5", "6", "7", "8"],
    y: [28, 8, -3, 7, -1, 1, 18, 12],
    se: [15, 10, 16, 11, 9, 11, 10, 18],
  };
  const text = (prefix: string) => `
    data { school: factor
      y: real
      se: real > 0 }
    μ ~ normal(0, 5)
    τ ~ half_cauchy(5)
    ${prefix} θ[school] ~ normal(μ, τ)
    y ~ normal(θ[school], se)
    best = max(θ)
    place[school] = rank(θ)
    overall = mean(θ)
    spread = sd(θ)
    all = sum(θ)
    least = min(θ)`;
  const [mu, logTau, ...free] = [3.1, 1.2, 0.4, -0.6, 1.3, 0.1, -0.9, -1.7, 0.8, 0.05];
  const tau = Math.exp(logTau);
  // f(τ) = 2 / (π s (1 + (τ/s)²))
  const priors = logNormal(mu, 0, 5) + Math.log(2 / (Math.PI * 5 * (1 + (tau / 5) ** 2))) + logTau;
  const likelihood = (theta: readonly number[]) =>
    sum(columns.y.map((y, i) => logNormal(y, theta[i]!, columns.se[i]!)));

  test.for([
    { prefix: "", isCentered: false },
    { prefix: "centered", isCentered: true },
  ])("has its density and its reductions, centered: $isCentered", ({ prefix, isCentered }) => {
    const compiled = compileText(text(prefix), columns);
    const theta = isCentered ? free : free.map((z) => mu + tau * z);
    const prior = sum(free.map((one) => (isCentered ? logNormal(one, mu, tau) : logNormal(one, 0, 1))));
    const position = [mu, logTau, ...free];
    expect(fullLogDensity(compiled, position)).toBeCloseTo(priors + prior + likelihood(theta), 11);
    const draw = constrainAt(compiled, position);
    const mean = sum(theta) / 8;
    expect(draw.best).toBeCloseTo(Math.max(...theta), 13);
    expect(draw.least).toBeCloseTo(Math.min(...theta), 13);
    expect(draw.all).toBeCloseTo(sum(theta), 12);
    expect(draw.overall).toBeCloseTo(mean, 13);
    expect(draw.spread).toBeCloseTo(Math.sqrt(sum(theta.map((one) => (one - mean) ** 2)) / 7), 13);
    const ascending = [...theta].sort((a, b) => a - b);
    columns.school.forEach((school, i) => {
      expect(draw[`place[${school}]`]).toBe(ascending.indexOf(theta[i]!) + 1);
    });
  });
});

describe("lines for each subject with correlated intercepts and slopes", () => {
  const columns = {
    reaction: [2.5, 2.6, 2.9, 2.2, 2.1, 2.4],
    days: [0, 1, 2, 0, 1, 3],
    subject: ["308", "308", "308", "309", "309", "310"],
  };
  const group = [0, 0, 0, 1, 1, 2];
  const text = (prefix: string) => `
    data { reaction: real
      days: real
      subject: factor }
    X = design(1 + days)
    Z = design(1 + days)
    β[X] ~ normal(0, 3)
    τ[Z] ~ half_normal(2)
    Ω[Z,Z] ~ lkj(2)
    σ ~ half_normal(1)
    ${prefix} u[subject, Z] ~ multi_normal(0, τ, Ω)
    reaction ~ normal(X * β + Z * u[subject], σ)`;
  const [b0, b1, logT0, logT1, w, logS, ...free] = [
    2.3, 0.2, -0.4, -1.1, 0.45, -0.7, 0.3, -0.2, 0.9, 0.4, -0.6, 0.1,
  ];
  const [t0, t1, s, rho] = [Math.exp(logT0), Math.exp(logT1), Math.exp(logS), Math.tanh(w)];
  const position = [b0, b1, logT0, logT1, w, logS, ...free];
  const priors =
    logNormal(b0, 0, 3) +
    logNormal(b1, 0, 3) +
    logHalfNormal(t0, 2) +
    logT0 +
    logHalfNormal(t1, 2) +
    logT1 +
    // lkj(2) of a 2 × 2 matrix: f(ρ) = 3/4 (1 - ρ²), and dρ/dw = 1 - ρ²
    Math.log(0.75 * (1 - rho * rho)) +
    Math.log(1 - rho * rho) +
    logHalfNormal(s, 1) +
    logS;
  const likelihood = (u: readonly number[]) =>
    sum(
      columns.reaction.map((y, i) => {
        const [u0, u1] = [u[2 * group[i]!]!, u[2 * group[i]! + 1]!];
        return logNormal(y, b0 + u0 + (b1 + u1) * columns.days[i]!, s);
      }),
    );
  /** log N(u | 0, Σ) by the inverse and determinant of Σ = [[t0², ρ t0 t1], [ρ t0 t1, t1²]]. */
  const logBivariate = (u0: number, u1: number): number => {
    const covariance = rho * t0 * t1;
    const determinant = t0 ** 2 * t1 ** 2 - covariance ** 2;
    const quadratic = (u0 ** 2 * t1 ** 2 - 2 * u0 * u1 * covariance + u1 ** 2 * t0 ** 2) / determinant;
    return -logTwoPi - 0.5 * Math.log(determinant) - 0.5 * quadratic;
  };

  test("have, centered, the bivariate normal density of their effects", () => {
    const compiled = compileText(text("centered"), columns);
    const effects = [0, 1, 2].map((i) => logBivariate(free[2 * i]!, free[2 * i + 1]!));
    expect(fullLogDensity(compiled, position)).toBeCloseTo(priors + sum(effects) + likelihood(free), 10);
  });

  test("have, non-centered, effects that are a Cholesky factor times standard normal numbers", () => {
    const compiled = compileText(text(""), columns);
    const effects = [0, 1, 2].flatMap((i) => {
      const [z0, z1] = [free[2 * i]!, free[2 * i + 1]!];
      return [t0 * z0, t1 * (rho * z0 + Math.sqrt(1 - rho * rho) * z1)];
    });
    const prior = sum(free.map((z) => logNormal(z, 0, 1)));
    expect(fullLogDensity(compiled, position)).toBeCloseTo(priors + prior + likelihood(effects), 10);
    const draw = constrainAt(compiled, position);
    expect(draw["Ω[intercept,days]"]).toBeCloseTo(rho, 14);
    expect(draw["u[309,days]"]).toBeCloseTo(effects[3]!, 14);
  });
});

const one = { y: [0.4] };
const declared = "data { y: real }\n";

test("lkj(1) of 3 × 3 matrices is uniform on their volume, π²/2", () => {
  const text = `${declared}levels K = 1..3\nΩ[K,K] ~ lkj(1)\ny ~ normal(0, 1)`;
  const compiled = compileText(text, one);
  const names = ["Ω[1,2]", "Ω[1,3]", "Ω[2,3]"];
  const u = [0.4, -0.7, 0.3];
  const at = (moved: readonly number[]): number[] => {
    const draw = constrainAt(compiled, moved);
    return names.map((name) => draw[name]!);
  };
  const columns = u.map((_, k) => {
    const h = 1e-5;
    const [up, down] = [h, -h].map((delta) => at(u.map((value, i) => (i === k ? value + delta : value))));
    return up!.map((value, i) => (value - down![i]!) / (2 * h));
  });
  const [[a, b, c], [d, e, f], [g, h, i]] = columns as [number[], number[], number[]] as [
    [number, number, number],
    [number, number, number],
    [number, number, number],
  ];
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const expected = -Math.log(Math.PI ** 2 / 2) + Math.log(Math.abs(determinant)) + logNormal(0.4, 0, 1);
  expect(fullLogDensity(compiled, u)).toBeCloseTo(expected, 8);
  const [r12, r13, r23] = at(u) as [number, number, number];
  expect(r12).toBeCloseTo(Math.tanh(0.4), 14);
  expect(1 + 2 * r12 * r13 * r23 - r12 ** 2 - r13 ** 2 - r23 ** 2).toBeGreaterThan(0);
});

test("dirichlet(2, 3, 1.5) has the density of its first two shares", () => {
  const text = `${declared}levels K = 1..3\nw[K] ~ dirichlet([2, 3, 1.5])\ny ~ normal(w["1"], 1)`;
  const compiled = compileText(text, one);
  const u = [0.3, -0.8];
  const draw = constrainAt(compiled, u);
  const [w1, w2, w3] = [draw["w[1]"]!, draw["w[2]"]!, draw["w[3]"]!];
  expect(w1 + w2 + w3).toBeCloseTo(1, 14);
  // Γ(6.5) / (Γ(2) Γ(3) Γ(1.5)), Γ(6.5) = 10395/64 √π, Γ(1.5) = √π/2; stick breaking has ∂w = w1 (1-w1) · w2 w3/(w2+w3)
  const normalizer = Math.log(10395 / 64 / (2 * 0.5));
  const logJacobian = Math.log(w1 * (1 - w1)) + Math.log((w2 * w3) / (w2 + w3));
  const prior = normalizer + Math.log(w1) + 2 * Math.log(w2) + 0.5 * Math.log(w3);
  expect(fullLogDensity(compiled, u)).toBeCloseTo(prior + logJacobian + logNormal(0.4, w1, 1), 12);
});

test("ordered(normal(0, 2)) has the density of each element, and increasing elements", () => {
  const text = `${declared}levels K = 1..3\nc[K] ~ ordered(normal(0, 2))\ny ~ normal(c["2"], 1)`;
  const compiled = compileText(text, one);
  const u = [-0.5, 0.2, -1];
  const c = [-0.5, -0.5 + Math.exp(0.2), -0.5 + Math.exp(0.2) + Math.exp(-1)];
  const expected =
    sum(c.map((element) => logNormal(element, 0, 2))) + u[1]! + u[2]! + logNormal(0.4, c[1]!, 1);
  expect(fullLogDensity(compiled, u)).toBeCloseTo(expected, 12);
  const draw = constrainAt(compiled, u);
  c.forEach((element, k) => {
    expect(draw[`c[${k + 1}]`]).toBeCloseTo(element, 14);
  });
});

describe("truncation", () => {
  /** log P(X > x) of an exponential with this rate. */
  const logBeyond = (x: number, rate: number) => -rate * x;

  test("at numbers divides by the probability of what is left", () => {
    const text = `${declared}a ~ truncated(exponential(0.5), lower: 1, upper: 3)\ny ~ normal(a, 1)`;
    const u = 0.3;
    const share = 1 / (1 + Math.exp(-u));
    const a = 1 + 2 * share;
    const mass = Math.exp(logBeyond(1, 0.5)) - Math.exp(logBeyond(3, 0.5));
    const prior = Math.log(0.5) - 0.5 * a - Math.log(mass);
    const logJacobian = Math.log(2 * share * (1 - share));
    const compiled = compileText(text, one);
    expect(fullLogDensity(compiled, [u])).toBeCloseTo(prior + logJacobian + logNormal(0.4, a, 1), 12);
  });

  test("at a parameter divides by a probability that moves with it, though the distribution is fixed", () => {
    const text = `${declared}m ~ normal(1, 0.2)\na ~ truncated(exponential(0.5), lower: exp(m))\ny ~ normal(a, 1)`;
    const [m, u] = [0.8, -0.2];
    const a = Math.exp(m) + Math.exp(u);
    const prior = Math.log(0.5) - 0.5 * a - logBeyond(Math.exp(m), 0.5);
    const expected = logNormal(m, 1, 0.2) + prior + u + logNormal(0.4, a, 1);
    expect(fullLogDensity(compileText(text, one), [m, u])).toBeCloseTo(expected, 12);
  });

  test("below the support cuts nothing off", () => {
    const priors = ["half_normal(s)", "truncated(half_normal(s), lower: -1)"];
    const [plain, truncated] = priors.map((prior) => {
      const text = `${declared}s ~ half_normal(2)\na ~ ${prior}\ny ~ normal(a, 1)`;
      return fullLogDensity(compileText(text, one), [0.3, -0.4]);
    });
    expect(truncated).toBeCloseTo(plain!, 12);
  });

  test("of an outcome at a parameter gives density zero where the data lie beyond it", () => {
    const text = `${declared}a ~ normal(0, 1)\ny ~ truncated(exponential(1), lower: a)`;
    const compiled = compileText(text, one);
    expect(fullLogDensity(compiled, [0.3])).toBeCloseTo(logNormal(0.3, 0, 1) - 0.4 + 0.3, 12);
    expect(fullLogDensity(compiled, [0.5])).toBe(-Infinity);
  });
});

test("a truncated count has its own ends: P(1 ≤ X ≤ 4) of a geometric number is q - q⁵", () => {
  const text = "data { y: int }\np ~ beta(1, 1)\ny ~ truncated(geometric(p), lower: 1, upper: 4)";
  const q = 1 / (1 + Math.exp(0.3));
  const expected = Math.log(q * (1 - q)) + Math.log((1 - q) * q ** 2) - Math.log(q - q ** 5);
  expect(fullLogDensity(compileText(text, { y: [2] }), [0.3])).toBeCloseTo(expected, 12);
});

test("a uniform outcome has density zero where it lies beyond a bound that is a parameter", () => {
  const text = `${declared}a ~ half_normal(1)\ny ~ uniform(0, a)`;
  const compiled = compileText(text, one);
  expect(fullLogDensity(compiled, [0])).toBeCloseTo(logHalfNormal(1, 1), 12);
  expect(fullLogDensity(compiled, [-1])).toBe(-Infinity);
});

test("a choice has the multinomial logistic probability of its category", () => {
  const columns = { y: [2, 1, 3], x: [0.5, -1, 2] };
  const text =
    "data { y: int in 1..3\nx: real }\na ~ normal(0, 1)\nb ~ normal(0, 1)\ny ~ categorical_logit([0, a, b * x])";
  const [a, b] = [0.4, -0.9];
  const terms = columns.y.map((y, i) => {
    const logits = [0, a, b * columns.x[i]!];
    return logits[y - 1]! - Math.log(sum(logits.map((logit) => Math.exp(logit))));
  });
  const expected = logNormal(a, 0, 1) + logNormal(b, 0, 1) + sum(terms);
  expect(fullLogDensity(compileText(text, columns), [a, b])).toBeCloseTo(expected, 12);
});

test("a cell of a grid of casks and batches has the batch of its own bracket, not that of its cask", () => {
  const columns = { y: [0.4, 1.4], batch: ["A", "B"], cask: ["a", "b"] };
  const text = `data { y: real\nbatch: factor\ncask: factor in batch }
    c[batch] ~ normal(0, 1)
    d[cask] = 2 * c[batch]
    b[cask, batch] ~ normal(c[batch] + d[cask], 1)
    y ~ normal(b[cask, batch], 1)`;
  const [cA, cB, ...b] = [0.3, -0.5, 0.1, 0.9, -0.7, 0.6];
  const means = [cA + 2 * cA, cB + 2 * cA, cA + 2 * cB, cB + 2 * cB];
  const expected =
    logNormal(cA, 0, 1) +
    logNormal(cB, 0, 1) +
    sum(b.map((value, i) => logNormal(value, means[i]!, 1))) +
    logNormal(0.4, b[0]!, 1) +
    logNormal(1.4, b[3]!, 1);
  expect(fullLogDensity(compileText(text, columns), [cA, cB, ...b])).toBeCloseTo(expected, 12);
});

test("standard deviations of a vector may be an expression of its plate", () => {
  const columns = { y: [0.4, 1.4], g: ["a", "b"] };
  const text = (sds: string) => `data { y: real\ng: factor }
    levels K = 1..2
    τ[K] ~ half_normal(2)
    Ω[K,K] ~ lkj(2)
    t[K] = 3 * τ[K]
    u[g, K] ~ multi_normal(0, ${sds}, Ω)
    y ~ normal(u[g, "1"] - u[g, "2"], 1)`;
  const position = scattered(7, 1, 2);
  const expected = fullLogDensity(compileText(text("t"), columns), position);
  for (const sds of ["3 * τ[K]", "t[K]"]) {
    expect(fullLogDensity(compileText(text(sds), columns), position)).toBeCloseTo(expected, 12);
  }
});

describe("defined values", () => {
  test("are saved by level, in the order of the text, and those that vary by row are not", () => {
    const columns = { y: [1, 2, 3], x: [1, 2, 3], g: ["a", "b", "b"] };
    const text = `data { y: real\nx: real\ng: factor }
      twice = 2 * a
      a ~ normal(0, 1)
      row = a * x
      b[g] ~ normal(0, 1)
      shifted[g] = b[g] + twice
      y ~ normal(row + shifted[g], 1)`;
    const compiled = compileText(text, columns);
    const shown = compiled.variables.filter(({ isHidden }) => !isHidden).map(({ name }) => name);
    expect(shown).toEqual(["twice", "a", "b[a]", "b[b]", "shifted[a]", "shifted[b]"]);
    const draw = constrainAt(compiled, [0.5, 1, 2]);
    expect(draw).toMatchObject({ twice: 1, a: 0.5, "b[a]": 1, "shifted[a]": 2, "shifted[b]": 3 });
  });

  test("that rank what comes from a coarser plate, or is the same for all, count ties in order", () => {
    const columns = { y: [1, 2, 3], h: ["u", "v", "v"], g: ["a", "b", "c"] };
    const text = `data { y: real\nh: factor\ng: factor }
      c[h] ~ normal(0, 1)
      s ~ normal(0, 1)
      m[g] = c[h]
      n[g] = s
      first[g] = rank(m)
      second[g] = rank(n)
      y ~ normal(m[g] + n[g], 1)`;
    const draw = constrainAt(compileText(text, columns), [2, 1, 0.3]);
    expect(["a", "b", "c"].map((g) => draw[`first[${g}]`])).toEqual([3, 1, 2]);
    expect(["a", "b", "c"].map((g) => draw[`second[${g}]`])).toEqual([1, 2, 3]);
  });
});
