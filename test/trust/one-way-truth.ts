/**
 * The posterior of τ and σ of y_ij = μ + b_i + ε_ij by quadrature: the truth that samplers are held against where it has two modes.
 *
 * Given τ and σ the means of groups are normal, and μ ~ N(0, m²) is integrated out in closed form; what is left is summed over a grid of
 * (log τ, log σ).
 */

import { logPrior, type ScalePrior } from "./scale-priors.ts";

export interface OneWay {
  /** Group by group. */
  readonly outcomes: readonly (readonly number[])[];
  readonly meanSd: number;
  readonly tau: ScalePrior;
  readonly sigma: ScalePrior;
}

/** A grid of logarithms of τ (rows) and σ, with the share of the posterior in each cell. */
export interface GridPosterior {
  readonly from: number;
  readonly step: number;
  readonly count: number;
  readonly shares: Float64Array;
  /** Peaks with more than a hundredth of the posterior about them. */
  readonly modeCount: number;
  /** log ∫ over τ and σ of the joint density with all constants. */
  readonly logEvidence: number;
}

/** log p(y | τ, σ) with μ integrated out. */
function logLikelihood({ outcomes, meanSd }: OneWay, tau: number, sigma: number): number {
  let [log, precision, weighted, squares] = [0, 1 / meanSd ** 2, 0, 0];
  for (const values of outcomes) {
    const n = values.length;
    const mean = values.reduce((sum, y) => sum + y, 0) / n;
    const within = values.reduce((sum, y) => sum + (y - mean) ** 2, 0);
    const variance = tau * tau + (sigma * sigma) / n;
    log -= 0.5 * n * Math.log(2 * Math.PI) + (n - 1) * Math.log(sigma) + 0.5 * Math.log(n * variance);
    log -= (0.5 * within) / sigma ** 2;
    precision += 1 / variance;
    weighted += mean / variance;
    squares += mean ** 2 / variance;
  }
  return log - 0.5 * Math.log(precision) - Math.log(meanSd) - 0.5 * (squares - weighted ** 2 / precision);
}

/** From e^from to e^to, midpoints. */
export function gridPosterior(data: OneWay, step = 0.05, from = -14, to = 8): GridPosterior {
  const count = Math.round((to - from) / step);
  const logs = new Float64Array(count * count);
  let greatest = -Infinity;
  for (let i = 0; i < count; i++) {
    const logTau = from + (i + 0.5) * step;
    const prior = logPrior(data.tau, logTau) + logTau;
    for (let j = 0; j < count; j++) {
      const logSigma = from + (j + 0.5) * step;
      const value =
        prior +
        logPrior(data.sigma, logSigma) +
        logSigma +
        logLikelihood(data, Math.exp(logTau), Math.exp(logSigma));
      logs[i * count + j] = value;
      greatest = Math.max(greatest, value);
    }
  }
  const shares = logs.map((value) => Math.exp(value - greatest));
  const total = shares.reduce((sum, share) => sum + share, 0);
  for (let k = 0; k < shares.length; k++) shares[k]! /= total;
  return {
    from,
    step,
    count,
    shares,
    modeCount: countModes(shares, count),
    logEvidence: greatest + Math.log(total) + 2 * Math.log(step),
  };
}

/** Basins of steepest ascent with more than a hundredth of the posterior. */
function countModes(shares: Float64Array, count: number): number {
  const basin = new Float64Array(shares.length);
  const order = [...shares.keys()].filter((k) => shares[k]! > 1e-9).sort((a, b) => shares[a]! - shares[b]!);
  for (const k of order) basin[k]! += shares[k]!;
  let modes = 0;
  for (const k of order) {
    const [i, j] = [Math.floor(k / count), k % count];
    let best = k;
    for (let di = -1; di <= 1; di++) {
      for (let dj = -1; dj <= 1; dj++) {
        const [a, b] = [i + di, j + dj];
        if (a < 0 || b < 0 || a >= count || b >= count) continue;
        if (shares[a * count + b]! > shares[best]!) best = a * count + b;
      }
    }
    if (best === k) modes += basin[k]! > 0.01 ? 1 : 0;
    else basin[best]! += basin[k]!;
  }
  return modes;
}

/** P(τ ≤ x) or P(σ ≤ x). */
export function cumulative(
  { from, step, count, shares }: GridPosterior,
  which: "tau" | "sigma",
  x: number,
): number {
  const end = (Math.log(x) - from) / step;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const inside = Math.min(1, Math.max(0, end - i));
    if (inside === 0) break;
    for (let j = 0; j < count; j++) sum += inside * shares[which === "tau" ? i * count + j : j * count + i]!;
  }
  return sum;
}
