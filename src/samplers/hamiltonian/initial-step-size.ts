/**
 * A step size to start from: doubled or halved until the acceptance probability of a single step crosses 0.8. Source:
 * Hoffman & Gelman (2014), algorithm 4, with the threshold 0.8 and the fresh momentum for each try that Stan has.
 * Departs from Stan in that a step size beyond the limits is returned and not an error: whether the posterior is
 * improper is for the diagnosis of the draws to say.
 */

import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { HamiltonianTrajectory } from "./hamiltonian.ts";

const acceptance = 0.8;
const smallestStepSize = 1e-10;
const largestStepSize = 1e7;

/** The step size found, starting from that of the trajectory, whose slot 0 is the place; slot 1 is overwritten. */
export function findStepSize(trajectory: HamiltonianTrajectory, stream: RandomStream): number {
  const threshold = log(acceptance);
  const isAcceptable = () => {
    trajectory.drawMomentum(stream);
    return -trajectory.leap(0, 1, trajectory.stepSize) > threshold;
  };
  const isGrowing = isAcceptable();
  const factor = isGrowing ? 2 : 0.5;
  do {
    trajectory.stepSize *= factor;
    if (trajectory.stepSize < smallestStepSize || trajectory.stepSize > largestStepSize) break;
  } while (isAcceptable() === isGrowing);
  return trajectory.stepSize;
}
