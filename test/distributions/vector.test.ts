/** The distributions of vectors, correlation matrices and choices: their densities integrate to one, their draws fit. */

import { describe, expect, it } from "vitest";
import { beta } from "../../src/distributions/beta.ts";
import { categorical } from "../../src/distributions/categorical.ts";
import { categoricalLogit } from "../../src/distributions/categorical-logit.ts";
import { dirichlet } from "../../src/distributions/dirichlet.ts";
import { distributions } from "../../src/distributions/index.ts";
import { lkj } from "../../src/distributions/lkj.ts";
import { multiNormal } from "../../src/distributions/multi-normal.ts";
import { multinomial } from "../../src/distributions/multinomial.ts";
import { multinomialLogit } from "../../src/distributions/multinomial-logit.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { logDensityAt, numbers, sum } from "./evaluate.ts";
import { chiSquareDeviate, countBins, judge } from "./goodness-of-fit.ts";
import { integrate, quadratureNodes } from "./quadrature.ts";

const drawCount = 4000;

function expectFit(complaints: readonly (string | null)[]): void {
  expect(complaints.filter((complaint) => complaint !== null)).toEqual([]);
}

/** The deviation of a mean of draws from its expectation, in standard errors. */
function meanDeviate(draws: readonly number[], expected: number): number {
  const mean = sum(draws) / draws.length;
  const variance = sum(draws.map((x) => (x - mean) ** 2)) / (draws.length - 1);
  return (mean - expected) / Math.sqrt(variance / draws.length);
}

/** Draws of a beta variate between two bounds, against twelve bins of its density. */
function betaDeviate(draws: readonly number[], a: number, b: number, lower = 0, upper = 1): number {
  const bounds = Array.from({ length: 13 }, (_, i) => i / 12);
  const probabilities = bounds
    .slice(1)
    .map((end, i) =>
      integrate(quadratureNodes(bounds[i]!, end), (x) => Math.exp(logDensityAt(beta, x, [a, b]))),
    );
  const shares = draws.map((x) => (x - lower) / (upper - lower));
  return chiSquareDeviate(countBins(shares, bounds.slice(1, -1)), probabilities);
}

it("has a test here, or in ordinal.test.ts, for every distribution that is not of one number", () => {
  const names = distributions.filter(({ kind }) => kind !== "scalar").map(({ name }) => name);
  // Those along levels in their order are in `chains.test.ts`.
  const chains = ["autoregressive", "random_walk"];
  const ordinal = ["adjacent_logit", "ordered_logistic", "ordered_probit", "sequential_logit"];
  const here = [
    "categorical",
    "categorical_logit",
    "dirichlet",
    "lkj",
    "multi_normal",
    "multinomial",
    "multinomial_logit",
  ];
  expect(names.sort()).toEqual([...chains, ...here, ...ordinal].sort());
});

describe("multi_normal", () => {
  const means = [1, -2];
  const sds = [0.5, 3];
  const correlation = -0.7;
  const factor = [1, 0, correlation, Math.sqrt(1 - correlation ** 2)];

  it("integrates to one, with the means, standard deviations and correlation that it is given", () => {
    const moments = { mass: 0, first: 0, second: 0, product: 0 };
    const step = 0.2;
    for (let u = -9; u <= 9; u += step) {
      for (let v = -9; v <= 9; v += step) {
        const x = [means[0]! + sds[0]! * u, means[1]! + sds[1]! * v];
        const density = Math.exp(sum(multiNormal.logDensity(numbers, x, [means, sds, factor])));
        const mass = density * step ** 2 * sds[0]! * sds[1]!;
        moments.mass += mass;
        moments.first += mass * u * u;
        moments.second += mass * v * v;
        moments.product += mass * u * v;
      }
    }
    expect(moments.mass).toBeCloseTo(1, 8);
    expect(moments.first).toBeCloseTo(1, 8);
    expect(moments.second).toBeCloseTo(1, 8);
    expect(moments.product).toBeCloseTo(correlation, 8);
  });

  it("has draws with these moments", () => {
    const stream = createRandomStream(3, 0);
    const draws = Array.from({ length: drawCount }, () => multiNormal.draw!(stream, [means, sds, factor], 2));
    const first = draws.map((x) => (x[0]! - means[0]!) / sds[0]!);
    const second = draws.map((x) => (x[1]! - means[1]!) / sds[1]!);
    expectFit([
      judge("first mean", meanDeviate(first, 0)),
      judge("second mean", meanDeviate(second, 0)),
      judge(
        "first variance",
        meanDeviate(
          first.map((u) => u * u),
          1,
        ),
      ),
      judge(
        "second variance",
        meanDeviate(
          second.map((v) => v * v),
          1,
        ),
      ),
      judge(
        "correlation",
        meanDeviate(
          first.map((u, i) => u * second[i]!),
          correlation,
        ),
      ),
    ]);
  });
});

