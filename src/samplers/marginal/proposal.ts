/**
 * A multivariate t as proposal for a density of few dimensions, and its adaptation: from the mode, by rounds of importance
 * sampling whose weighted moments are the next round's location and scale (adaptive importance sampling, Cappé et al. 2004).
 *
 * On log and atanh scales posteriors have exponential tails and the t has polynomial ones, so that the ratio of target to proposal
 * is bounded and an independence sampler is uniformly ergodic (Mengersen & Tweedie 1996, theorem 2.1).
 */

import { choleskyFactor, multiplyLower, solveLower } from "../../numeric/cholesky.ts";
import { exp } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { Mode } from "./mode.ts";

/** Plain data: it goes to every chain. */
export interface Proposal {
  readonly location: Float64Array;
  /** The Cholesky factor of the scale matrix, row by row. */
  readonly factor: Float64Array;
  /** Share of the effective among the points of the last round: (Σw)² / (n Σw²). */
  readonly efficiency: number;
}

/** Degrees of freedom, and how much wider than the target's covariance the scale is. */
const degreesOfFreedom = 5;
const widening = 1.1;

/** The log density of a position, without gradient. */
export type Evaluate = (position: Float64Array) => number;

/** Draws from a proposal and knows its density. */
export class ProposalSampler {
  private readonly proposal: Proposal;
  private readonly size: number;
  private readonly scratch: Float64Array;

  constructor(proposal: Proposal) {
    this.proposal = proposal;
    this.size = proposal.location.length;
    this.scratch = new Float64Array(this.size);
  }

  /** A draw into `position`; gives the log density of the proposal there, up to a constant. */
  draw(stream: RandomStream, position: Float64Array): number {
    const { scratch, size, proposal } = this;
    let squares = 0;
    for (let i = 0; i < size; i++) {
      scratch[i] = stream.normal();
      squares += scratch[i]! * scratch[i]!;
    }
    // t = z / √(χ²_5 / 5), with χ²_5 the sum of χ²_4 = -2 log(u u') and of a squared normal number
    const normal = stream.normal();
    const mixing = (normal * normal - 2 * log(stream.uniform() * stream.uniform())) / degreesOfFreedom;
    const stretch = 1 / Math.sqrt(mixing);
    multiplyLower(proposal.factor, size, scratch, position);
    for (let i = 0; i < size; i++) position[i] = proposal.location[i]! + stretch * position[i]!;
    return this.kernel(squares / mixing);
  }

  /** The log density at a position, up to the same constant. */
  logDensity(position: Float64Array): number {
    const { scratch, size, proposal } = this;
    for (let i = 0; i < size; i++) scratch[i] = position[i]! - proposal.location[i]!;
    solveLower(proposal.factor, size, scratch);
    let squares = 0;
    for (let i = 0; i < size; i++) squares += scratch[i]! * scratch[i]!;
    return this.kernel(squares);
  }

  private kernel(squares: number): number {
    return -0.5 * (degreesOfFreedom + this.size) * log(1 + squares / degreesOfFreedom);
  }
}

/** Shares of the points that each round of adaptation has. */
const rounds = [0.2, 0.3, 0.5];

/**
 * A proposal for a density with this mode, adapted on `points` evaluations; on none it is the mode's. Where its efficiency is less than
 * `enough`, it has as many points twice more. Null where the mode's covariance has no factor: a density that is no finite curve there.
 */
export function adaptProposal(
  evaluate: Evaluate,
  mode: Mode,
  points: number,
  enough: number,
  stream: RandomStream,
): Proposal | null {
  let proposal = proposalOf(mode.position, mode.covariance, 1);
  if (proposal === null) return null;
  for (const share of rounds) {
    const count = Math.round(share * points);
    if (count < 10 * mode.position.length) continue;
    proposal = refine(evaluate, proposal, count, stream);
  }
  for (let more = 0; more < 2 && proposal.efficiency < enough; more++) {
    proposal = refine(evaluate, proposal, points, stream);
  }
  return proposal;
}

function proposalOf(location: Float64Array, covariance: Float64Array, efficiency: number): Proposal | null {
  const factor = covariance.map((value) => widening * widening * value);
  return choleskyFactor(factor, location.length) ? { location: location.slice(), factor, efficiency } : null;
}

/** One round: the moments of the points, weighted by target over proposal, with the greatest weights cut (Ionides 2008). */
function refine(evaluate: Evaluate, proposal: Proposal, count: number, stream: RandomStream): Proposal {
  const size = proposal.location.length;
  const sampler = new ProposalSampler(proposal);
  const points = new Float64Array(count * size);
  const logWeights = new Float64Array(count);
  let greatest = -Infinity;
  for (let n = 0; n < count; n++) {
    const point = points.subarray(n * size, (n + 1) * size);
    const logProposal = sampler.draw(stream, point);
    const logWeight = evaluate(point) - logProposal;
    logWeights[n] = Number.isNaN(logWeight) ? -Infinity : logWeight;
    greatest = Math.max(greatest, logWeights[n]!);
  }
  if (!(greatest > -Infinity)) return proposal;
  const weights = logWeights.map((logWeight) => exp(logWeight - greatest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const efficiency = (total * total) / (count * weights.reduce((sum, weight) => sum + weight * weight, 0));
  const most = (total / count) * Math.sqrt(count);
  const cut = weights.map((weight) => Math.min(weight, most));
  const { location, covariance } = weightedMoments(points, cut, size);
  const effective = efficiency * count;
  // With few effective points the moments are half the old ones.
  const trust = effective / (effective + 3 * size);
  const old = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let k = 0; k <= Math.min(i, j); k++)
        old[i * size + j]! += proposal.factor[i * size + k]! * proposal.factor[j * size + k]!;
    }
  }
  const mixed = covariance.map((value, e) => trust * value + ((1 - trust) * old[e]!) / (widening * widening));
  return proposalOf(location, mixed, efficiency) ?? { ...proposal, efficiency };
}

function weightedMoments(points: Float64Array, weights: Float64Array, size: number) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const location = new Float64Array(size);
  const covariance = new Float64Array(size * size);
  for (let n = 0; n < weights.length; n++) {
    for (let i = 0; i < size; i++) location[i]! += (weights[n]! / total) * points[n * size + i]!;
  }
  for (let n = 0; n < weights.length; n++) {
    for (let i = 0; i < size; i++) {
      const deviation = points[n * size + i]! - location[i]!;
      for (let j = 0; j < size; j++) {
        covariance[i * size + j]! +=
          (weights[n]! / total) * deviation * (points[n * size + j]! - location[j]!);
      }
    }
  }
  return { location, covariance };
}
