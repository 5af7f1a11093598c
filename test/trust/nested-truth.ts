/**
 * The posterior of the three standard deviations of y_ijk = μ + a_i + b_ij + ε_ijk by quadrature.
 *
 * Given them everything is normal: the means of cells, then those of the outer groups, then μ ~ N(0, m²) are integrated out in closed form.
 * What is left is summed over a grid of the three logarithms, in two steps: a coarse grid says which of its cells matter, and these are
 * divided into 64.
 */

import { logPrior, type ScalePrior } from "./scale-priors.ts";

export interface Nested {
  /** Rows of cells of outer groups. */
  readonly outcomes: readonly (readonly (readonly number[])[])[];
  readonly meanSd: number;
  /** Of the sds of outer groups, of cells within them, and of rows within cells. */
  readonly priors: readonly [ScalePrior, ScalePrior, ScalePrior];
}

export interface NestedPosterior {
  /** For each of the three sds the share of the posterior in each interval of its logarithm. */
  readonly marginals: readonly [Float64Array, Float64Array, Float64Array];
  /** Peaks with more than a hundredth of the posterior about them. */
  readonly modeCount: number;
  /** log ∫ over the three of the joint density with all constants. */
  readonly logEvidence: number;
}

const from = -14;
const coarseStep = 0.4;
const coarseCount = 57;
const parts = 4;
const step = coarseStep / parts;
const count = coarseCount * parts;
/** Cells of the coarse grid whose neighbours are all so much below the greatest do not matter. */
const depth = 15;
/** Lower cells are no part of a mode with a hundredth of the posterior. */
const modeDepth = 12;

/** A coarse grid alone is enough for the number of modes in most cases. */
export function coarseModeCount(data: Nested): number {
  const grid = coarseGrid(data);
  const cells = new Map<number, number>();
  for (const [at, value] of grid.values.entries())
    if (value > grid.greatest - modeDepth) cells.set(at, Math.exp(value - grid.greatest));
  return countModes(cells, coarseCount);
}

export function nestedPosterior(data: Nested): NestedPosterior {
  const { values, greatest } = coarseGrid(data);
  const isNear = nearTop(values, greatest);
  const logs = priorLogs(data, step, count);
  const cells = new Map<number, number>();
  const marginals = [0, 1, 2].map(() => new Float64Array(count)) as unknown as NestedPosterior["marginals"];
  const leastShare = Math.exp(-modeDepth);
  let total = 0;
  for (let j = 0; j < count; j++) {
    for (let k = 0; k < count; k++) {
      let given: GivenInner | null = null;
      for (let i = 0; i < count; i++) {
        if (!isNear[coarseOf(i, j, k)]) continue;
        given ??= new GivenInner(data, Math.exp(middle(j, step)), Math.exp(middle(k, step)));
        const logDensity =
          logs[0]![i]! + logs[1]![j]! + logs[2]![k]! + given.logLikelihood(Math.exp(middle(i, step)));
        const share = Math.exp(logDensity - greatest);
        if (share > leastShare) cells.set((i * count + j) * count + k, share);
        total += share;
        marginals[0][i]! += share;
        marginals[1][j]! += share;
        marginals[2][k]! += share;
      }
    }
  }
  for (const marginal of marginals) for (let i = 0; i < count; i++) marginal[i]! /= total;
  return {
    marginals,
    modeCount: countModes(cells, count),
    logEvidence: greatest + Math.log(total) + 3 * Math.log(step),
  };
}

/** P(sd ≤ x): within an interval the density is the parabola that has the shares of it and its neighbours. */
export function cumulativeOf(marginal: Float64Array, x: number): number {
  const end = (Math.log(x) - from) / step;
  const share = (i: number): number => marginal[i] ?? 0;
  // Of the densities in the middles the means over the intervals
  const mean = (i: number): number => share(i) + (share(i + 1) - 2 * share(i) + share(i - 1)) / 24;
  const last = Math.min(count, Math.max(0, Math.floor(end)));
  let sum = 0;
  for (let i = 0; i < last; i++) sum += mean(i);
  const part = Math.min(1, Math.max(0, end - last));
  const slope = (mean(last + 1) - mean(last - 1)) / 2;
  const bend = (mean(last + 1) - 2 * mean(last) + mean(last - 1)) / 2;
  const cube = ((part - 0.5) ** 3 + 0.125) / 3 - part / 12;
  return sum + mean(last) * part + (slope * (part * part - part)) / 2 + bend * cube;
}

function middle(index: number, width: number): number {
  return from + (index + 0.5) * width;
}

function coarseOf(i: number, j: number, k: number): number {
  const [a, b, c] = [Math.floor(i / parts), Math.floor(j / parts), Math.floor(k / parts)];
  return (a * coarseCount + b) * coarseCount + c;
}

