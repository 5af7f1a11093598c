import { describe, expect, it } from "vitest";
import { DiagonalMetric } from "../../../src/samplers/hamiltonian/metric/metric.ts";
import { drawBanana, independentNormal } from "../hamiltonian/densities.ts";
import { alarm, bananaTest, type InvarianceTest, rankStatistics } from "../hamiltonian/invariance.ts";
import { nutsKernel } from "./chains.ts";

const repetitions = 100_000;

const test: InvarianceTest = { ...bananaTest, kernel: nutsKernel, repetitions, seed: 30 };

describe("the transition of NUTS, at length", () => {
  it.each([0.1, 0.25, 0.5, 0.75, 1.1])("leaves a banana invariant at step size %d", (stepSize) => {
    const statistics = rankStatistics({ ...test, stepSize, seed: 30 + Math.round(100 * stepSize) });
    for (const statistic of statistics) expect(statistic).toBeLessThan(alarm);
  });

  it("leaves ten normals of different scales invariant", () => {
    const variances = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2, 3];
    const density = independentNormal(variances);
    const statistics = rankStatistics({
      density,
      kernel: nutsKernel,
      metric: new DiagonalMetric(10),
      stepSize: 0.9,
      draw: (stream) => variances.map((variance) => Math.sqrt(variance) * stream.normal()),
      quantities: [
        (x) => x[0],
        (x) => x[9],
        (x) => x[0] * x[0],
        (x) => density.evaluate(x, new Float64Array(10)),
      ],
      repetitions: repetitions / 2,
      seed: 40,
    });
    for (const statistic of statistics) expect(statistic).toBeLessThan(alarm);
  });

  it("is seen not to leave invariant what is a tenth wider", () => {
    const draw: InvarianceTest["draw"] = (stream) => drawBanana(stream, 1.1);
    expect(Math.max(...rankStatistics({ ...test, draw }))).toBeGreaterThan(alarm);
  });
});
