/** What a calibration is asked to do. Every default is written here and nowhere else; help texts and docs read it. */

import type { RunOptions } from "../run/options.ts";

export interface CalibrationSettings {
  /** Data sets that are simulated and fitted. */
  readonly simulations: number;
  /** Nearly independent draws that each truth is ranked among. */
  readonly draws: number;
  /** How each data set is fitted. */
  readonly method: RunOptions["method"];
  readonly chains: number;
  /** Transitions of each chain that adapt. */
  readonly warmup: number;
  /** A whole number from 0; the same seed gives the same ranks, with any number of workers. */
  readonly seed: number;
  /** Probability of calling a right program wrong: of all quantities together. */
  readonly alpha: number;
  /** Threads, each with simulations of its own; 0 stays in the calling thread. */
  readonly workers: number | "auto";
}

/** 128 places are halved evenly seven times. */
export const calibrationDefaults: CalibrationSettings = {
  simulations: 200,
  draws: 127,
  method: "auto",
  chains: 2,
  warmup: 500,
  seed: 1,
  alpha: 0.01,
  workers: "auto",
};

/** What is wrong with the settings, one sentence each. */
export function findCalibrationFaults(settings: CalibrationSettings): string[] {
  const { alpha, workers, simulations, draws, chains, warmup, seed } = settings;
  const faults: string[] = [];
  const requireWhole = (values: Readonly<Record<string, number>>, least: number): void => {
    for (const [name, value] of Object.entries(values)) {
      if (Number.isSafeInteger(value) && value >= least) continue;
      faults.push(`\`${name}\` must be a whole number of at least ${least}, but is ${value}`);
    }
  };
  requireWhole({ simulations, draws, chains }, 1);
  requireWhole({ warmup, seed }, 0);
  if (!(alpha > 0 && alpha < 1)) faults.push(`\`alpha\` must lie between 0 and 1, but is ${alpha}`);
  if (workers !== "auto" && !(Number.isInteger(workers) && workers >= 0))
    faults.push(`\`workers\` must be a whole number of at least 0, but is ${workers}`);
  return faults;
}
