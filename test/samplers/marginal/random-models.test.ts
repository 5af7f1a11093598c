/** Twenty-five random models against brute force; the slow form takes many more. */

import { describe, it } from "vitest";
import { requireAgreement } from "./random-models.ts";

describe("random linear-Gaussian models", () => {
  it("have the density, the gradient and the joint draws of brute force", () => {
    requireAgreement(1, 25);
  });
});
