/** Calibration and joint distributions in short, each sampler on a model or two. The faults that they must find: `planted-faults.test.ts` and `planted-programs.test.ts`. */

import { describe, expect, it } from "vitest";
import { fewMeasurements, heavyTails, replicates } from "./calibrated-models.ts";
import { type CalibratedModel, calibrate } from "./calibration.ts";
import { categories, counts, halfT, waits } from "./conjugate-models.ts";
import { nestedShares } from "./integrated-models.ts";
import { expectCalibration, expectInvariance, expectNone, titled } from "./judge.ts";
import { gibbsCalibrations, gibbsPairs, hamiltonianPairs, integratedPairs } from "./pairs.ts";

/** Those pairs of a list whose model is among these. */
function of<Pair extends { readonly model: object }>(pairs: readonly Pair[], ...models: object[]): Pair[] {
  return pairs.filter(({ model }) => models.includes(model));
}

describe("the joint distribution of parameters and data", () => {
  const pairs = [
    ...of(hamiltonianPairs, replicates, categories),
    ...of(integratedPairs, nestedShares),
    ...of(gibbsPairs, counts, waits, categories, heavyTails),
  ];
  it.each(titled(pairs))("is left invariant: %s", (_, pair) => expectInvariance(pair, 30, 6_000_000));
});

describe("calibration by simulation", () => {
  it("finds nothing wrong with the posterior of two measurements, for each parameter and the log density", async () => {
    const calibration = await calibrate(fewMeasurements, { simulations: 120, seed: 1000 });
    expect(Object.keys(calibration)).toEqual(["μ", "σ", "log density"]);
    expectNone("two measurements", calibration);
  });

  const pairs = of(gibbsCalibrations, halfT);
  it.each(titled(pairs))("finds nothing wrong with %s", (_, pair) => expectCalibration(pair, 40, 7_000_000));

  it("refuses effects that are not normal and depend on each other where they are to be integrated out", async () => {
    const fitting = { method: "marginal" } as const;
    const manyGroups: CalibratedModel = {
      ...heavyTails,
      simulate: (draw) => {
        const { data, truth } = heavyTails.simulate(draw);
        return { data: { ...data, sample: data.y!.map((_, row) => `of ${row}`) }, truth };
      },
    };
    const fittedText = heavyTails.text.replace(/(~ normal\(.*)θ\[sample\]/, "$1(θ[sample] - mean(θ))");
    expect(fittedText).not.toBe(heavyTails.text);
    const fitted = calibrate(manyGroups, { simulations: 1, seed: 1, fittedText, fitting });
    await expect(fitted).rejects.toThrow("levels of sample meet each other");
  });
});