/** Of each sd the prior densities of its logarithm. */
function priorLogs({ priors }: Nested, width: number, intervals: number): Float64Array[] {
  return priors.map((prior) =>
    Float64Array.from({ length: intervals }, (_, i) => logPrior(prior, middle(i, width)) + middle(i, width)),
  );
}

function coarseGrid(data: Nested): { readonly values: Float64Array; readonly greatest: number } {
  const logs = priorLogs(data, coarseStep, coarseCount);
  const values = new Float64Array(coarseCount ** 3);
  let greatest = -Infinity;
  for (let j = 0; j < coarseCount; j++) {
    for (let k = 0; k < coarseCount; k++) {
      const given = new GivenInner(data, Math.exp(middle(j, coarseStep)), Math.exp(middle(k, coarseStep)));
      for (let i = 0; i < coarseCount; i++) {
        const value =
          logs[0]![i]! + logs[1]![j]! + logs[2]![k]! + given.logLikelihood(Math.exp(middle(i, coarseStep)));
        values[(i * coarseCount + j) * coarseCount + k] = value;
        greatest = Math.max(greatest, value);
      }
    }
  }
  return { values, greatest };
}

/** Cells that are, or are next to, one that is not far below the greatest. */
function nearTop(values: Float64Array, greatest: number): Uint8Array {
  const isNear = new Uint8Array(values.length);
  for (const [at, value] of values.entries()) {
    if (!(value > greatest - depth)) continue;
    isNear[at] = 1;
    for (const next of neighboursOf(at, coarseCount)) isNear[next] = 1;
  }
  return isNear;
}

function* neighboursOf(at: number, size: number): Generator<number> {
  const [i, j, k] = [Math.floor(at / size / size), Math.floor(at / size) % size, at % size];
  for (let a = Math.max(0, i - 1); a <= Math.min(size - 1, i + 1); a++) {
    for (let b = Math.max(0, j - 1); b <= Math.min(size - 1, j + 1); b++) {
      for (let c = Math.max(0, k - 1); c <= Math.min(size - 1, k + 1); c++) yield (a * size + b) * size + c;
    }
  }
}

/** Basins of steepest ascent with more than a hundredth of the posterior. */
function countModes(cells: ReadonlyMap<number, number>, size: number): number {
  const total = [...cells.values()].reduce((sum, share) => sum + share, 0);
  const order = [...cells].sort((a, b) => a[1] - b[1]);
  const basin = new Map(order);
  let modes = 0;
  for (const [at, share] of order) {
    let [best, height] = [at, share];
    for (const next of neighboursOf(at, size)) {
      const other = cells.get(next) ?? 0;
      if (other > height) [best, height] = [next, other];
    }
    const own = basin.get(at)!;
    if (best === at) modes += own > 0.01 * total ? 1 : 0;
    else basin.set(best, basin.get(best)! + own);
  }
  return modes;
}

/** log p(y | sds) as a function of the sd of outer groups, the two others given. */
class GivenInner {
  private readonly meanSd: number;
  /** What does not depend on the sd of outer groups. */
  private fixed = 0;
  /** Of each outer group the precision of its mean, and its mean. */
  private readonly precisions: number[] = [];
  private readonly means: number[] = [];

  constructor({ outcomes, meanSd }: Nested, inner: number, sigma: number) {
    this.meanSd = meanSd;
    for (const cells of outcomes) {
      let [precision, weighted, squares] = [0, 0, 0];
      for (const rows of cells) {
        const n = rows.length;
        const mean = rows.reduce((sum, y) => sum + y, 0) / n;
        const within = rows.reduce((sum, y) => sum + (y - mean) ** 2, 0);
        const variance = inner * inner + (sigma * sigma) / n;
        this.fixed -= 0.5 * n * Math.log(2 * Math.PI) + (n - 1) * Math.log(sigma);
        this.fixed -= 0.5 * Math.log(n * variance) + (0.5 * within) / sigma ** 2;
        precision += 1 / variance;
        weighted += mean / variance;
        squares += (mean * mean) / variance;
      }
      this.fixed -= 0.5 * Math.max(0, squares - (weighted * weighted) / precision);
      this.precisions.push(precision);
      this.means.push(weighted / precision);
    }
  }

  logLikelihood(outer: number): number {
    let [log, precision, weighted, squares] = [this.fixed, 1 / this.meanSd ** 2, 0, 0];
    for (const [i, mean] of this.means.entries()) {
      const own = this.precisions[i]!;
      const variance = outer * outer + 1 / own;
      log -= 0.5 * Math.log(own * variance);
      precision += 1 / variance;
      weighted += mean / variance;
      squares += mean ** 2 / variance;
    }
    return (
      log - 0.5 * Math.log(precision) - Math.log(this.meanSd) - 0.5 * (squares - weighted ** 2 / precision)
    );
  }
}
