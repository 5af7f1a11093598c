/**
 * A run that falls a little short goes on by itself: where all that fails its verdict is that R-hat or an effective sample size is not yet good
 * enough, and so many more draws as it may have are likely to mend that.
 *
 * How many it may have depends on the plan and not on the clock, so that the bits are the same on every machine: as many again, or those of some
 * two seconds by the operations that are predicted for a draw, whichever is more.
 */

import { diagnose } from "../../posterior/diagnose.ts";
import type { Diagnosis, DiagnosisProblem } from "../../posterior/diagnosis.ts";
import type { Thresholds } from "../../posterior/diagnosis-rules.ts";
import type { Draws } from "../../posterior/draws.ts";
import type { Offer } from "../../samplers/sampler.ts";
import type { RunOptions } from "../options.ts";

/** That a run went on: kept with it. */
export interface Extension {
  /** Draws per chain that were asked for. */
  readonly asked: number;
  /** What was not good enough, in words. */
  readonly reason: string;
}

/** A run of fewer draws is a trial, and stays as it was asked for. */
const leastDraws = 250;
/** About two seconds. */
const operationsInBudget = 1e9;
/** Never more than so many times the draws that were asked for, however cheap they are. */
const mostTimes = 10;
/** Some more than needed by the estimate, which is noisy. */
const safety = 1.2;
/** Chains that disagree by more have found different places, and more draws do not mend that. */
const mendableRhat = 1.05;

/** The most draws per chain that a run may end with. */
export function mostDraws({ draws, chains, until, exactDraws }: RunOptions, offer: Offer): number {
  if (exactDraws || until !== null || draws < leastDraws) return draws;
  const affordable = Math.floor(operationsInBudget / (chains * Math.max(offer.operationsPerDraw, 1)));
  return draws + Math.max(draws, Math.min((mostTimes - 1) * draws, affordable));
}

/** The draws per chain to go on to, and why; null if the run may end, or more would not help. */
export function furtherDraws(
  draws: Draws,
  thresholds: Partial<Thresholds>,
  most: number,
): { readonly draws: number; readonly reason: string } | null {
  const made = draws.drawCount;
  if (made >= most) return null;
  const diagnosis = diagnose(draws, { thresholds });
  const factor = shortfall(diagnosis, draws.chainCount);
  if (factor === null || factor * made > most) return null;
  const reason = diagnosis.problems.map(({ message }) => message).join("; ");
  return { draws: Math.min(most, Math.ceil(factor * safety * made)), reason };
}

/** How many times the draws are needed; null if nothing is, or something that draws do not mend. */
function shortfall({ problems, thresholds }: Diagnosis, chainCount: number): number | null {
  let factor = 1;
  for (const problem of problems) {
    const own = timesNeeded(problem, thresholds, chainCount);
    if (own === null) return null;
    factor = Math.max(factor, own);
  }
  return problems.length === 0 ? null : factor;
}

function timesNeeded({ rule, variables }: DiagnosisProblem, thresholds: Thresholds, chainCount: number) {
  const [worst] = variables;
  if (worst === undefined || Number.isNaN(worst.value)) return null;
  if (rule === "ess_bulk" || rule === "ess_tail") return (thresholds.essPerChain * chainCount) / worst.value;
  // R-hat - 1 falls as fast as draws grow.
  return rule === "rhat" && worst.value <= mendableRhat ? (worst.value - 1) / (thresholds.rhat - 1) : null;
}
