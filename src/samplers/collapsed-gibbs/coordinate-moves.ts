/**
 * Moves of a few coordinates of φ that leave a target invariant: slice sampling of one after another, which needs no tuning, and,
 * once their moments are learned, independent proposals of them all from a multivariate t, which need two evaluations.
 *
 * On the unconstrained scale targets have exponential tails and the proposal's are polynomial, so the independence sampler is
 * uniformly ergodic (Mengersen & Tweedie 1996, Annals of Statistics 24, theorem 2.1). Now and then it gives way to a slice,
 * so that no bad moments can hold it. Source: Tierney (1994).
 */

import { choleskyFactor } from "../../numeric/cholesky.ts";
import { exp } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { MixtureSampler, type TComponent } from "../exploration/t-mixture.ts";
import { sliceCoordinate, type Target } from "../updates/slice.ts";

const degreesOfFreedom = 5;
/** The proposals' scale over that of the posterior. */
const inflation = 1.05;
/** How often a slice takes the place of proposals after warm-up. */
const finalSliceShare = 0.05;
/** Draws that moments are worth using from. */
const leastCount = 10;
/** More coordinates are moved one by one: acceptance falls with their number. */
const mostProposed = 10;
/** Below this acceptance rate slices are better. */
const leastAcceptance = 0.4;

/** How coordinates are moved together. */
export interface CoordinateAdaptation {
  readonly coordinates: readonly number[];
  readonly kind: "slice" | "independence";
  /** First widths of slices. */
  readonly widths: readonly number[];
  /** Of the proposals; empty for slices. */
  readonly mean: readonly number[];
  /** Lower factor of the proposals' scale, row by row; empty for slices. */
  readonly scale: readonly number[];
}

export class CoordinateMoves {
  readonly coordinates: Int32Array;
  private readonly position: Float64Array;
  private readonly target: Target;
  private readonly stream: RandomStream;
  private readonly widths: Float64Array;
  private readonly mean: Float64Array;
  private readonly squares: Float64Array;
  private count = 0;
  /** A multivariate t distribution; null for slices only. */
  private component: TComponent | null = null;
  private proposal: MixtureSampler | null = null;
  private sliceShare = 0;
  private readonly old: Float64Array;
  private readonly proposed: Float64Array;
  private readonly deviation: Float64Array;
  private acceptanceSum = 0;
  private proposedCount = 0;
  /** Proposals in a move, each of which costs an evaluation; 0 for slices only. */
  private readonly tries: number;
  /** The mean acceptance probability of the last move; 1 for slices. */
  acceptance = 1;
  /** The target where the last move ended. */
  logDensity = 0;

  constructor(
    position: Float64Array,
    coordinates: readonly number[],
    target: Target,
    stream: RandomStream,
    tries: number,
  ) {
    const size = coordinates.length;
    this.position = position;
    this.coordinates = Int32Array.from(coordinates);
    this.target = target;
    this.stream = stream;
    this.tries = size <= mostProposed ? tries : 0;
    this.widths = new Float64Array(size).fill(1);
    this.mean = new Float64Array(size);
    this.squares = new Float64Array(size * size);
    this.old = new Float64Array(size);
    this.proposed = new Float64Array(size);
    this.deviation = new Float64Array(size);
  }

  move(): void {
    this.acceptance = 1;
    if (this.coordinates.length === 0) {
      this.logDensity = this.target.evaluate();
      return;
    }
    const { proposal, stream } = this;
    if (proposal !== null && stream.uniform() > this.sliceShare) this.propose(proposal);
    else this.slice();
  }

  slice(): void {
    const { target, position, coordinates, widths, stream } = this;
    let logDensity = target.evaluate();
    for (let i = 0; i < coordinates.length; i++) {
      logDensity = sliceCoordinate(target, position, coordinates[i]!, widths[i]!, logDensity, stream);
    }
    this.logDensity = logDensity;
  }

