/**
 * Draws of gamma and beta variates that survive small shapes.
 *
 * A gamma variate of shape 0.001 is mostly smaller than the smallest double; its logarithm is not. It is drawn by
 * Γ(α) = Γ(α+1) u^(1/α) for a uniform u (Stuart 1962), in logarithms. A beta variate is the share of one gamma variate
 * in the sum of two.
 */

import { log } from "../numeric/logarithm.ts";
import { invLogit } from "../numeric/logistic.ts";
import type { RandomStream } from "../numeric/random-stream.ts";

/** The least and the greatest double between 0 and 1: the support of a beta variate has no ends. */
const smallest = Number.MIN_VALUE;
const largest = 1 - 0.5 * Number.EPSILON;

/** The logarithm of one draw of a gamma variate of rate 1. */
export function drawLogGamma(stream: RandomStream, shape: number): number {
  if (shape >= 1) return log(stream.gamma(shape, 1));
  return log(stream.gamma(shape + 1, 1)) + log(stream.uniform()) / shape;
}

/** One draw of a beta variate, never 0 or 1. */
export function drawBeta(stream: RandomStream, a: number, b: number): number {
  const logOdds = drawLogGamma(stream, a) - drawLogGamma(stream, b);
  return Math.min(Math.max(invLogit(logOdds), smallest), largest);
}
