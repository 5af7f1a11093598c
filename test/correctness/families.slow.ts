/**
 * Calibration by simulation of the whole program: every sampler of grouped data by every family of outcomes. `HYPERPRIOR_SIMULATIONS=1000` simulates as
 * many; the usual number leaves the suite at some minutes.
 */

import { describe, it } from "vitest";
import type { Fitting } from "./calibration.ts";
import { groupedModel, outcomes } from "./grouped-families.ts";
import { expectCalibration } from "./judge.ts";

const simulations = Number(process.env.HYPERPRIOR_SIMULATIONS ?? 150);

const samplers: Readonly<Record<string, Fitting>> = {
  whitened: { method: "whitened", warmup: 300, draws: 200, thinning: 5 },
  marginal: { method: "marginal", warmup: 300, draws: 200, thinning: 5 },
  nuts: { method: "nuts", warmup: 300, draws: 200, thinning: 5 },
};

const pairs = Object.keys(outcomes).flatMap((outcome) =>
  Object.entries(samplers).map(([sampler, fitting]) => ({ outcome, sampler, fitting })),
);

describe("calibration by simulation", () => {
  it.each(pairs)(
    "finds nothing wrong with $outcome by $sampler",
    ({ outcome, sampler, fitting }) =>
      expectCalibration({ sampler, model: groupedModel(outcome, "normal"), fitting }, simulations, 8_000_000),
    3_600_000,
  );
});
