/** Every planted fault of a transition alone is found; those of the whole program: `planted-programs.slow.ts`. */

import { describe, expect, it } from "vitest";
import { alarm, rankStatistics } from "../samplers/hamiltonian/invariance.ts";
import { hmcKernel } from "../samplers/hmc/chains.ts";
import { plant } from "./faulty-kernels.ts";
import { bananaTest, kernelFaults } from "./hamiltonian-faults.ts";
import { titledFaults } from "./judge.ts";

/** χ² with 7 degrees of freedom as a standard normal deviate (Wilson & Hilferty 1931). */
function deviateOf(statistic: number): number {
  const variance = 2 / (9 * 7);
  return (Math.cbrt(statistic / 7) - (1 - variance)) / Math.sqrt(variance);
}

describe("the rank test of a transition", () => {
  it.each(titledFaults(kernelFaults))("finds %s", (_, { test, replacements, least }) => {
    const removals = replacements.map(plant);
    try {
      expect(Math.max(...rankStatistics(test).map(deviateOf))).toBeGreaterThan(least);
    } finally {
      for (const remove of removals) remove();
    }
  });

  it("finds nothing wrong with the same trajectories as they should be", () => {
    const statistics = rankStatistics({
      ...bananaTest,
      stepSize: 0.5,
      kernel: hmcKernel(3, 0.2),
      repetitions: 10_000,
    });
    expect(Math.max(...statistics)).toBeLessThan(alarm);
  });
});
