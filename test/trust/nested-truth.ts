/**
 * The posterior of the three standard deviations of y_ijk = μ + a_i + b_ij + ε_ijk by quadrature.
 *
 * Given them everything is normal: the means of cells, then those of the outer groups, then μ ~ N(0, m²) are integrated out in closed form.
 * What is left is summed over a grid of the three logarithms, in two steps: a wide grid says which of its cells matter, and these are
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
const to = 8.8;
/** Of the grid that modes are counted on. Posteriors of these sets have sds of .05 and more on the log scale. */
const middleStep = 0.2;
const middleCount = Math.round((to - from) / middleStep);
const parts = 4;
const step = middleStep / parts;
const count = middleCount * parts;
/** Cells whose neighbours are all so much below the greatest do not matter. */
const depth = 14;
/** Lower cells are no part of a mode with a hundredth of the posterior. */
const modeDepth = 12;

/** On a grid that is twice as wide: enough to choose among data sets. */
export function roughModeCount(data: Nested): number {
  return countModes(gridOf(data, 2 * middleStep));
}

export function nestedPosterior(data: Nested): NestedPosterior {
  const grid = gridOf(data, middleStep);
  const isNear = nearTop(grid);
  const logs = priorLogs(data, step, count);
  const sds = Float64Array.from({ length: count }, (_, i) => Math.exp(middle(i, step)));
  const marginals = [0, 1, 2].map(() => new Float64Array(count)) as unknown as NestedPosterior["marginals"];
  const likelihood = new Likelihood(data);
  let total = 0;
  for (let j = 0; j < count; j++) {
    for (let k = 0; k < count; k++) {
      let isGiven = false;
      for (let i = 0; i < count; i++) {
        if (isNear[wholeOf(i, j, k)] === 0) continue;
        if (!isGiven) likelihood.setInner(sds[j]!, sds[k]!);
        isGiven = true;
        const logDensity = logs[0]![i]! + logs[1]![j]! + logs[2]![k]! + likelihood.log(sds[i]!);
        const share = Math.exp(logDensity - grid.greatest);
        total += share;
        marginals[0][i]! += share;
        marginals[1][j]! += share;
        marginals[2][k]! += share;
      }
    }
  }
  for (const marginal of marginals) for (let i = 0; i < count; i++) marginal[i]! /= total;
  const logEvidence = grid.greatest + Math.log(total) + 3 * Math.log(step);
  return { marginals, modeCount: countModes(grid), logEvidence };
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

/** The cell of the wider grid. */
function wholeOf(i: number, j: number, k: number): number {
  const [a, b, c] = [Math.floor(i / parts), Math.floor(j / parts), Math.floor(k / parts)];
  return (a * middleCount + b) * middleCount + c;
}

/** Of each sd the prior densities of its logarithm. */
function priorLogs({ priors }: Nested, width: number, intervals: number): Float64Array[] {
  return priors.map((prior) =>
    Float64Array.from({ length: intervals }, (_, i) => logPrior(prior, middle(i, width)) + middle(i, width)),
  );
}

interface Grid {
  /** Intervals of each logarithm. */
  readonly size: number;
  /** Log densities, without the width of cells. */
  readonly values: Float64Array;
  readonly greatest: number;
}

function gridOf(data: Nested, width: number): Grid {
  const size = Math.round((to - from) / width);
  const logs = priorLogs(data, width, size);
  const sds = Float64Array.from({ length: size }, (_, i) => Math.exp(middle(i, width)));
  const values = new Float64Array(size ** 3);
  const likelihood = new Likelihood(data);
  let greatest = -Infinity;
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < size; k++) {
      likelihood.setInner(sds[j]!, sds[k]!);
      const given = logs[1]![j]! + logs[2]![k]!;
      for (let i = 0; i < size; i++) {
        const value = logs[0]![i]! + given + likelihood.log(sds[i]!);
        values[(i * size + j) * size + k] = value;
        greatest = Math.max(greatest, value);
      }
    }
  }
  return { size, values, greatest };
}

/** Cells that are, or are next to, one that is not far below the greatest. */
function nearTop({ size, values, greatest }: Grid): Uint8Array {
  const isNear = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) {
    if (!(values[at]! > greatest - depth)) continue;
    isNear[at] = 1;
    for (const next of neighboursOf(at, size)) isNear[next] = 1;
  }
  return isNear;
}

