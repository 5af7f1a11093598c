/**
 * Every bundled model at length: four times the draws, so half the error that a disagreement could hide in. What the program
 * integrates out by itself is sampled too, so that both ways have to give the same numbers.
 */

import { describe } from "vitest";
import { testAgreement, testPosterior } from "./agreement.ts";
import { fitModel, modelNames } from "./bundled-models.ts";

const length = { seed: 1, chains: 4, warmup: 2000, draws: 4000 };

for (const name of modelNames) {
  testPosterior(name, "fitted with 4 chains of 4000 draws", length);

  describe(`${name}, with every parameter sampled`, () => {
    testAgreement(name, () => fitModel(name, { ...length, method: "nuts" }));
  });
}
