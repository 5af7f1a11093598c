/**
 * A trajectory whose steps are as short as they must be: where the energy changes by more than a limit along a step, the step is taken
 * again as two, four, … shorter ones, until it changes by less. In the neck of a funnel, or at a wall such as that of a
 * log rate, the trajectory goes on where it would have diverged.
 *
 * That leaves the density invariant if the way back is the same: from the end the same number of shorter steps must be the first that
 * is enough. Where it is not, there is no step between the two states, and the trajectory ends there, from whichever state it began.
 * A step that is not divided is its own way back, so ordinary steps cost nothing. Source: Bou-Rabee, Carpenter, Kleppe & Liu (2025),
 * "The within-orbit adaptive leapfrog no-U-turn sampler", arXiv:2506.18746, without its random numbers of steps; departs from it in
 * that the step size is adapted by the errors of undivided steps, and that nothing is divided during warm-up.
 */

import { HamiltonianTrajectory } from "./hamiltonian.ts";

/** The energy may change by so much along a step. */
const mostChange = 6;
/** A step is halved so many times at most; one that would need more is a divergence. */
const mostHalvings = 6;

/** The last slot is its own: nothing else uses it. */
export class RefinedTrajectory extends HamiltonianTrajectory {
  /** Whether steps are divided. */
  isRefining = false;
  /** Energy error of the last step as it was without being divided: what step sizes are adapted by. */
  attemptedError = 0;
  /** Whether the last step has another way back, so that there is none. */
  isBroken = false;
  /** Leapfrog steps beyond one for each step, since the trajectory was made. */
  extraSteps = 0;

  override step(from: number, to: number, direction: number): number {
    const error = super.step(from, to, direction);
    this.attemptedError = error;
    this.isBroken = false;
    if (!this.isRefining) return error;
    const change = error + this.initialEnergy - this.energy(from);
    if (Math.abs(change) <= mostChange) return error;
    return this.refine(from, to, direction);
  }

  /** The step as the fewest shorter ones that are enough; +Infinity where none are. */
  private refine(from: number, to: number, direction: number): number {
    for (let halvings = 1; halvings <= mostHalvings; halvings++) {
      if (!this.isEnough(from, to, direction, halvings)) continue;
      for (let fewer = 0; fewer < halvings; fewer++) {
        if (this.isEnough(to, this.positions.length - 1, -direction, fewer)) {
          this.isBroken = true;
          break;
        }
      }
      return this.energy(to) - this.initialEnergy;
    }
    return Infinity;
  }

  /** Takes the step as 2^halvings ones; whether the energies along it are within the limit. */
  private isEnough(from: number, to: number, direction: number, halvings: number): boolean {
    const count = 1 << halvings;
    const stepSize = (direction * this.stepSize) / count;
    let lowest = this.energy(from);
    let highest = lowest;
    for (let step = 0; step < count; step++) {
      const energy = this.leap(step === 0 ? from : to, to, stepSize) + this.initialEnergy;
      this.extraSteps++;
      if (energy < lowest) lowest = energy;
      if (energy > highest) highest = energy;
      if (!(highest - lowest <= mostChange)) return false;
    }
    return true;
  }
}
