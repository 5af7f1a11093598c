/**
 * Derivatives of the log likelihood L in the levels u = m + Tz of a group effect, at one draw. They are those of the log density in
 * non-centered coordinates less those of the prior of z; second ones are differences of first ones. All levels are moved at once,
 * each by a sign of its own: levels do not depend on each other given all else, and where they do, the signs make it noise
 * instead of bias (Hutchinson 1990).
 */

import { Interpreter } from "../../density/graph/interpret.ts";
import type { AdjustableEffect } from "../../density/joint/centering.ts";
import type { LogDensity } from "../../density/log-density.ts";
import { choleskyFactor, solveLower, solveLowerTransposed } from "../../numeric/cholesky.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { sum } from "../../numeric/sums.ts";

/** Half the distance between two gradients, in standard deviations of the prior of z and of the draws of shared parameters. */
const halfStep = 1e-4;
const sharedHalfStep = 1e-3;

/** Of one level, ℓ numbers, at one draw. Matrices are row by row. */
export interface EffectDerivatives {
  /** -∂²L/∂u∂u'. */
  readonly information: Float64Array;
  /** ∂L/∂u. */
  readonly score: Float64Array;
  /** u. */
  readonly value: Float64Array;
  /** -∂²L/∂u∂β', column by column. */
  readonly slopes: Float64Array;
  /** 1/‖T⁻¹‖²: of one number T². */
  readonly weight: number;
  /** The share of the data in what is known of each number of z: 1 - (1 + T'IT)⁻¹ₖₖ, from 0 to 1. */
  readonly share: Float64Array;
}

/**
 * The derivatives for each level at a draw; null where T has no inverse or something is not finite. `shared` are the places of the β in
 * the position, `deviations` their standard deviations.
 */
export function effectDerivatives(
  effect: AdjustableEffect,
  density: LogDensity,
  stream: RandomStream,
  draw: Float64Array,
  shared: readonly number[],
  deviations: readonly number[],
): readonly (EffectDerivatives | null)[] {
  const { offset } = effect;
  const size = effect.standard.length;
  const levels = effect.elements.size;
  const here = viewEffect(effect, density, draw);
  // IT, column by column
  const products = Array.from({ length: size }, (_, k) => {
    const signs = Float64Array.from({ length: levels }, () => (stream.uniform() < 0.5 ? -1 : 1));
    const move = (position: Float64Array, distance: number): void => {
      for (let j = 0; j < levels; j++) {
        const index = offset + j * size + k;
        position[index] = position[index]! + distance * signs[j]!;
      }
    };
    const { score } = viewSlope(effect, density, draw, halfStep, move);
    return score.map((slope, i) => -slope * signs[Math.floor(i / size)]!);
  });
  const slopes = shared.map((index, p) =>
    viewSlope(effect, density, draw, sharedHalfStep * deviations[p]!, (position, distance) => {
      position[index] = position[index]! + distance;
    }),
  );
  return Array.from({ length: levels }, (_, j) => levelDerivatives(here, products, slopes, j, size));
}

/** Of level j. `products` and `slopes` hold the derivatives of all levels along each number of z, and along each β. */
function levelDerivatives(
  here: EffectView,
  products: readonly Float64Array[],
  slopes: readonly EffectSlope[],
  j: number,
  size: number,
): EffectDerivatives | null {
  const start = j * size;
  const factor = Float64Array.from(here.factor, (values) => at(values, j));
  const weight = 1 / sum(inverseDiagonal(factor, size));
  const information = Float64Array.from({ length: size * size }, (_, index) => {
    return products[index % size]![start + Math.floor(index / size)]!;
  });
  const share = shareOf(factor, information, size);
  // I = (IT)T⁻¹, row by row
  for (let i = 0; i < size; i++) {
    solveLowerTransposed(factor, size, information.subarray(i * size, (i + 1) * size));
  }
  const own = new Float64Array(size * slopes.length);
  slopes.forEach((slope, p) => {
    for (let i = 0; i < size; i++) {
      // ∂L/∂u moves by -I∂u - G∂β
      let rest = -slope.score[start + i]!;
      for (let k = 0; k < size; k++) rest -= information[i * size + k]! * slope.value[start + k]!;
      own[p * size + i] = rest;
    }
  });
  const score = here.score.slice(start, start + size);
  const value = here.value.slice(start, start + size);
  const all = [weight, ...information, ...own, ...score, ...value];
  if (!(weight > 0) || !all.every(Number.isFinite)) return null;
  return { information, score, value, slopes: own, weight, share };
}

