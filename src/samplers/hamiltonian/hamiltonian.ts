/**
 * The numbers behind the tree: states (position, momentum) of a Hamiltonian system whose potential energy is minus the
 * log density, moved by the leapfrog integrator.
 *
 *     H(q, p) = -log π(q) + ½ pᵀ M⁻¹ p
 *
 * Source: Neal (2011), MCMC using Hamiltonian dynamics, §5.2. A log density or gradient that is not finite makes the
 * energy +Infinity, which the tree takes for a divergence; NaN goes no further than the state where it arose.
 */

import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { Metric } from "./metric/metric.ts";

function vectors(count: number, length: number): readonly Float64Array[] {
  return Array.from({ length: count }, () => new Float64Array(length));
}

export class HamiltonianTrajectory {
  /** May be changed between trajectories. */
  stepSize = 1;
  /** H at slot 0, after `drawMomentum`. */
  initialEnergy = 0;
  readonly dimension: number;
  /** By slot, each of length `dimension`. */
  readonly positions: readonly Float64Array[];
  readonly momenta: readonly Float64Array[];
  /** M⁻¹p, by slot. */
  readonly velocities: readonly Float64Array[];
  /** ∇ log π(q), by slot. */
  readonly gradients: readonly Float64Array[];
  /** log π(q), by slot. */
  readonly logDensities: Float64Array;
  private readonly momentumSums: readonly Float64Array[];
  private readonly density: LogDensity;
  private readonly metric: Metric;

  /** Holds 4·slots + levels vectors; `metric` is read at each step and may be changed between trajectories. */
  constructor(density: LogDensity, metric: Metric, slots: number, levels: number) {
    this.density = density;
    this.metric = metric;
    this.dimension = density.dimension;
    this.positions = vectors(slots, density.dimension);
    this.momenta = vectors(slots, density.dimension);
    this.velocities = vectors(slots, density.dimension);
    this.gradients = vectors(slots, density.dimension);
    this.momentumSums = vectors(levels, density.dimension);
    this.logDensities = new Float64Array(slots);
  }

  /** Puts a position into slot 0; false if the log density or its gradient is not finite there. */
  start(position: ArrayLike<number>): boolean {
    this.positions[0].set(position);
    const gradient = this.gradients[0];
    const logDensity = this.density.evaluate(this.positions[0], gradient);
    this.logDensities[0] = logDensity;
    return Number.isFinite(logDensity) && gradient.every(Number.isFinite);
  }

  /** As `start`; a position where it fails is the caller's bug. */
  requireStart(position: ArrayLike<number>): void {
    if (this.start(position)) return;
    throw new Error(`log density or gradient is not finite at the position ${Array.from(position)}`);
  }

  /** A fresh momentum p ~ N(0, M) for the state in slot 0. */
  drawMomentum(stream: RandomStream): void {
    this.metric.drawMomentum(stream, this.momenta[0]);
    this.metric.velocity(this.momenta[0], this.velocities[0]);
    this.initialEnergy = this.energy(0);
  }

  /** Copies position, gradient and log density, but not the momentum, to slot 0. */
  keep(slot: number): void {
    if (slot === 0) return;
    this.positions[0].set(this.positions[slot]);
    this.gradients[0].set(this.gradients[slot]);
    this.logDensities[0] = this.logDensities[slot];
  }

  /** H of the state in `slot`; +Infinity if it is not finite. */
  energy(slot: number): number {
    const momentum = this.momenta[slot];
    const velocity = this.velocities[slot];
    let twiceKinetic = 0;
    for (let i = 0; i < momentum.length; i++) twiceKinetic += momentum[i] * velocity[i];
    const energy = 0.5 * twiceKinetic - this.logDensities[slot];
    // A log density of +Infinity is no density either.
    return energy > -Infinity && energy < Infinity ? energy : Infinity;
  }

  /** A step of the step size. */
  step(from: number, to: number, direction: number): number {
    return this.leap(from, to, direction * this.stepSize);
  }

  /** Leapfrog over a time: half a kick, a drift, half a kick. */
  leap(from: number, to: number, stepSize: number): number {
    const position = this.positions[to];
    const momentum = this.momenta[to];
    const velocity = this.velocities[to];
    const gradient = this.gradients[to];
    // p½ = p + ½ε∇log π(q)
    kick(this.momenta[from], this.gradients[from], 0.5 * stepSize, momentum);
    // q' = q + εM⁻¹p½
    this.metric.velocity(momentum, velocity);
    kick(this.positions[from], velocity, stepSize, position);
    // p' = p½ + ½ε∇log π(q')
    this.logDensities[to] = this.density.evaluate(position, gradient);
    kick(momentum, gradient, 0.5 * stepSize, momentum);
    this.metric.velocity(momentum, velocity);
    return this.energy(to) - this.initialEnergy;
  }

  startMomentumSum(level: number, slot: number): void {
    this.momentumSums[level].set(this.momenta[slot]);
  }

  /**
   * Generalized criterion of Betancourt (2017): a trajectory goes on while M⁻¹p·ρ > 0 at both of its ends, ρ being the
   * sum of its momenta. Asked of the union, and of each part with the first state of the other.
   */
  joinIsTurning(outer: number, inner: number, nextInner: number, nextOuter: number, level: number): boolean {
    const sum = this.momentumSums[level];
    const nextSum = this.momentumSums[level + 1];
    const innerMomentum = this.momenta[inner];
    const nextInnerMomentum = this.momenta[nextInner];
    const outerVelocity = this.velocities[outer];
    const innerVelocity = this.velocities[inner];
    const nextInnerVelocity = this.velocities[nextInner];
    const nextOuterVelocity = this.velocities[nextOuter];
    let outerUnion = 0;
    let nextOuterUnion = 0;
    let outerExtended = 0;
    let nextInnerExtended = 0;
    let innerExtended = 0;
    let nextOuterExtended = 0;
    for (let i = 0; i < sum.length; i++) {
      const union = sum[i] + nextSum[i];
      const extended = sum[i] + nextInnerMomentum[i];
      const nextExtended = nextSum[i] + innerMomentum[i];
      outerUnion += outerVelocity[i] * union;
      nextOuterUnion += nextOuterVelocity[i] * union;
      outerExtended += outerVelocity[i] * extended;
      nextInnerExtended += nextInnerVelocity[i] * extended;
      innerExtended += innerVelocity[i] * nextExtended;
      nextOuterExtended += nextOuterVelocity[i] * nextExtended;
      sum[i] = union;
    }
    const isStraight =
      outerUnion > 0 &&
      nextOuterUnion > 0 &&
      outerExtended > 0 &&
      nextInnerExtended > 0 &&
      innerExtended > 0 &&
      nextOuterExtended > 0;
    return !isStraight;
  }
}

/** into = x + scale·y; `into` may be `x`. */
function kick(x: Float64Array, y: Float64Array, scale: number, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = x[i] + scale * y[i];
}
