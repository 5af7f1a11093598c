/**
 * What is known of how a posterior was explored before it was sampled, and what of it fails a verdict: chains that all propose from one
 * mixture agree with each other whatever the mixture has missed, so that R-hat cannot tell.
 */

import type { Convergence } from "./convergence.ts";
import type { DiagnosisProblem, NamedValue } from "./diagnosis.ts";
import * as wording from "./diagnosis-wording.ts";
import { type Draws, type Reference, referenceProbabilities } from "./draws.ts";
import { type Moments, momentsOfTail } from "./known-moments.ts";
import { mcseSd } from "./mcse.ts";
import { standardDeviation } from "./moments.ts";

/** What importance sampling from the fitted mixture said; plain data of a run. */
export interface ExplorationEvidence {
  /** Whether chains propose from the mixture. */
  readonly isProposal: boolean;
  /** Modes apart that were found. */
  readonly modes: number;
  /** Of the logarithm of the evidence; null where it is not known, and chains do not propose from the mixture. */
  readonly logEvidenceError: number | null;
  /** Share of the posterior where the mixture has less than a tenth of it, but for the part that is as wide as the prior. */
  readonly uncovered: number;
  /** What draws of another sampler are held against. */
  readonly reference: Reference | null;
}

/** Draws may be off by so much in probability, and by so many standard errors of both sides. */
const mostDeparture = 0.02;
const mostErrors = 2.6;
/** A standard deviation may be off by a quarter. */
const mostSdDeparture = 0.25;

/** Evidence that is not known to a quarter, and a tenth of the posterior that was hardly met. */
const mostEvidenceError = 0.25;
const mostUncovered = 0.1;
/** An independence sampler stays so long where the mixture has less than a thirtieth of the posterior. */
const mostStays = 30;

/** Of chains that propose from a mixture: whether it had all of the posterior. */
export function findUnexplored(draws: Draws, exploration: ExplorationEvidence | null): DiagnosisProblem[] {
  if (exploration === null || !exploration.isProposal) return [];
  const { uncovered } = exploration;
  const logEvidenceError = exploration.logEvidenceError ?? 0;
  const stays = longestStay(draws);
  if (logEvidenceError <= mostEvidenceError && uncovered <= mostUncovered && stays <= mostStays) return [];
  return [wording.unexplored(logEvidenceError, uncovered, stays)];
}

/** The most draws in a row of one chain that have the same log density. */
function longestStay({ statistics, chainCount, drawCount }: Draws): number {
  const { logDensity } = statistics;
  if (logDensity === undefined) return 0;
  let longest = 0;
  for (let chain = 0; chain < chainCount; chain++) {
    let stay = 1;
    for (let draw = 1; draw < drawCount; draw++) {
      const at = chain * drawCount + draw;
      stay = logDensity[at] === logDensity[at - 1] ? stay + 1 : 1;
      longest = Math.max(longest, stay);
    }
  }
  return longest;
}

/** From the most that tails leave to the least. */
const lessAndLess: readonly Moments[] = ["known", "sd_not_known", "mean_not_known", "no_mean"];

/** What the tails leave of mean and sd by the draws and by what they are held against, whichever is less: chains may not have been far out. */
export function withReferenceTails(
  measured: readonly (Convergence | null)[],
  exploration: ExplorationEvidence | null,
): readonly (Convergence | null)[] {
  const reference = exploration?.reference ?? null;
  const { heavyTails = {}, effective = 0 } = reference ?? {};
  return measured.map((one) => {
    const paretoK = one === null ? undefined : heavyTails[one.variable];
    if (one === null || paretoK === undefined) return one;
    const moments = momentsOfTail(paretoK, effective);
    const isLess = lessAndLess.indexOf(moments) > lessAndLess.indexOf(one.moments);
    return isLess ? { ...one, moments, paretoK } : one;
  });
}

/** Draws of a sampler that did not explore, against the quantiles of an exploration: chains may agree on one of several modes. */
export function findDepartures(
  draws: Draws,
  measured: readonly Convergence[],
  exploration: ExplorationEvidence | null,
): DiagnosisProblem[] {
  const reference = exploration?.reference ?? null;
  if (reference === null) return [];
  const essOf = new Map(measured.map((one) => [one.variable, Math.min(one.essBulk, one.judgedEssTail)]));
  const departing = draws.variables
    .map(({ name }, v) => ({
      name,
      value: departureOf(draws.values[v]!, essOf.get(name), reference, reference.quantiles[name]),
    }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value);
  const ofSds = findSdDepartures(draws, measured, reference);
  return [
    ...(departing.length === 0 ? [] : [wording.departures(departing, exploration!.modes)]),
    ...(ofSds.length === 0 ? [] : [wording.sdDepartures(ofSds)]),
  ];
}

/**
 * Standard deviations that would be printed and are not those of the exploration, as parts of them: a tail that chains have not been
 * in long enough is too little of the draws to be seen in their quantiles.
 */
function findSdDepartures(draws: Draws, measured: readonly Convergence[], { sds = {} }: Reference) {
  const printed = measured.filter(({ moments }) => moments === "known");
  const isPrinted = new Set(printed.map(({ variable }) => variable));
  return draws.variables
    .flatMap(({ name }, v): NamedValue[] => {
      const known = isPrinted.has(name) ? sds[name] : undefined;
      if (known === undefined) return [];
      const [sd, error] = known;
      const values = draws.values[v]!;
      const own = standardDeviation(values);
      const ownError = mcseSd(values, draws.chainCount);
      const margin = mostSdDeparture * sd + mostErrors * Math.sqrt(error * error + ownError * ownError);
      return Math.abs(own - sd) > margin ? [{ name, value: own / sd }] : [];
    })
    .sort((a, b) => a.value - b.value);
}

/** The largest difference in probability at a quantile, if it is more than its errors explain; otherwise 0. */
function departureOf(
  values: Float64Array,
  ess: number | undefined,
  { effective }: Reference,
  quantiles: readonly number[] | undefined,
): number {
  if (quantiles === undefined || ess === undefined || !(ess > 0)) return 0;
  let largest = 0;
  for (const [k, p] of referenceProbabilities.entries()) {
    let below = 0;
    for (const value of values) if (value <= quantiles[k]!) below++;
    const departure = Math.abs(below / values.length - p);
    const error = Math.sqrt(p * (1 - p) * (1 / ess + 1 / effective));
    if (departure > mostDeparture + mostErrors * error) largest = Math.max(largest, departure);
  }
  return largest;
}