function neighboursOf(at: number, size: number): number[] {
  const [i, j, k] = [Math.floor(at / size / size), Math.floor(at / size) % size, at % size];
  const found: number[] = [];
  for (let a = Math.max(0, i - 1); a <= Math.min(size - 1, i + 1); a++) {
    for (let b = Math.max(0, j - 1); b <= Math.min(size - 1, j + 1); b++) {
      for (let c = Math.max(0, k - 1); c <= Math.min(size - 1, k + 1); c++)
        found.push((a * size + b) * size + c);
    }
  }
  return found;
}

/** Basins of steepest ascent with more than a hundredth of the posterior. */
function countModes({ size, values, greatest }: Grid): number {
  const high: number[] = [];
  for (let at = 0; at < values.length; at++) if (values[at]! > greatest - modeDepth) high.push(at);
  high.sort((a, b) => values[a]! - values[b]!);
  const basin = new Map(high.map((at) => [at, Math.exp(values[at]! - greatest)]));
  const total = [...basin.values()].reduce((sum, share) => sum + share, 0);
  let modes = 0;
  for (const at of high) {
    let best = at;
    for (const next of neighboursOf(at, size)) if (values[next]! > values[best]!) best = next;
    const own = basin.get(at)!;
    if (best === at) modes += own > 0.01 * total ? 1 : 0;
    else basin.set(best, basin.get(best)! + own);
  }
  return modes;
}

/** log p(y | sds): the sds within outer groups are set, then it is a function of the sd of outer groups. */
class Likelihood {
  private readonly data: Nested;
  /** Of each cell its outer group, rows, mean and sum of squares about it. */
  private readonly cells: readonly { outer: number; n: number; mean: number; within: number }[];
  private readonly rowCount: number;
  /** What does not depend on the sd of outer groups. */
  private fixed = 0;
  /** Of each outer group the precision of its mean, and its mean. */
  private readonly precisions: Float64Array;
  private readonly means: Float64Array;
  private readonly squares: Float64Array;

  constructor(data: Nested) {
    this.data = data;
    this.cells = data.outcomes.flatMap((cells, outer) =>
      cells.map((rows) => {
        const mean = rows.reduce((sum, y) => sum + y, 0) / rows.length;
        const within = rows.reduce((sum, y) => sum + (y - mean) ** 2, 0);
        return { outer, n: rows.length, mean, within };
      }),
    );
    this.rowCount = data.outcomes.flat(2).length;
    const groups = data.outcomes.length;
    this.precisions = new Float64Array(groups);
    this.means = new Float64Array(groups);
    this.squares = new Float64Array(groups);
  }

  setInner(inner: number, sigma: number): void {
    const { cells, precisions, means, squares } = this;
    precisions.fill(0);
    means.fill(0);
    squares.fill(0);
    let fixed = -0.5 * this.rowCount * Math.log(2 * Math.PI);
    for (const { outer, n, mean, within } of cells) {
      const variance = inner * inner + (sigma * sigma) / n;
      fixed -= (n - 1) * Math.log(sigma) + 0.5 * Math.log(n * variance) + (0.5 * within) / sigma ** 2;
      precisions[outer]! += 1 / variance;
      means[outer]! += mean / variance;
      squares[outer]! += (mean * mean) / variance;
    }
    for (let g = 0; g < means.length; g++) {
      means[g]! /= precisions[g]!;
      fixed -= 0.5 * Math.max(0, squares[g]! - precisions[g]! * means[g]! ** 2);
    }
    this.fixed = fixed;
  }

  log(outer: number): number {
    const { means, precisions } = this;
    const { meanSd } = this.data;
    let [precision, weighted, squares, ratios] = [1 / meanSd ** 2, 0, 0, 1];
    for (let g = 0; g < means.length; g++) {
      const variance = outer * outer + 1 / precisions[g]!;
      ratios *= precisions[g]! * variance;
      precision += 1 / variance;
      weighted += means[g]! / variance;
      squares += (means[g]! * means[g]!) / variance;
    }
    const aboutMean = squares - (weighted * weighted) / precision;
    return this.fixed - 0.5 * Math.log(ratios * precision * meanSd * meanSd) - 0.5 * aboutMean;
  }
}
