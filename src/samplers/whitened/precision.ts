/**
 * Minus the Hessian of a log density at a place, from differences of its gradients along coloured directions, with its check.
 *
 * Numbers that may depend on all others have a direction each, the others one for each colour. Steps are a small part of a standard
 * deviation given all else, so that what is not quadratic does not matter. Source: Curtis, Powell & Reid (1974); Powell & Toint (1979).
 */

import type { LogDensity } from "../../density/log-density.ts";
import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { SparseCholesky, solveSparse } from "../../numeric/sparse-cholesky.ts";
import { patternOf, type SparsePattern } from "../../numeric/sparse-pattern.ts";
import type { Interactions } from "./interactions.ts";
import { starColoring } from "./star-coloring.ts";

/** Directions at most, beyond which the way to a Hessian is too long. */
const mostDirections = 700;
/** Steps, in standard deviations given all else. */
const stepShare = 1e-3;
const firstStep = 1e-4;
const mostRounds = 8;
/** Steps whose scale is known within such a factor are right. */
const closeScale = 3;
/** Of a product with a random vector, by differences and by the matrix. */
const largestDifference = 0.02;

/** Differences of gradients along directions: the numbers that move along each. */
interface Direction {
  readonly members: Int32Array;
}

/** A symmetric matrix of a pattern: below its diagonal as the pattern has them, and on it. */
export interface Precision {
  readonly pattern: SparsePattern;
  readonly below: Float64Array;
  readonly diagonal: Float64Array;
}

/** Finds Hessians of one density at several places. */
export class PrecisionFinder {
  readonly pattern: SparsePattern;
  /** Gradients for one matrix. */
  readonly cost: number;
  private readonly density: LogDensity;
  private readonly directions: readonly Direction[];
  /** Where each element of the pattern is read: along which direction, and from whose derivative. */
  private readonly sources: Int32Array;
  private readonly readers: Int32Array;
  private readonly diagonalSources: Int32Array;
  private readonly steps: Float64Array;

  private constructor(density: LogDensity, pattern: SparsePattern, colors: Int32Array, count: number) {
    const size = density.dimension;
    this.density = density;
    this.pattern = pattern;
    this.cost = count;
    const members = Array.from({ length: count }, (): number[] => []);
    colors.forEach((color, i) => {
      members[color]!.push(i);
    });
    this.directions = members.map((list) => ({ members: Int32Array.from(list) }));
    this.sources = new Int32Array(pattern.rows.length);
    this.readers = new Int32Array(pattern.rows.length);
    for (let j = 0; j < size; j++) {
      for (let p = pattern.starts[j]!; p < pattern.starts[j + 1]!; p++) {
        const i = pattern.rows[p]!;
        // Of the two the smaller colour is alone among the neighbours of the other.
        const [moved, read] = colors[i]! < colors[j]! ? [i, j] : [j, i];
        this.sources[p] = moved;
        this.readers[p] = read;
      }
    }
    this.diagonalSources = colors;
    this.steps = new Float64Array(size).fill(firstStep);
  }

  /** Null where too many directions are needed. */
  static of(density: LogDensity, { pattern, everywhere }: Interactions): PrecisionFinder | null {
    const size = density.dimension;
    const apart = starColoring(pattern, mostDirections);
    if (apart === null || apart.count + everywhere.size > mostDirections) return null;
    // Those that depend on all others have the smallest colours: they are alone in theirs.
    const first = [...everywhere].sort((a, b) => a - b);
    const colors = apart.colors.map((color) => color + first.length);
    first.forEach((i, k) => {
      colors[i] = k;
    });
    const used = [...new Set(colors)].sort((a, b) => a - b);
    const dense = colors.map((color) => used.indexOf(color));
    return new PrecisionFinder(density, withEverywhere(pattern, first, size), dense, used.length);
  }

  /** At a place with this gradient. Null where something is not finite. */
  at(position: Float64Array, gradient: Float64Array): Precision | null {
    for (let round = 0; round < mostRounds; round++) {
      const found = this.differences(position, gradient);
      if (this.rescale(found) && found !== null) return found;
    }
    return null;
  }

  /** Whether the matrix is that of the density: its product with a random vector is compared with a difference of gradients. */
  agrees(found: Precision, position: Float64Array, gradient: Float64Array, stream: RandomStream): boolean {
    const size = position.length;
    const vector = this.steps.map((step) => step * stream.normal());
    const moved = new Float64Array(size);
    if (
      !this.gradientAt(
        position.map((x, i) => x + vector[i]!),
        moved,
      )
    )
      return false;
    const product = multiply(found, vector);
    let [wrong, all] = [0, 0];
    for (let i = 0; i < size; i++) {
      // In units of standard deviations given all else.
      const difference = (gradient[i]! - moved[i]! - product[i]!) * this.steps[i]!;
      wrong += difference * difference;
      const own = product[i]! * this.steps[i]!;
      all += own * own;
    }
    return wrong <= largestDifference * largestDifference * all;
  }

