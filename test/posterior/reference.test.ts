/** Every number of R's posterior on the draws of reference.json, made by test/reference/posterior.R. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { essBulk, essMean, essQuantile, essSd, essTail } from "../../src/posterior/ess.ts";
import { mcseMean, mcseQuantile, mcseSd } from "../../src/posterior/mcse.ts";
import { mean, standardDeviation } from "../../src/posterior/moments.ts";
import { medianAbsoluteDeviation, quantile, sortDraws } from "../../src/posterior/quantile.ts";
import { rhat } from "../../src/posterior/rhat.ts";

interface Reference {
  readonly cases: readonly {
    readonly name: string;
    readonly chains: readonly (readonly number[])[];
    readonly values: Readonly<Record<string, number | null>>;
  }[];
}

type Measure = (values: Float64Array, chainCount: number) => number;

const measures: Readonly<Record<string, Measure>> = {
  mean: (values) => mean(values),
  sd: (values) => standardDeviation(values),
  mad: (values) => medianAbsoluteDeviation(sortDraws(values)),
  q5: (values) => quantile(sortDraws(values), 0.05),
  median: (values) => quantile(sortDraws(values), 0.5),
  q95: (values) => quantile(sortDraws(values), 0.95),
  rhat,
  essBulk,
  essTail,
  essMean,
  essSd,
  essQ5: (values, chainCount) => essQuantile(values, chainCount, 0.05),
  essQ10: (values, chainCount) => essQuantile(values, chainCount, 0.1),
  essMedian: (values, chainCount) => essQuantile(values, chainCount, 0.5),
  mcseMean,
  mcseSd,
  mcseQ5: (values, chainCount) => mcseQuantile(values, chainCount, 0.05),
  mcseMedian: (values, chainCount) => mcseQuantile(values, chainCount, 0.5),
  mcseQ95: (values, chainCount) => mcseQuantile(values, chainCount, 0.95),
};

const reference = JSON.parse(readFileSync(new URL("reference.json", import.meta.url), "utf8")) as Reference;

describe("the measures of draws equal those of R's posterior to 1e-10", () => {
  it.each(reference.cases)("for $name", ({ name, chains, values }) => {
    const draws = Float64Array.from(chains.flat());
    for (const [measure, expected] of Object.entries(values)) {
      const found = measures[measure]!(draws, chains.length);
      if (expected === null) expect(found, `${measure}, ${name}`).toBeNaN();
      // The variance within chains is exactly 0 here, and 1e-31 in R.
      else if (expected > 1e12) expect(found, measure).toBe(Number.POSITIVE_INFINITY);
      else
        expect(Math.abs(found - expected), `${measure}, ${name}: ${found}`).toBeLessThanOrEqual(
          tolerance(expected),
        );
    }
  });

  it("compares every measure in every case", () => {
    for (const { values } of reference.cases) {
      expect(Object.keys(values).sort()).toEqual(Object.keys(measures).sort());
    }
  });
});

function tolerance(expected: number): number {
  return 1e-10 * Math.max(Math.abs(expected), 1e-6);
}