describe("multinomial and multinomial_logit", () => {
  const probabilities = [0.2, 0.5, 0.3];
  const logits = probabilities.map((p) => Math.log(p) + 1.7);
  const trials = 6;
  const cells = Array.from({ length: trials + 1 }, (_, a) =>
    Array.from({ length: trials + 1 - a }, (_, b) => [a, b, trials - a - b]),
  ).flat();
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const massOf = (x: readonly number[]): number =>
    (factorial(trials) / x.reduce((product, count) => product * factorial(count), 1)) *
    x.reduce((product, count, k) => product * probabilities[k]! ** count, 1);

  it("have the mass of the counts, which sums to one over all with as many trials", () => {
    for (const x of cells) {
      const mass = massOf(x);
      expect(Math.exp(sum(multinomial.logDensity(numbers, x, [probabilities])))).toBeCloseTo(mass, 12);
      expect(Math.exp(sum(multinomialLogit.logDensity(numbers, x, [logits])))).toBeCloseTo(mass, 12);
    }
    expect(sum(cells.map(massOf))).toBeCloseTo(1, 12);
  });

  it("are the product of so many choices, and the number of their orders", () => {
    const x = [2, 0, 3];
    const choices = x.map((count, k) => count * sum(categorical.logDensity(numbers, k + 1, [probabilities])));
    const orders = Math.log(factorial(5) / (factorial(2) * factorial(3)));
    expect(sum(multinomial.logDensity(numbers, x, [probabilities]))).toBeCloseTo(sum(choices) + orders, 12);
  });

  it("are finite where a category that nothing is of has probability 0, and -Infinity where something is", () => {
    expect(sum(multinomial.logDensity(numbers, [2, 0], [[1, 0]]))).toBe(0);
    expect(sum(multinomial.logDensity(numbers, [1, 1], [[1, 0]]))).toBe(-Infinity);
    expect(sum(multinomial.logDensity(numbers, [0, 0], [[0.4, 0.6]]))).toBe(0);
  });

  it("have draws in these shares, of all trials", () => {
    for (const [one, argument] of [
      [multinomial, probabilities] as const,
      [multinomialLogit, logits] as const,
    ]) {
      const stream = createRandomStream(11, 0);
      const found = new Map(cells.map((cell) => [cell.join(), 0]));
      for (let i = 0; i < drawCount; i++) {
        const drawn = one.draw!(stream, [argument, [trials]], 3);
        expect(sum(drawn)).toBe(trials);
        found.set(drawn.join(), found.get(drawn.join())! + 1);
      }
      expectFit([judge(one.name, chiSquareDeviate([...found.values()], cells.map(massOf)))]);
    }
    expect(multinomial.draw!(createRandomStream(1, 0), [[0, 1, 0], [5]], 3)).toEqual([0, 5, 0]);
  });
});

