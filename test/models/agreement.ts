/**
 * A fit held against numbers of an independent program: every mean, every sd and the quantiles that it gives, in combined Monte Carlo
 * standard errors.
 *
 * Hundreds of numbers are compared, and a difference of 4 standard errors comes by chance once in 16,000. Seeds are fixed,
 * so a comparison that passes once passes always; what lies between the two levels is printed.
 */

import { describe, expect, it } from "vitest";
import type { FitOptions, Fitted } from "../../src/index.ts";
import { mcseMean, mcseQuantile, mcseSd } from "../../src/posterior/mcse.ts";
import { mean, standardDeviation } from "../../src/posterior/moments.ts";
import { quantile, sortDraws } from "../../src/posterior/quantile.ts";
import { type Expected, fitModel, readExpected } from "./bundled-models.ts";

/** Standard errors from which on a difference is printed, and fails. */
const alert = 3;
const failure = 4;

export interface Agreement {
  /** Expected quantities that the fit does not have. */
  readonly missing: readonly string[];
  /** A sentence for each mean, sd and quantile that differs by more than 4 standard errors. */
  readonly failures: readonly string[];
}

/**
 * A greater kurtosis makes the error of a sample's sd one that the sample does not tell: most samples have too small an sd, and few one that is much too large. That of a
 * Laplace distribution is 6.
 */
const greatestKurtosis = 15;

/** Whether the sd of draws says little of that of their distribution. */
export function hasHeavyTail(values: ArrayLike<number>): boolean {
  const [center, sd] = [mean(values), standardDeviation(values)];
  const fourth = Array.from(values).reduce((sum, value) => sum + ((value - center) / sd) ** 4, 0);
  return fourth / values.length > greatestKurtosis;
}

/** Quantiles that an expected posterior may have. */
const quantiles = [
  ["q5", 0.05],
  ["median", 0.5],
  ["q95", 0.95],
] as const;

export function compareWithExpected(title: string, { draws }: Fitted, expected: Expected): Agreement {
  const missing: string[] = [];
  const failures: string[] = [];
  const compare = (what: string, found: number, wanted: number, error: number): void => {
    const deviation = (found - wanted) / error;
    const message = `${title}: ${what} is ${found}, expected ${wanted}, ${deviation.toFixed(2)} standard errors apart`;
    // Asked this way round, so that NaN fails.
    if (!(Math.abs(deviation) <= failure)) failures.push(message);
    else if (Math.abs(deviation) > alert) console.warn(`alert: ${message}`);
  };
  for (const [name, wanted] of Object.entries(expected.quantities)) {
    const values = draws.values[draws.variables.findIndex((variable) => variable.name === name)];
    if (!values) {
      missing.push(name);
      continue;
    }
    const ofMean = Math.hypot(mcseMean(values, draws.chainCount), wanted.mcse_mean);
    compare(`mean of ${name}`, mean(values), wanted.mean, ofMean);
    const ofSd = Math.hypot(mcseSd(values, draws.chainCount), wanted.mcse_sd);
    if (!hasHeavyTail(values)) compare(`sd of ${name}`, standardDeviation(values), wanted.sd, ofSd);
    const sorted = sortDraws(values);
    for (const [key, probability] of quantiles) {
      const [expectedOne, error] = [wanted[key], wanted[`mcse_${key}`]];
      if (expectedOne === undefined || error === undefined) continue;
      const own = mcseQuantile(values, draws.chainCount, probability, sorted);
      compare(`${key} of ${name}`, quantile(sorted, probability), expectedOne, Math.hypot(own, error));
    }
  }
  return { missing, failures };
}

/** The tests of one bundled model; it is fitted once, by the first of them that runs. */
export function testPosterior(name: string, title: string, options: FitOptions): void {
  let started: Promise<Fitted> | undefined;
  const fitOnce = (): Promise<Fitted> => {
    started ??= fitModel(name, options);
    return started;
  };
  describe(`${name}, ${title}`, () => {
    testAgreement(name, fitOnce);

    it("is judged good", async () => {
      const { verdict, problems } = (await fitOnce()).diagnose();
      expect(problems.map(({ message }) => message)).toEqual([]);
      expect(verdict).toBe("good");
    });
  });
}

/** The test of the numbers alone, whatever the diagnosis says. */
export function testAgreement(name: string, fitOnce: () => Promise<Fitted>): void {
  it("has every mean and sd of the expected posterior within four standard errors", async () => {
    const agreement = compareWithExpected(name, await fitOnce(), readExpected(name));
    expect(agreement).toEqual({ missing: [], failures: [] });
  });
}
