/**
 * Warm-up: after each of its transitions the step size and the metric are adapted; after the last they are frozen, and
 * only then are the draws the posterior's. Source: Stan's `adapt_diag_e_nuts.hpp` for the order of events.
 */

import type { RandomStream } from "../../numeric/random-stream.ts";
import { DualAveraging } from "./dual-averaging.ts";
import type { HamiltonianTrajectory } from "./hamiltonian.ts";
import { findStepSize } from "./initial-step-size.ts";
import type { MetricAdaptation } from "./metric/metric-adaptation.ts";

// A proposal this near to the start of a trajectory that diverged says little of the posterior (nuts-rs).
const fewestStepsIfDivergent = 5;

/** What is learned from of a transition. */
export interface EndedTrajectory {
  /** Steps from the start to the state that was chosen, negative if backward in time. */
  readonly proposalOffset: number;
  readonly divergent: boolean;
  /** Mean of min(1, exp(-energyError)): over all steps taken, or of the only state that could be chosen. */
  readonly acceptanceRate: number;
}

/** Whether the chain moved, and not only a little way before a divergence. */
export function isWorthLearning({ proposalOffset, divergent }: EndedTrajectory): boolean {
  return Math.abs(proposalOffset) >= (divergent ? fewestStepsIfDivergent : 1);
}

export class Warmup {
  protected readonly trajectory: HamiltonianTrajectory;
  protected readonly stream: RandomStream;
  private readonly metricAdaptation: MetricAdaptation;
  private readonly stepSizes: DualAveraging;
  protected readonly length: number;
  protected iteration = 0;

  /**
   * `trajectory` has the initial state in slot 0; its step size is set, and its metric is that of `metricAdaptation`.
   */
  constructor(
    trajectory: HamiltonianTrajectory,
    stream: RandomStream,
    metricAdaptation: MetricAdaptation,
    targetAcceptance: number,
    length: number,
  ) {
    this.trajectory = trajectory;
    this.stream = stream;
    this.metricAdaptation = metricAdaptation;
    this.stepSizes = new DualAveraging(targetAcceptance);
    this.length = length;
    metricAdaptation.begin(trajectory.positions[0], trajectory.gradients[0]);
    this.searchStepSize();
  }

  isOver(): boolean {
    return this.iteration >= this.length;
  }

  /** Learns from a transition that has just ended, and sets step size and metric for the next. */
  update(ended: EndedTrajectory): void {
    this.stepSizes.update(ended.acceptanceRate);
    this.trajectory.stepSize = this.stepSizes.stepSize();
    const position = this.trajectory.positions[0];
    const gradient = this.trajectory.gradients[0];
    const change = this.metricAdaptation.update(this.iteration, position, gradient, isWorthLearning(ended));
    if (change === "replaced") this.searchStepSize();
    this.iteration++;
    if (this.isOver()) this.trajectory.stepSize = this.stepSizes.finalStepSize();
  }

  private searchStepSize(): void {
    this.stepSizes.restart(findStepSize(this.trajectory, this.stream));
  }
}
