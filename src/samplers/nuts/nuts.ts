/**
 * The no-U-turn sampler: chains over any differentiable log density on ℝⁿ. The parts, from the outside in: `warmup.ts`
 * adapts, `transition.ts` moves, `trajectory-tree.ts` decides where to, `hamiltonian.ts` computes. Described, with what
 * departs from other implementations and why, in docs/algorithms/nuts.md.
 */

import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { HamiltonianStatistics, NutsAdaptation, PositionChain } from "../chain.ts";
import { DenseAdaptation } from "../hamiltonian/metric/dense.ts";
import { FisherAdaptation } from "../hamiltonian/metric/fisher.ts";
import { LowRankAdaptation } from "../hamiltonian/metric/low-rank.ts";
import type { MetricAdaptation } from "../hamiltonian/metric/metric-adaptation.ts";
import { VarianceAdaptation } from "../hamiltonian/metric/variance.ts";
import { Warmup } from "../hamiltonian/warmup.ts";
import { NutsTransition } from "./transition.ts";

export interface NutsOptions {
  /**
   * How the inverse mass matrix is learned: from draws and gradients a diagonal (`fisher`), or a diagonal and a few
   * directions (`low_rank`); from draws alone a diagonal (`variance`) or all of it (`dense`).
   */
  readonly metric: NutsAdaptation["metric"];
  /** The acceptance rate that the step size is adapted to, within (0, 1); higher means smaller steps. */
  readonly targetAcceptance: number;
  /** A trajectory doubles at most that many times: a whole number from 1 to 20. */
  readonly maxTreeDepth: number;
  /** A trajectory is called divergent when its energy rises by more: positive and finite. */
  readonly maxEnergyError: number;
}

/**
 * Stan's, but for the metric, which is that of nuts-rs, and the acceptance rate: chosen by measurement, so that posteriors
 * of ordinary models are judged good (docs/algorithms/nuts.md).
 */
export const nutsDefaults: NutsOptions = {
  metric: "low_rank",
  targetAcceptance: 0.95,
  maxTreeDepth: 10,
  maxEnergyError: 1000,
};

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
}

const adaptations: {
  readonly [K in NutsOptions["metric"]]: new (
    dimension: number,
    warmup: number,
  ) => MetricAdaptation;
} = {
  fisher: FisherAdaptation,
  low_rank: LowRankAdaptation,
  variance: VarianceAdaptation,
  dense: DenseAdaptation,
};

/** A chain at its initial position, ready for the first transition of warm-up. Throws if the input breaks its contract. */
export function createNutsChain(input: NutsChainInput): PositionChain {
  requireValid(input);
  return new NutsChain(input);
}

class NutsChain implements PositionChain {
  readonly position: Float64Array;
  private readonly metricName: NutsOptions["metric"];
  private readonly metricAdaptation: MetricAdaptation;
  private readonly kernel: NutsTransition;
  private readonly warmup: Warmup;
  private readonly statistics: HamiltonianStatistics = {
    logDensity: 0,
    acceptanceRate: 0,
    stepSize: 0,
    treeDepth: 0,
    leapfrogSteps: 0,
    divergent: false,
    energy: 0,
  };

  constructor({ density, stream, warmup, initialPosition, options }: NutsChainInput) {
    this.metricName = options.metric;
    this.metricAdaptation = new adaptations[options.metric](density.dimension, warmup);
    this.kernel = new NutsTransition(density, this.metricAdaptation.metric, stream, options);
    const trajectory = this.kernel.trajectory;
    if (!trajectory.start(initialPosition)) {
      throw new Error(`log density or gradient is not finite at the initial position (${initialPosition})`);
    }
    this.position = trajectory.positions[0];
    this.warmup = new Warmup(trajectory, stream, this.metricAdaptation, options.targetAcceptance, warmup);
  }

  transition(): HamiltonianStatistics {
    const { statistics, kernel } = this;
    statistics.stepSize = kernel.trajectory.stepSize;
    const tree = kernel.move();
    statistics.logDensity = kernel.trajectory.logDensities[0];
    statistics.acceptanceRate = tree.acceptanceRate;
    statistics.treeDepth = tree.treeDepth;
    statistics.leapfrogSteps = tree.leapfrogSteps;
    statistics.divergent = tree.divergent;
    statistics.energy = kernel.trajectory.initialEnergy;
    if (!this.warmup.isOver()) this.warmup.update(tree);
    return statistics;
  }

  adaptation(): NutsAdaptation {
    const { metric } = this.metricAdaptation;
    const lowRankTerms = metric.lowRankTerms?.();
    return {
      stepSize: this.kernel.trajectory.stepSize,
      metric: this.metricName,
      inverseMassMatrix: metric.inverseMassMatrix(),
      ...(lowRankTerms && { lowRankTerms }),
    };
  }
}

function requireValid({ density, warmup, initialPosition, options }: NutsChainInput): void {
  const { targetAcceptance, maxTreeDepth, maxEnergyError } = options;
  const isWithin = (x: number, low: number, high: number) => x >= low && x <= high;
  const expectations: readonly [boolean, string][] = [
    [density.dimension >= 1, `dimension of at least 1, not ${density.dimension}`],
    [
      initialPosition.length === density.dimension,
      `initial position of length ${density.dimension}, not ${initialPosition.length}`,
    ],
    [Number.isInteger(warmup) && warmup >= 0, `warmup of 0 or more transitions, not ${warmup}`],
    [
      targetAcceptance > 0 && targetAcceptance < 1,
      `target acceptance between 0 and 1, not ${targetAcceptance}`,
    ],
    [
      Number.isInteger(maxTreeDepth) && isWithin(maxTreeDepth, 1, 20),
      `largest tree depth of 1 to 20, not ${maxTreeDepth}`,
    ],
    [
      maxEnergyError > 0 && maxEnergyError < Infinity,
      `largest energy error that is positive and finite, not ${maxEnergyError}`,
    ],
  ];
  for (const [isMet, expected] of expectations) {
    if (!isMet) throw new RangeError(`expected ${expected}`);
  }
}
