import { describe, expect, it } from "vitest";
import { findOptionFaults, runDefaults } from "../../src/run/options.ts";

describe("the options of a run", () => {
  it("are without fault as they are", () => {
    expect(findOptionFaults(runDefaults)).toEqual([]);
  });

  it("name every fault at once, each with what was expected and what was found", () => {
    // What a script in JavaScript may pass.
    const method = "foo" as "auto";
    expect(findOptionFaults({ ...runDefaults, method, chains: 0, seed: 1.5 })).toEqual([
      "`method` must be one of auto, marginal, gibbs, whitened, nuts, hmc, but is foo",
      "`chains` must be a whole number from 1 to 1000, but is 0",
      "`seed` must be a whole number from 0 to 9007199254740991, but is 1.5",
    ]);
  });
});
