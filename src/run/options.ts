/** What a run is asked to do. Defaults are written here, or with the sampler whose option it is, and nowhere else: help and docs read them. */

import {
  type Method,
  methods,
  optionGroups,
  type SamplerOptions,
  samplerDefaults,
} from "../samplers/index.ts";
import { findFaults, inFlagWords, valuesOf } from "../samplers/options/option-group.ts";

/** Which group effects a draw holds: `auto` leaves out those that would make the draws too many numbers. */
export type Keep = "auto" | "all";

export interface RunOptions extends SamplerOptions {
  /**
   * `nuts` samples every parameter; `marginal` integrates out what can be; `gibbs` draws one block of parameters after another;
   * `hmc` samples every parameter along trajectories of one length; `auto` takes what is cheapest for a draw.
   */
  readonly method: Method;
  readonly chains: number;
  /** Transitions per chain that adapt and are not kept; of an independence sampler the points that its proposal is adapted on. */
  readonly warmup: number;
  /** Transitions per chain that are kept; with `until` the most. */
  readonly draws: number;
  /** Whether a run that falls a little short ends all the same; otherwise it goes on by itself (`extension.ts`). */
  readonly exactDraws: boolean;
  /** A rule that ends the run as soon as it holds, as in `stopping-rule.ts`; null for none. */
  readonly until: string | null;
  /** A whole number from 0; the same seed gives the same bits, with any number of workers. */
  readonly seed: number;
  /** Threads; `"auto"` stays in the calling thread where that is faster. */
  readonly workers: number | "auto";
  readonly keep: Keep;
}

/** What a run is where nothing is said. */
export const runDefaults: RunOptions = {
  method: "auto",
  chains: 4,
  warmup: 1000,
  draws: 1000,
  exactDraws: false,
  until: null,
  seed: 1,
  workers: "auto",
  keep: "auto",
  ...samplerDefaults,
};

/** The most draws per chain where a rule ends the run and nothing is said of them. */
export const mostDrawsOfRule = 100_000;

/** What is wrong with the options, one sentence each, by the names that `nameOf` gives; empty if nothing is. */
export function findOptionFaults(options: RunOptions, nameOf = inFlagWords): string[] {
  const faults: string[] = [];
  const requireWhole = (name: string, value: number, least: number, most: number): void => {
    if (Number.isInteger(value) && value >= least && value <= most) return;
    faults.push(`\`${nameOf(name)}\` must be a whole number from ${least} to ${most}, but is ${value}`);
  };
  // From JavaScript any text may come.
  if (!methods.includes(options.method)) {
    faults.push(`\`method\` must be one of ${methods.join(", ")}, but is ${options.method}`);
  }
  requireWhole("chains", options.chains, 1, 1000);
  requireWhole("warmup", options.warmup, 0, 1e8);
  requireWhole("draws", options.draws, 1, 1e8);
  requireWhole("seed", options.seed, 0, Number.MAX_SAFE_INTEGER);
  if (options.workers !== "auto") requireWhole("workers", options.workers, 0, 1000);
  return [
    ...faults,
    ...optionGroups.flatMap((group) => findFaults(group, valuesOf(group, { ...options }), nameOf)),
  ];
}
