/**
 * The no-U-turn sampler: chains over any differentiable log density on ℝⁿ. The parts, from the outside in: `warmup.ts`
 * adapts, `transition.ts` moves, `trajectory-tree.ts` decides where to, `hamiltonian.ts` computes. Described, with what
 * departs from other implementations and why, in docs/algorithms/nuts.md.
 */

import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { type ChainObserver, type NutsStatistics, type PositionChain, trajectoryEndings } from "../chain.ts";
import type { NutsAdaptation } from "../hamiltonian/metric/adapted-metric.ts";
import { adaptMetric, describeMetric, type MetricName, restoreMetric } from "../hamiltonian/metric/index.ts";
import type { Metric } from "../hamiltonian/metric/metric.ts";
import { Warmup } from "../hamiltonian/warmup.ts";
import { findFaults } from "../options/option-group.ts";
import { type NutsOptions, nutsOptions } from "./options.ts";
import { NutsTransition } from "./transition.ts";

export interface NutsChainInput {
  /** Of dimension 1 or more. */
  readonly density: LogDensity;
  /** The chain's own: all its chance comes from here. */
  readonly stream: RandomStream;
  /** Number of transitions that adapt. */
  readonly warmup: number;
  /** Where log density and gradient are finite (`findInitialPosition`); copied. */
  readonly initialPosition: ArrayLike<number>;
  readonly options: NutsOptions;
  readonly observer?: ChainObserver | undefined;
}

/** A chain with what it reports and adapts. */
export type NutsPositionChain = PositionChain<NutsStatistics, NutsAdaptation>;

/** A chain at its initial position, ready for the first transition of warm-up. Throws if the input breaks its contract. */
export function createNutsChain(input: NutsChainInput): NutsPositionChain {
  requireValid(input);
  const { density, stream, warmup, initialPosition, options, observer } = input;
  const metricAdaptation = adaptMetric(options.metric, density.dimension, warmup);
  const { metric } = metricAdaptation;
  const kernel = new NutsTransition(density, metric, stream, options, observer);
  const { trajectory } = kernel;
  kernel.trajectory.requireStart(initialPosition);
  const adapting = new Warmup(trajectory, stream, metricAdaptation, options.targetAcceptance, warmup);
  return new NutsChain(kernel, options.metric, metric, adapting);
}

/** The chain that was at `position` with this adaptation; the input as for the chain that it goes on from. */
export function resumeNutsChain(
  { density, stream, options, observer }: Omit<NutsChainInput, "warmup" | "initialPosition">,
  position: readonly number[],
  adaptation: NutsAdaptation,
): NutsPositionChain {
  const metric = restoreMetric(adaptation, density.dimension);
  const kernel = new NutsTransition(density, metric, stream, options, observer);
  kernel.trajectory.requireStart(position);
  kernel.trajectory.stepSize = adaptation.stepSize;
  return new NutsChain(kernel, adaptation.metric, metric, null);
}

class NutsChain implements NutsPositionChain {
  readonly position: Float64Array;
  private readonly metricName: MetricName;
  private readonly metric: Metric;
  private readonly kernel: NutsTransition;
  /** Null if the chain was resumed: then it is over. */
  private readonly warmup: Warmup | null;
  private readonly statistics: NutsStatistics = {
    logDensity: 0,
    acceptanceRate: 0,
    stepSize: 0,
    treeDepth: 0,
    leapfrogSteps: 0,
    divergent: false,
    ending: 0,
    energy: 0,
  };

  constructor(kernel: NutsTransition, metricName: MetricName, metric: Metric, warmup: Warmup | null) {
    this.kernel = kernel;
    this.metricName = metricName;
    this.metric = metric;
    this.warmup = warmup;
    if (warmup === null || warmup.isOver()) kernel.beginRefining();
    this.position = kernel.trajectory.positions[0];
  }

  transition(): NutsStatistics {
    const { statistics, kernel } = this;
    statistics.stepSize = kernel.trajectory.stepSize;
    const tree = kernel.move();
    statistics.logDensity = kernel.trajectory.logDensities[0];
    statistics.acceptanceRate = tree.acceptanceRate;
    statistics.treeDepth = tree.treeDepth;
    statistics.leapfrogSteps = tree.leapfrogSteps;
    statistics.divergent = tree.divergent;
    statistics.ending = trajectoryEndings.indexOf(tree.ending);
    statistics.energy = kernel.trajectory.initialEnergy;
    if (this.warmup?.isOver() === false) {
      this.warmup.update(tree);
      if (this.warmup.isOver()) this.kernel.beginRefining();
    }
    return statistics;
  }

  adaptation(): NutsAdaptation {
    const { stepSize } = this.kernel.trajectory;
    return { stepSize, ...describeMetric(this.metricName, this.metric) };
  }
}

function requireValid({ density, warmup, initialPosition, options }: NutsChainInput): void {
  const expectations: readonly [boolean, string][] = [
    [density.dimension >= 1, `dimension of at least 1, not ${density.dimension}`],
    [
      initialPosition.length === density.dimension,
      `initial position of length ${density.dimension}, not ${initialPosition.length}`,
    ],
    [Number.isInteger(warmup) && warmup >= 0, `warmup of 0 or more transitions, not ${warmup}`],
  ];
  for (const [isMet, expected] of expectations) {
    if (!isMet) throw new RangeError(`expected ${expected}`);
  }
  const [fault] = findFaults(nutsOptions, options);
  if (fault !== undefined) throw new RangeError(fault);
}
