/** Whether what was fitted to a density is fit to propose from, and how proposals from it are used. */

import { log } from "../../numeric/logarithm.ts";
import type { WeightReport } from "./weight-report.ts";

/** With a smaller share of effective points it is no better than NUTS, which takes about 42 evaluations for an independent draw. */
const leastEfficiency = 0.06;
/** The tail of the weights counts where few points are effective: of nearly equal weights it says nothing. */
const mostParetoK = 0.7;
const manyEffective = 0.5;
/** Of the part that the mixture hardly has chains are slow to get their share, and beyond a tenth the verdict on them is failed. */
const mostUncovered = 0.03;
/** Where the evidence is known less well, the verdict is failed, too. */
const mostEvidenceError = 0.25;
/** Positions that each transition chooses among: where nearly all points are effective a third one costs more than it brings (test/bench/several-tries.mjs). */
const mostTries = 16;
const nearlyAll = 0.9;
const triesOfNearlyAll = 2;

/** Whether an independence sampler would move. */
export function isFitting({ efficiency, paretoK, uncovered, logEvidenceError }: WeightReport): boolean {
  return (
    efficiency >= leastEfficiency &&
    (paretoK <= mostParetoK || efficiency >= manyEffective) &&
    uncovered <= mostUncovered &&
    logEvidenceError <= mostEvidenceError
  );
}

/** The worse the proposals, the more; `usual` are those of good ones. */
export function triesOf(usual: number, efficiency: number): number {
  if (efficiency >= nearlyAll) return Math.min(usual, triesOfNearlyAll);
  return Math.min(mostTries, Math.max(usual, Math.ceil((usual * 0.5) / efficiency)));
}

/** The log weight of a chain that stays for about three transitions: twice those of its tries together. */
export function greatWeight({ logEvidence }: Pick<WeightReport, "logEvidence">, tries: number): number {
  return logEvidence + log(2 * tries);
}

/** Why NUTS samples in place of an independence sampler. */
export function notFitting({ efficiency }: Pick<WeightReport, "efficiency">): string {
  const share = `${Math.round(100 * efficiency)} %`;
  return `an independence sampler would fit to ${share} only, so NUTS samples what is left`;
}
