/** Four hundred random models against brute force. */

import { describe, it } from "vitest";
import { requireAgreement } from "./random-models.ts";

describe("random linear-Gaussian models", () => {
  it.each([2, 3])("have the density, the gradient and the joint draws of brute force, seed %i", (seed) => {
    requireAgreement(seed, 200);
  });
});
