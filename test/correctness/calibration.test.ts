/** Calibration in short: no false alarm where all is right, and an alarm for each of the faults that it is there for. */

import { describe, expect, it } from "vitest";
import { fewMeasurements, fewWithoutData, fewWithoutJacobian } from "./calibrated-models.ts";
import { calibrate, failure, findMiscalibration } from "./calibration.ts";

const options = { simulations: 120, seed: 1000 };

describe("calibration by simulation", () => {
  it("finds nothing wrong with the posterior of two measurements", async () => {
    const calibration = await calibrate(fewMeasurements, options);
    expect(Object.keys(calibration)).toEqual(["μ", "σ", "log density"]);
    expect(findMiscalibration(calibration, failure)).toEqual([]);
  });

  it("finds a Jacobian that is left out, and first the parameter that misses it", async () => {
    const calibration = await calibrate(fewMeasurements, { ...options, fittedText: fewWithoutJacobian });
    expect(findMiscalibration(calibration, failure)[0]).toMatch(/^σ: /);
  });

  it("finds data that are never looked at, by the log density alone", async () => {
    const calibration = await calibrate(fewMeasurements, { ...options, fittedText: fewWithoutData });
    const found = findMiscalibration(calibration, failure);
    expect(found.map((message) => message.split(":")[0])).toContain("log density");
    expect(found.filter((message) => !message.startsWith("log density"))).toEqual([]);
  });
});
