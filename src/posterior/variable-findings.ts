/** What is found of the variables, one after another: a function for each rule, that gives a problem, a note, or nothing. */

import { chainGroups } from "./chain-places.ts";
import type { Convergence } from "./convergence.ts";
import { copiedChains } from "./copied-chains.ts";
import type { DiagnosisNote, DiagnosisProblem, NamedValue } from "./diagnosis.ts";
import {
  type Judgement,
  leastEss,
  runawayShare,
  type StuckReport,
  type Thresholds,
  type VariableRule,
} from "./diagnosis-rules.ts";
import * as wording from "./diagnosis-wording.ts";
import type { Draws } from "./draws.ts";
import { largestReliableK } from "./log-likelihood.ts";
import * as notes from "./note-wording.ts";
import { drawsBeyond, fewestBeyond, isUnknown, type QuantilePrecision } from "./quantile-precision.ts";
import type { Remedies } from "./remedies.ts";

/** What the rules are held against; everything is measured already. */
export interface Evidence {
  readonly draws: Draws;
  readonly thresholds: Thresholds;
  readonly judgements: readonly Judgement[];
  readonly stuck: StuckReport;
  readonly remedies: Remedies;
  /** Every how manieth transition is a draw. */
  readonly thin: number;
}

/** Draws that are NaN or infinite. */
export function findNonFinite(evidence: Evidence): DiagnosisProblem[] {
  const broken = breaking(evidence, "non_finite", (one) => one.nonFiniteCount).sort(byLargest);
  const { chainCount, drawCount } = evidence.draws;
  return broken.length > 0 ? [wording.nonFinite(broken, chainCount * drawCount, evidence.remedies)] : [];
}

/** Draws at the ends of what numbers can hold. */
export function findRunaway(evidence: Evidence): DiagnosisProblem[] {
  const extreme = breaking(evidence, "runaway", (one) => (one.wall === null ? one.extremeShare : 0));
  const sizes = extreme.filter(({ value }) => value > 0).sort(byLargest);
  const walls = evidence.judgements
    .filter(({ broken, convergence }) => broken.includes("runaway") && convergence.wall !== null)
    .map(({ convergence }) => ({ name: convergence.variable, value: convergence.wall! }));
  return sizes.length + walls.length > 0
    ? [wording.runaway(sizes, walls, runawayShare, evidence.remedies)]
    : [];
}

/** Chains, variables and parameters that stand still. */
export function findStuck({ stuck, draws, remedies }: Evidence): DiagnosisProblem[] {
  const problems: DiagnosisProblem[] = [];
  if (stuck.chains.length > 0) problems.push(wording.stuckChains(stuck.chains, draws.chainCount, remedies));
  if (stuck.pinned.length > 0) problems.push(wording.pinned(stuck.pinned, remedies));
  if (stuck.variables.length > 0)
    problems.push(wording.stuckVariables(stuck.variables, draws.chainCount, remedies));
  return problems;
}

/** Chains that are one chain given twice; those that stand still are not among them. */
export function findCopies({ judgements, remedies }: Evidence): DiagnosisProblem[] {
  const groups = copiedChains(judgements.map(({ convergence }) => convergence.equalChains));
  return groups.length > 0 ? [wording.copies(groups, remedies)] : [];
}

/** Variables that stand still and may. */
export function noteConstants({ stuck }: Evidence): DiagnosisNote[] {
  return stuck.constants.length > 0 ? [notes.constants(stuck.constants)] : [];
}

/** Chains that do not agree. */
export function findRhat(evidence: Evidence): DiagnosisProblem[] {
  const broken = breaking(evidence, "rhat", (one) => one.judgedRhat).sort(byLargest);
  return broken.length > 0 ? [wording.rhat(broken, evidence.thresholds.rhat, evidence.remedies)] : [];
}

/** Too few effective draws, for the bulk and for the tails. */
export function findEss(evidence: Evidence): DiagnosisProblem[] {
  const { draws, thresholds, remedies, thin } = evidence;
  const { chainCount, drawCount } = draws;
  const length = { chainCount, drawCount, thin };
  return (["ess_bulk", "ess_tail"] as const).flatMap((rule) => {
    const value = (one: Convergence): number => (rule === "ess_bulk" ? one.essBulk : one.judgedEssTail);
    const broken = breaking(evidence, rule, value).sort(bySmallest);
    return broken.length > 0
      ? [wording.ess(rule, broken, length, leastEss(thresholds, chainCount), remedies)]
      : [];
  });
}

