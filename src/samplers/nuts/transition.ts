/**
 * One transition of the no-U-turn sampler with a given step size and metric: draw a momentum, grow a trajectory, move
 * to the state that was chosen. It leaves the density invariant; what adapts the step size and the metric, between
 * transitions, is in `warmup.ts`.
 */

import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { ChainObserver } from "../chain.ts";
import type { Metric } from "../hamiltonian/metric/metric.ts";
import { RefinedTrajectory } from "../hamiltonian/refined-trajectory.ts";
import { WatchedTrajectory } from "../hamiltonian/watched-trajectory.ts";
import type { NutsOptions } from "./options.ts";
import { type GrownTree, levelsForDepth, slotsForDepth, TrajectoryTree } from "./trajectory-tree.ts";

export class NutsTransition {
  /** Slot 0 is the state of the chain. */
  readonly trajectory: RefinedTrajectory;
  private readonly tree: TrajectoryTree;
  private readonly stream: RandomStream;
  private readonly watched: WatchedTrajectory | null;

  constructor(
    density: LogDensity,
    metric: Metric,
    stream: RandomStream,
    { maxTreeDepth, maxEnergyError }: Pick<NutsOptions, "maxTreeDepth" | "maxEnergyError">,
    observer?: ChainObserver,
  ) {
    // The last one is for trying shorter steps.
    const slots = slotsForDepth(maxTreeDepth) + 1;
    const levels = levelsForDepth(maxTreeDepth);
    this.watched =
      observer === undefined ? null : new WatchedTrajectory(density, metric, slots, levels, observer);
    this.trajectory = this.watched ?? new RefinedTrajectory(density, metric, slots, levels);
    this.tree = new TrajectoryTree(this.trajectory, stream, maxTreeDepth, maxEnergyError);
    this.stream = stream;
  }

  /** From now on steps are divided where they must be. */
  beginRefining(): void {
    this.trajectory.isRefining = true;
  }

  /** Moves the state in slot 0. */
  move(): GrownTree {
    this.trajectory.drawMomentum(this.stream);
    this.watched?.begin();
    const tree = this.tree.grow();
    this.trajectory.keep(tree.proposal);
    if (this.watched !== null) tellOf(tree, this.watched);
    return tree;
  }
}

function tellOf(
  { treeDepth, leapfrogSteps, divergent, ending, endingFrom, endingTo, proposalOffset }: GrownTree,
  watched: WatchedTrajectory,
): void {
  const endingBetween = [endingFrom, endingTo] as const;
  watched.end({ treeDepth, leapfrogSteps, divergent, ending, endingBetween, chosenOffset: proposalOffset });
}
