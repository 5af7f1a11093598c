/**
 * The rules that draws must keep, and which of them a variable breaks.
 *
 * Sources of the thresholds: Vehtari et al. (2021) for R-hat and effective sample sizes, Betancourt (2016) for E-BFMI, Stan for
 * the maximal tree depth.
 */

import type { Convergence } from "./convergence.ts";

export interface Thresholds {
  /** Largest R-hat. */
  readonly rhat: number;
  /** Smallest bulk and tail effective sample size, per chain. */
  readonly essPerChain: number;
  /** The same of all chains together; null where only `essPerChain` is asked. */
  readonly ess: number | null;
  /** Smallest E-BFMI of a chain. */
  readonly ebfmi: number;
  /** Tree depth at which trajectories were cut off. */
  readonly maxTreedepth: number;
  /** Most trajectories that may be cut off; null: any number, which is a note. */
  readonly maxTreedepthHits: number | null;
  /** Most divergences that are no failure, wherever they are; null: as `findDivergences` judges them. */
  readonly divergences: number | null;
}

/** Of the sources above; the tree depth of a run is that of its options. */
export const defaultThresholds: Thresholds = {
  rhat: 1.01,
  essPerChain: 100,
  ess: null,
  ebfmi: 0.3,
  maxTreedepth: 10,
  maxTreedepthHits: null,
  divergences: null,
};

/** The smallest effective sample size of all chains that the thresholds leave, and by which of them. */
export function leastEss({ ess, essPerChain }: Thresholds, chainCount: number) {
  const ofChains = essPerChain * chainCount;
  return ess === null || ofChains >= ess
    ? { least: ofChains, perChain: essPerChain }
    : { least: ess, perChain: null };
}

/** By so much more is a superchain asked than a chain: nested R-hat is above 1.01 by chance where it has fewer effective draws than 300. */
const superchainFactor = 3;

/** Of many short chains the effective sample size is asked of superchains, and of all of them together. */
export function ofSuperchains(given: Partial<Thresholds>, superchains: number): Partial<Thresholds> {
  const { essPerChain, ess } = { ...defaultThresholds, ...given };
  return { ...given, essPerChain: 0, ess: Math.max(ess ?? 0, superchainFactor * essPerChain * superchains) };
}

/** Rules that fail the verdict, in the order in which they are reported: the first explain the later ones. */
export const ruleOrder = [
  "non_finite",
  "runaway",
  "stuck",
  "copies",
  "unexplored",
  "departure",
  "divergences",
  "rhat",
  "ess_bulk",
  "ess_tail",
  "ess_quantile",
  "ebfmi",
  "max_treedepth",
] as const;

/** One of the rules. */
export type Rule = (typeof ruleOrder)[number];

/** Rules of single variables, each with the number that breaks it. */
export type VariableRule = "non_finite" | "runaway" | "stuck" | "rhat" | "ess_bulk" | "ess_tail";

/** The share of draws at the ends of what numbers can hold from which on a posterior has run away. */
export const runawayShare = 0.01;

/** A variable with the rules that it breaks. */
export interface Judgement {
  readonly convergence: Convergence;
  readonly broken: readonly VariableRule[];
}

/** All variables judged, in their order, and who stood still. */
export function judgeVariables(
  measured: readonly Convergence[],
  chainCount: number,
  thresholds: Thresholds,
): { readonly judgements: readonly Judgement[]; readonly stuck: StuckReport } {
  const stuck = findStuck(measured, chainCount);
  const isStuck = (convergence: Convergence): boolean =>
    stuck.variables.includes(convergence) ||
    stuck.pinned.includes(convergence) ||
    convergence.constantChains.some((chain) => stuck.chains.includes(chain));
  const judgements = measured.map((convergence) => ({
    convergence,
    broken: isStuck(convergence) ? (["stuck"] as const) : brokenRules(convergence, chainCount, thresholds),
  }));
  return { judgements, stuck };
}

/**
 * The rules that a variable which moved breaks. What is not finite is not judged further. Few draws are no excuse: an
 * effective sample size that cannot be computed is too small.
 */
function brokenRules(convergence: Convergence, chainCount: number, thresholds: Thresholds): VariableRule[] {
  if (convergence.nonFiniteCount > 0) return ["non_finite"];
  if (convergence.soleValue !== null) return [];
  const broken: VariableRule[] = [];
  if (convergence.extremeShare > runawayShare || convergence.wall !== null) broken.push("runaway");
  const { least } = leastEss(thresholds, chainCount);
  if (convergence.judgedRhat > thresholds.rhat) broken.push("rhat");
  if (!(convergence.essBulk >= least)) broken.push("ess_bulk");
  // Undefined though the bulk is not: more than 95 % of the draws share one value at the end of the range.
  const isTailDefined = !Number.isNaN(convergence.judgedEssTail) || Number.isNaN(convergence.essBulk);
  if (isTailDefined && !(convergence.judgedEssTail >= least)) broken.push("ess_tail");
  return broken;
}

export interface StuckReport {
  /** Chains, from 0, in which no variable moved at all. */
  readonly chains: readonly number[];
  /** Variables that stood still in a chain in which others moved. */
  readonly variables: readonly Convergence[];
  /** Parameters of a prior that are one number in all draws of all chains. */
  readonly pinned: readonly Convergence[];
  /** Other variables with one value in all draws of several moving chains: constant by construction, as far as draws can tell. */
  readonly constants: readonly Convergence[];
}

/**
 * Who stood still. Chains start at different points, so what stands still does so at different values: a value that all draws
 * of several chains share is a constant of the model (or a rank that is always 1), unless nothing else moved, or it is known to be
 * a parameter. In a single chain only a whole number is given that benefit of the doubt.
 */
function findStuck(measured: readonly Convergence[], chainCount: number): StuckReport {
  const finite = measured.filter((convergence) => convergence.nonFiniteCount === 0);
  const chains = Array.from({ length: chainCount }, (_, chain) => chain).filter(
    (chain) => finite.length > 0 && finite.every((convergence) => convergence.constantChains.includes(chain)),
  );
  if (chains.length > 0) return { chains, variables: [], pinned: [], constants: [] };
  const pinned = finite.filter(({ isPinned }) => isPinned);
  const others = finite.filter(({ isPinned }) => !isPinned);
  const isExcused = (convergence: Convergence): boolean =>
    convergence.soleValue !== null && (chainCount > 1 || Number.isInteger(convergence.soleValue));
  return {
    chains,
    variables: others.filter((convergence) => !isExcused(convergence) && convergence.stuckChains.length > 0),
    pinned,
    constants: others.filter(isExcused).filter((convergence) => convergence.constantChains.length > 0),
  };
}
