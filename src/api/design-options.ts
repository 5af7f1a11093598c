/** What the simulation of a study's designs is asked to do. Every default is written here and nowhere else; help texts and docs read it. */

import { defaultProb } from "../posterior/estimate.ts";
import type { RunOptions } from "../run/options.ts";

export interface DesignSettings {
  /** Studies of each design that are simulated and fitted. */
  readonly studies: number;
  /** Draws of each fit, of all chains together. */
  readonly draws: number;
  /** How each study is fitted. */
  readonly method: RunOptions["method"];
  readonly chains: number;
  /** Transitions of each chain that adapt. */
  readonly warmup: number;
  /** A whole number from 0; the same seed gives the same numbers, with any number of workers. */
  readonly seed: number;
  /** Probability of the intervals. */
  readonly prob: number;
  /** Threads, each with studies of its own; 0 stays in the calling thread. */
  readonly workers: number | "auto";
}

/** Some hundred draws know an sd to a few hundredths, and the mean over studies far better. */
export const designDefaults: DesignSettings = {
  studies: 200,
  draws: 400,
  method: "auto",
  chains: 2,
  warmup: 500,
  seed: 1,
  prob: defaultProb,
  workers: "auto",
};

/** What is wrong with the settings, one sentence each. */
export function findDesignFaults(settings: DesignSettings): string[] {
  const { studies, draws, chains, warmup, seed, prob, workers } = settings;
  const faults: string[] = [];
  const requireWhole = (values: Readonly<Record<string, number>>, least: number): void => {
    for (const [name, value] of Object.entries(values)) {
      if (Number.isSafeInteger(value) && value >= least) continue;
      faults.push(`\`${name}\` must be a whole number of at least ${least}, but is ${value}`);
    }
  };
  requireWhole({ studies, chains }, 1);
  requireWhole({ draws }, 2);
  requireWhole({ warmup, seed }, 0);
  if (!(prob > 0 && prob < 1)) faults.push(`\`prob\` must lie between 0 and 1, but is ${prob}`);
  if (workers !== "auto" && !(Number.isInteger(workers) && workers >= 0))
    faults.push(`\`workers\` must be a whole number of at least 0, but is ${workers}`);
  return faults;
}
