/**
 * Moves about where the weights target / proposal are great: an independence sampler that has come there stays long at one position, since
 * hardly a proposal outweighs it. A slice along a coordinate, of the target restricted to that region, leaves the target invariant: outside
 * nothing moves, inside nothing leaves.
 */

import type { RandomStream } from "../../numeric/random-stream.ts";
import type { Proposal } from "../exploration/proposal.ts";
import type { Evaluate } from "../exploration/weighted-points.ts";
import { sliceCoordinate } from "../updates/slice.ts";

/** A chain's state, changed in place. */
export interface WeighedPosition {
  readonly position: Float64Array;
  /** Of the target. */
  logDensity: number;
  /** log(target / proposal) */
  logWeight: number;
}

export class HeavyMoves {
  private readonly state: WeighedPosition;
  private readonly density: Evaluate;
  private readonly sampler: Proposal;
  private readonly stream: RandomStream;
  private readonly great: number;
  private readonly widths: Float64Array;
  private logDensity = 0;
  private logWeight = 0;

  /** Weights count as great whose logarithm is above `great`. */
  constructor(
    state: WeighedPosition,
    density: Evaluate,
    proposal: Proposal,
    stream: RandomStream,
    great: number,
  ) {
    this.state = state;
    this.density = density;
    this.sampler = proposal;
    this.stream = stream;
    this.great = great;
    this.widths = proposal.widths();
  }

  /** Along one coordinate, chosen at random; nothing where the weight is not great. A reversible kernel. */
  move(): void {
    const { state, stream, widths } = this;
    // An infinite density has no slice.
    if (!(state.logWeight > this.great && state.logDensity < Infinity)) return;
    const at = Math.min(widths.length - 1, Math.floor(widths.length * stream.uniform()));
    sliceCoordinate(this, state.position, at, widths[at]!, state.logDensity, stream);
    state.logDensity = this.logDensity;
    state.logWeight = this.logWeight;
  }

  /** The target restricted to the region, at the position as it is; keeps what was computed. */
  evaluate(): number {
    const { position } = this.state;
    this.logDensity = this.density(position);
    this.logWeight = this.logDensity - this.sampler.logDensity(position);
    return this.logWeight > this.great ? this.logDensity : -Infinity;
  }
}
