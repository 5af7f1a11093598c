/**
 * Moves of a few coordinates of φ that leave a target invariant: slice sampling of one after another, which needs no tuning, and,
 * once their moments are learned, independent proposals of them all from a multivariate t, which need two evaluations.
 *
 * On the unconstrained scale targets have exponential tails and the proposal's are polynomial, so the independence sampler is
 * uniformly ergodic (Mengersen & Tweedie 1996, Annals of Statistics 24, theorem 2.1). Now and then it gives way to a slice,
 * so that no bad moments can hold it. Source: Tierney (1994).
 */

import { choleskyFactor, multiplyLower, solveLower } from "../../numeric/cholesky.ts";
import { exp } from "../../numeric/exponential.ts";
import { log, log1p } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
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
  private proposes = false;
  private sliceShare = 0;
  private readonly center: Float64Array;
  private readonly scale: Float64Array;
  private readonly old: Float64Array;
  private readonly standard: Float64Array;
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
    this.center = new Float64Array(size);
    this.scale = new Float64Array(size * size);
    this.old = new Float64Array(size);
    this.standard = new Float64Array(size);
    this.deviation = new Float64Array(size);
  }

  move(): void {
    this.acceptance = 1;
    if (this.coordinates.length === 0) {
      this.logDensity = this.target.evaluate();
      return;
    }
    if (this.proposes && this.stream.uniform() > this.sliceShare) this.propose();
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
  private propose(): void {
    const { position, old, stream, target, center, coordinates, deviation } = this;
    const size = coordinates.length;
    let before = target.evaluate();
    let isAtTarget = true;
    this.acceptance = 0;
    for (let t = 0; t < this.tries; t++) {
      for (let i = 0; i < size; i++) {
        old[i] = position[coordinates[i]!]!;
        deviation[i] = old[i]! - center[i]!;
      }
      const fromOld = this.logProposal();
      this.drawProposal();
      const fromNew = this.logProposal();
      const after = target.evaluate();
      const logRatio = after - before + fromOld - fromNew;
      if (logRatio >= 0 || !(before > -Infinity)) this.acceptance += 1 / this.tries;
      else if (logRatio < 0) this.acceptance += exp(logRatio) / this.tries;
      isAtTarget = after > -Infinity && (log(stream.uniform()) < logRatio || !(before > -Infinity));
      if (isAtTarget) before = after;
      else for (let i = 0; i < size; i++) position[coordinates[i]!] = old[i]!;
    }
    this.acceptanceSum += this.acceptance;
    this.proposedCount++;
    this.logDensity = isAtTarget ? before : target.evaluate();
  }

  /** A draw of the multivariate t into the position, and its deviation from the centre. */
  private drawProposal(): void {
    const { coordinates, position, stream, center, scale, standard, deviation } = this;
    const size = coordinates.length;
    for (let i = 0; i < size; i++) standard[i] = stream.normal();
    const stretch = Math.sqrt(degreesOfFreedom / (2 * stream.gamma(degreesOfFreedom / 2, 1)));
    multiplyLower(scale, size, standard, deviation);
    for (let i = 0; i < size; i++) {
      deviation[i]! *= stretch;
      position[coordinates[i]!] = center[i]! + deviation[i]!;
    }
  }

  /** The proposals' log density at the deviation from their centre, up to a constant. */
  private logProposal(): number {
    const { deviation, standard, scale } = this;
    const size = deviation.length;
    standard.set(deviation);
    solveLower(scale, size, standard);
    let squares = 0;
    for (let i = 0; i < size; i++) squares += standard[i]! * standard[i]!;
    return -0.5 * (degreesOfFreedom + size) * log1p(squares / degreesOfFreedom);
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
    const { coordinates, squares, scale, count } = this;
    const size = coordinates.length;
    if (this.tries === 0 || size === 0 || count < leastCount + 5 * size) return;
    // Moments of few draws may be too small.
    const factor = (inflation * inflation * (1 + (2 * size) / count)) / (count - 1);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        scale[i * size + j] = factor * (i >= j ? squares[i * size + j]! : squares[j * size + i]!);
      }
    }
    this.center.set(this.mean);
    this.proposes = choleskyFactor(scale, size);
    this.sliceShare = sliceShare;
    this.acceptanceSum = 0;
    this.proposedCount = 0;
  }

  /** Ends adaptation: proposals that were seldom accepted are given up. */
  freeze(): void {
    this.sliceShare = finalSliceShare;
    if (this.proposedCount >= 10 && this.acceptanceSum < leastAcceptance * this.proposedCount)
      this.proposes = false;
  }

  adaptation(): CoordinateAdaptation {
    const { proposes, coordinates, widths, center, scale } = this;
    return {
      coordinates: [...coordinates],
      kind: proposes ? "independence" : "slice",
      widths: [...widths],
      mean: proposes ? [...center] : [],
      scale: proposes ? [...scale] : [],
    };
  }

  /** Takes what a chain's moves of these coordinates arrived at; adaptation is over. */
  restore({ kind, widths, mean, scale }: CoordinateAdaptation): void {
    this.widths.set(widths);
    this.proposes = kind === "independence";
    this.center.set(mean);
    this.scale.set(scale);
    this.sliceShare = finalSliceShare;
  }
}