/** Quantiles that were asked for and that the draws do not tell. */
export function findUnknownQuantiles(
  { draws, thresholds, remedies, thin }: Evidence,
  quantiles: readonly QuantilePrecision[],
): DiagnosisProblem[] {
  const { chainCount, drawCount } = draws;
  const { least } = leastEss(thresholds, chainCount);
  const unknown = quantiles
    .filter((one) => isUnknown(one, least))
    .map((one) => {
      const isBeyond = one.ess >= least;
      const value = isBeyond ? drawsBeyond(one) : one.ess;
      const factor = Math.max(least / one.ess, fewestBeyond / drawsBeyond(one));
      return { name: `${one.variable} at ${one.probability}`, value, isBeyond, factor };
    })
    .sort((a, b) => b.factor - a.factor);
  if (unknown.length === 0) return [];
  const length = { chainCount, drawCount, thin };
  return [wording.unknownQuantiles(unknown, length, least, unknown[0]!.factor, remedies)];
}

/** Where chains do not agree, how: those of the clearest variable that stand in groups, and those that are still on their way. */
export function noteChains({ judgements, remedies }: Evidence): DiagnosisNote[] {
  const apart = judgements
    .filter(({ broken }) => broken.includes("rhat"))
    .map(({ convergence }) => convergence)
    .sort((a, b) => b.judgedRhat - a.judgedRhat);
  const drifting = apart.filter(({ places }) => places?.some(({ isDrifting }) => isDrifting));
  const grouped = apart
    .filter((one) => !drifting.includes(one) && one.constantChains.length === 0)
    .map(({ variable, places }) => ({ variable, groups: chainGroups(places ?? []) }))
    .filter(({ groups }) => groups.length > 1);
  return [
    ...(grouped.length === 0 ? [] : [notes.chainsApart(grouped, remedies)]),
    ...(drifting.length === 0 ? [] : [notes.drift(drifting[0]!.variable, drifting[0]!.places!, remedies)]),
  ];
}

/** A single chain that moved: a mode that it did not find is in neither of its halves. */
export function noteOneChain({ draws, judgements }: Evidence): DiagnosisNote[] {
  const hasMoved = judgements.some(({ broken }) => !broken.includes("stuck"));
  return draws.chainCount === 1 && hasMoved ? [notes.oneChain] : [];
}

/** Observations of which importance sampling does not tell what the posterior is without them. */
export function noteParetoK(logLikelihoods: readonly NamedValue[]): DiagnosisNote[] {
  const above = logLikelihoods.filter(({ value }) => value > largestReliableK).sort(byLargest);
  return above.length === 0 ? [] : [notes.paretoK(above, logLikelihoods.length, largestReliableK)];
}

/** Means and sds that heavy tails leave unknown, of variables that are otherwise right. */
export function noteMoments({ judgements }: Evidence): DiagnosisNote[] {
  return (["no_mean", "mean_not_known", "sd_not_known"] as const).flatMap((moments) => {
    const variables = judgements
      .filter(({ broken, convergence }) => broken.length === 0 && convergence.moments === moments)
      .map(({ convergence }) => ({ name: convergence.variable, value: convergence.paretoK }))
      .sort(byLargest);
    return variables.length > 0 ? [notes.unknownMoments(moments, variables)] : [];
  });
}

function breaking({ judgements }: Evidence, rule: VariableRule, value: (one: Convergence) => number) {
  return judgements
    .filter(({ broken }) => broken.includes(rule))
    .map(({ convergence }) => ({ name: convergence.variable, value: value(convergence) }));
}

/** For sorting: the largest first. */
const byLargest = (a: NamedValue, b: NamedValue): number => b.value - a.value;

/** For sorting: the smallest first, and what could not be computed before all. */
export const bySmallest = (a: NamedValue, b: NamedValue): number =>
  (Number.isNaN(a.value) ? -1 : a.value) - (Number.isNaN(b.value) ? -1 : b.value);
