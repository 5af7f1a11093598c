/** What is found of the variables, one after another: a function for each rule, that gives a problem, a note, or nothing. */

import type { Convergence } from "./convergence.ts";
import type { DiagnosisNote, DiagnosisProblem, NamedValue } from "./diagnosis.ts";
import type { Judgement, StuckReport, Thresholds, VariableRule } from "./diagnosis-rules.ts";
import * as wording from "./diagnosis-wording.ts";
import type { Draws } from "./draws.ts";

/** What the rules are held against; everything is measured already. */
export interface Evidence {
  readonly draws: Draws;
  readonly thresholds: Thresholds;
  readonly judgements: readonly Judgement[];
  readonly stuck: StuckReport;
}

/** Draws that are NaN or infinite. */
export function findNonFinite(evidence: Evidence): DiagnosisProblem[] {
  const broken = breaking(evidence, "non_finite", (one) => one.nonFiniteCount).sort(byLargest);
  const { chainCount, drawCount } = evidence.draws;
  return broken.length > 0 ? [wording.nonFinite(broken, chainCount * drawCount)] : [];
}

/** Draws at the ends of what numbers can hold. */
export function findRunaway(evidence: Evidence): DiagnosisProblem[] {
  const extreme = breaking(evidence, "runaway", (one) => (one.wall === null ? one.extremeShare : 0));
  const sizes = extreme.filter(({ value }) => value > 0).sort(byLargest);
  const walls = evidence.judgements
    .filter(({ broken, convergence }) => broken.includes("runaway") && convergence.wall !== null)
    .map(({ convergence }) => ({ name: convergence.variable, value: convergence.wall! }));
  return sizes.length + walls.length > 0 ? [wording.runaway(sizes, walls)] : [];
}

/** Chains, variables and parameters that stand still. */
export function findStuck({ stuck, draws }: Evidence): DiagnosisProblem[] {
  const problems: DiagnosisProblem[] = [];
  if (stuck.chains.length > 0) problems.push(wording.stuckChains(stuck.chains, draws.chainCount));
  if (stuck.pinned.length > 0) problems.push(wording.pinned(stuck.pinned));
  if (stuck.variables.length > 0) problems.push(wording.stuckVariables(stuck.variables, draws.chainCount));
  return problems;
}

/** Variables that stand still and may. */
export function noteConstants({ stuck }: Evidence): DiagnosisNote[] {
  return stuck.constants.length > 0 ? [wording.constants(stuck.constants)] : [];
}

/** Chains that do not agree. */
export function findRhat(evidence: Evidence): DiagnosisProblem[] {
  const broken = breaking(evidence, "rhat", (one) => one.judgedRhat).sort(byLargest);
  return broken.length > 0 ? [wording.rhat(broken, evidence.thresholds.rhat)] : [];
}

/** Too few effective draws, for the bulk and for the tails. */
export function findEss(evidence: Evidence): DiagnosisProblem[] {
  const { draws, thresholds } = evidence;
  return (["ess_bulk", "ess_tail"] as const).flatMap((rule) => {
    const value = (one: Convergence): number => (rule === "ess_bulk" ? one.essBulk : one.judgedEssTail);
    const broken = breaking(evidence, rule, value).sort(bySmallest);
    return broken.length > 0 ? [wording.ess(rule, broken, draws, thresholds.essPerChain)] : [];
  });
}

/** Means and sds that heavy tails leave unknown, of variables that are otherwise right. */
export function noteMoments({ judgements }: Evidence): DiagnosisNote[] {
  return (["no_mean", "mean_not_known", "sd_not_known"] as const).flatMap((moments) => {
    const variables = judgements
      .filter(({ broken, convergence }) => broken.length === 0 && convergence.moments === moments)
      .map(({ convergence }) => ({ name: convergence.variable, value: convergence.paretoK }))
      .sort(byLargest);
    return variables.length > 0 ? [wording.unknownMoments(moments, variables)] : [];
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
