/**
 * A climb to a mode of a smooth log density, by BFGS with backtracking.
 *
 * Source: Nocedal & Wright (2006), algorithm 6.1 with the inverse Hessian's update (6.17) and Armijo's rule. Steps are bounded, since on
 * log scales a density far from its mode promises steps of thousands. Each coordinate is measured in its scale.
 */

import type { LogDensity } from "../../density/log-density.ts";

/** Twice the gain in log density that a quadratic promises, below which a proposal could not tell the difference. */
const closeEnough = 1e-3;
/** In its scale a coordinate moves at most so far in one step, whatever the climb is allowed. */
const longestStep = 3;
const mostHalvings = 40;
/** Of slopes that all lead to one place, what may lead away. */
const littleDown = 0.02;

/** How far it goes. */
export interface ClimbLimits {
  readonly longest?: number;
  readonly enough?: number;
  /** Whether it ends there at once; otherwise it forgets the curvature first that it has learned, once, and looks again. */
  readonly endsAtOnce?: boolean;
}

export class Climb {
  /** On the unconstrained scale, as the density has it. */
  position: Float64Array;
  value: number;
  /** Twice the gain that the last step promised, were the density a quadratic. */
  promise = 0;
  private readonly density: LogDensity;
  private readonly scale: Float64Array;
  private readonly longest: number;
  private readonly enough: number;
  private readonly endsAtOnce: boolean;
  private readonly size: number;
  /** In scaled coordinates. */
  private gradient: Float64Array;
  private readonly inverse: Float64Array;
  /** Of a step: its direction, where it leads, and the update of the inverse. */
  private readonly direction: Float64Array;
  private trial: Float64Array;
  private trialGradient: Float64Array;
  private readonly steps: Float64Array;
  private readonly turns: Float64Array;
  private readonly product: Float64Array;
  private isFresh = true;
  private hasRetried = false;

  /**
   * In a step no coordinate moves by more than `longest` scales, so that a narrow mode is not leapt out of. It ends where twice the gain that
   * a step promises is no more than `enough`.
   */
  constructor(
    density: LogDensity,
    start: Float64Array,
    scale: Float64Array,
    { longest = longestStep, enough = closeEnough, endsAtOnce = false }: ClimbLimits = {},
  ) {
    this.density = density;
    this.scale = scale;
    this.longest = Math.min(longest, longestStep);
    this.enough = enough;
    this.endsAtOnce = endsAtOnce;
    this.size = density.dimension;
    this.position = start.slice();
    this.gradient = new Float64Array(this.size);
    this.inverse = new Float64Array(this.size * this.size);
    this.direction = new Float64Array(this.size);
    this.trial = new Float64Array(this.size);
    this.trialGradient = new Float64Array(this.size);
    this.steps = new Float64Array(this.size);
    this.turns = new Float64Array(this.size);
    this.product = new Float64Array(this.size);
    this.value = this.evaluate(this.position, this.gradient);
    this.reset();
  }

  /** Whether the start has a finite density and gradient. */
  get isUsable(): boolean {
    return Number.isFinite(this.value) && this.gradient.every(Number.isFinite);
  }

  /** Whether the density rises towards a place along each coordinate by itself, but for a little. */
  risesTowards(place: Float64Array): boolean {
    const { size, gradient, position, scale } = this;
    let [up, down] = [0, 0];
    for (let i = 0; i < size; i++) {
      const slope = (gradient[i]! * (place[i]! - position[i]!)) / scale[i]!;
      if (slope > 0) up += slope;
      else down -= slope;
    }
    return down <= littleDown * up;
  }

  /** One step uphill; false at the top. */
  step(): boolean {
    const { size, inverse, gradient, position, scale, direction, trial, trialGradient } = this;
    let slope = 0;
    let longest = 0;
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += inverse[i * size + j]! * gradient[j]!;
      direction[i] = sum;
      slope += sum * gradient[i]!;
      longest = Math.max(longest, Math.abs(sum));
    }
    this.promise = slope;
    if (!(slope > this.enough)) return !this.endsAtOnce && this.retry();
    let fraction = Math.min(1, this.longest / longest);
    for (let halvings = 0; halvings < mostHalvings; halvings++) {
      for (let i = 0; i < size; i++) trial[i] = position[i]! + fraction * direction[i]! * scale[i]!;
      const value = this.evaluate(trial, trialGradient);
      if (value >= this.value + 1e-4 * fraction * slope && trialGradient.every(Number.isFinite)) {
        this.accept(trial, trialGradient, value);
        return true;
      }
      fraction /= 2;
    }
    return this.retry();
  }

  private evaluate(position: Float64Array, gradient: Float64Array): number {
    const value = this.density.evaluate(position, gradient);
    for (let i = 0; i < this.size; i++) gradient[i]! *= this.scale[i]!;
    return value;
  }

  private reset(): void {
    const { size, inverse, gradient } = this;
    const plain = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
    // Squares overflow before the gradient does.
    const norm = Number.isFinite(plain) ? plain : largest(gradient);
    inverse.fill(0);
    for (let i = 0; i < size; i++) inverse[i * size + i] = 1 / Math.max(norm, 1);
    this.isFresh = true;
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
    const { size, inverse, scale, position, gradient, steps: s, turns: y, product } = this;
    for (let i = 0; i < size; i++) {
      s[i] = (trial[i]! - position[i]!) / scale[i]!;
      y[i] = gradient[i]! - trialGradient[i]!;
    }
    const curvature = dot(s, y);
    const turned = dot(y, y);
    // Of slopes whose squares overflow no curvature is learned.
    const isSteep = !Number.isFinite(turned);
    if (curvature > 1e-12 && !isSteep) {
      if (this.isFresh) {
        const first = curvature / turned;
        for (let i = 0; i < size; i++) inverse[i * size + i] = first;
      }
      for (let i = 0; i < size; i++) {
        let sum = 0;
        for (let j = 0; j < size; j++) sum += inverse[i * size + j]! * y[j]!;
        product[i] = sum;
      }
      const factor = 1 + dot(product, y) / curvature;
      for (let i = 0, at = 0; i < size; i++) {
        const [own, turn, square] = [s[i]!, product[i]!, factor * s[i]!];
        for (let j = 0; j < size; j++, at++)
          inverse[at]! += (square * s[j]! - turn * s[j]! - own * product[j]!) / curvature;
      }
      this.isFresh = false;
    }
    this.trial = position;
    this.trialGradient = gradient;
    this.position = trial;
    this.gradient = trialGradient;
    this.value = value;
    if (isSteep) this.reset();
  }
}

function largest(numbers: Float64Array): number {
  return numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
