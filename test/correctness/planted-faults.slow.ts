/** Planted faults that take more than a second to find, and what is sound among the same parts, which is not found. */

import { describe, expect, it } from "vitest";
import { fewMeasurements } from "./calibrated-models.ts";
import { failure, findDeviations } from "./deviations.ts";
import { withDensity } from "./faulty-recipes.ts";
import { soundSweep } from "./integrated-faults.ts";
import { crossed } from "./integrated-models.ts";
import { testJointDistribution } from "./joint-distribution.ts";
import { expectFound, titledFaults } from "./judge.ts";
import { isQuick, jointFaults } from "./planted-faults.ts";
import { hmc } from "./samplers.ts";

const slow = jointFaults.filter((fault) => !isQuick(fault));

describe("the test of the joint distribution", () => {
  it.each(titledFaults(slow))("finds %s", (_, fault) => expectFound(fault));

  it("finds nothing wrong with the parts of a collapsed sweep put together as they should be", () => {
    const test = { model: crossed, sampler: soundSweep, simulations: 150, seed: 51 };
    expect(findDeviations(testJointDistribution(test).deviations, failure)).toEqual([]);
  });

  it("finds nothing wrong with a gradient that is wrong: only the density must be right", () => {
    const sampler = withDensity(hmc("variance", "noncentered"), "target[0] *= 0.7;");
    const test = { model: fewMeasurements, sampler, simulations: 500, seed: 51 };
    expect(findDeviations(testJointDistribution(test).deviations, failure)).toEqual([]);
  });
});