  private differences(position: Float64Array, gradient: Float64Array): Precision | null {
    const size = position.length;
    const { pattern, sources, readers, diagonalSources, steps } = this;
    const below = new Float64Array(pattern.rows.length);
    const diagonal = new Float64Array(size);
    const slopes = this.directions.map(({ members }) => {
      const place = position.slice();
      for (const i of members) place[i] = place[i]! + steps[i]!;
      const moved = new Float64Array(size);
      return this.gradientAt(place, moved) ? moved : null;
    });
    if (slopes.some((one) => one === null)) return null;
    const element = (moved: number, read: number): number =>
      (gradient[read]! - slopes[diagonalSources[moved]!]![read]!) / steps[moved]!;
    for (let p = 0; p < below.length; p++) below[p] = element(sources[p]!, readers[p]!);
    for (let i = 0; i < size; i++) diagonal[i] = element(i, i);
    return { pattern, below, diagonal };
  }

  /** Steps by the curvature that was found; whether they were right. */
  private rescale(found: Precision | null): boolean {
    let isRight = true;
    this.steps.forEach((step, i) => {
      const curvature = found?.diagonal[i] ?? NaN;
      if (found === null) this.steps[i] = step / 10;
      else if (curvature > 0) {
        const better = stepShare / Math.sqrt(curvature);
        if (better > closeScale * step || better < step / closeScale) isRight = false;
        this.steps[i] = better;
      }
    });
    return isRight;
  }

  private gradientAt(place: Float64Array, gradient: Float64Array): boolean {
    return Number.isFinite(this.density.evaluate(place, gradient)) && gradient.every(Number.isFinite);
  }
}

/** The pattern with rows and columns that are full. */
function withEverywhere(pattern: SparsePattern, everywhere: readonly number[], size: number): SparsePattern {
  const columns = new Int32Array(pattern.rows.length);
  for (let j = 0; j < size; j++) columns.fill(j, pattern.starts[j], pattern.starts[j + 1]);
  const full = everywhere.map((one): [Int32Array, Int32Array] => [
    new Int32Array(size).fill(one),
    Int32Array.from({ length: size }, (_, i) => i),
  ]);
  return patternOf(size, [[pattern.rows, columns], ...full]);
}

/** The matrix times a vector. */
export function multiply({ pattern, below, diagonal }: Precision, x: Float64Array): Float64Array {
  const product = diagonal.map((value, i) => value * x[i]!);
  for (let j = 0; j < x.length; j++) {
    for (let p = pattern.starts[j]!; p < pattern.starts[j + 1]!; p++) {
      const i = pattern.rows[p]!;
      product[i]! += below[p]! * x[j]!;
      product[j]! += below[p]! * x[i]!;
    }
  }
  return product;
}

/** A column of a symmetric matrix. */
export function columnOf({ pattern, below, diagonal }: Precision, j: number): Float64Array {
  const column = new Float64Array(pattern.size);
  for (let c = 0; c < pattern.size; c++) {
    for (let p = pattern.starts[c]!; p < pattern.starts[c + 1]!; p++) {
      const i = pattern.rows[p]!;
      if (c === j) column[i] = below[p]!;
      else if (i === j) column[c] = below[p]!;
    }
  }
  column[j] = diagonal[j]!;
  return column;
}

/** Of a symmetric matrix the part of all numbers but `apart`, factored; those have ones in its place. */
export class InnerPrecision {
  /** Whether nothing was added to the diagonal. */
  isExact = false;
  private readonly cholesky: SparseCholesky;
  private readonly apart: readonly number[];
  private readonly isApart: Uint8Array;
  private readonly work: Float64Array;

  constructor(pattern: SparsePattern, apart: readonly number[]) {
    this.cholesky = new SparseCholesky(pattern);
    this.apart = apart;
    this.isApart = new Uint8Array(pattern.size);
    for (const i of apart) this.isApart[i] = 1;
    this.work = new Float64Array(pattern.size);
  }

  /** With a share of the diagonal added; false if it is not positive definite. */
  update({ pattern: { size, starts, rows }, below, diagonal }: Precision, ridge: number): boolean {
    const { isApart } = this;
    const own = diagonal.map((value, i) => (isApart[i] === 1 ? 1 : value + ridge * Math.abs(value)));
    const rest = below.slice();
    for (let j = 0; j < size; j++) {
      for (let p = starts[j]!; p < starts[j + 1]!; p++)
        if (isApart[j] === 1 || isApart[rows[p]!] === 1) rest[p] = 0;
    }
    this.isExact = ridge === 0;
    return this.cholesky.update(rest, own);
  }

  logDeterminant(): number {
    const { starts, values } = this.cholesky.factor;
    let total = 0;
    for (let k = 0; k < starts.length - 1; k++) total += log(values[starts[k]!]!);
    return 2 * total;
  }

  /** H⁻¹x, with zeros for numbers apart. */
  solve(vector: Float64Array): Float64Array {
    const solved = vector.slice();
    for (const i of this.apart) solved[i] = 0;
    solveSparse(this.cholesky.factor, solved, this.work);
    return solved;
  }
}
