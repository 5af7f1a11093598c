/** Numbers of R's posterior and loo, and of ArviZ, on the draws of more-measures.json: test/reference/more-measures.R and arviz-measures.py. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { essBulk, essLocal, essMean, essQuantile, essSd, essTail } from "../../src/posterior/ess.ts";
import { logLikelihoodParetoK } from "../../src/posterior/log-likelihood.ts";
import { mcseMean, mcseQuantile, mcseSd } from "../../src/posterior/mcse.ts";
import { nestedRhat } from "../../src/posterior/nested-rhat.ts";
import { rhat } from "../../src/posterior/rhat.ts";

interface Case {
  readonly name: string;
  readonly chains: readonly (readonly number[])[];
}

interface Reference {
  readonly cases: readonly (Case & { readonly values: Readonly<Record<string, number | null>> })[];
  readonly logLikelihoods: readonly (Case & { readonly paretoK: number })[];
}

type Measure = (values: Float64Array, chainCount: number) => number;

const measures: Readonly<Record<string, Measure>> = {
  nested4: (values, chainCount) => nestedRhat(values, chainCount, 4),
  nested2: (values, chainCount) => nestedRhat(values, chainCount, 2),
  nestedAll: (values, chainCount) => nestedRhat(values, chainCount, chainCount),
  essQ2: (values, chainCount) => essQuantile(values, chainCount, 0.025),
  essQ97: (values, chainCount) => essQuantile(values, chainCount, 0.975),
  mcseQ2: (values, chainCount) => mcseQuantile(values, chainCount, 0.025),
  mcseQ97: (values, chainCount) => mcseQuantile(values, chainCount, 0.975),
  mcseMedian: (values, chainCount) => mcseQuantile(values, chainCount, 0.5),
  mcseSd,
  essLocalLow: (values, chainCount) => essLocal(values, chainCount, 0, 0.25),
  essLocalMiddle: (values, chainCount) => essLocal(values, chainCount, 0.25, 0.75),
};

const { cases, logLikelihoods } = JSON.parse(
  readFileSync(new URL("more-measures.json", import.meta.url), "utf8"),
) as Reference;

describe("measures on request equal those of R to 1e-10", () => {
  it.each(cases)("for $name", ({ name, chains, values }) => {
    const draws = Float64Array.from(chains.flat());
    for (const [measure, expected] of Object.entries(values)) {
      if (expected === null) continue;
      const found = measures[measure]!(draws, chains.length);
      expect(Math.abs(found - expected), `${measure}, ${name}: ${found}`).toBeLessThanOrEqual(
        1e-10 * Math.abs(expected),
      );
    }
  });

  it("of every kind", () => {
    const compared = cases.flatMap(({ values }) => Object.keys(values).filter((key) => values[key] !== null));
    expect([...new Set(compared)].sort()).toEqual(Object.keys(measures).sort());
  });

  it.each(logLikelihoods)("for Pareto k of log likelihoods with $name, to 1e-8", ({ chains, paretoK }) => {
    const found = logLikelihoodParetoK(Float64Array.from(chains.flat()), chains.length);
    expect(Math.abs(found - paretoK), `${found}, ${paretoK}`).toBeLessThanOrEqual(1e-8);
  });
});

/** ArviZ takes squares of the distances from the mean; R's posterior, which is followed, the distances. */
const differing = ["essSd"];

const ofArviz: Readonly<Record<string, Measure>> = {
  ...measures,
  rhat,
  essBulk,
  essTail,
  essMean,
  essSd,
  essMedian: (values, chainCount) => essQuantile(values, chainCount, 0.5),
  mcseMean,
};

const arviz = JSON.parse(readFileSync(new URL("arviz-measures.json", import.meta.url), "utf8")) as {
  readonly cases: readonly { readonly name: string; readonly values: Readonly<Record<string, number>> }[];
};

describe("measures equal those of ArviZ to 1e-8", () => {
  it.each(arviz.cases)("for $name", ({ name, values }) => {
    const { chains } = cases.find((one) => one.name === name)!;
    const draws = Float64Array.from(chains.flat());
    for (const [measure, expected] of Object.entries(values)) {
      if (differing.includes(measure)) continue;
      const found = ofArviz[measure]!(draws, chains.length);
      expect(Math.abs(found - expected), `${measure}, ${name}: ${found}, ${expected}`).toBeLessThanOrEqual(
        1e-8 * Math.abs(expected),
      );
    }
  });
});

describe("nested R-hat", () => {
  it("is not defined without variation, and only for superchains that divide the chains", () => {
    expect(nestedRhat(new Float64Array(40).fill(2), 8, 4)).toBeNaN();
    expect(nestedRhat(Float64Array.of(1, 2, Number.NaN, 4), 4, 2)).toBeNaN();
    expect(() => nestedRhat(new Float64Array(40), 8, 3)).toThrow("superchains that divide 8 chains");
  });
});
