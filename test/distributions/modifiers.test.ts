/** Distributions made of others: their mass is one, and moments, probabilities and draws are those of the density. */

import { describe, expect, test } from "vitest";
import { beta } from "../../src/distributions/beta.ts";
import { betaBinomial } from "../../src/distributions/beta-binomial.ts";
import { binomial } from "../../src/distributions/binomial.ts";
import type { ScalarDistribution } from "../../src/distributions/distribution.ts";
import { gamma } from "../../src/distributions/gamma.ts";
import { halfNormal } from "../../src/distributions/half-normal.ts";
import { lognormal } from "../../src/distributions/lognormal.ts";
import { byElement } from "../../src/distributions/modifiers/by-element.ts";
import { cut } from "../../src/distributions/modifiers/cut.ts";
import { hurdle } from "../../src/distributions/modifiers/hurdle.ts";
import { censored, mixture } from "../../src/distributions/modifiers/index.ts";
import { zeroInflated } from "../../src/distributions/modifiers/zero-inflated.ts";
import { zeroOneInflated } from "../../src/distributions/modifiers/zero-one-inflated.ts";
import { negativeBinomial } from "../../src/distributions/negative-binomial.ts";
import { normal } from "../../src/distributions/normal.ts";
import { poisson } from "../../src/distributions/poisson.ts";
import { studentT } from "../../src/distributions/student-t.ts";
import { uniform } from "../../src/distributions/uniform.ts";
import { weibull } from "../../src/distributions/weibull.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { allNames, evaluate, logDensityAt } from "./evaluate.ts";
import { integrate, quadratureNodes } from "./quadrature.ts";

/** With the numbers that have a probability of their own, and intervals that the others lie in. */
interface Case {
  readonly distribution: ScalarDistribution;
  readonly values: readonly number[];
  readonly points: readonly number[];
  readonly intervals: readonly (readonly [number, number])[];
}

const counts = Array.from({ length: 400 }, (_, i) => i);
const line: Case["intervals"] = [
  [-Infinity, -3],
  [-3, 0],
  [0, 4],
  [4, 10],
  [10, Infinity],
];
const positive: Case["intervals"] = [
  [0, 2],
  [2, Infinity],
];

const cases: readonly Case[] = [
  { distribution: zeroInflated(poisson), values: [0.3, 2.5], points: counts, intervals: [] },
  { distribution: zeroInflated(negativeBinomial), values: [0.1, 4, 0.8], points: counts, intervals: [] },
  { distribution: zeroInflated(binomial), values: [0.2, 7, 0.4], points: counts.slice(0, 8), intervals: [] },
  {
    distribution: zeroInflated(betaBinomial),
    values: [0.2, 7, 2, 3],
    points: counts.slice(0, 8),
    intervals: [],
  },
  { distribution: hurdle(poisson), values: [0.6, 1.5], points: counts, intervals: [] },
  { distribution: hurdle(poisson), values: [0.2, 0.01], points: counts, intervals: [] },
  { distribution: hurdle(negativeBinomial), values: [0.25, 3, 2], points: counts, intervals: [] },
  { distribution: hurdle(lognormal), values: [0.3, 0.2, 0.7], points: [0], intervals: positive },
  { distribution: hurdle(gamma), values: [0.05, 2, 1.5], points: [0], intervals: positive },
  { distribution: zeroOneInflated(beta), values: [0.3, 0.8, 2, 3], points: [0, 1], intervals: [[0, 1]] },
  {
    distribution: mixture([normal, normal]),
    values: [0.3, 0.7, -2, 0.5, 3, 1.2],
    points: [],
    intervals: line,
  },
  {
    distribution: mixture([normal, studentT, normal]),
    values: [0.2, 0.5, 0.3, -1, 1, 5, 2, 0.5, 4, 2],
    points: [],
    intervals: line,
  },
  {
    distribution: mixture([normal, uniform]),
    values: [0.9, 0.1, 1, 0.4, -3, 10],
    points: [],
    intervals: line,
  },
  {
    distribution: mixture([normal, lognormal]),
    values: [0.4, 0.6, 0, 1, 1, 0.5],
    points: [],
    intervals: line,
  },
  { distribution: mixture([poisson, poisson]), values: [0.4, 0.6, 1, 9], points: counts, intervals: [] },
];

const mass = (distribution: ScalarDistribution, x: number, values: readonly number[]): number =>
  Math.exp(logDensityAt(distribution, x, values));

function expectation({ distribution, values, points, intervals }: Case, of: (x: number) => number): number {
  const atPoints = points.reduce((sum, x) => sum + mass(distribution, x, values) * of(x), 0);
  return intervals.reduce(
    (sum, [from, to]) =>
      sum + integrate(quadratureNodes(from, to), (x) => mass(distribution, x, values) * of(x)),
    atPoints,
  );
}

