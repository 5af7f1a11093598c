/**
 * Hamiltonian trajectories of a density that is nearly standard normal: the motion of the standard normal density is made exactly, a rotation of
 * position and momentum, and between two rotations the momentum is kicked by what the slope is off -z,
 *
 *     p ← p + ½h(∇log π(z) + z),   (z, p) ← (z cos h + p sin h, p cos h - z sin h),   p ← p + ½h(∇log π(z) + z).
 *
 * It is reversible and keeps volumes, as the leapfrog does, and its error is of the size of what is not normal: a quarter of a period, after which a normal
 * density is sampled independently, takes one to three gradients. Source: Shahbaba, Lan, Johnson & Neal (2014), Split Hamiltonian Monte
 * Carlo, Statistics and Computing 24:339, §3.1, with the sine and cosine of the whitened coordinates.
 */

import type { LogDensity } from "../../density/log-density.ts";
import { exp } from "../../numeric/exponential.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { cos, sin } from "../../numeric/trigonometric.ts";
import { type ChainObserver, type HamiltonianStatistics, trajectoryEndings } from "../chain.ts";

/** Energies along a trajectory that span more make it divergent. */
const maxEnergyError = 1000;

/** A state that moves: position, momentum and slope. */
interface State {
  readonly position: Float64Array;
  readonly momentum: Float64Array;
  readonly gradient: Float64Array;
  logDensity: number;
}

/** A chain of such trajectories from a position where density and slope are finite. */
export class RotationTransition {
  readonly position: Float64Array;
  private here: State;
  private there: State;
  private readonly density: LogDensity;
  private readonly stream: RandomStream;
  private readonly observer: ChainObserver | undefined;

  constructor(density: LogDensity, stream: RandomStream, start: ArrayLike<number>, observer?: ChainObserver) {
    this.density = density;
    this.stream = stream;
    this.observer = observer;
    this.here = newState(density.dimension);
    this.there = newState(density.dimension);
    this.position = this.here.position;
    this.position.set(start);
    this.here.logDensity = density.evaluate(this.position, this.here.gradient);
    if (!isUsable(this.here)) throw new Error(`log density or slope is not finite at ${Array.from(start)}`);
  }

  /** A trajectory of so many steps that take so much time together. */
  move(time: number, steps: number): HamiltonianStatistics {
    const { here, there, stream } = this;
    for (let i = 0; i < here.momentum.length; i++) here.momentum[i] = stream.normal();
    const energy = energyOf(here);
    this.tell(0, here, energy);
    there.position.set(here.position);
    there.momentum.set(here.momentum);
    there.gradient.set(here.gradient);
    const { error, taken, divergent } = this.integrate(time / steps, steps, energy);
    const acceptanceRate = divergent ? 0 : Math.min(1, exp(-error));
    const isAccepted = stream.uniform() < acceptanceRate;
    if (isAccepted) {
      here.position.set(there.position);
      here.gradient.set(there.gradient);
      here.logDensity = there.logDensity;
    }
    const ending = divergent ? "diverged" : "complete";
    this.observer?.onTrajectory?.({
      leapfrogSteps: taken,
      divergent,
      ending,
      endingBetween: [divergent ? taken : 0, taken],
      chosenOffset: isAccepted ? taken : 0,
    });
    return {
      logDensity: here.logDensity,
      acceptanceRate,
      stepSize: time / steps,
      leapfrogSteps: taken,
      divergent,
      ending: trajectoryEndings.indexOf(ending),
      energy,
    };
  }

  /** Leaves the last state in `there`, and gives its energy less that of the start. */
  private integrate(step: number, steps: number, energy: number) {
    const { there, density } = this;
    const [cosine, sine] = [cos(step), sin(step)];
    let [error, lowest, highest, taken] = [0, 0, 0, 0];
    let divergent = false;
    while (taken < steps && !divergent) {
      kickAndRotate(there, 0.5 * step, cosine, sine);
      there.logDensity = density.evaluate(there.position, there.gradient);
      taken++;
      // NaN where the slope is: the momentum has it.
      error = kick(there, 0.5 * step) - there.logDensity - energy;
      lowest = Math.min(lowest, error);
      highest = Math.max(highest, error);
      // The same span backward in time: that keeps detailed balance, as in static HMC.
      divergent = !(highest - lowest <= maxEnergyError);
      this.tell(taken, there, energy + error);
    }
    return { error, taken, divergent };
  }

  private tell(offset: number, { position, momentum }: State, energy: number): void {
    this.observer?.onLeapfrog?.({ offset, position, momentum, energy });
  }
}

function newState(size: number): State {
  const vector = (): Float64Array => new Float64Array(size);
  return { position: vector(), momentum: vector(), gradient: vector(), logDensity: 0 };
}

function isUsable({ logDensity, gradient }: State): boolean {
  return Number.isFinite(logDensity) && gradient.every(Number.isFinite);
}

function energyOf({ momentum, logDensity }: State): number {
  let twiceKinetic = 0;
  for (let i = 0; i < momentum.length; i++) twiceKinetic += momentum[i]! * momentum[i]!;
  return 0.5 * twiceKinetic - logDensity;
}

/** By what the slope is off that of the standard normal density; then the kinetic energy. */
function kick({ position, momentum, gradient }: State, time: number): number {
  let twiceKinetic = 0;
  for (let i = 0; i < momentum.length; i++) {
    const p = momentum[i]! + time * (gradient[i]! + position[i]!);
    momentum[i] = p;
    twiceKinetic += p * p;
  }
  return 0.5 * twiceKinetic;
}

/** In one pass: with many numbers each takes as long as the density. */
function kickAndRotate(
  { position, momentum, gradient }: State,
  time: number,
  cosine: number,
  sine: number,
): void {
  for (let i = 0; i < position.length; i++) {
    const z = position[i]!;
    const p = momentum[i]! + time * (gradient[i]! + z);
    position[i] = z * cosine + p * sine;
    momentum[i] = p * cosine - z * sine;
  }
}
