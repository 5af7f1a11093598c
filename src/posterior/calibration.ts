/**
 * Judging a calibration by simulation. Each simulation draws parameters from their priors and data from the parameters, and fits the
 * data: if all is right, the parameter is one more draw of its posterior, so that its place among the draws is uniform over the
 * simulations. Source: Talts et al. (2018), arXiv:1804.06788; for functions of parameters and data Modrák et al. (2023),
 * Bayesian Analysis, doi:10.1214/23-BA1404.
 *
 * The test is the simultaneous band of `ecdf-band.ts`, its level divided by the number of quantities (Bonferroni). In which way places
 * are not uniform is told by the first two components of Neyman's smooth test (1937): their mean, and their spread about it.
 */

import type { EcdfBand } from "./count-band.ts";
import type { KernelKind } from "./draws.ts";
import { countBelow, UniformEcdf } from "./ecdf-band.ts";

/** What a ranked quantity is: it decides the words. */
export type RankedKind = "parameter" | "defined" | "product" | "log likelihood" | "new outcome";

/** What truths are ranked of. */
export interface RankedQuantity {
  readonly name: string;
  readonly kind: RankedKind;
}

/** How places differ from uniform ones. */
export type Deviation = "none" | "narrow" | "wide" | "high" | "low" | "uneven";

export interface QuantityCalibration extends RankedQuantity {
  /** Simulation by simulation: (rank of the truth among the draws + a uniform number) / (draws + 1), ties at random. */
  readonly places: Float64Array;
  /** Probability of such a deviation from uniform places by chance, of this quantity alone. */
  readonly pValue: number;
  /** The largest deviation of the distribution function as a share of the least that is outside of the band there: 1 is outside. */
  readonly excursion: number;
  /** Whether it is outside of the band. */
  readonly isOff: boolean;
  /** Mean and spread of the places as standard normal deviates: positive if truths are above the draws, or at both ends of them. */
  readonly shift: number;
  readonly spread: number;
  /** What the deviation says of the posterior, of all quantities; read it where `isOff`. */
  readonly deviation: Deviation;
}

/** The judgement of all quantities. */
export interface CalibrationJudgement {
  readonly isCalibrated: boolean;
  readonly quantities: readonly QuantityCalibration[];
  /** The band of each quantity: counts at z = i/K, of as many simulations as there were. */
  readonly band: EcdfBand;
  /** Probability that some quantity leaves its band though all is right: the bands together keep below it. */
  readonly alpha: number;
  readonly simulations: number;
  /** Draws that each truth was ranked among. */
  readonly draws: number;
}

/** How many simulations one kernel of one method fitted. */
export interface FitCount {
  readonly method: string;
  readonly kernel: KernelKind;
  readonly count: number;
}

/** A calibration: the judgement, and how it came about. */
export interface Calibration extends CalibrationJudgement {
  /** Simulations that were asked for; those that were judged are fewer if the calibration was stopped, or fits could not begin. */
  readonly requested: number;
  readonly isInterrupted: boolean;
  readonly seed: number;
  /** What fitted, and how often. */
  readonly fits: readonly FitCount[];
  /** Every so many transitions gave a draw. */
  readonly thinning: number;
  /** Whether it would have to be more than it may be for draws to be nearly independent. */
  readonly isThinningCut: boolean;
  /** Fits that failed their diagnosis, and how many broke each rule. */
  readonly failedFits: number;
  readonly brokenRules: Readonly<Record<string, number>>;
  /** Fits that found no point to begin at, and so are not judged. */
  readonly notBegun: number;
  /** Data sets that were not finite, and drawn anew. */
  readonly rejected: number;
  /** Quantities of which some elements only were ranked. */
  readonly partly: readonly { readonly quantity: string; readonly ranked: number; readonly of: number }[];
}

/** Standard normal deviates below which a direction is not named. */
const noticeable = 3;

/** `places[quantity]`: one number of (0, 1) for each simulation; at least one. */
export function judgeCalibration(
  quantities: readonly RankedQuantity[],
  places: readonly Float64Array[],
  draws: number,
  alpha: number,
): CalibrationJudgement {
  const simulations = places[0]?.length ?? 0;
  // As many points as there can be steps.
  const ecdf = new UniformEcdf(simulations, Math.max(1, Math.min(simulations, draws + 1)));
  const band = ecdf.band(alpha / Math.max(1, quantities.length));
  const judged = quantities.map((quantity, q) => judgeQuantity(quantity, places[q]!, ecdf, band));
  const isCalibrated = judged.every(({ isOff }) => !isOff);
  return { isCalibrated, quantities: judged, band, alpha, simulations, draws };
}

function judgeQuantity(
  quantity: RankedQuantity,
  places: Float64Array,
  ecdf: UniformEcdf,
  band: EcdfBand,
): QuantityCalibration {
  const counts = countBelow(places, ecdf.pointCount);
  const excursion = largestExcursion(counts, ecdf, band);
  const { shift, spread } = directionsOf(places);
  return {
    ...quantity,
    places,
    pValue: ecdf.pValue(counts),
    excursion,
    isOff: excursion >= 1,
    shift,
    spread,
    deviation: excursion >= 1 ? nameDeviation(shift, spread) : "none",
  };
}

function largestExcursion(counts: Int32Array, { count, pointCount }: UniformEcdf, band: EcdfBand): number {
  let largest = 0;
  for (let i = 1; i < pointCount; i++) {
    const expected = (count * i) / pointCount;
    const deviation = counts[i]! - expected;
    const outside = deviation > 0 ? band.upper[i]! + 1 : band.lower[i]! - 1;
    largest = Math.max(largest, deviation / (outside - expected));
  }
  return largest;
}

/**
 * Mean of numbers that should be uniform on (0, 1), and their spread about it, as standard normal deviates. (About 1/2 the spread of
 * numbers at one end would be that of numbers at both.)
 */
export function directionsOf(places: Float64Array): { readonly shift: number; readonly spread: number } {
  let [sum, squares] = [0, 0];
  for (const place of places) {
    const centered = place - 0.5;
    sum += centered;
    squares += centered * centered - 1 / 12;
  }
  const count = places.length;
  // Σ (u - 1/2) / √(n/12) and Σ ((u - ū)² - 1/12) / √(n/180)
  const spread = (squares - (sum * sum) / count) / Math.sqrt(count / 180);
  return { shift: sum / Math.sqrt(count / 12), spread };
}

/** The stronger of the two directions; truths at the ends of the draws mean that the draws are too close together. */
function nameDeviation(shift: number, spread: number): Deviation {
  if (Math.max(Math.abs(shift), Math.abs(spread)) < noticeable) return "uneven";
  if (Math.abs(spread) > Math.abs(shift)) return spread > 0 ? "narrow" : "wide";
  return shift > 0 ? "low" : "high";
}
