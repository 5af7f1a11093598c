/** The worst of draws that are still coming: the largest R-hat and the smallest effective sample size. */

import { isJudged, measureVariable } from "../../posterior/convergence.ts";
import type { LiveDraws } from "./look.ts";

/** A number, and the variable that it is of. */
export interface Worst {
  readonly value: number;
  readonly variable: string;
}

export interface LiveJudgement {
  /** Null where none is defined. */
  readonly rhat: Worst | null;
  /** Of bulk or tails, whichever is smaller. */
  readonly ess: Worst | null;
  readonly chainCount: number;
  readonly drawCount: number;
  readonly every: number;
}

/** About a millisecond for a variable of 4 × 1000 draws. */
export function judgeLive(draws: LiveDraws): LiveJudgement {
  const { chainCount, drawCount, every } = draws;
  let rhat: Worst | null = null;
  let ess: Worst | null = null;
  for (const [v, variable] of draws.variables.entries()) {
    if (!isJudged(variable)) continue;
    const found = measureVariable(variable, draws.column(v), chainCount);
    const smaller = Math.min(
      found.essBulk,
      Number.isNaN(found.judgedEssTail) ? Infinity : found.judgedEssTail,
    );
    if (found.judgedRhat > (rhat?.value ?? -Infinity))
      rhat = { value: found.judgedRhat, variable: variable.name };
    if (smaller < (ess?.value ?? Infinity)) ess = { value: smaller, variable: variable.name };
  }
  return { rhat, ess, chainCount, drawCount, every };
}