describe("lkj", () => {
  const shapes = [0.6, 1, 3];

  it("has the density proportional to (1 - ρ²)^(η-1) for two dimensions", () => {
    for (const shape of shapes) {
      const density = (rho: number) =>
        Math.exp(sum(lkj.logDensity(numbers, [1, 0, rho, Math.sqrt(1 - rho * rho)], [[shape]])));
      expect(density(0.6) / density(0)).toBeCloseTo(0.64 ** (shape - 1), 12);
      expect(integrate(quadratureNodes(-1, 1), density)).toBeCloseTo(1, 6);
    }
  });

  it("has the density 1 for one dimension", () => {
    expect(sum(lkj.logDensity(numbers, [1], [[2]]))).toBe(0);
    expect(lkj.draw!(createRandomStream(1, 0), [[2]], 1)).toEqual([1]);
  });

  /** ∫ g(L) f(L) dL for three dimensions, by the midpoint rule in the angles of the rows. */
  function expectation(shape: number, g: (factor: readonly number[]) => number): number {
    const count = 20;
    const angles = Array.from({ length: count }, (_, i) => Math.PI * ((i + 0.5) / count - 0.5));
    const cell = (Math.PI / count) ** 3;
    let total = 0;
    for (const a of angles) {
      for (const b of angles) {
        for (const c of angles) {
          const [w1, w2] = [Math.sin(b), Math.cos(b) * Math.sin(c)];
          const factor = [1, 0, 0, Math.sin(a), Math.cos(a), 0, w1, w2, Math.cos(b) * Math.cos(c)];
          const jacobian = Math.cos(a) * Math.cos(b) ** 2 * Math.cos(c);
          const density = Math.exp(sum(lkj.logDensity(numbers, factor, [[shape]])));
          total += cell * jacobian * density * g(factor);
        }
      }
    }
    return total;
  }

  /** A 3×3 lower triangle whose rows have length one. */
  const isFactor = ([l11, l12, l13, l21, l22, l23, l31, l32, l33]: readonly number[]) =>
    l11 === 1 &&
    l12 === 0 &&
    l13 === 0 &&
    l23 === 0 &&
    Math.abs(l21! ** 2 + l22! ** 2 - 1) < 1e-12 &&
    Math.abs(l31! ** 2 + l32! ** 2 + l33! ** 2 - 1) < 1e-12;

  /** ρ₂₁, ρ₃₁, ρ₃₂ */
  const correlations = (factor: readonly number[]) => [
    factor[3]!,
    factor[6]!,
    factor[3]! * factor[6]! + factor[4]! * factor[7]!,
  ];

  it("integrates to one over the elements below the diagonal for three dimensions", () => {
    for (const shape of [2, 3.5]) {
      expect(expectation(shape, () => 1)).toBeCloseTo(1, 4);
    }
  });

  it("gives every correlation of three dimensions the variance of a Beta(η + 1/2, η + 1/2) on (-1, 1)", () => {
    for (const pair of [0, 1, 2]) {
      // The variance of 2 Beta(a, a) - 1 is 1/(2a + 1).
      expect(expectation(2, (factor) => correlations(factor)[pair]! ** 2)).toBeCloseTo(1 / 6, 5);
      expect(expectation(2, (factor) => correlations(factor)[pair]! ** 4)).toBeCloseTo(3 / (6 * 8), 5);
    }
  });

  it("has draws that are factors of correlation matrices, each correlation with its beta distribution", () => {
    const complaints: (string | null)[] = [];
    for (const shape of shapes) {
      const stream = createRandomStream(5, 0);
      const draws = Array.from({ length: drawCount }, () => lkj.draw!(stream, [[shape]], 3));
      expect(draws.every(isFactor)).toBe(true);
      for (const pair of [0, 1, 2]) {
        const rho = draws.map((factor) => correlations(factor)[pair]!);
        const deviate = betaDeviate(rho, shape + 0.5, shape + 0.5, -1, 1);
        complaints.push(judge(`correlation ${pair} of lkj(${shape})`, deviate));
      }
    }
    expectFit(complaints);
  });

  it("has draws with the determinant and the product of correlations that its density gives", () => {
    const stream = createRandomStream(6, 0);
    const draws = Array.from({ length: drawCount }, () => lkj.draw!(stream, [[1.5]], 3));
    const determinant = (factor: readonly number[]) => (factor[4]! * factor[8]!) ** 2;
    const product = (factor: readonly number[]) => correlations(factor).reduce((all, rho) => all * rho);
    expectFit([
      judge("determinant", meanDeviate(draws.map(determinant), expectation(1.5, determinant))),
      judge("product", meanDeviate(draws.map(product), expectation(1.5, product))),
    ]);
  });
});

