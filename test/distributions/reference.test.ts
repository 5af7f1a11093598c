/** Log densities and log probabilities against R's (test/reference/distributions.R), and mpmath's (distributions.py) where R has none. */

import { describe, expect, it } from "vitest";
import { distributions, findDistribution } from "../../src/distributions/index.ts";
import { allNames, evaluate, logDensityAt, numbers, sum } from "./evaluate.ts";
import expModNormal from "./exp-mod-normal.json" with { type: "json" };
import reference from "./reference.json" with { type: "json" };
import byMpmath from "./reference-mpmath.json" with { type: "json" };
import probabilities from "./reference-probabilities.json" with { type: "json" };

interface ProbabilityCase {
  readonly distribution: string;
  readonly arguments: readonly number[];
  readonly x: number;
  readonly logCdf?: number;
  readonly logSurvival?: number;
}

interface ScalarCase extends ProbabilityCase {
  readonly logDensity: number;
}

interface VectorCase {
  readonly distribution: string;
  readonly arguments: readonly (readonly number[])[];
  readonly x: readonly number[];
  readonly logDensity: number;
}

const scalarCases: readonly ScalarCase[] = [...reference.scalar, ...byMpmath.scalar, ...expModNormal];
/** The logarithms of probabilities that R's file has not (test/reference/probabilities.py). */
const probabilityCases: readonly ProbabilityCase[] = [...scalarCases, ...probabilities];
const vectorCases: readonly VectorCase[] = reference.vector;

/** Relative to the largest term, as the terms' own rounding is. */
const tolerance = 2e-12;

function expectClose(found: number, expected: number, size: number, what: string): void {
  const error = Math.abs(found - expected);
  expect(
    error <= tolerance * Math.max(1, Math.abs(expected), size),
    `${what}: ${found}, reference: ${expected}`,
  ).toBe(true);
}

for (const { name } of distributions) {
  const cases = scalarCases.filter((one) => one.distribution === name);
  if (cases.length === 0) {
    continue;
  }
  describe(name, () => {
    const distribution = findDistribution(name);
    if (distribution?.kind !== "scalar") {
      throw new Error(`${name} is not a distribution of one number`);
    }
    it("has the log density of the reference", () => {
      for (const { arguments: values, x, logDensity } of cases) {
        const names = allNames(distribution, x, values);
        const size = Math.max(...distribution.logDensity.map((term) => Math.abs(evaluate(term, names))));
        const found = logDensityAt(distribution, x, values);
        expectClose(found, logDensity, size, `${name}(${values}) at ${x}`);
      }
    });
    for (const side of ["logCdf", "logSurvival"] as const) {
      const formula = distribution[side];
      if (formula === undefined) {
        continue;
      }
      it(`has the ${side} of the reference`, () => {
        const known = probabilityCases.filter((one) => one.distribution === name && one[side] !== undefined);
        expect(known.length).toBeGreaterThan(0);
        for (const one of known) {
          const found = evaluate(formula, allNames(distribution, one.x, one.arguments));
          expectClose(found, one[side]!, 0, `${name}(${one.arguments}) ${side} at ${one.x}`);
        }
      });
    }
  });
}

describe("vector distributions", () => {
  it.each(vectorCases)("$distribution($arguments) at $x has the log density by R", (one) => {
    const distribution = findDistribution(one.distribution);
    if (distribution?.kind !== "vector") {
      throw new Error(`${one.distribution} is not a distribution of a vector`);
    }
    const found = sum(distribution.logDensity(numbers, one.x, one.arguments));
    expectClose(found, one.logDensity, 10, one.distribution);
  });
});