/** ∂L/∂u and u of all levels, and T: ℓ² arrays. */
interface EffectView {
  readonly score: Float64Array;
  readonly value: Float64Array;
  readonly factor: readonly Float64Array[];
}

function viewEffect(effect: AdjustableEffect, density: LogDensity, position: Float64Array): EffectView {
  const size = effect.standard.length;
  const gradient = new Float64Array(position.length);
  density.evaluate(position, gradient);
  const interpreter = new Interpreter(position);
  const [factor, location, prior] = [effect.factor, effect.location, effect.priorScore()].map((nodes) =>
    nodes.map((node) => interpreter.values(node)),
  );
  const levels = effect.elements.size;
  const score = new Float64Array(levels * size);
  const value = new Float64Array(levels * size);
  for (let j = 0; j < levels; j++) {
    const start = j * size;
    for (let i = 0; i < size; i++) {
      score[start + i] = gradient[effect.offset + start + i]! - at(prior![i]!, j);
      // u = m + Tz
      value[start + i] = at(location![i]!, j);
      for (let k = 0; k <= i; k++) {
        const z = position[effect.offset + start + k]!;
        value[start + i] = value[start + i]! + at(factor![i * size + k]!, j) * z;
      }
    }
    // ∂L/∂u = T⁻ᵀ∂L/∂z
    const own = Float64Array.from(factor!, (values) => at(values, j));
    solveLowerTransposed(own, size, score.subarray(start, start + size));
  }
  return { score, value, factor: factor! };
}

/** Derivatives of score and value along a move. */
type EffectSlope = Omit<EffectView, "factor">;

/** Of `move`, by central differences over `distance` to both sides. */
function viewSlope(
  effect: AdjustableEffect,
  density: LogDensity,
  draw: Float64Array,
  distance: number,
  move: (position: Float64Array, distance: number) => void,
): EffectSlope {
  const viewAt = (signed: number): EffectView => {
    const position = draw.slice();
    move(position, signed);
    return viewEffect(effect, density, position);
  };
  const before = viewAt(-distance);
  const after = viewAt(distance);
  const slope = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((x, i) => (x - b[i]!) / (2 * distance));
  return { score: slope(after.score, before.score), value: slope(after.value, before.value) };
}

/** The squared lengths of the columns of L⁻¹, L being lower triangular: the diagonal of (LL')⁻¹. */
function inverseDiagonal(lower: Float64Array, size: number): Float64Array {
  const column = new Float64Array(size);
  return Float64Array.from({ length: size }, (_, k) => {
    column.fill(0);
    column[k] = 1;
    solveLower(lower, size, column);
    return column.reduce((squares, element) => squares + element * element, 0);
  });
}

function shareOf(factor: Float64Array, product: Float64Array, size: number): Float64Array {
  // 1 + T'(IT)
  const lower = Float64Array.from({ length: size * size }, (_, index) => {
    const [i, j] = [Math.floor(index / size), index % size];
    let total = i === j ? 1 : 0;
    for (let k = i; k < size; k++) total += factor[k * size + i]! * product[k * size + j]!;
    return total;
  });
  if (!choleskyFactor(lower, size)) return new Float64Array(size);
  return inverseDiagonal(lower, size).map((left) => Math.min(Math.max(1 - left, 0), 1));
}

/** Element j of a node's values; a scalar has one for all. */
function at(values: Float64Array, j: number): number {
  return values.length === 1 ? values[0]! : values[j]!;
}
