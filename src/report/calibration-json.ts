/** A calibration as the JSON that the command line prints. */

import type { Calibration } from "../posterior/calibration.ts";
import { describeDeviation, notesOf } from "./calibration-wording.ts";
import type { JsonObject } from "./json.ts";
import { methodWords } from "./kernel-words.ts";

/** With the ranks of every simulation, from 0 to the number of draws. */
export function calibrationJson(calibration: Calibration): JsonObject {
  const { simulations, draws, quantities } = calibration;
  return {
    verdict: simulations === 0 ? "none" : calibration.isCalibrated ? "good" : "failed",
    simulations,
    requested: calibration.requested,
    draws,
    thinning: calibration.thinning,
    seed: calibration.seed,
    alpha: calibration.alpha,
    kernels: Object.fromEntries(
      calibration.fits.map(({ method, kernel, count }) => [methodWords(method, kernel), count]),
    ),
    failed_fits: calibration.failedFits,
    broken_rules: calibration.brokenRules,
    not_begun: calibration.notBegun,
    rejected: calibration.rejected,
    notes: notesOf(calibration),
    quantities: quantities.map((quantity) => ({
      name: quantity.name,
      kind: quantity.kind,
      p: quantity.pValue,
      excursion: quantity.excursion,
      shift: Number.isFinite(quantity.shift) ? quantity.shift : null,
      spread: Number.isFinite(quantity.spread) ? quantity.spread : null,
      is_off: quantity.isOff,
      deviation: quantity.deviation,
      meaning: describeDeviation(quantity),
      ranks: Array.from(quantity.places, (place) => Math.min(draws, Math.floor(place * (draws + 1)))),
    })),
  };
}
