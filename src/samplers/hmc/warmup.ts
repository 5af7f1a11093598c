/**
 * The warm-up of static Hamiltonian Monte Carlo: step size and metric as every Hamiltonian sampler adapts them, and between its early
 * and its final phase the length of trajectories. In the final phase trajectories are as they will be, so that the step size is
 * adapted to them.
 */

import type { RandomStream } from "../../numeric/random-stream.ts";
import type { MetricAdaptation } from "../hamiltonian/metric/metric-adaptation.ts";
import { Warmup } from "../hamiltonian/warmup.ts";
import { LengthSearch } from "./length-search.ts";
import type { HmcOptions } from "./options.ts";
import type { EndedHmcTrajectory, HmcTransition } from "./transition.ts";

/** Share of warm-up before lengths are searched for and a given step size is taken: as long as the early phase of the Fisher metric. */
const searchStart = 0.3;
/** Share of warm-up after which the search begins anew, to forget the way in. */
const searchRenewal = 0.5;
/** Share of warm-up after which the length is frozen: where the Fisher metric is. */
const searchEnd = 0.85;
/** A length is made of no more leapfrog steps: as many as the no-U-turn sampler takes at its default depth. */
const mostSteps = 1023;

export class HmcWarmup extends Warmup {
  private readonly kernel: HmcTransition;
  private readonly options: HmcOptions;
  private readonly search: LengthSearch;

  /** `kernel` has the initial state, and the metric of `metricAdaptation`. */
  constructor(
    kernel: HmcTransition,
    stream: RandomStream,
    options: HmcOptions,
    metricAdaptation: MetricAdaptation,
    length: number,
  ) {
    super(kernel.trajectory, stream, metricAdaptation, options.targetAcceptance, length);
    this.kernel = kernel;
    this.options = options;
    if (Math.floor(searchStart * length) === 0) this.setGivenStepSize();
    this.search = new LengthSearch(kernel.trajectory.dimension);
  }

  /** Leapfrog steps of a trajectory at this step size. */
  stepsAt(stepSize: number): number {
    const { steps, trajectoryLength } = this.options;
    return steps ?? stepsFor(trajectoryLength ?? this.search.length, stepSize);
  }

  /** A transition; `stepSize` is that of which the trajectory's is a jittered one. */
  move(stepSize: number): EndedHmcTrajectory {
    return this.isSearching() ? this.moveAndSearch() : this.kernel.move(this.stepsAt(stepSize));
  }

  /** Learns from a transition that has just ended, and sets step size, metric and length for the next. */
  override update(ended: EndedHmcTrajectory): void {
    super.update(ended);
    if (this.iteration >= Math.floor(searchStart * this.length)) this.setGivenStepSize();
    if (this.isAt(searchStart) || this.isAt(searchRenewal)) this.search.restart();
    else if (this.isAt(searchEnd)) this.search.settle();
  }

  /**
   * A step size that was given is that of the draws, and of warm-up but for its beginning: on the way to the posterior, and while the
   * metric is rough, it is adapted like any other, as the one that suits the posterior may be too large there.
   */
  private setGivenStepSize(): void {
    this.trajectory.stepSize = this.options.stepSize ?? this.trajectory.stepSize;
  }

  /** A transition along a trajectory of uniform length, up to twice the best that is known. */
  private moveAndSearch(): EndedHmcTrajectory {
    const { search, kernel } = this;
    const { stepSize, positions } = kernel.trajectory;
    const steps = stepsFor(2 * search.length * this.stream.uniform(), stepSize);
    search.begin(positions[0], stepSize);
    const ended = kernel.move(steps, search);
    search.end(steps);
    return ended;
  }

  private isSearching(): boolean {
    const { steps, trajectoryLength } = this.options;
    const isDue =
      this.iteration >= Math.floor(searchStart * this.length) &&
      this.iteration < Math.floor(searchEnd * this.length);
    return isDue && steps === null && trajectoryLength === null;
  }

  private isAt(share: number): boolean {
    return this.iteration === Math.floor(share * this.length);
  }
}

function stepsFor(length: number, stepSize: number): number {
  return Math.min(Math.max(1, Math.round(length / stepSize)), mostSteps);
}
