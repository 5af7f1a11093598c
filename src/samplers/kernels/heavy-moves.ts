/**
 * Moves about where the weights target / proposal are great: an independence sampler that has come there stays long at one position, since
 * hardly a proposal outweighs it. A slice along a coordinate, of the target restricted to that region, leaves the target invariant: outside
 * nothing moves, inside nothing leaves (Neal 2003, figures 3 and 5, of the restricted density).
 */

import type { RandomStream } from "../../numeric/random-stream.ts";
import type { Proposal } from "../exploration/proposal.ts";
import type { Evaluate } from "../exploration/weighted-points.ts";

/** A chain's state, changed in place. */
export interface WeighedPosition {
  readonly position: Float64Array;
  /** Of the target. */
  logDensity: number;
  /** log(target / proposal) */
  logWeight: number;
}

/** A slice may be widened so often. */
const mostSteps = 12;
/** An interval that has shrunk to this part of the position is given up. */
const narrowest = 1e-12;

export class HeavyMoves {
  private readonly evaluate: Evaluate;
  private readonly sampler: Proposal;
  private readonly stream: RandomStream;
  private readonly great: number;
  private readonly widths: Float64Array;
  private logDensity = 0;
  private logWeight = 0;

  /** Weights count as great whose logarithm is above `great`. */
  constructor(evaluate: Evaluate, proposal: Proposal, stream: RandomStream, great: number) {
    this.evaluate = evaluate;
    this.sampler = proposal;
    this.stream = stream;
    this.great = great;
    this.widths = proposal.widths();
  }

  /** Along one coordinate, chosen at random; nothing where the weight is not great. A reversible kernel. */
  move(state: WeighedPosition): void {
    // An infinite density has no slice.
    if (!(state.logWeight > this.great && state.logDensity < Infinity)) return;
    const { stream, widths } = this;
    const { position } = state;
    const at = Math.min(widths.length - 1, Math.floor(widths.length * stream.uniform()));
    const start = position[at]!;
    const level = state.logDensity - stream.exponential();
    const width = widths[at]!;
    let lower = start - width * stream.uniform();
    let upper = lower + width;
    // Steps are shared out at random, so that every interval is as probable from each of its points.
    let down = Math.floor(mostSteps * stream.uniform());
    let up = mostSteps - 1 - down;
    for (; down > 0 && this.isInside(position, at, lower, level); down--) lower -= width;
    for (; up > 0 && this.isInside(position, at, upper, level); up--) upper += width;
    while (upper - lower > narrowest * (1 + Math.abs(start))) {
      const x = lower + (upper - lower) * stream.uniform();
      if (this.isInside(position, at, x, level)) {
        state.logDensity = this.logDensity;
        state.logWeight = this.logWeight;
        return;
      }
      if (x < start) lower = x;
      else upper = x;
    }
    position[at] = start;
  }

  /** Whether the position with that coordinate is in the slice and in the region; keeps what was computed. */
  private isInside(position: Float64Array, at: number, x: number, level: number): boolean {
    position[at] = x;
    this.logDensity = this.evaluate(position);
    if (!(this.logDensity >= level)) return false;
    this.logWeight = this.logDensity - this.sampler.logDensity(position);
    return this.logWeight > this.great;
  }
}
