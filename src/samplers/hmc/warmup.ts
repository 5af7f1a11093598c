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

export class HmcWarmup {
  private readonly kernel: HmcTransition;
  private readonly stream: RandomStream;
  private readonly options: HmcOptions;
  private readonly warmup: Warmup;
  private readonly length: number;
  private readonly search: LengthSearch;
  private iteration = 0;

  /** `kernel` has the initial state, and the metric of `metricAdaptation`. */
  constructor(
    kernel: HmcTransition,
    stream: RandomStream,
    options: HmcOptions,
    metricAdaptation: MetricAdaptation,
    length: number,
  ) {
    const { trajectory } = kernel;
    this.kernel = kernel;
    this.stream = stream;
    this.options = options;
    this.length = length;
    this.warmup = new Warmup(trajectory, stream, metricAdaptation, options.targetAcceptance, length);
    if (Math.floor(searchStart * length) === 0) this.setGivenStepSize();
    this.search = new LengthSearch(trajectory.dimension);
  }

  isOver(): boolean {
    return this.iteration >= this.length;
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
  update(ended: EndedHmcTrajectory): void {
    this.warmup.update(ended);
    this.iteration++;
    if (this.iteration >= Math.floor(searchStart * this.length)) this.setGivenStepSize();
    if (this.isAt(searchStart) || this.isAt(searchRenewal)) this.search.restart();
    else if (this.isAt(searchEnd)) this.search.settle();
  }

  /**
   * A step size that was given is that of the draws, and of warm-up but for its beginning: on the way to the posterior, and while the
   * metric is rough, it is adapted like any other, as the one that suits the posterior may be too large there.
   */
  private setGivenStepSize(): void {
    const { trajectory } = this.kernel;
    trajectory.stepSize = this.options.stepSize ?? trajectory.stepSize;
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
