/**
 * Static Hamiltonian Monte Carlo: chains whose trajectories all have one length, for teaching and as a baseline for the no-U-turn
 * sampler, with which they share all but the transition. Source: Neal (2011), MCMC using Hamiltonian dynamics; described, with
 * its choices and measurements, in docs/algorithms/hmc.md.
 */

import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { ShapeOf } from "../adaptation-shape.ts";
import {
  type ChainObserver,
  type HamiltonianStatistics,
  type PositionChain,
  trajectoryEndings,
} from "../chain.ts";
import { type NutsAdaptation, nutsAdaptationShape } from "../hamiltonian/metric/adapted-metric.ts";
import { adaptMetric, describeMetric, restoreMetric } from "../hamiltonian/metric/index.ts";
import type { Metric } from "../hamiltonian/metric/metric.ts";
import { findFaults } from "../options/option-group.ts";
import { type HmcOptions, hmcOptions } from "./options.ts";
import { endingOf, HmcTransition } from "./transition.ts";
import { HmcWarmup } from "./warmup.ts";

export interface HmcChainInput {
  /** Of dimension 1 or more. */
  readonly density: LogDensity;
  /** The chain's own: all its chance comes from here. */
  readonly stream: RandomStream;
  /** Number of transitions that adapt. */
  readonly warmup: number;
  /** Where log density and gradient are finite (`findInitialPosition`); copied. */
  readonly initialPosition: ArrayLike<number>;
  readonly options: HmcOptions;
  readonly observer?: ChainObserver | undefined;
}

/** What static HMC arrives at. */
export interface HmcAdaptation extends NutsAdaptation {
  /** Leapfrog steps of a trajectory. */
  readonly steps: number;
}

/** The shapes of its fields. */
export const hmcAdaptationShape: ShapeOf<HmcAdaptation> = { ...nutsAdaptationShape, steps: "positive" };

/** A chain with what it reports and adapts. */
export type HmcPositionChain = PositionChain<HamiltonianStatistics, HmcAdaptation>;

/** A chain at its initial position, ready for the first transition of warm-up. Throws if the input breaks its contract. */
export function createHmcChain(input: HmcChainInput): HmcPositionChain {
  requireValid(input);
  const { density, stream, warmup, initialPosition, options, observer } = input;
  const metricAdaptation = adaptMetric(options.metric, density.dimension, warmup);
  const { metric } = metricAdaptation;
  const kernel = new HmcTransition(density, metric, stream, options.maxEnergyError, observer);
  kernel.trajectory.requireStart(initialPosition);
  const adapting = new HmcWarmup(kernel, stream, options, metricAdaptation, warmup);
  return new HmcChain(
    kernel,
    stream,
    options,
    metric,
    adapting,
    adapting.stepsAt(kernel.trajectory.stepSize),
  );
}

/** The chain that was at `position` with this adaptation; the input as for the chain that it goes on from. */
export function resumeHmcChain(
  { density, stream, options, observer }: Omit<HmcChainInput, "warmup" | "initialPosition">,
  position: readonly number[],
  adaptation: HmcAdaptation,
): HmcPositionChain {
  const metric = restoreMetric(adaptation, density.dimension);
  const kernel = new HmcTransition(density, metric, stream, options.maxEnergyError, observer);
  kernel.trajectory.requireStart(position);
  kernel.trajectory.stepSize = adaptation.stepSize;
  return new HmcChain(kernel, stream, options, metric, null, adaptation.steps);
}

class HmcChain implements HmcPositionChain {
  readonly position: Float64Array;
  private readonly kernel: HmcTransition;
  private readonly stream: RandomStream;
  private readonly options: HmcOptions;
  private readonly metric: Metric;
  /** Null if the chain was resumed: then it is over. */
  private readonly warmup: HmcWarmup | null;
  /** Of a trajectory when warm-up is over. */
  private steps: number;
  private readonly statistics: HamiltonianStatistics = {
    logDensity: 0,
    acceptanceRate: 0,
    stepSize: 0,
    leapfrogSteps: 0,
    divergent: false,
    ending: 0,
    energy: 0,
  };

  constructor(
    kernel: HmcTransition,
    stream: RandomStream,
    options: HmcOptions,
    metric: Metric,
    warmup: HmcWarmup | null,
    steps: number,
  ) {
    this.kernel = kernel;
    this.stream = stream;
    this.options = options;
    this.metric = metric;
    this.warmup = warmup;
    this.steps = steps;
    this.position = kernel.trajectory.positions[0];
  }

  transition(): HamiltonianStatistics {
    const { statistics, kernel } = this;
    const { trajectory } = kernel;
    const { stepSize } = trajectory;
    const warmup = this.warmup?.isOver() === false ? this.warmup : null;
    // ε · uniform(1 - jitter, 1 + jitter)
    trajectory.stepSize = stepSize * (1 + this.options.jitter * (2 * this.stream.uniform() - 1));
    statistics.stepSize = trajectory.stepSize;
    const ended = warmup === null ? kernel.move(this.steps) : warmup.move(stepSize);
    trajectory.stepSize = stepSize;
    statistics.logDensity = trajectory.logDensities[0];
    statistics.acceptanceRate = ended.acceptanceRate;
    statistics.leapfrogSteps = ended.leapfrogSteps;
    statistics.divergent = ended.divergent;
    statistics.ending = trajectoryEndings.indexOf(endingOf(ended));
    statistics.energy = trajectory.initialEnergy;
    warmup?.update(ended);
    if (warmup?.isOver() === true) this.steps = warmup.stepsAt(trajectory.stepSize);
    return statistics;
  }

  adaptation(): HmcAdaptation {
    const { stepSize } = this.kernel.trajectory;
    return { stepSize, steps: this.steps, ...describeMetric(this.options.metric, this.metric) };
  }
}

function requireValid({ density, warmup, initialPosition, options }: HmcChainInput): void {
  const { dimension } = density;
  const expectations: readonly (readonly [boolean, string])[] = [
    [dimension >= 1, `expected dimension of at least 1, not ${dimension}`],
    [
      initialPosition.length === dimension,
      `expected initial position of length ${dimension}, not ${initialPosition.length}`,
    ],
    [Number.isInteger(warmup) && warmup >= 0, `expected warmup of 0 or more transitions, not ${warmup}`],
  ];
  const faults = expectations.flatMap(([isMet, expected]) => (isMet ? [] : [expected]));
  const [fault] = [...faults, ...findFaults(hmcOptions, options)];
  if (fault !== undefined) throw new RangeError(fault);
}
