/**
 * What is measured of each variable before it is judged: R-hat, effective sample sizes, and whether it moved.
 *
 * For the table, `rhat` and `essTail` are NaN as in R's posterior as soon as one of their two parts is undefined. A judgement
 * must not go blind there (two pairs of chains at 0 and at 1 have an undefined tail and an infinite bulk R-hat), nor cry
 * (an indicator's 95 % quantile may be its largest value): it uses the part that is defined.
 */

import { type ChainPlace, chainPlaces } from "./chain-places.ts";
import { type EqualChains, equalChains } from "./copied-chains.ts";
import type { Draws, Variable } from "./draws.ts";
import { essOfChains, essQuantile } from "./ess.ts";
import { judgeMoments, type Moments } from "./known-moments.ts";
import { isAllFinite, isConstant } from "./moments.ts";
import { judgedNestedRhat, nestedRhat } from "./nested-rhat.ts";
import { extremeShare, wallOf } from "./number-ends.ts";
import { quantile, sortDraws } from "./quantile.ts";
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
  /** Share of the draws whose fourth powers are at the ends of what numbers can hold. */
  readonly extremeShare: number;
  /** The number that the draws are pressed against because its exponential is the end of what numbers can hold, or null. */
  readonly wall: number | null;
  /** Chains, from 0, in which the variable has one value only. */
  readonly constantChains: readonly number[];
  /** Those of them whose value no other chain ever takes: a value that others visit too is an atom, not a standstill. */
  readonly stuckChains: readonly number[];
  /** The value that all draws of all chains share, or null. */
  readonly soleValue: number | null;
  /** Which chains are equal to the last bit; null where none are. */
  readonly equalChains: EqualChains | null;
  readonly median: number;
  /** Whether it is a parameter whose draws are the same number to the last digits: a density cannot be so narrow. */
  readonly isPinned: boolean;
  /** Which of mean and sd the tails let one know, and the larger Pareto k of the two tails. */
  readonly moments: Moments;
  readonly paretoK: number;
  /** Where each chain is, of a variable whose chains do not agree; else null. */
  readonly places: readonly ChainPlace[] | null;
}

/** The quantiles that the tails are judged by. */
export const tailProbabilities: readonly [lower: number, upper: number] = [0.05, 0.95];

/** Width of the central 90 %, for a median of 1, at which some hundred different numbers are left. */
const narrowest = 1e-13;

/** The R-hat from which on it is looked where each chain is. */
const smallestDisagreement = 1.01;

/** It takes a millisecond for a variable, and is asked for by the summary, the verdict and whoever decides whether to go on. */
const known = new WeakMap<Draws, readonly (Convergence | null)[]>();

/** Per variable of the draws, null for those that are not judged: hidden ones and those that are constant by construction. */
export function measureConvergence(draws: Draws): readonly (Convergence | null)[] {
  const before = known.get(draws);
  if (before !== undefined) return before;
  const measured = draws.variables.map((variable, v) =>
    isJudged(variable) ? measureVariable(variable, draws.values[v]!, draws.chainCount) : null,
  );
  known.set(draws, measured);
  return measured;
}

/** Neither hidden nor constant by construction. */
export function isJudged({ isHidden, isConstant: isFixed }: Variable): boolean {
  return !isHidden && !isFixed;
}

/**
 * Of one variable, `values[chain * drawCount + draw]`; `sorted` are its values sorted, where known. Of chains that make `superchains` R-hat is
 * the nested one.
 */
export function measureVariable(
  { name, isParameter = false }: Variable,
  values: Float64Array,
  chainCount: number,
  sorted: Float64Array = sortDraws(values),
  superchains: number | null = null,
): Convergence {
  const scores = rankNormalizeSplit(values, chainCount, sorted);
  const bulk = rhatOfChains(scores);
  const tail = rhatTail(values, chainCount, sorted);
  const lowerTail = essQuantile(values, chainCount, tailProbabilities[0], sorted);
  const upperTail = essQuantile(values, chainCount, tailProbabilities[1], sorted);
  const constantChains = findConstantChains(values, chainCount);
  const nested = superchains === null ? null : judgedNestedRhat(values, chainCount, superchains, sorted);
  const judgedRhat = nested ?? (Number.isNaN(tail) ? bulk : Math.max(bulk, tail));
  const isWhole = isAllFinite(values);
  return {
    variable: name,
    rhat: superchains === null ? Math.max(bulk, tail) : nestedRhat(values, chainCount, superchains),
    essBulk: essOfChains(scores),
    essTail: Math.min(lowerTail, upperTail),
    essOfTails: [lowerTail, upperTail],
    judgedRhat,
    judgedEssTail: Number.isNaN(lowerTail + upperTail)
      ? Number.isNaN(lowerTail)
        ? upperTail
        : lowerTail
      : Math.min(lowerTail, upperTail),
    nonFiniteCount: isWhole ? 0 : values.filter((value) => !Number.isFinite(value)).length,
    extremeShare: extremeShare(values),
    wall: wallOf(sorted),
    constantChains,
    stuckChains: constantChains.filter((chain) => !isVisitedElsewhere(values, chainCount, chain)),
    soleValue: constantChains.length > 0 && isConstant(values) ? values[0]! : null,
    equalChains: equalChains(values, chainCount),
    median: quantile(sorted, 0.5),
    isPinned: isParameter && values.length > chainCount && isPinned(sorted),
    places: isWhole && judgedRhat > smallestDisagreement ? chainPlaces(values, chainCount) : null,
    ...judgeMoments(sorted, Math.min(lowerTail, upperTail)),
  };
}

function isPinned(sorted: Float64Array): boolean {
  const [lower, upper] = tailProbabilities.map((probability) => quantile(sorted, probability));
  return upper! - lower! <= narrowest * Math.abs(quantile(sorted, 0.5));
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
