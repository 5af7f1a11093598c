/**
 * The no-U-turn sampler: chains over any differentiable log density on ℝⁿ. The parts, from the outside in: `warmup.ts`
 * adapts, `transition.ts` moves, `trajectory-tree.ts` decides where to, `hamiltonian.ts` computes. Described, with what
 * departs from other implementations and why, in docs/algorithms/nuts.md.
 */

import { type NutsStatistics, type PositionChain, trajectoryEndings } from "../chain.ts";
import { type HamiltonianChainInput, type ResumedChainInput, requireValid } from "../chain-input.ts";
import type { NutsAdaptation } from "../hamiltonian/metric/adapted-metric.ts";
import { adaptMetric, describeMetric, type MetricName, restoreMetric } from "../hamiltonian/metric/index.ts";
import type { Metric } from "../hamiltonian/metric/metric.ts";
import { Warmup } from "../hamiltonian/warmup.ts";
import { type NutsOptions, nutsOptions } from "./options.ts";
import { NutsTransition } from "./transition.ts";

/** A chain with what it reports and adapts. */
export type NutsPositionChain = PositionChain<NutsStatistics, NutsAdaptation>;

/** A chain at its initial position, ready for the first transition of warm-up. Throws if the input breaks its contract. */
export function createNutsChain(input: HamiltonianChainInput<NutsOptions>): NutsPositionChain {
  requireValid(input, nutsOptions);
  const { density, stream, warmup, initialPosition, options, observer } = input;
  const metricAdaptation = adaptMetric(options.metric, density.dimension, warmup);
  const { metric } = metricAdaptation;
  const kernel = new NutsTransition(density, metric, stream, options, observer);
  const { trajectory } = kernel;
  kernel.trajectory.requireStart(initialPosition);
  const adapting = new Warmup(trajectory, stream, metricAdaptation, options.targetAcceptance, warmup);
  return nutsChain(kernel, options.metric, metric, adapting);
}

/** The chain that was at `position` with this adaptation; the input as for the chain that it goes on from. */
export function resumeNutsChain(
  { density, stream, options, observer }: ResumedChainInput<NutsOptions>,
  position: readonly number[],
  adaptation: NutsAdaptation,
): NutsPositionChain {
  const metric = restoreMetric(adaptation, density.dimension);
  const kernel = new NutsTransition(density, metric, stream, options, observer);
  kernel.trajectory.requireStart(position);
  kernel.trajectory.stepSize = adaptation.stepSize;
  return nutsChain(kernel, adaptation.metric, metric, null);
}

/** `warmup` is null if the chain was resumed: then it is over. */
function nutsChain(
  kernel: NutsTransition,
  metricName: MetricName,
  metric: Metric,
  warmup: Warmup | null,
): NutsPositionChain {
  const { trajectory } = kernel;
  if (warmup === null || warmup.isOver()) kernel.beginRefining();
  const transition = (): NutsStatistics => {
    const { stepSize } = trajectory;
    const tree = kernel.move();
    const statistics: NutsStatistics = {
      logDensity: trajectory.logDensities[0],
      acceptanceRate: tree.acceptanceRate,
      stepSize,
      treeDepth: tree.treeDepth,
      leapfrogSteps: tree.leapfrogSteps,
      divergent: tree.divergent,
      ending: trajectoryEndings.indexOf(tree.ending),
      energy: trajectory.initialEnergy,
    };
    if (warmup?.isOver() === false) {
      warmup.update(tree);
      if (warmup.isOver()) kernel.beginRefining();
    }
    return statistics;
  };
  const adaptation = () => ({ stepSize: trajectory.stepSize, ...describeMetric(metricName, metric) });
  return { position: trajectory.positions[0], transition, adaptation };
}
