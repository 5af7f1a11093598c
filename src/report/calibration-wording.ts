/** What a calibration found, in words: which way a quantity is off, and what to do. */

import type { Calibration, Deviation, QuantityCalibration, RankedKind } from "../posterior/calibration.ts";

type Wording = Readonly<Record<Deviation, string>>;

const ofValues: Wording = {
  none: "as it should be",
  narrow: "posterior too narrow: truths lie at both ends of the draws",
  wide: "posterior too wide: truths lie in the middle of the draws",
  high: "posterior too high: truths lie below the draws",
  low: "posterior too low: truths lie above the draws",
  uneven: "truths lie unevenly among the draws",
};

const ofLikelihoods: Wording = {
  ...ofValues,
  narrow: "varies too little from draw to draw",
  wide: "varies too much from draw to draw",
  high: "draws fit the data better than the truth does: they may follow them too closely",
  low: "draws fit the data worse than the truth does: they may not heed them enough",
};

const ofPredictions: Wording = {
  ...ofValues,
  narrow: "predictions too narrow: new values lie at both ends of them",
  wide: "predictions too wide: new values lie in the middle of them",
  high: "predictions too high: new values lie below them",
  low: "predictions too low: new values lie above them",
};

const wordings: Readonly<Record<RankedKind, Wording>> = {
  parameter: ofValues,
  defined: ofValues,
  product: ofValues,
  "log likelihood": ofLikelihoods,
  "new outcome": ofPredictions,
};

/** What the places of a quantity say of its posterior. */
export function describeDeviation({ kind, deviation }: QuantityCalibration): string {
  return wordings[kind][deviation];
}

/** What to do where quantities are off. */
export function remedyOf({ failedFits, simulations, fits }: Calibration): string {
  const isOfNuts = fits.every(({ method }) => method === "nuts");
  if (failedFits > simulations / 20) {
    return `first see to the fits that failed their diagnosis: more \`--warmup\`${isOfNuts ? ", a reparameterized model" : ", `--method nuts`"}`;
  }
  return isOfNuts
    ? "calibrate with another `--seed`; if it fails again, the draws of this model are not to be trusted, and the program is at fault: report it"
    : "calibrate with `--method nuts`: if that is good, use it, and report the other; if it fails too, the draws of this model are not to be trusted";
}

/** What else must be known to read the result, sentence by sentence. */
export function notesOf(calibration: Calibration): string[] {
  const { simulations, requested, failedFits, brokenRules, notBegun, rejected, thinning } = calibration;
  const notes: string[] = [];
  if (calibration.isInterrupted) notes.push(`interrupted after ${simulations} of ${requested} simulations`);
  if (failedFits > 0) {
    const rules = Object.entries(brokenRules).map(([rule, count]) => `${rule} ${count}`);
    notes.push(
      `${failedFits} of ${simulations} fits failed their diagnosis (${rules.join(", ")}); they count like the others`,
    );
  }
  if (notBegun > 0)
    notes.push(`${notBegun} fits found no point to begin at, and are not among the simulations`);
  if (rejected > 0) notes.push(`${rejected} data sets had values that are not finite, and were drawn anew`);
  if (calibration.isThinningCut) {
    notes.push(
      `draws ${thinning} transitions apart still depend on each other, which looks like a posterior that is too narrow`,
    );
  }
  if (calibration.partly.length > 0) {
    const names = calibration.partly.map(({ quantity, ranked, of }) => `${quantity} (${ranked} of ${of})`);
    notes.push(`the first, middle and last levels stand for all of ${names.join(", ")}`);
  }
  return notes;
}