describe("dirichlet", () => {
  const settings = [
    [1, 1, 1],
    [0.5, 2, 4],
  ];

  it("integrates to one over all but the last of three shares", () => {
    for (const concentration of settings) {
      const nodes = quadratureNodes(0, 1, 1, 1 / 16);
      const total = integrate(nodes, (first) =>
        integrate(nodes, (part) => {
          const shares = [first, (1 - first) * part, (1 - first) * (1 - part)];
          return (1 - first) * Math.exp(sum(dirichlet.logDensity(numbers, shares, [concentration])));
        }),
      );
      expect(total).toBeCloseTo(1, 6);
    }
  });

  it("has draws that sum to one, each share with its beta distribution, with its covariances", () => {
    const complaints: (string | null)[] = [];
    for (const concentration of settings) {
      const stream = createRandomStream(8, 0);
      const draws = Array.from({ length: drawCount }, () => dirichlet.draw!(stream, [concentration], 3));
      const total = sum(concentration);
      expect(draws.every((shares) => Math.abs(sum(shares) - 1) < 1e-12)).toBe(true);
      concentration.forEach((a, i) => {
        const deviate = betaDeviate(
          draws.map((shares) => shares[i]!),
          a,
          total - a,
        );
        complaints.push(judge(`share ${i} of dirichlet(${concentration})`, deviate));
      });
      // E xᵢxⱼ = αᵢαⱼ / (A(A+1))
      const expected = (concentration[0]! * concentration[1]!) / (total * (total + 1));
      const products = draws.map((shares) => shares[0]! * shares[1]!);
      complaints.push(judge(`product of dirichlet(${concentration})`, meanDeviate(products, expected)));
    }
    expectFit(complaints);
  });

  it("has draws that sum to one for concentrations so small that gamma variates underflow", () => {
    const stream = createRandomStream(9, 0);
    for (let i = 0; i < 200; i++) {
      expect(sum(dirichlet.draw!(stream, [[1e-4, 1e-4, 1e-4]], 3))).toBeCloseTo(1, 12);
    }
  });
});

describe("categorical", () => {
  const logMassAt = (x: number, probabilities: readonly number[]) =>
    sum(categorical.logDensity(numbers, x, [probabilities]));

  it("gives each category its probability, and none to a category that there is not", () => {
    const probabilities = [0.125, 0.25, 0.625];
    const masses = [1, 2, 3, 4].map((x) => Math.exp(logMassAt(x, probabilities)));
    expect(masses[0]).toBeCloseTo(0.125, 15);
    expect(masses[1]).toBeCloseTo(0.25, 15);
    expect(masses[2]).toBeCloseTo(0.625, 15);
    expect(masses[3]).toBe(0);
    expect(logMassAt(1, [1])).toBe(0);
  });

  it("is -Infinity for a category of probability 0, which leaves the others as they are", () => {
    expect(logMassAt(1, [0, 0.5, 0.5])).toBe(-Infinity);
    expect(logMassAt(2, [0, 0.5, 0.5])).toBe(Math.log(0.5));
    expect(logMassAt(3, [0, 0, 1])).toBe(0);
  });

  it("has draws in proportion to the probabilities, and none of probability 0", () => {
    const probabilities = [0.1, 0.65, 0.25, 0];
    const stream = createRandomStream(7, 0);
    const draws = Array.from({ length: drawCount }, () => categorical.draw!(stream, [probabilities]));
    expectFit([judge("categories", chiSquareDeviate(countBins(draws, [1, 2]), probabilities.slice(0, 3)))]);
    expect(Math.max(...draws)).toBe(3);
    expect(categorical.draw!(stream, [[0, 1, 0]])).toBe(2);
  });
});

describe("categorical_logit", () => {
  const massAt = (x: number, logits: readonly number[]) =>
    Math.exp(sum(categoricalLogit.logDensity(numbers, x, [logits])));

  it("gives each category its share of the exponentials", () => {
    const logits = [0, Math.log(2), Math.log(5)];
    expect(massAt(1, logits)).toBeCloseTo(1 / 8, 14);
    expect(massAt(2, logits)).toBeCloseTo(2 / 8, 14);
    expect(massAt(3, logits)).toBeCloseTo(5 / 8, 14);
    expect(massAt(4, logits)).toBe(0);
    expect(massAt(1, [3])).toBe(1);
  });

  it("is finite for logits far apart", () => {
    const logits = [-800, 800, 0];
    expect(sum(categoricalLogit.logDensity(numbers, 1, [logits]))).toBe(-1600);
    expect(sum(categoricalLogit.logDensity(numbers, 2, [logits]))).toBeCloseTo(0, 12);
  });

  it("has draws in proportion to the masses", () => {
    const logits = [0.3, -2, 1, -800];
    const stream = createRandomStream(4, 0);
    const draws = Array.from({ length: drawCount }, () => categoricalLogit.draw!(stream, [logits]));
    const probabilities = [1, 2, 3].map((x) => massAt(x, logits));
    expectFit([judge("categories", chiSquareDeviate(countBins(draws, [1, 2]), probabilities))]);
    expect(Math.max(...draws)).toBe(3);
  });
});
