/** Every bundled model at length: four times the draws, so half the error that a disagreement could hide in. */

import { testPosterior } from "./agreement.ts";
import { modelNames } from "./bundled-models.ts";

for (const name of modelNames) {
  testPosterior(name, "fitted with 4 chains of 4000 draws", {
    seed: 1,
    chains: 4,
    warmup: 2000,
    draws: 4000,
  });
}
