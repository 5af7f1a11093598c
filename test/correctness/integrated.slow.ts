/** Calibration of what is sampled where the rest is integrated out, and of the exact draws that complete it. */

import { describe, expect, it } from "vitest";
import { heavyTails, replicates, slopes } from "./calibrated-models.ts";
import { alert, calibrate, failure, findMiscalibration } from "./calibration.ts";
import { crossed, manyScales, nestedShares } from "./integrated-models.ts";

const simulations = 400;

const cases = [
  ...[replicates, slopes, crossed, nestedShares, manyScales].map(
    (model) => ({ model, method: "marginal" }) as const,
  ),
  ...[crossed, nestedShares].map((model) => ({ model, method: "gibbs" }) as const),
].map((one) => ({ ...one, name: one.model.name }));

describe("calibration with effects integrated out", () => {
  it.each(cases)("finds nothing wrong with $name by `$method`", async ({ model, method, name }) => {
    const calibration = await calibrate(model, { simulations, seed: 2_000_000, method });
    for (const message of findMiscalibration(calibration, alert))
      console.warn(`alert: ${name} by ${method}: ${message}`);
    expect(findMiscalibration(calibration, failure)).toEqual([]);
  });

  it("sees a residual sd that is fitted twice as large", async () => {
    const fittedText = crossed.text.replace(", σ)", ", 2 * σ)");
    const calibration = await calibrate(crossed, {
      simulations: 120,
      seed: 3_000_000,
      fittedText,
      method: "marginal",
    });
    expect(findMiscalibration(calibration, failure)[0]).toMatch(/^σ: /);
  });

  it("refuses effects that are not normal", async () => {
    const fitting = calibrate(heavyTails, { simulations: 1, seed: 1, method: "marginal" });
    await expect(fitting).rejects.toThrow("has a student_t prior");
  });
});
