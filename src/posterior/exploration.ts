/**
 * What is known of how a posterior was explored before it was sampled, and what of it fails a verdict: chains that all propose from one
 * mixture agree with each other whatever the mixture has missed, so that R-hat cannot tell.
 */

import type { DiagnosisProblem } from "./diagnosis.ts";
import * as wording from "./diagnosis-wording.ts";
import type { Draws } from "./draws.ts";

/** What importance sampling from the fitted mixture said; plain data of a run. */
export interface ExplorationEvidence {
  /** Whether chains propose from the mixture. */
  readonly isProposal: boolean;
  /** Modes apart that were found. */
  readonly modes: number;
  /** Of the logarithm of the evidence. */
  readonly logEvidenceError: number;
  /** Share of the posterior where the mixture has less than a tenth of it, but for the part that is as wide as the prior. */
  readonly uncovered: number;
}

/** Evidence that is not known to a quarter, and a tenth of the posterior that was hardly met. */
const mostEvidenceError = 0.25;
const mostUncovered = 0.1;
/** An independence sampler stays so long where the mixture has less than a thirtieth of the posterior. */
const mostStays = 30;

/** Of chains that propose from a mixture: whether it had all of the posterior. */
export function findUnexplored(draws: Draws, exploration: ExplorationEvidence | null): DiagnosisProblem[] {
  if (exploration === null || !exploration.isProposal) return [];
  const { logEvidenceError, uncovered } = exploration;
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
