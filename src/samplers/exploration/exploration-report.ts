/** What an exploration found, as plain data: it is kept with a run, and the verdict on the draws goes by it. */

import type { Reference } from "../../posterior/draws.ts";
import type { Exploration } from "./explore.ts";
import type { WeightReport } from "./weight-report.ts";

export interface ExplorationReport extends WeightReport {
  /** Whether chains propose from the mixture. */
  readonly isProposal: boolean;
  /** Modes apart that were found. */
  readonly modes: number;
  /** What draws of another sampler are held against; null where there are none, or nothing reliable. */
  readonly reference: Reference | null;
  /** Components of the mixture, without the defensive one; 0 where none was fitted. */
  readonly components: number;
}

/** What a run keeps of it: an evidence that weights do not tell is not kept as if it were known. */
export interface RecordedExploration extends Omit<ExplorationReport, "logEvidence" | "logEvidenceError"> {
  readonly logEvidence: number | null;
  /** Also where chains propose from the mixture: their verdict goes by it. */
  readonly logEvidenceError: number | null;
}

/** Beyond that the weights have no mean that so few of them tell (Vehtari et al. 2024). */
const mostParetoK = 0.7;
/** Of the posterior, where the mixture has hardly anything. */
const mostUncovered = 0.1;
/** Fewer effective points do not tell their own spread. */
const leastEffective = 25;
/** Halves that differ by more of their standard errors say that these are too small. */
const mostErrors = 4;

/** Whether the evidence of an exploration, and its error, can be taken for what they say. */
export function isEvidenceKnown({
  paretoK,
  uncovered,
  points,
  efficiency,
  halvesDifference,
}: Pick<WeightReport, "paretoK" | "uncovered" | "points" | "efficiency" | "halvesDifference">): boolean {
  return (
    paretoK <= mostParetoK &&
    uncovered <= mostUncovered &&
    points * efficiency >= leastEffective &&
    Math.abs(halvesDifference) <= mostErrors
  );
}

/** Of a report, for a run's record. */
export function recordedExploration(report: ExplorationReport): RecordedExploration {
  const isKnown = isEvidenceKnown(report);
  const { logEvidence, logEvidenceError, isProposal } = report;
  return {
    ...report,
    logEvidence: isKnown ? logEvidence : null,
    logEvidenceError: isKnown || isProposal ? logEvidenceError : null,
  };
}

/** Null where no mixture could be fitted. */
export function reportOf({ modes, adapted }: Exploration, isProposal: boolean): ExplorationReport | null {
  if (adapted === null) return null;
  return {
    ...adapted.report,
    isProposal,
    reference: null,
    modes: modes.length,
    components: adapted.mixture.length - 1,
  };
}
