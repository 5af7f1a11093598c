/**
 * A trajectory that tells an observer of its states. It takes the place of a trajectory only where somebody watches, so that a chain that
 * nobody watches has nothing to ask.
 */

import type { LogDensity } from "../../density/log-density.ts";
import type { ChainObserver, ObservedTrajectory } from "../chain.ts";
import type { Metric } from "./metric/metric.ts";
import { RefinedTrajectory } from "./refined-trajectory.ts";

export class WatchedTrajectory extends RefinedTrajectory {
  private readonly observer: ChainObserver;
  /** Steps from the start, by slot. */
  private readonly offsets: Int32Array;

  constructor(density: LogDensity, metric: Metric, slots: number, levels: number, observer: ChainObserver) {
    super(density, metric, slots, levels);
    this.observer = observer;
    this.offsets = new Int32Array(slots);
  }

  /** Tells of the start, once its momentum is drawn. */
  begin(): void {
    this.tell(0);
  }

  /** A step of the trajectory, told. */
  override step(from: number, to: number, direction: number): number {
    const energyError = super.step(from, to, direction);
    this.offsets[to] = this.offsets[from] + direction;
    this.tell(to);
    return energyError;
  }

  /** Tells of the end, once a state is chosen. */
  end(ended: ObservedTrajectory): void {
    this.observer.onTrajectory?.(ended);
  }

  private tell(slot: number): void {
    this.observer.onLeapfrog?.({
      offset: this.offsets[slot],
      position: this.positions[slot],
      momentum: this.momenta[slot],
      energy: this.energy(slot),
    });
  }
}
