/**
 * The mode of a smooth log density and its curvature there, by BFGS with backtracking: where a proposal begins.
 *
 * Source: Nocedal & Wright (2006), algorithm 6.1 with the inverse Hessian's update (6.17) and Armijo's rule. Steps are bounded, since on
 * log scales a density far from its mode promises steps of thousands.
 */

import type { LogDensity } from "../../density/log-density.ts";
import { symmetricEigen } from "../../numeric/eigen-symmetric.ts";

export interface Mode {
  readonly position: Float64Array;
  /** Row by row. */
  readonly covariance: Float64Array;
}

const mostIterations = 200;
/** Twice the gain in log density that a quadratic promises, below which a proposal could not tell the difference. */
const closeEnough = 1e-3;
/** On the unconstrained scale a coordinate moves at most so far in one step. */
const longestStep = 3;
/** Starts from so many equal coordinates: on log scales, units of any size. */
const starts = [0, 2, -2, 5, -5, 10, -10, 20, -20, 50, -50, 100, -100, 300, -300, 600, -600];

/** Climbs to a mode; null if no start has a finite density. */
export function findMode(density: LogDensity): Mode | null {
  const climb = new Climb(density);
  if (!climb.start()) return null;
  for (let i = 0; i < mostIterations && climb.step(); i++);
  return { position: climb.position, covariance: covarianceAt(density, climb.position) };
}

class Climb {
  position: Float64Array;
  private readonly density: LogDensity;
  private readonly size: number;
  private value = -Infinity;
  private gradient: Float64Array;
  private readonly inverse: Float64Array;
  private isFresh = true;
  private hasRetried = false;

  constructor(density: LogDensity) {
    this.density = density;
    this.size = density.dimension;
    this.position = new Float64Array(this.size);
    this.gradient = new Float64Array(this.size);
    this.inverse = new Float64Array(this.size * this.size);
  }

  /** Goes to the best of the starts. */
  start(): boolean {
    const trial = new Float64Array(this.size);
    const gradient = new Float64Array(this.size);
    for (const shift of starts) {
      trial.fill(shift);
      const value = this.density.evaluate(trial, gradient);
      if (!(value > this.value) || !gradient.every(Number.isFinite)) continue;
      this.value = value;
      this.position = trial.slice();
      this.gradient = gradient.slice();
    }
    this.reset();
    return this.value > -Infinity;
  }

  private reset(): void {
    const { size, inverse, gradient } = this;
    const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
    inverse.fill(0);
    for (let i = 0; i < size; i++) inverse[i * size + i] = 1 / Math.max(norm, 1);
    this.isFresh = true;
  }

  /** One step uphill; false at the top. */
  step(): boolean {
    const { size, inverse, gradient, position } = this;
    const direction = new Float64Array(size);
    let slope = 0;
    let longest = 0;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) direction[i]! += inverse[i * size + j]! * gradient[j]!;
      slope += direction[i]! * gradient[i]!;
      longest = Math.max(longest, Math.abs(direction[i]!));
    }
    if (!(slope > closeEnough)) return this.retry();
    let fraction = Math.min(1, longestStep / longest);
    const trial = new Float64Array(size);
    const trialGradient = new Float64Array(size);
    for (let halvings = 0; halvings < 40; halvings++) {
      for (let i = 0; i < size; i++) trial[i] = position[i]! + fraction * direction[i]!;
      const value = this.density.evaluate(trial, trialGradient);
      if (value >= this.value + 1e-4 * fraction * slope && trialGradient.every(Number.isFinite)) {
        this.accept(trial, trialGradient, value);
        return true;
      }
      fraction /= 2;
    }
    return this.retry();
  }

  /** Forgets the curvature once, where it has led nowhere. */
  private retry(): boolean {
    if (this.isFresh || this.hasRetried) return false;
    this.hasRetried = true;
    this.reset();
    return true;
  }

  /** H ← (I - ρ s y') H (I - ρ y s') + ρ s s', for the negative log density. */
  private accept(trial: Float64Array, trialGradient: Float64Array, value: number): void {
    const { size, inverse } = this;
    const s = trial.map((x, i) => x - this.position[i]!);
    const y = trialGradient.map((g, i) => this.gradient[i]! - g);
    const curvature = s.reduce((sum, x, i) => sum + x * y[i]!, 0);
    if (curvature > 1e-12) {
      if (this.isFresh) {
        const scale = curvature / y.reduce((sum, g) => sum + g * g, 0);
        for (let i = 0; i < size; i++) inverse[i * size + i] = scale;
      }
      const product = new Float64Array(size);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) product[i]! += inverse[i * size + j]! * y[j]!;
      }
      const factor = 1 + product.reduce((sum, x, i) => sum + x * y[i]!, 0) / curvature;
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          inverse[i * size + j]! +=
            (factor * s[i]! * s[j]! - product[i]! * s[j]! - s[i]! * product[j]!) / curvature;
        }
      }
      this.isFresh = false;
    }
    this.position = trial;
    this.gradient = trialGradient;
    this.value = value;
  }
}

/** The inverse of the negative Hessian, by central differences of gradients, its eigenvalues kept positive. */
function covarianceAt(density: LogDensity, position: Float64Array): Float64Array {
  const size = density.dimension;
  const hessian = new Float64Array(size * size);
  const [up, down] = [new Float64Array(size), new Float64Array(size)];
  const width = 1e-3;
  for (let j = 0; j < size; j++) {
    density.evaluate(
      position.map((x, i) => (i === j ? x + width : x)),
      up,
    );
    density.evaluate(
      position.map((x, i) => (i === j ? x - width : x)),
      down,
    );
    for (let i = 0; i < size; i++) {
      const second = (down[i]! - up[i]!) / (2 * width);
      hessian[i * size + j]! += 0.5 * second;
      hessian[j * size + i]! += 0.5 * second;
    }
  }
  const values = new Float64Array(size);
  const isDecomposed = symmetricEigen(hessian, size, values);
  const covariance = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    // A direction that is flat at the mode is given a variance of 4 at most: on the log scale, a factor of e² each way.
    const variance = isDecomposed ? 1 / Math.max(values[k]!, 0.25) : 1;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const product = isDecomposed
          ? hessian[k * size + i]! * hessian[k * size + j]!
          : Number(i === k && j === k);
        covariance[i * size + j]! += variance * product;
      }
    }
  }
  return covariance;
}
