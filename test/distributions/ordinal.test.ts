/** The distributions of ordered categories: their masses against 400 digits and against sums, their draws against their masses. */

import { describe, expect, it, test } from "vitest";
import { adjacentLogit } from "../../src/distributions/adjacent-logit.ts";
import type { ChoiceDistribution } from "../../src/distributions/distribution.ts";
import { findDistribution } from "../../src/distributions/index.ts";
import { orderedLogistic } from "../../src/distributions/ordered-logistic.ts";
import { orderedProbit } from "../../src/distributions/ordered-probit.ts";
import { sequentialLogit } from "../../src/distributions/sequential-logit.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { numbers, sum } from "./evaluate.ts";
import { chiSquareDeviate, countBins, judge } from "./goodness-of-fit.ts";
import reference from "./ordinal-mpmath.json" with { type: "json" };

const all = [orderedLogistic, orderedProbit, adjacentLogit, sequentialLogit];

function logMass(
  distribution: ChoiceDistribution,
  x: number,
  location: number,
  thresholds: number[],
): number {
  return sum(distribution.logDensity(numbers, x, [[location], thresholds]));
}

function masses(distribution: ChoiceDistribution, location: number, thresholds: number[]): number[] {
  return Array.from({ length: thresholds.length + 1 }, (_, k) =>
    Math.exp(logMass(distribution, k + 1, location, thresholds)),
  );
}

test.each(
  reference.map((one) => [`${one.distribution}(${one.location}, [${one.thresholds}])`, one] as const),
)(
  "%s is what 400 digits give, far out and between close thresholds too",
  (_, { distribution, location, thresholds, logMass: wanted }) => {
    const found = findDistribution(distribution);
    if (found?.kind !== "choice") throw new Error(`${distribution} is no choice`);
    for (const [k, value] of wanted.entries()) {
      const error = Math.abs(logMass(found, k + 1, location, thresholds) - value);
      // A probit difference of close thresholds far out is of two logarithms that share their leading digits.
      const share = found === orderedProbit ? 1e-9 : 1e-13;
      // The sum of exponentials of adjacent categories has its own rounding, as that of `categorical_logit` has.
      const least = found === adjacentLogit ? 1 : 1e-3;
      expect(error).toBeLessThanOrEqual(share * Math.max(least, Math.abs(value)));
    }
  },
);

describe.each(all.map((one) => [one.name, one] as const))("%s", (_, distribution) => {
  it("sums to one over its categories, and has none beyond the last", () => {
    for (const [location, thresholds] of [
      [0.4, [-1, 0.5, 2]],
      [-3, [0]],
      [7, [-2, 1, 1.5, 4, 9]],
    ] as const) {
      expect(sum(masses(distribution, location, [...thresholds]))).toBeCloseTo(1, 14);
      expect(logMass(distribution, thresholds.length + 2, location, [...thresholds])).toBe(-Infinity);
    }
  });

  it("moves to higher categories as its location grows, with one threshold as a binary outcome does", () => {
    const mean = (location: number): number =>
      sum(masses(distribution, location, [-1, 0, 1.5]).map((mass, k) => (k + 1) * mass));
    expect(mean(0.5)).toBeGreaterThan(mean(0));
    expect(mean(8)).toBeCloseTo(4, 1);
    const high = masses(distribution, 0.75, [0.25])[1]!;
    expect(high).toBeCloseTo(distribution === orderedProbit ? 0.6914624612740131 : 0.6224593312018546, 14);
  });

  it("is finite with locations and thresholds that are far apart", () => {
    for (const location of [-700, -40, 40, 700]) {
      for (const x of [1, 2, 3]) {
        const value = logMass(distribution, x, location, [-1, 2]);
        expect(Number.isFinite(value)).toBe(true);
        expect(value).toBeLessThanOrEqual(0);
      }
    }
  });

  it("has draws in proportion to its masses", () => {
    const stream = createRandomStream(4, 0);
    const complaints: (string | null)[] = [];
    for (const [location, thresholds] of [
      [0.3, [-1, 0.5, 2]],
      [-1.5, [-2, -0.5, 0, 0.25]],
    ] as const) {
      const draws = Array.from({ length: 4000 }, () =>
        distribution.draw!(stream, [[location], [...thresholds]]),
      );
      const wanted = masses(distribution, location, [...thresholds]);
      const bounds = wanted.slice(1).map((_, k) => k + 1.5);
      complaints.push(judge(`draws at ${location}`, chiSquareDeviate(countBins(draws, bounds), wanted)));
    }
    expect(complaints.filter((one) => one !== null)).toEqual([]);
  });
});

describe("thresholds out of order", () => {
  it.each([orderedLogistic, orderedProbit])("leave no probability between them", (distribution) => {
    expect(logMass(distribution, 2, 0, [1, 0.5])).toBe(-Infinity);
    expect(logMass(distribution, 2, 0, [1, 1])).toBe(-Infinity);
    expect(Number.isFinite(logMass(distribution, 1, 0, [1, 0.5]))).toBe(true);
  });

  it.each([adjacentLogit, sequentialLogit])(
    "are as good as any where each step has its own",
    (distribution) => {
      expect(sum(masses(distribution, 0.2, [1, -0.5, 3]))).toBeCloseTo(1, 14);
    },
  );
});
