/** Calibration of a regression whose coefficients have priors of several kinds. */

import { expect, it } from "vitest";
import { parseModel } from "../../src/api/model.ts";
import { calibrateModel, simulateInCallingThread } from "../../src/calibration/calibrate-model.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { elementData as data, elementText as text } from "./element-priors.ts";

it.each(["auto", "nuts"] as const)(
  "elements with priors of several kinds are calibrated, by %s",
  async (method) => {
    const setting = { readFile: readCsv, runSimulations: simulateInCallingThread };
    const options = { data, simulations: 200, seed: 5, method };
    const calibration = await calibrateModel(parseModel(text), options, setting);
    expect(calibration.quantities.filter(({ isOff }) => isOff)).toEqual([]);
    expect(calibration).toMatchObject({ isCalibrated: true, simulations: 200 });
  },
  120_000,
);
