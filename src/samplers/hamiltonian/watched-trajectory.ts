/**
 * A trajectory that tells an observer of its states. It stands between a sampler and the trajectory only where somebody watches,
 * so that a chain that nobody watches has nothing to ask.
 */

import type { ChainObserver, ObservedTrajectory } from "../chain.ts";
import type { HamiltonianTrajectory } from "./hamiltonian.ts";

/** What takes steps between slots of the trajectory, and what it says of them. */
interface Stepper {
  step(from: number, to: number, direction: number): number;
  readonly attemptedError?: number;
  readonly isBroken?: boolean;
  extraSteps?: number;
}

export class WatchedTrajectory {
  private readonly trajectory: HamiltonianTrajectory;
  private readonly observer: ChainObserver;
  /** Steps from the start, by slot. */
  private readonly offsets: Int32Array;
  private readonly stepper: Stepper;

  /** `stepper` takes the steps, where that is not the trajectory itself. */
  constructor(trajectory: HamiltonianTrajectory, observer: ChainObserver, stepper: Stepper = trajectory) {
    this.trajectory = trajectory;
    this.stepper = stepper;
    this.observer = observer;
    this.offsets = new Int32Array(trajectory.positions.length);
  }

  /** Tells of the start, once its momentum is drawn. */
  begin(): void {
    this.tell(0);
  }

  /** A step of the trajectory, told. */
  step(from: number, to: number, direction: number): number {
    const energyError = this.stepper.step(from, to, direction);
    this.offsets[to] = this.offsets[from] + direction;
    this.tell(to);
    return energyError;
  }

  get attemptedError(): number | undefined {
    return this.stepper.attemptedError;
  }

  get isBroken(): boolean | undefined {
    return this.stepper.isBroken;
  }

  get extraSteps(): number | undefined {
    return this.stepper.extraSteps;
  }

  startMomentumSum(level: number, slot: number): void {
    this.trajectory.startMomentumSum(level, slot);
  }

  joinIsTurning(outer: number, inner: number, nextInner: number, nextOuter: number, level: number): boolean {
    return this.trajectory.joinIsTurning(outer, inner, nextInner, nextOuter, level);
  }

  /** Tells of the end, once a state is chosen. */
  end(ended: ObservedTrajectory): void {
    this.observer.onTrajectory?.(ended);
  }

  private tell(slot: number): void {
    const { trajectory, offsets } = this;
    this.observer.onLeapfrog?.({
      offset: offsets[slot],
      position: trajectory.positions[slot],
      momentum: trajectory.momenta[slot],
      energy: trajectory.energy(slot),
    });
  }
}
