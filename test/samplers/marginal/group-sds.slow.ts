/** Ordinary data sets of groups with sds of their own: none of the default verdicts fails, and the sd of their logarithms is right. */

import { describe, expect, it } from "vitest";
import { fit, parseModel } from "../../../src/index.ts";
import { distributionOfSpread, groupSdsText, simulateGroupSds } from "./group-sds.ts";

/** Quantiles of 4000 draws, of which a thousand count, are this near in probability to the truth: four standard errors. */
const farOff = (probability: number): number => 4 * Math.sqrt((probability * (1 - probability)) / 1000);

describe("eight data sets of groups with sds of their own", () => {
  it.each(Array.from({ length: 8 }, (_, i) => i + 1))("number %i is good and right", async (seed) => {
    const columns = simulateGroupSds(seed);
    const fitted = await fit(parseModel(groupSdsText), { data: columns, workers: 0, seed });
    expect(fitted.diagnose().problems).toEqual([]);
    const { lower, median, upper } = fitted.summary().rows.find(({ variable }) => variable === "ω")!;
    const distribution = distributionOfSpread(columns);
    [lower, median, upper].forEach((value, k) => {
      const probability = [0.05, 0.5, 0.95][k]!;
      expect(Math.abs(distribution(value) - probability)).toBeLessThan(farOff(probability));
    });
  });
});
