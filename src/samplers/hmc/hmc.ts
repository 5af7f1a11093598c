/**
 * Static Hamiltonian Monte Carlo: chains whose trajectories all have one length, for teaching and as a baseline for the no-U-turn
 * sampler, with which they share all but the transition. Source: Neal (2011), MCMC using Hamiltonian dynamics; described, with
 * its choices and measurements, in docs/algorithms/hmc.md.
 */

import type { RandomStream } from "../../numeric/random-stream.ts";
import type { ShapeOf } from "../adaptation-shape.ts";
import { type HamiltonianStatistics, type PositionChain, trajectoryEndings } from "../chain.ts";
import { type HamiltonianChainInput, type ResumedChainInput, requireValid } from "../chain-input.ts";
import { type NutsAdaptation, nutsAdaptationShape } from "../hamiltonian/metric/adapted-metric.ts";
import { adaptMetric, describeMetric, restoreMetric } from "../hamiltonian/metric/index.ts";
import type { Metric } from "../hamiltonian/metric/metric.ts";
import { type HmcOptions, hmcOptions } from "./options.ts";
import { HmcTransition } from "./transition.ts";
import { HmcWarmup } from "./warmup.ts";

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
export function createHmcChain(input: HamiltonianChainInput<HmcOptions>): HmcPositionChain {
  requireValid(input, hmcOptions);
  const { density, stream, warmup, initialPosition, options, observer } = input;
  const metricAdaptation = adaptMetric(options.metric, density.dimension, warmup);
  const { metric } = metricAdaptation;
  const kernel = new HmcTransition(density, metric, stream, options.maxEnergyError, observer);
  kernel.trajectory.requireStart(initialPosition);
  const adapting = new HmcWarmup(kernel, stream, options, metricAdaptation, warmup);
  return hmcChain(kernel, stream, options, metric, adapting, adapting.stepsAt(kernel.trajectory.stepSize));
}

/** The chain that was at `position` with this adaptation; the input as for the chain that it goes on from. */
export function resumeHmcChain(
  { density, stream, options, observer }: ResumedChainInput<HmcOptions>,
  position: readonly number[],
  adaptation: HmcAdaptation,
): HmcPositionChain {
  const metric = restoreMetric(adaptation, density.dimension);
  const kernel = new HmcTransition(density, metric, stream, options.maxEnergyError, observer);
  kernel.trajectory.requireStart(position);
  kernel.trajectory.stepSize = adaptation.stepSize;
  return hmcChain(kernel, stream, options, metric, null, adaptation.steps);
}

/** `warmup` is null if the chain was resumed: then it is over, and `steps` are those of a trajectory. */
function hmcChain(
  kernel: HmcTransition,
  stream: RandomStream,
  options: HmcOptions,
  metric: Metric,
  warmup: HmcWarmup | null,
  steps: number,
): HmcPositionChain {
  const { trajectory } = kernel;
  let finalSteps = steps;
  const transition = (): HamiltonianStatistics => {
    const { stepSize } = trajectory;
    const adapting = warmup?.isOver() === false ? warmup : null;
    // ε · uniform(1 - jitter, 1 + jitter)
    trajectory.stepSize = stepSize * (1 + options.jitter * (2 * stream.uniform() - 1));
    const jittered = trajectory.stepSize;
    const ended = adapting === null ? kernel.move(finalSteps) : adapting.move(stepSize);
    trajectory.stepSize = stepSize;
    const statistics: HamiltonianStatistics = {
      logDensity: trajectory.logDensities[0],
      acceptanceRate: ended.acceptanceRate,
      stepSize: jittered,
      leapfrogSteps: ended.leapfrogSteps,
      divergent: ended.divergent,
      ending: trajectoryEndings.indexOf(ended.ending),
      energy: trajectory.initialEnergy,
    };
    adapting?.update(ended);
    if (adapting?.isOver() === true) finalSteps = adapting.stepsAt(trajectory.stepSize);
    return statistics;
  };
  const adaptation = (): HmcAdaptation => {
    return { stepSize: trajectory.stepSize, steps: finalSteps, ...describeMetric(options.metric, metric) };
  };
  return { position: trajectory.positions[0], transition, adaptation };
}
