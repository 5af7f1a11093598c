/** Models of the same data compared by their marginal likelihoods: Bayes factors, with their errors. */

import { exp } from "../numeric/exponential.ts";
import type { Evidence } from "./bridge.ts";

/** The marginal likelihood of a model, and how it was found. */
export interface ModelEvidence extends Evidence {
  readonly name: string;
  readonly method: "closed form" | "bridge sampling" | "importance sampling";
  /** Numbers that the method integrates over, the others being integrated out in closed form or by quadrature. */
  readonly dimension: number;
  /** The factor whose effects are integrated out; null for none. */
  readonly integrated: string | null;
}

/** Among others. */
export interface RankedEvidence extends ModelEvidence {
  /** log of the Bayes factor of the model against the best; 0 for that. */
  readonly logBayesFactor: number;
  /** How many times as likely the data are under the best; Infinity beyond what a number can be. */
  readonly timesLess: number;
  /** Standard error of it. */
  readonly factorError: number;
  /** Posterior probability where all models are as likely beforehand. */
  readonly probability: number;
}

/** The best first. */
export function rankEvidence(models: readonly ModelEvidence[]): readonly RankedEvidence[] {
  const ordered = [...models].sort((a, b) => b.logEvidence - a.logEvidence);
  const best = ordered[0]!;
  const odds = ordered.map(({ logEvidence }) => exp(logEvidence - best.logEvidence));
  const whole = odds.reduce((sum, one) => sum + one, 0);
  return ordered.map((model, k) => ({
    ...model,
    logBayesFactor: model.logEvidence - best.logEvidence,
    timesLess: exp(best.logEvidence - model.logEvidence),
    factorError: k === 0 ? 0 : Math.sqrt(model.error * model.error + best.error * best.error),
    probability: odds[k]! / whole,
  }));
}
