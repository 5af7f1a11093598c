/** What is found of the sampler, by what it reported of its transitions. */

import type { DiagnosisNote, DiagnosisProblem } from "./diagnosis.ts";
import * as wording from "./diagnosis-wording.ts";
import type { Divergences } from "./divergences.ts";
import * as notes from "./note-wording.ts";
import { bySmallest, type Evidence } from "./variable-findings.ts";

/** Chains whose energy moves in small steps. */
export function findLowEnergy(
  fractions: readonly number[] | null,
  { thresholds, remedies }: Evidence,
): DiagnosisProblem[] {
  const low = (fractions ?? [])
    .map((value, chain) => ({ name: `chain ${chain + 1}`, value }))
    .filter(({ value }) => value < thresholds.ebfmi);
  return low.length > 0 ? [wording.ebfmi(low.sort(bySmallest), thresholds.ebfmi, remedies)] : [];
}

/** Divergences that fail: more than were said to be allowed, or such as `isElseGood` does not excuse. */
export function findDivergent(
  divergences: Divergences | null,
  { thresholds, remedies }: Evidence,
  isElseGood: boolean,
): DiagnosisProblem[] {
  if (divergences === null || divergences.count === 0) return [];
  const most = thresholds.divergences;
  const isExcused = most === null ? isElseGood && isScattered(divergences) : divergences.count <= most;
  return isExcused ? [] : [wording.divergences(divergences, most, remedies)];
}

/** Few, and nowhere in particular: what they miss is too small to be seen in any number (docs/algorithms/diagnosis.md). */
function isScattered({ areFew, gathered }: Divergences): boolean {
  return areFew && gathered.length === 0;
}

/** Divergences that do not fail. */
export function noteDivergent(
  divergences: Divergences | null,
  { thresholds, remedies }: Evidence,
  hasFailed: boolean,
): DiagnosisNote[] {
  if (hasFailed || divergences === null || divergences.count === 0) return [];
  return thresholds.divergences === null
    ? [notes.scatteredDivergences(divergences, remedies)]
    : [notes.allowedDivergences(divergences, thresholds.divergences, remedies)];
}

/** More trajectories cut off than were said to be allowed. */
export function findTreedepth(hits: number | null, evidence: Evidence): DiagnosisProblem[] {
  const most = evidence.thresholds.maxTreedepthHits;
  if (hits === null || most === null || hits <= most) return [];
  const { remedy, message } = treedepth(hits, evidence);
  const allowed = `more than ${most === 0 ? "none" : most}, as allowed`;
  return [
    {
      rule: "max_treedepth",
      variables: [],
      message: message.replace("correct, but slow", `correct, but slow, and ${allowed}`),
      remedy,
    },
  ];
}

/** Trajectories that were cut off, where any number may, and whether there was anything to judge the sampler by. */
export function noteSampler(evidence: Evidence, hits: number | null, hasFailed: boolean): DiagnosisNote[] {
  const hasStatistics = Object.keys(evidence.draws.statistics).length > 0;
  return [
    ...(hits && !hasFailed ? [treedepth(hits, evidence)] : []),
    ...(hasStatistics ? [] : [notes.noStatistics(evidence.remedies)]),
  ];
}

function treedepth(hits: number, { draws, thresholds, remedies }: Evidence): DiagnosisNote {
  return notes.maxTreedepth(hits, draws.chainCount * draws.drawCount, thresholds.maxTreedepth, remedies);
}
