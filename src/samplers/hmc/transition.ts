/**
 * One transition of static Hamiltonian Monte Carlo: draw a momentum, follow the flow for a given number of leapfrog steps, and move to
 * where it ends or stay. Source: Neal (2011), MCMC using Hamiltonian dynamics, §5.3.2.
 *
 * Departs from it in that a trajectory ends, and the chain stays, when the energies along it come to span more than a limit:
 * integration has failed there. The span is that of the same trajectory backward in time, so the rule keeps detailed
 * balance exactly, which the energy above the start would not.
 */

import type { LogDensity } from "../../density/log-density.ts";
import { exp } from "../../numeric/exponential.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { ChainObserver, TrajectoryEnding } from "../chain.ts";
import { HamiltonianTrajectory } from "../hamiltonian/hamiltonian.ts";
import type { Metric } from "../hamiltonian/metric/metric.ts";
import type { EndedTrajectory } from "../hamiltonian/warmup.ts";
import { WatchedTrajectory } from "../hamiltonian/watched-trajectory.ts";
import type { LengthSearch } from "./length-search.ts";

/** The state that the chain is in, and the one that moves along the trajectory. */
const slots = 2;

/** What a transition found: an acceptance rate of 0 after a divergence, and an offset of 0 if the chain stays. */
export interface EndedHmcTrajectory extends EndedTrajectory {
  readonly leapfrogSteps: number;
  readonly ending: TrajectoryEnding;
}

export class HmcTransition {
  /** Slot 0 is the state of the chain. */
  readonly trajectory: HamiltonianTrajectory;
  private readonly stream: RandomStream;
  private readonly maxEnergyError: number;
  private readonly watched: WatchedTrajectory | null;

  /** Energies along a trajectory that span more than `maxEnergyError` make it divergent. */
  constructor(
    density: LogDensity,
    metric: Metric,
    stream: RandomStream,
    maxEnergyError: number,
    observer?: ChainObserver,
  ) {
    this.watched = observer === undefined ? null : new WatchedTrajectory(density, metric, slots, 0, observer);
    this.trajectory = this.watched ?? new HamiltonianTrajectory(density, metric, slots, 0);
    this.stream = stream;
    this.maxEnergyError = maxEnergyError;
  }

  /** Moves the state in slot 0; `search`, if there is one, learns from the states on the way. */
  move(steps: number, search: LengthSearch | null = null): EndedHmcTrajectory {
    const { trajectory, stream } = this;
    trajectory.drawMomentum(stream);
    this.watched?.begin();
    const { energyError, leapfrogSteps, divergent } = this.integrate(steps, search);
    const acceptanceRate = divergent ? 0 : Math.min(1, exp(-energyError));
    const isAccepted = stream.uniform() < acceptanceRate;
    if (isAccepted) trajectory.keep(1);
    const proposalOffset = isAccepted ? leapfrogSteps : 0;
    const ending = divergent ? "diverged" : "complete";
    const endingBetween = [divergent ? leapfrogSteps : 0, leapfrogSteps] as const;
    this.watched?.end({ leapfrogSteps, divergent, ending, endingBetween, chosenOffset: proposalOffset });
    return { proposalOffset, leapfrogSteps, divergent, ending, acceptanceRate };
  }

  /** Leaves the last state in slot 1, and gives its energy less that of the start. */
  private integrate(steps: number, search: LengthSearch | null) {
    const { maxEnergyError, trajectory } = this;
    let energyError = 0;
    let lowest = 0;
    let highest = 0;
    let divergent = false;
    let leapfrogSteps = 0;
    while (leapfrogSteps < steps && !divergent) {
      energyError = trajectory.step(leapfrogSteps === 0 ? 0 : 1, 1, 1);
      leapfrogSteps++;
      lowest = Math.min(lowest, energyError);
      highest = Math.max(highest, energyError);
      divergent = highest - lowest > maxEnergyError;
      if (!divergent) search?.see(trajectory.positions[1], energyError);
    }
    return { energyError, leapfrogSteps, divergent };
  }
}