describe.each(cases.map((one) => [`${one.distribution.name}(${one.values.join(", ")})`, one] as const))(
  "%s",
  (_, one) => {
    const { distribution, values } = one;
    const mean = expectation(one, (x) => x);
    const variance = expectation(one, (x) => (x - mean) ** 2);

    test("has a mass of one", () => {
      expect(expectation(one, () => 1)).toBeCloseTo(1, 9);
    });

    test("has the mean and variance that are stated", () => {
      const names = allNames(distribution, 1, values);
      expect(evaluate(distribution.mean!, names)).toBeCloseTo(mean, 7);
      expect(evaluate(distribution.variance!, names) / variance).toBeCloseTo(1, 6);
    });

    test("has the probabilities that are stated", () => {
      const { logCdf, logSurvival } = distribution;
      if (logCdf === undefined || logSurvival === undefined) return;
      for (const x of [0.5, 2, 5]) {
        const names = allNames(distribution, x, values);
        const below = expectation(
          {
            ...one,
            intervals: one.intervals.flatMap(([a, b]) => (a >= x ? [] : [[a, Math.min(b, x)] as const])),
          },
          (at) => (at <= x ? 1 : 0),
        );
        expect(Math.exp(evaluate(logCdf, names))).toBeCloseTo(below, 8);
        expect(Math.exp(evaluate(logSurvival, names))).toBeCloseTo(1 - below, 8);
      }
    });

    test("draws what has its mean, and its points as often as they are probable", () => {
      const stream = createRandomStream(11, 0);
      const drawn = Array.from({ length: 20_000 }, () => distribution.draw!(stream, values));
      const average = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
      expect(Math.abs(average - mean) / Math.sqrt(variance / drawn.length)).toBeLessThan(4.5);
      for (const point of one.points.slice(0, 3)) {
        const p = mass(distribution, point, values);
        const share = drawn.filter((x) => x === point).length / drawn.length;
        expect(Math.abs(share - p)).toBeLessThanOrEqual(4.5 * Math.sqrt((p * (1 - p)) / drawn.length));
      }
    });
  },
);

const elements = byElement([normal, cut(studentT, 0, "argument"), uniform]);
const elementValues = [1, 2, 4, 0.5, 1.5, 0, 3, -1, 2];
const elementCases: readonly (readonly [number, number, number, (x: number) => number])[] = [
  [0, -Infinity, Infinity, (x) => mass(normal, x, [1, 2])],
  [1, 0, 3, (x) => mass(studentT, x, [4, 0.5, 1.5])],
  [2, -1, 2, () => 1],
];

describe("by_element", () => {
  test.each(elementCases)("is the distribution that is numbered %d", (which, lower, upper, density) => {
    const values = [which, ...elementValues];
    const nodes = quadratureNodes(lower, upper === Infinity ? 0 : upper);
    const above = upper === Infinity ? quadratureNodes(0, Infinity) : [];
    const whole = integrate([...nodes, ...above], density);
    expect(integrate([...nodes, ...above], (x) => mass(elements, x, values))).toBeCloseTo(1, 9);
    for (const x of [0.2, 1.7]) expect(mass(elements, x, values)).toBeCloseTo(density(x) / whole, 10);
  });

  test("has the moments and probabilities of the distribution that is numbered", () => {
    const both = byElement([normal, halfNormal]);
    for (const [which, one, given] of [
      [0, normal, [1, 2]],
      [1, halfNormal, [3]],
    ] as const) {
      const names = allNames(both, 0.7, [which, 1, 2, 3]);
      const own = allNames(one, 0.7, given);
      for (const key of ["mean", "variance", "logCdf", "logSurvival"] as const)
        expect(evaluate(both[key]!, names)).toBe(evaluate(one[key]!, own));
    }
  });

  test("tells the supports where they differ, and whatever is known of all", () => {
    expect(byElement([normal, studentT]).supports).toBeUndefined();
    expect(elements.supports).toMatchObject([{ lower: -Infinity }, { lower: 0, upper: "to_1" }, {}]);
    expect(byElement([halfNormal, cut(normal, 0, null)]).support).toMatchObject({ lower: 0, isOpen: false });
  });
});

describe("censored", () => {
  const at = (x: number, left: number, right: number, to: number): number =>
    mass(censored(weibull, true), x, [1.7, 2.2, left, right, to]);

  test("is the density, the probability above, below or between", () => {
    const density = (x: number): number => mass(weibull, x, [1.7, 2.2]);
    const between = (from: number, to: number): number => integrate(quadratureNodes(from, to), density);
    expect(at(1.3, 0, 0, -Infinity)).toBe(density(1.3));
    expect(at(1.3, 0, 1, -Infinity)).toBeCloseTo(between(1.3, Infinity), 10);
    expect(at(1.3, 1, 0, -Infinity)).toBeCloseTo(between(0, 1.3), 10);
    expect(at(1.3, 0, 0, 2)).toBeCloseTo(between(1.3, 2), 10);
  });

  test("keeps its digits in intervals of either tail", () => {
    const interval = censored(normal, true);
    const logMass = (from: number, to: number): number => logDensityAt(interval, from, [0, 1, 0, 0, to]);
    // Mirror images, and log Q(10) - log(1 - Q(11) / Q(10)) by Abramowitz & Stegun 26.2.12.
    expect(logMass(10, 11)).toBeCloseTo(logMass(-11, -10), 10);
    expect(logMass(10, 11)).toBeCloseTo(-53.231318, 4);
  });

  test("of a part that is a half-normal number has probabilities of its own", () => {
    const right = censored(halfNormal, false);
    expect(mass(right, 1, [2, 0, 1, -Infinity])).toBeCloseTo(0.6170750774519738, 12);
  });
});
