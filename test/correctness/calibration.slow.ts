/** Calibration at length, over four kinds of models. The faults that it must see are in `calibration.test.ts`. */

import { expect, it } from "vitest";
import { heavyTails, proportions, replicates, slopes } from "./calibrated-models.ts";
import { alert, calibrate, failure, findMiscalibration } from "./calibration.ts";

it.each([replicates, slopes, proportions, heavyTails])(
  "the posterior of $name is calibrated",
  async (model) => {
    const calibration = await calibrate(model, { simulations: 300, seed: 1_000_000 });
    for (const message of findMiscalibration(calibration, alert))
      console.warn(`alert: ${model.name}: ${message}`);
    expect(findMiscalibration(calibration, failure)).toEqual([]);
  },
);
