import { describe, expect, it } from "vitest";
import { DenseMetric } from "../../../src/samplers/hamiltonian/metric/dense-metric.ts";
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

  it("is seen not to leave invariant what is half as wide again", () => {
    const draw: InvarianceTest["draw"] = (stream) => drawBanana(stream, 1.5);
    expect(Math.max(...rankStatistics({ ...test, draw }))).toBeGreaterThan(alarm);
  });
});
