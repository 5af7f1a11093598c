/** Proof of NUTS and static HMC at length: joint distributions and calibration. */

import { describe, it } from "vitest";
import { expectCalibration, expectInvariance, titled } from "./judge.ts";
import { hamiltonianCalibrations, hamiltonianPairs } from "./pairs.ts";

describe("the joint distribution of parameters and data", () => {
  it.each(titled(hamiltonianPairs))("is left invariant: %s", (_, pair) =>
    expectInvariance(pair, 400, 4_000_000),
  );
});

describe("calibration by simulation", () => {
  it.each(titled(hamiltonianCalibrations))("finds nothing wrong with %s", (_, pair) =>
    expectCalibration(pair, 1000, 5_000_000),
  );
});
