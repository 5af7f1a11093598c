/** No, partial and complete pooling, beside brute force. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import type { Draws, Roles } from "../../src/posterior/draws.ts";
import { poolingOf, scaleMixtureQuantile } from "../../src/posterior/pooling.ts";
import { quantile, sortDraws } from "../../src/posterior/quantile.ts";
import { emptyRoles, makeDraws, normalDraws } from "./make-draws.ts";

const shape = { chainCount: 2, drawCount: 500 };
const spread = (seed: number, center: number, scale: number) =>
  normalDraws(shape, seed, { map: (value) => center + scale * value });

const base = {
  group: "g",
  term: "intercept",
  levels: ["a", "b", "c"],
  variables: ["u[a]", "u[b]", "u[c]"],
  n: [2, 5, 1],
  rawMean: [10, 13, 20],
  variance: "variance",
  information: [2, 5, 1],
  residualVariance: "residual",
} as const;
const component = { group: "g", term: "intercept", variance: "variance", meanSquare: 1, contribution: null };
const roles: Roles = { ...emptyRoles, effects: [base], components: [component] };
const draws = makeDraws(shape, {
  "u[a]": spread(1, -2, 1),
  "u[b]": spread(2, 0.5, 0.7),
  "u[c]": spread(3, 3, 2),
  "s[a]": spread(6, 1, 0.2),
  "s[b]": spread(7, 0, 0.2),
  "s[c]": spread(8, -1, 0.2),
  variance: spread(4, 9, 0.5),
  residual: spread(5, 4, 0.3),
});
const valuesOf = (name: string, { variables, values }: Draws = draws): Float64Array =>
  values[variables.findIndex((one) => one.name === name)]!;

describe("estimates of the levels of a group", () => {
  const found = poolingOf(draws, roles, base, 0.8)!;

  it("are differences from the mean of all rows, that of the levels weighted by their rows", () => {
    expect(found.grandMean).toBeCloseTo((2 * 10 + 5 * 13 + 20) / 8, 12);
    expect(found.levels.map(({ none }) => none.center)).toEqual(
      [10, 13, 20].map((value) => value - found.grandMean),
    );
  });

  it("of the model are the quantiles of effects less their mean over the rows", () => {
    const [a, b, c] = ["u[a]", "u[b]", "u[c]"].map((name) => valuesOf(name));
    const sorted = sortDraws(a!.map((value, d) => value - (2 * value + 5 * b![d]! + c![d]!) / 8));
    const { lower, center, upper } = found.levels[0]!.partial;
    [0.1, 0.5, 0.9].forEach((probability, i) => {
      expect([lower, center, upper][i]).toBeCloseTo(quantile(sorted, probability), 12);
    });
  });

  it("without pooling have the spread of a mean of rows about the mean of all, whatever σ is", () => {
    // Simulated: a residual variance of the draws, rows of it, the mean of the level less that of all rows.
    const stream = createRandomStream(11, 0);
    const residual = valuesOf("residual");
    const simulated = Float64Array.from({ length: 100_000 }, (_, i) => {
      const sd = Math.sqrt(residual[i % residual.length]!);
      const sums = [2, 5, 1].map((n) => Math.sqrt(n) * sd * stream.normal());
      return sums[0]! / 2 - (sums[0]! + sums[1]! + sums[2]!) / 8;
    }).sort();
    const { center, lower, upper } = found.levels[0]!.none;
    expect(upper - center).toBeCloseTo(center - lower, 10);
    // The quantile of 100,000 numbers is known to √(0.1 × 0.9 / n) / density, below 0.007 × their sd of 1.22.
    expect(Math.abs(upper - center - quantile(simulated, 0.9))).toBeLessThan(4 * 0.007);
  });

  it("with slopes are those of what all terms give the level's rows", () => {
    const slope = {
      ...base,
      term: "x",
      variables: ["s[a]", "s[b]", "s[c]"],
      meanPredictor: [1, 2, 3],
      information: null,
    };
    const both: Roles = {
      ...roles,
      effects: [base, slope],
      components: [component, { ...component, term: "x" }],
    };
    const given = ["a", "b", "c"].map((level, j) =>
      valuesOf(`u[${level}]`).map((value, d) => value + (j + 1) * valuesOf(`s[${level}]`)[d]!),
    );
    const sorted = sortDraws(
      given[2]!.map((value, d) => value - (2 * given[0]![d]! + 5 * given[1]![d]! + given[2]![d]!) / 8),
    );
    expect(poolingOf(draws, both, base, 0.8)!.levels[2]!.partial.center).toBeCloseTo(
      quantile(sorted, 0.5),
      12,
    );
    const old: Roles = { ...both, effects: [base, { ...slope, meanPredictor: undefined as never }] };
    expect(poolingOf(draws, old, base, 0.8)).toBeNull();
    expect(poolingOf(draws, { ...both, effects: [base] }, base, 0.8)).toBeNull();
  });

  it("of known standard errors are weighted by 1/se², and raw means of several rows have no interval", () => {
    const known = { ...base, n: [1, 1, 3], information: [1 / 4, 1, 1 / 9], residualVariance: 1 };
    const { levels, grandMean } = poolingOf(draws, { ...roles, effects: [known] }, known, 0.8)!;
    const total = 1 / 4 + 1 + 1 / 9;
    expect(grandMean).toBeCloseTo((10 / 4 + 13 + 20 / 9) / total, 12);
    // Φ⁻¹(0.9) = 1.2815515655446
    const width = 1.2815515655446004 * Math.sqrt(4 - 1 / total);
    expect(levels[0]!.none.upper - levels[0]!.none.center).toBeCloseTo(width, 10);
    expect(levels[2]!.none.lower).toBeNaN();
  });

  it("of a level without rows are those of the model only, and of one level are 0", () => {
    const empty = { ...base, n: [2, 5, 0], information: [2, 5, 0], rawMean: [10, 13, Number.NaN] };
    const { levels } = poolingOf(draws, { ...roles, effects: [empty] }, empty, 0.8)!;
    expect(levels[2]!.none.center).toBeNaN();
    expect(levels[2]!.partial.center).toBeGreaterThan(2);
    const one = { ...base, levels: ["a"], variables: ["u[a]"], n: [2], information: [2], rawMean: [10] };
    const [level] = poolingOf(draws, { ...roles, effects: [one] }, one, 0.8)!.levels;
    expect(level!.none).toEqual({ center: 0, lower: 0, upper: 0 });
    expect(level!.partial).toEqual({ center: 0, lower: 0, upper: 0 });
  });

  it("have no interval without pooling where rows share effects of other factors", () => {
    const others = { ...roles, components: [component, { ...component, group: "h" }] };
    const { levels } = poolingOf(draws, others, base, 0.8)!;
    expect(levels[0]!.none.center).toBe(found.levels[0]!.none.center);
    expect(levels[0]!.none.lower).toBeNaN();
    expect(levels[0]!.partial).toEqual(found.levels[0]!.partial);
  });

  it("are none where raw means are on another scale", () => {
    const counts = { ...base, information: null };
    expect(poolingOf(draws, { ...roles, effects: [counts] }, counts, 0.8)).toBeNull();
  });
});

it("the quantile of normal numbers of several variances has that probability, and of one is the normal one", () => {
  // Φ⁻¹(0.95) = 1.6448536269515
  expect(scaleMixtureQuantile(Float64Array.of(4), 0.95)).toBeCloseTo(2 * 1.6448536269514722, 12);
  const stream = createRandomStream(3, 0);
  const numbers = Float64Array.from(
    { length: 200_000 },
    (_, i) => (i % 2 === 0 ? 1 : 5) * stream.normal(),
  ).sort();
  const exact = scaleMixtureQuantile(Float64Array.of(1, 25), 0.9);
  const share = numbers.filter((value) => value < exact).length / numbers.length;
  expect(Math.abs(share - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / 200_000));
});
