/** Calibration at length, over four kinds of models. The faults that it must see are in `calibration.test.ts`. */

import { describe, expect, it } from "vitest";
import { heavyTails, proportions, replicates, slopes } from "./calibrated-models.ts";
import { alert, calibrate, failure, findMiscalibration } from "./calibration.ts";

/** Where the program integrates by itself, it is made to sample everything too. */
const cases = [
  ...[replicates, slopes].map((model) => ({ model, method: "auto", name: model.name }) as const),
  ...[replicates, slopes, proportions, heavyTails].map(
    (model) => ({ model, method: "nuts", name: `${model.name}, every parameter sampled` }) as const,
  ),
];

describe("calibration by simulation", () => {
  it.each(cases)("finds nothing wrong with $name", async ({ model, method, name }) => {
    const calibration = await calibrate(model, { simulations: 250, seed: 1_000_000, method });
    for (const message of findMiscalibration(calibration, alert)) console.warn(`alert: ${name}: ${message}`);
    expect(findMiscalibration(calibration, failure)).toEqual([]);
  });
});
