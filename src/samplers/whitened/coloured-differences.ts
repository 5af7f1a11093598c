/**
 * Minus the Hessian of a log density at a place, from differences of its gradients along coloured directions.
 *
 * Numbers that may depend on all others have a direction each, the others one for each colour. Steps are a small part of a standard
 * deviation given all else, so that what is not quadratic does not matter. Source: Curtis, Powell & Reid (1974); Powell & Toint (1979).
 */

import type { LogDensity } from "../../density/log-density.ts";
import { patternOf, type SparsePattern } from "../../numeric/sparse-pattern.ts";
import type { Interactions } from "./interactions.ts";
import { type Precision, type PrecisionFinder, stepShare } from "./precision.ts";
import { starColoring } from "./star-coloring.ts";

/** Directions at most, beyond which the way to a Hessian is too long. */
const mostDirections = 700;
const firstStep = 1e-4;
const mostRounds = 8;
/** Steps whose scale is known within such a factor are right. */
const closeScale = 3;

/** Differences of gradients along directions: the numbers that move along each. */
interface Direction {
  readonly members: Int32Array;
}

/** Finds Hessians of one density at several places. */
export class ColouredDifferences implements PrecisionFinder {
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
  static of(density: LogDensity, interactions: Interactions): ColouredDifferences | null {
    const size = density.dimension;
    const { everywhere } = interactions;
    const pattern = interactions.pattern();
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
    return new ColouredDifferences(density, withEverywhere(pattern, first, size), dense, used.length);
  }

  /** At a place with this gradient. Null where something is not finite. */
  at(position: Float64Array, gradient: Float64Array): Precision | null {
    for (let round = 0; round < mostRounds; round++) {
      const found = this.differences(position, gradient);
      if (this.rescale(found) && found !== null) return found;
    }
    return null;
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
