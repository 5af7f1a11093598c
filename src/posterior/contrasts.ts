/** Differences between quantities that have draws, and what the draws say of their sign and size. */

import { type Estimate, estimate } from "./estimate.ts";
import { polynomialContrasts } from "./polynomial-contrasts.ts";
import { centralHalf, type IntervalNames, sortDraws } from "./quantile.ts";
import type { BayesFactor } from "./savage-dickey.ts";

/** A quantity by its name and its draws. */
export interface NamedDraws {
  readonly name: string;
  readonly draws: Float64Array;
}

/** Which differences are wanted of a list of quantities. */
export type ContrastKind = (typeof contrastKinds)[number];

/** Their names. */
export const contrastKinds = ["pairwise", "reference", "sequential", "mean", "polynomial"] as const;

/**
 * Each with each before it, each with the first, each with the one before it, each with the mean of all, or what is linear, quadratic and so on
 * in their order: the contrasts that emmeans calls `revpairwise`, `trt.vs.ctrl`, `consec`, `eff` and `poly` (Lenth 2016, Journal of
 * Statistical Software 69).
 */
export function contrastsOf(list: readonly NamedDraws[], kind: ContrastKind): NamedDraws[] {
  const between = (a: NamedDraws, b: NamedDraws): NamedDraws => ({
    name: `${a.name} - ${b.name}`,
    draws: a.draws.map((value, i) => value - b.draws[i]!),
  });
  switch (kind) {
    case "pairwise":
      return list.flatMap((a, k) => list.slice(0, k).map((b) => between(a, b)));
    case "reference":
      return list.slice(1).map((a) => between(a, list[0]!));
    case "sequential":
      return list.slice(1).map((a, k) => between(a, list[k]!));
    case "mean": {
      const all = meanOf(list.map(({ draws }) => draws));
      return list.map((a) => ({
        name: `${a.name} - mean`,
        draws: a.draws.map((value, i) => value - all[i]!),
      }));
    }
    case "polynomial":
      return polynomialContrasts(list.length).map(({ name, weights }) => ({
        name,
        draws: weightedSum(list, weights),
      }));
  }
}

function weightedSum(list: readonly NamedDraws[], weights: readonly number[]): Float64Array {
  return list[0]!.draws.map((_, i) =>
    weights.reduce((sum, weight, k) => sum + weight * list[k]!.draws[i]!, 0),
  );
}

/** Draw by draw. */
export function meanOf(list: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(list[0]?.length ?? 0);
  for (const draws of list) for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + draws[i]!;
  return sum.map((value) => value / list.length);
}

/** A quantity summarized, with what is asked of a difference. */
export interface ContrastRow {
  readonly name: string;
  readonly estimate: Estimate;
  /** Ends of the central half of the draws. */
  readonly half: readonly [number, number];
  /** The probability that it has the sign of its median: at least one half (Makowski, Ben-Shachar & Lüdecke 2019). */
  readonly direction: number;
  /** The probability that it lies in the region of practical equivalence; null where none was given (Kruschke 2018). */
  readonly equivalent: number | null;
}

/** Numbers from and to, that count as none. */
export type Equivalence = readonly [from: number, to: number];

/** Of `draws[chain * drawCount + draw]`. */
export function contrastRow(
  { name, draws }: NamedDraws,
  chainCount: number,
  prob: number,
  equivalence: Equivalence | null,
): ContrastRow {
  const share = (is: (value: number) => boolean): number => draws.filter(is).length / draws.length;
  const [above, below] = [share((value) => value > 0), share((value) => value < 0)];
  const sorted = sortDraws(draws);
  return {
    name,
    estimate: estimate(draws, chainCount, prob, sorted),
    half: centralHalf(sorted),
    direction: Math.max(above, below),
    equivalent:
      equivalence === null ? null : share((value) => value >= equivalence[0] && value <= equivalence[1]),
  };
}

/** What was asked as a hypothesis, and what the draws say. */
export interface HypothesisResult {
  /** As it was written. */
  readonly text: string;
  /** Left side minus right side. */
  readonly difference: Estimate;
  /** Ends of the central half of its draws. */
  readonly half: readonly [number, number];
  /** P(hypothesis), of an inequality; null of a point. */
  readonly probability: number | null;
  /** Probability over that of its opposite; Infinity where no draw has the opposite. Null of a point. */
  readonly odds: number | null;
  /** For the point, against the model; null of an inequality. */
  readonly bayesFactor:
    | (BayesFactor & { readonly words: string; readonly priorIs: "exact" | "simulated" })
    | null;
}

/** Means, contrasts and hypotheses of a run. */
export interface Contrasts extends IntervalNames {
  /** What the means are, in words; null where none were asked for. */
  readonly definition: string | null;
  readonly notes: readonly string[];
  /** A mean, or a slope, for each combination of the values that are compared. */
  readonly means: readonly ContrastRow[];
  readonly contrasts: readonly ContrastRow[];
  readonly hypotheses: readonly HypothesisResult[];
  readonly equivalence: Equivalence | null;
}
