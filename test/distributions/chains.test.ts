/** Distributions along levels in their order against the multivariate normal distribution with their covariances. */

import { describe, expect, it } from "vitest";
import { autoregressive } from "../../src/distributions/autoregressive.ts";
import type { VectorDistribution } from "../../src/distributions/distribution.ts";
import { multiNormal } from "../../src/distributions/multi-normal.ts";
import { randomWalk } from "../../src/distributions/random-walk.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { numbers, sum } from "./evaluate.ts";
import { judge } from "./goodness-of-fit.ts";

type Matrix = readonly (readonly number[])[];

/** Row by row the lower Cholesky factor, by its definition. */
function factorOf(covariance: Matrix): number[] {
  const size = covariance.length;
  const factor = new Array<number>(size * size).fill(0);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = covariance[i]![j]!;
      for (let m = 0; m < j; m++) rest -= factor[i * size + m]! * factor[j * size + m]!;
      factor[i * size + j] = i === j ? Math.sqrt(rest) : rest / factor[j * size + j]!;
    }
  }
  return factor;
}

/** log N(x | 0, covariance) */
function logNormal(x: readonly number[], covariance: Matrix): number {
  const [zeros, ones] = [x.map(() => 0), x.map(() => 1)];
  return sum(multiNormal.logDensity(numbers, x, [zeros, ones, factorOf(covariance)]));
}

/** Times of the elements: distances add up. */
function timesOf(distances: readonly number[]): number[] {
  let time = 0;
  return distances.map((distance, k) => {
    time += k === 0 ? 0 : distance;
    return time;
  });
}

const walkCovariance = ([sd, first]: readonly number[], times: readonly number[]): Matrix =>
  times.map((s) => times.map((t) => first! ** 2 + sd! ** 2 * Math.min(s, t)));
const processCovariance = ([correlation, sd]: readonly number[], times: readonly number[]): Matrix =>
  times.map((s) => times.map((t) => sd! ** 2 * correlation! ** Math.abs(s - t)));

interface Case {
  readonly distribution: VectorDistribution;
  readonly values: readonly number[];
  readonly distances: readonly number[];
  readonly covariance: typeof walkCovariance;
}

const cases: readonly Case[] = [
  { distribution: randomWalk, values: [0.7, 2], distances: [1, 1, 1, 1], covariance: walkCovariance },
  { distribution: randomWalk, values: [1.3, 1.3], distances: [1, 0.25, 3, 10], covariance: walkCovariance },
  { distribution: randomWalk, values: [2, 0.1], distances: [1], covariance: walkCovariance },
  { distribution: autoregressive, values: [0.8, 2], distances: [1, 1, 1, 1], covariance: processCovariance },
  {
    distribution: autoregressive,
    values: [-0.6, 0.5],
    distances: [1, 2, 3, 1, 7],
    covariance: processCovariance,
  },
  { distribution: autoregressive, values: [0, 1], distances: [1, 1, 4], covariance: processCovariance },
  {
    distribution: autoregressive,
    values: [0.99, 3],
    distances: [1, 12, 5, 6],
    covariance: processCovariance,
  },
  { distribution: autoregressive, values: [0.3, 3], distances: [1], covariance: processCovariance },
];

describe.each(cases)("$distribution.name($values) over the distances $distances", (one) => {
  const { distribution, values, distances } = one;
  const covariance = one.covariance(values, timesOf(distances));
  const given = values.map((value) => [value]);

  it("has the density of the normal distribution with its covariances", () => {
    for (const shift of [0, 0.5, -2]) {
      const x = distances.map((_, k) => Math.sin(3 * k + shift) + shift);
      const density = sum(distribution.logDensity(numbers, x, given, distances));
      expect(density).toBeCloseTo(logNormal(x, covariance), 9);
    }
  });

  it("has draws with these covariances", () => {
    const stream = createRandomStream(11, 0);
    const count = 4000;
    const size = distances.length;
    const draws = Array.from({ length: count }, () => distribution.draw!(stream, given, size, distances));
    const complaints = covariance.flatMap((row, i) =>
      row.map((expected, j) => {
        const products = draws.map((x) => x[i]! * x[j]!);
        const mean = sum(products) / count;
        const variance = sum(products.map((product) => (product - mean) ** 2)) / (count - 1);
        return judge(`covariance of ${i} and ${j}`, (mean - expected) / Math.sqrt(variance / count));
      }),
    );
    expect(complaints.filter((complaint) => complaint !== null)).toEqual([]);
  });
});

it.each([
  [randomWalk, [[0.7], [2]]],
  [autoregressive, [[0.4], [2]]],
] as const)("elements are one step apart where no distances are given", (distribution, values) => {
  const x = [0.3, -1, 2];
  expect(distribution.logDensity(numbers, x, values)).toEqual(
    distribution.logDensity(numbers, x, values, [1, 1, 1]),
  );
  const draw = (distances?: readonly number[]) =>
    distribution.draw!(createRandomStream(2, 0), values, 3, distances);
  expect(draw()).toEqual(draw([1, 1, 1]));
});

it("an element that nobody looks at changes nothing: the levels around it are as far apart as without it", () => {
  const x = [0.4, -0.3];
  const apart = sum(autoregressive.logDensity(numbers, x, [[0.7], [1.5]], [1, 2]));
  let between = 0;
  for (let y = -12; y <= 12; y += 0.05)
    between += 0.05 * Math.exp(sum(autoregressive.logDensity(numbers, [x[0]!, y, x[1]!], [[0.7], [1.5]])));
  expect(apart).toBeCloseTo(Math.log(between), 10);
});

it("keeps its digits where the correlation is close to 1", () => {
  const close = 1 - 1e-13;
  const terms = autoregressive.logDensity(numbers, [0, 0], [[close], [1]], [1, 3]);
  // The step's variance is 1 - (1 - ε)⁶ = 6ε, to first order, with ε as the double has it.
  expect(sum(terms)).toBeCloseTo(-Math.log(2 * Math.PI) - 0.5 * Math.log(6 * (1 - close)), 9);
});
