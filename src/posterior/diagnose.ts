/**
 * The verdict on draws: whether they can be trusted, and where not, which rule is broken by what, and what to do about it.
 *
 * It judges every variable that is neither hidden (those are functions of the others) nor constant by construction, and the
 * sampler by what it reported; draws of another program without statistics are judged by their values alone. A trajectory cut
 * off at the maximal tree depth costs time and not truth: it is noted, and does not fail the verdict. Neither do a few
 * divergences that are scattered over the posterior, if nothing else is wrong.
 */

import { type Convergence, measureConvergence } from "./convergence.ts";
import type { Diagnosis, DiagnosisNote, DiagnosisProblem, NamedValue } from "./diagnosis.ts";
import { defaultThresholds, judgeVariables, ruleOrder, type Thresholds } from "./diagnosis-rules.ts";
import * as wording from "./diagnosis-wording.ts";
import { type Divergences, findDivergences } from "./divergences.ts";
import type { Draws } from "./draws.ts";
import { ebfmi } from "./ebfmi.ts";
import { type ExplorationEvidence, findDepartures, findUnexplored } from "./exploration.ts";
import * as notes from "./note-wording.ts";
import type { QuantilePrecision } from "./quantile-precision.ts";
import { type ProgramName, remediesFor } from "./remedies.ts";
import {
  findDivergent,
  findLowEnergy,
  findTreedepth,
  noteDivergent,
  noteSampler,
} from "./sampler-findings.ts";
import {
  type Evidence,
  findCopies,
  findEss,
  findNonFinite,
  findRhat,
  findRunaway,
  findStuck,
  findUnknownQuantiles,
  noteChains,
  noteConstants,
  noteMoments,
  noteOneChain,
  noteParetoK,
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
  /** What made the draws: remedies are in its words. This program if not said. */
  readonly program?: ProgramName;
  /** Every how manieth transition is a draw; 1 if not said. */
  readonly thin?: number;
  /** Into how many superchains the chains are divided, where `convergence` was measured so. */
  readonly superchains?: number | null;
  /** Quantiles that were asked for. */
  readonly quantiles?: readonly QuantilePrecision[];
  /** Pareto k of the log likelihood of each observation, NaN where there is none. */
  readonly logLikelihoods?: readonly NamedValue[];
}

/** Judges the draws; about 1 ms for a variable of 4 × 1000 draws. */
export function diagnose(draws: Draws, options: DiagnoseOptions = {}): Diagnosis {
  const thresholds = { ...defaultThresholds, ...options.thresholds };
  const measured = (options.convergence ?? measureConvergence(draws)).filter((one) => one !== null);
  const { program = "Hyperprior", thin = 1 } = options;
  const remedies = remediesFor(program);
  const judged = judgeVariables(measured, draws.chainCount, thresholds);
  const evidence: Evidence = { draws, thresholds, remedies, thin, ...judged };
  const { treeDepth, energy } = draws.statistics;
  const maxTreedepthHits = treeDepth?.filter((depth) => depth >= thresholds.maxTreedepth).length ?? null;
  const fractions = energy === undefined ? null : ebfmi(energy, draws.chainCount);
  const { exploration = null, quantiles = [] } = options;
  const problems = [
    ...[findNonFinite, findRunaway, findStuck, findCopies, findRhat, findEss].flatMap((find) =>
      find(evidence),
    ),
    ...findUnknownQuantiles(evidence, quantiles),
    ...findUnexplored(draws, exploration),
    ...findDepartures(draws, measured, exploration),
    ...findLowEnergy(fractions, evidence),
    ...findTreedepth(maxTreedepthHits, evidence),
  ];
  const divergences = options.divergences === undefined ? findDivergences(draws) : options.divergences;
  const divergent = findDivergent(divergences, evidence, problems.length === 0);
  const found = inOrder([...problems, ...divergent]);
  const isCut = found.some(({ rule }) => rule === "max_treedepth");
  return {
    verdict: found.length === 0 ? "good" : "failed",
    thresholds,
    superchains: options.superchains ?? null,
    problems: wording.nameCause(found),
    notes: [
      ...noteDivergent(divergences, evidence, divergent.length > 0),
      ...noteVariables(evidence, options, problems),
      ...noteSampler(evidence, maxTreedepthHits, isCut),
    ],
    divergences: divergences?.count ?? null,
    maxTreedepthHits,
    ebfmi: fractions,
  };
}

function noteVariables(
  evidence: Evidence,
  { exploration = null, modesApart = 0, logLikelihoods = [] }: DiagnoseOptions,
  problems: readonly DiagnosisProblem[],
): DiagnosisNote[] {
  return [
    ...noteOneChain(evidence),
    ...noteChains(evidence),
    ...noteModes(exploration, modesApart, problems),
    ...noteMoments(evidence),
    ...noteParetoK(logLikelihoods),
    ...noteConstants(evidence),
  ];
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
  return modes < 2 ? [] : [notes.modesApart(modes, !problems.some(({ rule }) => rule === "rhat"))];
}

/** As rules are reported, those of one rule as they were found. */
function inOrder(problems: readonly DiagnosisProblem[]): DiagnosisProblem[] {
  return problems.toSorted((a, b) => ruleOrder.indexOf(a.rule) - ruleOrder.indexOf(b.rule));
}
