import { describe, expect, it } from "vitest";
import { DenseMetric } from "../../../src/samplers/hamiltonian/metric/dense-metric.ts";
import { NutsTransition } from "../../../src/samplers/nuts/transition.ts";
import { drawBanana } from "../hamiltonian/densities.ts";
import { alarm, bananaTest, type InvarianceTest, rankStatistics } from "../hamiltonian/invariance.ts";
import { nutsKernel } from "./chains.ts";

const test: InvarianceTest = {
  ...bananaTest,
  kernel: nutsKernel,
  stepSize: 0.6,
  repetitions: 3000,
  seed: 20,
};

describe("the transition of NUTS", () => {
  it("leaves a banana-shaped distribution invariant at a step size with many rejections", () => {
    for (const statistic of rankStatistics(test)) expect(statistic).toBeLessThan(alarm);
  });

  it("leaves it invariant with a dense metric", () => {
    const metric = new DenseMetric(2);
    metric.update(Float64Array.of(1, 0.6, 0.6, 0.8));
    for (const statistic of rankStatistics({ ...test, metric, seed: 21 }))
      expect(statistic).toBeLessThan(alarm);
  });

  /** At a step size at which one step in some needs to be divided. */
  const refining = (change: (kernel: NutsTransition) => void = () => undefined): InvarianceTest => ({
    ...test,
    stepSize: 1.6,
    seed: 22,
    kernel: (density, metric, stream) => {
      const kernel = new NutsTransition(density, metric, stream, { maxTreeDepth: 6, maxEnergyError: 1000 });
      kernel.beginRefining();
      change(kernel);
      return kernel;
    },
  });

  it("leaves it invariant where steps are divided", () => {
    let kernel: NutsTransition | null = null;
    const statistics = rankStatistics(
      refining((one) => {
        kernel = one;
      }),
    );
    for (const statistic of statistics) expect(statistic).toBeLessThan(alarm);
    expect(kernel!.trajectory.extraSteps).toBeGreaterThan(10_000);
  });

  it("is seen not to leave it invariant if steps without the same way back are taken", () => {
    const faulty = refining(({ trajectory }) => {
      Object.defineProperty(trajectory, "isBroken", { get: () => false, set: () => undefined });
    });
    expect(Math.max(...rankStatistics({ ...faulty, repetitions: 12_000 }))).toBeGreaterThan(alarm);
  });

  it("is seen not to leave invariant what is half as wide again", () => {
    const draw: InvarianceTest["draw"] = (stream) => drawBanana(stream, 1.5);
    expect(Math.max(...rankStatistics({ ...test, draw }))).toBeGreaterThan(alarm);
  });
});
