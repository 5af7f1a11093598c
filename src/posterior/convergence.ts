/**
 * What is measured of each variable before it is judged: R-hat, effective sample sizes, and whether it moved.
 *
 * For the table, `rhat` and `essTail` are NaN as in R's posterior as soon as one of their two parts is undefined. A judgement
 * must not go blind there (two pairs of chains at 0 and at 1 have an undefined tail and an infinite bulk R-hat), nor cry
 * (an indicator's 95 % quantile may be its largest value): it uses the part that is defined.
 */

import type { Draws } from "./draws.ts";
import { essOfChains, essQuantile } from "./ess.ts";
import { isAllFinite, isConstant } from "./moments.ts";
import { sortDraws } from "./quantile.ts";
import { rankNormalizeSplit } from "./rank-normalization.ts";
import { rhatOfChains, rhatTail } from "./rhat.ts";

export interface Convergence {
  readonly variable: string;
  readonly rhat: number;
  readonly essBulk: number;
  readonly essTail: number;
  /** Those of the quantiles at `tailProbabilities`, of which `essTail` is the smaller one. */
  readonly essOfTails: readonly [lower: number, upper: number];
  /** From the defined parts of `rhat` and `essTail`; NaN where no part is. */
  readonly judgedRhat: number;
  readonly judgedEssTail: number;
  /** Draws that are NaN or infinite. */
  readonly nonFiniteCount: number;
  /** Share of the draws whose squares are near the ends of what numbers can hold. */
  readonly extremeShare: number;
  /** Chains, from 0, in which the variable has one value only. */
  readonly constantChains: readonly number[];
  /** Those of them whose value no other chain ever takes: a value that others visit too is an atom, not a standstill. */
  readonly stuckChains: readonly number[];
  /** The value that all draws of all chains share, or null. */
  readonly soleValue: number | null;
}

/** The quantiles that the tails are judged by. */
export const tailProbabilities: readonly [lower: number, upper: number] = [0.05, 0.95];

/** A size whose square is near the largest number: nothing that is measured has it, and a density there is rounding. */
const largestSize = 1e140;

/** It takes a millisecond for a variable, and is asked for by the summary, the verdict and whoever decides whether to go on. */
const known = new WeakMap<Draws, readonly (Convergence | null)[]>();

/** Per variable of the draws, null for those that are not judged: hidden ones and those that are constant by construction. */
export function measureConvergence(draws: Draws): readonly (Convergence | null)[] {
  const before = known.get(draws);
  if (before !== undefined) return before;
  const measured = draws.variables.map((variable, v) =>
    variable.isHidden || variable.isConstant
      ? null
      : measureVariable(variable.name, draws.values[v]!, draws.chainCount),
  );
  known.set(draws, measured);
  return measured;
}

/** Of one variable, `values[chain * drawCount + draw]`. */
function measureVariable(variable: string, values: Float64Array, chainCount: number): Convergence {
  const sorted = sortDraws(values);
  const scores = rankNormalizeSplit(values, chainCount, sorted);
  const bulk = rhatOfChains(scores);
  const tail = rhatTail(values, chainCount, sorted);
  const lowerTail = essQuantile(values, chainCount, tailProbabilities[0], sorted);
  const upperTail = essQuantile(values, chainCount, tailProbabilities[1], sorted);
  const constantChains = findConstantChains(values, chainCount);
  return {
    variable,
    rhat: Math.max(bulk, tail),
    essBulk: essOfChains(scores),
    essTail: Math.min(lowerTail, upperTail),
    essOfTails: [lowerTail, upperTail],
    judgedRhat: Number.isNaN(tail) ? bulk : Math.max(bulk, tail),
    judgedEssTail: Number.isNaN(lowerTail + upperTail)
      ? Number.isNaN(lowerTail)
        ? upperTail
        : lowerTail
      : Math.min(lowerTail, upperTail),
    nonFiniteCount: isAllFinite(values) ? 0 : values.filter((value) => !Number.isFinite(value)).length,
    extremeShare: values.filter((value) => isExtreme(Math.abs(value))).length / values.length,
    constantChains,
    stuckChains: constantChains.filter((chain) => !isVisitedElsewhere(values, chainCount, chain)),
    soleValue: constantChains.length > 0 && isConstant(values) ? values[0]! : null,
  };
}

/** Finite, not 0, and beyond the largest size or below its inverse. */
function isExtreme(size: number): boolean {
  return (size > largestSize && size < Infinity) || (size < 1 / largestSize && size > 0);
}

function findConstantChains(values: Float64Array, chainCount: number): number[] {
  const drawCount = values.length / chainCount;
  // A single draw cannot stand still.
  if (drawCount < 2) return [];
  return Array.from({ length: chainCount }, (_, chain) => chain).filter((chain) =>
    isConstant(values, chain * drawCount, (chain + 1) * drawCount),
  );
}

function isVisitedElsewhere(values: Float64Array, chainCount: number, chain: number): boolean {
  const drawCount = values.length / chainCount;
  const value = values[chain * drawCount]!;
  const before = values.subarray(0, chain * drawCount);
  const after = values.subarray((chain + 1) * drawCount);
  return before.includes(value) || after.includes(value);
}
