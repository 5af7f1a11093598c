/**
 * Models of the same data compared by what they predict: differences of the expected log predictive density with their standard errors, over pairs
 * of the same observation, and what may be concluded from them.
 *
 * Source: `loo_compare` of the R package loo; Sivula, Magnusson, Matamoros & Vehtari (2020), "Uncertainty in Bayesian leave-one-out
 * cross-validation based model comparison", arXiv:2008.10296: differences below 4 are small and have no error to speak of, errors
 * of fewer than 100 observations are too small.
 */

import { type ElpdEstimate, errorOfSum, sumElpd } from "./elpd.ts";
import { pseudoBmaWeights, stackingWeights } from "./model-weights.ts";

/** Against the best. */
export interface ElpdDifference {
  /** At most 0. */
  readonly difference: number;
  /** NaN for a single observation; 0 of the best. */
  readonly error: number;
  readonly verdict: "best" | "alike" | "unclear" | "worse";
}

/** Fewer observations have errors that are too small. */
export const fewObservations = 100;
/** A difference below this is small, whatever its error. */
export const smallDifference = 4;
const fewErrors = 2;

/** Places of the models, the best first, and the difference of each model, in their own order. `elpd[model][observation]`. */
export function rankModels(elpd: readonly Float64Array[]): {
  readonly order: readonly number[];
  readonly differences: readonly ElpdDifference[];
} {
  const sums = elpd.map((own) => own.reduce((sum, one) => sum + one, 0));
  const order = sums.map((_, k) => k).sort((a, b) => sums[b]! - sums[a]! || a - b);
  const best = elpd[order[0]!]!;
  const differences = elpd.map((own, k): ElpdDifference => {
    if (k === order[0]) return { difference: 0, error: 0, verdict: "best" };
    const pairs = own.map((one, i) => one - best[i]!);
    const difference = pairs.reduce((sum, one) => sum + one, 0);
    const error = errorOfSum(pairs);
    return { difference, error, verdict: verdictOf(difference, error) };
  });
  return { order, differences };
}

function verdictOf(difference: number, error: number): ElpdDifference["verdict"] {
  if (Math.abs(difference) < smallDifference) return "alike";
  return Math.abs(difference) < fewErrors * error || Number.isNaN(error) ? "unclear" : "worse";
}

/** What predictions were judged by, and what a point is: a row, or a group. */
export type ComparisonMeasure = "loo" | "waic" | "group" | "kfold";

/** Points whose group effects were integrated out, and how. */
export interface IntegratedPoints {
  readonly factor: string;
  readonly method: string;
  readonly points: number;
  /** Of a quadrature over whole groups: its rule in words, and its error as log density, in all and of the group where it is largest. */
  readonly quadrature: { readonly rule: string; readonly total: number; readonly worst: number } | null;
}

/** A model's predictions of what it has not seen, point by point. */
export interface ScoredModel {
  readonly name: string;
  readonly elpd: Float64Array;
  /** Of each point what it has of the effective number of parameters; null where that is not known. */
  readonly p: Float64Array | null;
  /** Where weights were used; NaN where a point was refitted. */
  readonly paretoK: Float64Array | null;
  /** Monte Carlo error of each elpd; null where it is not known. */
  readonly mcse: Float64Array | null;
  /** Points whose elpd is not to be trusted. */
  readonly unreliable: readonly number[];
  /** Points whose group effects were integrated out, by factor and how; null where none were. */
  readonly integrated: IntegratedPoints | null;
  /** Points, or parts of the data, that the model was fitted without. */
  readonly refits: number;
  /** What else is to be known, a sentence each. */
  readonly notes: readonly string[];
}

/** A scored model among others. */
export interface ComparedModel extends ScoredModel {
  readonly estimate: ElpdEstimate;
  readonly difference: ElpdDifference;
  /** Null of a single model. */
  readonly weights: { readonly stacking: number; readonly pseudoBma: number } | null;
}

/** Models by what they predict, the best first. */
export interface ModelComparison {
  readonly measure: ComparisonMeasure;
  /** What is predicted, in words. */
  readonly predicted: string;
  /** The points by name: `row 17`, or the label of a group. */
  readonly points: readonly string[];
  /** The factor whose groups the points are; null for rows. */
  readonly factor: string | null;
  /** Above it a Pareto k is not to be trusted. */
  readonly trustedK: number;
  readonly models: readonly ComparedModel[];
}

/** Sums, differences and weights of scored models, which are of the same points. */
export function compareScored(scored: readonly ScoredModel[]): readonly ComparedModel[] {
  const elpds = scored.map(({ elpd }) => elpd);
  const { order, differences } = rankModels(elpds);
  const canWeigh = scored.length > 1 && elpds.every((own) => own.every(Number.isFinite));
  const stacking = canWeigh ? stackingWeights(elpds) : null;
  const pseudoBma = canWeigh ? pseudoBmaWeights(elpds) : null;
  return order.map((k) => ({
    ...scored[k]!,
    estimate: sumElpd(
      scored[k]!.elpd,
      scored[k]!.p ?? new Float64Array(scored[k]!.elpd.length).fill(Number.NaN),
    ),
    difference: differences[k]!,
    weights: stacking && pseudoBma && { stacking: stacking[k]!, pseudoBma: pseudoBma[k]! },
  }));
}