  /** Independence Metropolis-Hastings, `tries` times: α = min(1, π(φ')q(φ) / (π(φ)q(φ'))). */
  private propose(proposal: MixtureSampler): void {
    const { stream, target, old, proposed, tries } = this;
    let before = target.evaluate();
    let isAtTarget = true;
    this.acceptance = 0;
    for (let t = 0; t < tries; t++) {
      this.read(old);
      const fromOld = proposal.logDensity(old);
      const fromNew = proposal.draw(stream, proposed);
      this.write(proposed);
      const after = target.evaluate();
      const logRatio = after - before + fromOld - fromNew;
      if (logRatio >= 0 || !(before > -Infinity)) this.acceptance += 1 / tries;
      else if (logRatio < 0) this.acceptance += exp(logRatio) / tries;
      isAtTarget = after > -Infinity && (log(stream.uniform()) < logRatio || !(before > -Infinity));
      if (isAtTarget) before = after;
      else this.write(old);
    }
    this.acceptanceSum += this.acceptance;
    this.proposedCount++;
    this.logDensity = isAtTarget ? before : target.evaluate();
  }

  private read(values: Float64Array): void {
    const { coordinates, position } = this;
    for (let i = 0; i < values.length; i++) values[i] = position[coordinates[i]!]!;
  }

  private write(values: Float64Array): void {
    const { coordinates, position } = this;
    for (let i = 0; i < values.length; i++) position[coordinates[i]!] = values[i]!;
  }

  /** Takes the position into the moments (Welford). */
  learn(): void {
    const { coordinates, position, mean, squares, deviation } = this;
    const size = coordinates.length;
    this.count++;
    for (let i = 0; i < size; i++) {
      deviation[i] = position[coordinates[i]!]! - mean[i]!;
      mean[i]! += deviation[i]! / this.count;
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        squares[i * size + j]! += deviation[i]! * (position[coordinates[j]!]! - mean[j]!);
      }
    }
  }

  /** Forgets the moments, as after the way from the start. */
  forget(): void {
    this.count = 0;
    this.mean.fill(0);
    this.squares.fill(0);
  }

  /** Sets widths of slices by the moments. */
  adaptWidths(): void {
    const { widths, squares, count } = this;
    const size = widths.length;
    if (count < leastCount) return;
    for (let i = 0; i < size; i++) {
      const spread = Math.sqrt(squares[i * size + i]! / (count - 1));
      // Neal's advice: a few times the standard deviation
      if (spread > 0 && spread < Infinity) widths[i] = 3 * spread;
    }
  }

  /** Sets widths, and proposals if there are moments enough for them; a share of moves stays slices. */
  adaptProposals(sliceShare: number): void {
    this.adaptWidths();
    const { coordinates, squares, count } = this;
    const size = coordinates.length;
    if (this.tries === 0 || size === 0 || count < leastCount + 5 * size) return;
    // Moments of few draws may be too small.
    const factor = (inflation * inflation * (1 + (2 * size) / count)) / (count - 1);
    const scale = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        scale[i * size + j] = factor * (i >= j ? squares[i * size + j]! : squares[j * size + i]!);
      }
    }
    this.proposeFrom(choleskyFactor(scale, size) ? { location: this.mean.slice(), factor: scale } : null);
    this.sliceShare = sliceShare;
    this.acceptanceSum = 0;
    this.proposedCount = 0;
  }

  /** Ends adaptation: proposals that were seldom accepted are given up. */
  freeze(): void {
    this.sliceShare = finalSliceShare;
    if (this.proposedCount >= 10 && this.acceptanceSum < leastAcceptance * this.proposedCount)
      this.proposeFrom(null);
  }

  private proposeFrom(place: Pick<TComponent, "location" | "factor"> | null): void {
    this.component = place && { weight: 1, degreesOfFreedom, ...place };
    this.proposal = this.component && new MixtureSampler([this.component]);
  }

  adaptation(): CoordinateAdaptation {
    const { component, coordinates, widths } = this;
    return {
      coordinates: [...coordinates],
      kind: component === null ? "slice" : "independence",
      widths: [...widths],
      mean: [...(component?.location ?? [])],
      scale: [...(component?.factor ?? [])],
    };
  }

  /** Takes what a chain's moves of these coordinates arrived at; adaptation is over. */
  restore({ kind, widths, mean, scale }: CoordinateAdaptation): void {
    this.widths.set(widths);
    this.proposeFrom(
      kind === "slice" ? null : { location: Float64Array.from(mean), factor: Float64Array.from(scale) },
    );
    this.sliceShare = finalSliceShare;
  }
}
