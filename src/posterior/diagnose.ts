/**
 * The verdict on draws: whether they can be trusted, and where not, which rule is broken by what, and what to do about it.
 *
 * It judges every variable that is neither hidden (those are functions of the others) nor constant by construction, and the
 * sampler by what it reported; draws of another program without statistics are judged by their values alone. A trajectory cut
 * off at the maximal tree depth costs time and not truth: it is noted, and does not fail the verdict. Neither do a few
 * divergences that are scattered over the posterior, if nothing else is wrong.
 */

import { type Convergence, measureConvergence } from "./convergence.ts";
import type { Diagnosis, DiagnosisNote, DiagnosisProblem } from "./diagnosis.ts";
import { defaultThresholds, judgeVariables, ruleOrder, type Thresholds } from "./diagnosis-rules.ts";
import * as wording from "./diagnosis-wording.ts";
import { type Divergences, findDivergences } from "./divergences.ts";
import type { Draws } from "./draws.ts";
import { ebfmi } from "./ebfmi.ts";
import { type ExplorationEvidence, findDepartures, findUnexplored } from "./exploration.ts";
import {
  bySmallest,
  type Evidence,
  findEss,
  findNonFinite,
  findRhat,
  findRunaway,
  findStuck,
  noteConstants,
  noteMoments,
} from "./variable-findings.ts";

export interface DiagnoseOptions {
  readonly thresholds?: Partial<Thresholds>;
  /** What `measureConvergence(draws)` gave, where it is known already. */
  readonly convergence?: readonly (Convergence | null)[];
  /** What `findDivergences(draws)` gave, where it is known already. */
  readonly divergences?: Divergences | null;
  /** Where the posterior was explored before it was sampled. */
  readonly exploration?: ExplorationEvidence | null;
  /** Modes apart in which chains began. */
  readonly modesApart?: number;
}

/** Judges the draws; about 1 ms for a variable of 4 × 1000 draws. */
export function diagnose(draws: Draws, options: DiagnoseOptions = {}): Diagnosis {
  const thresholds = { ...defaultThresholds, ...options.thresholds };
  const measured = (options.convergence ?? measureConvergence(draws)).filter((one) => one !== null);
  const evidence = { draws, thresholds, ...judgeVariables(measured, draws.chainCount, thresholds) };
  const { treeDepth, energy } = draws.statistics;
  const maxTreedepthHits = treeDepth?.filter((depth) => depth >= thresholds.maxTreedepth).length ?? null;
  const fractions = energy === undefined ? null : ebfmi(energy, draws.chainCount);
  const problems = [findNonFinite, findRunaway, findStuck, findRhat, findEss].flatMap((find) =>
    find(evidence),
  );
  const exploration = options.exploration ?? null;
  problems.push(...findUnexplored(draws, exploration), ...findDepartures(draws, measured, exploration));
  problems.push(...findLowEnergy(fractions, thresholds));
  const divergences = options.divergences === undefined ? findDivergences(draws) : options.divergences;
  const isExcused = divergences !== null && isScattered(divergences) && problems.length === 0;
  if (divergences?.count && !isExcused) problems.push(wording.divergences(divergences));
  return {
    verdict: problems.length === 0 ? "good" : "failed",
    thresholds,
    problems: wording.nameCause(inOrder(problems)),
    notes: [
      ...(divergences?.count && isExcused ? [wording.scatteredDivergences(divergences)] : []),
      ...noteModes(exploration, options.modesApart ?? 0, problems),
      ...noteMoments(evidence),
      ...noteConstants(evidence),
      ...noteSampler(evidence, maxTreedepthHits),
    ],
    divergences: divergences?.count ?? null,
    maxTreedepthHits,
    ebfmi: fractions,
  };
}

/** Where the weights of modes apart rest on the draws alone: whether they are known. */
function noteModes(
  exploration: ExplorationEvidence | null,
  modesApart: number,
  problems: readonly DiagnosisProblem[],
): DiagnosisNote[] {
  // A proposal and a reference have them weighed.
  if (exploration !== null && (exploration.isProposal || exploration.reference !== null)) return [];
  const modes = Math.max(modesApart, exploration?.modes ?? 0);
  return modes < 2 ? [] : [wording.modesApart(modes, !problems.some(({ rule }) => rule === "rhat"))];
}

/** Few, and nowhere in particular: what they miss is too small to be seen in any number (docs/algorithms/diagnosis.md). */
function isScattered({ areFew, gathered }: Divergences): boolean {
  return areFew && gathered.length === 0;
}

function findLowEnergy(fractions: readonly number[] | null, thresholds: Thresholds): DiagnosisProblem[] {
  const low = (fractions ?? [])
    .map((value, chain) => ({ name: `chain ${chain + 1}`, value }))
    .filter(({ value }) => value < thresholds.ebfmi);
  return low.length > 0 ? [wording.ebfmi(low.sort(bySmallest), thresholds.ebfmi)] : [];
}

function noteSampler({ draws, thresholds }: Evidence, hits: number | null): DiagnosisNote[] {
  const total = draws.chainCount * draws.drawCount;
  const notes: DiagnosisNote[] = [];
  if (hits) notes.push(wording.maxTreedepth(hits, total, thresholds.maxTreedepth));
  if (Object.keys(draws.statistics).length === 0) notes.push(wording.noStatistics());
  return notes;
}

/** As rules are reported, those of one rule as they were found. */
function inOrder(problems: readonly DiagnosisProblem[]): DiagnosisProblem[] {
  return problems.toSorted((a, b) => ruleOrder.indexOf(a.rule) - ruleOrder.indexOf(b.rule));
}
