/** Every planted fault of the whole program is found. */

import { describe, expect, it } from "vitest";
import { calibrate } from "./calibration.ts";
import { findDeviations, rankDeviations } from "./deviations.ts";
import { titledFaults } from "./judge.ts";
import { programFaults } from "./planted-faults.ts";

describe("calibration by simulation", () => {
  it.each(titledFaults(programFaults))("finds %s", async (_, { found, least, ...test }) => {
    const { model, fittedText, simulations } = test;
    const calibration = await calibrate(model, { simulations, seed: 1000, fittedText });
    const [largest] = rankDeviations(calibration);
    expect(largest!.quantity).toBe(found);
    expect(findDeviations(calibration, least)).not.toEqual([]);
  });
});
