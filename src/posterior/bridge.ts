/**
 * The marginal likelihood by bridge sampling: draws of the posterior and of a normal distribution fitted to other draws of it, between which
 * the ratio of the two normalizing constants is found by iteration, with its relative error.
 *
 * Source: Meng & Wong (1996), Statistica Sinica 6, 831-860, equation 4.1; Gronau, Sarafoglou, Matzke, Ly, Boehm, Marsman, Leslie, Forster,
 * Wagenmakers & Steingroever (2017), "A tutorial on bridge sampling", Journal of Mathematical Psychology 81, 80-97; the error: Frühwirth-Schnatter
 * (2004), Econometrics Journal 7, 143-167, equation 16, as in the R package bridgesampling.
 */

import { choleskyFactor, multiplyLower, solveLower } from "../numeric/cholesky.ts";
import { exp } from "../numeric/exponential.ts";
import { halfLogTwoPi, log } from "../numeric/logarithm.ts";
import { createRandomStream } from "../numeric/random-stream.ts";
import { essOfChains } from "./ess.ts";
import { isAllFinite, mean, variance } from "./moments.ts";
import { sortDraws } from "./quantile.ts";

/** A density on ℝⁿ that is not normalized, and draws from it. */
export interface BridgeTarget {
  readonly dimension: number;
  /** The place of draw `draw`, counted through all chains. */
  position(draw: number, target: Float64Array): void;
  logDensity(position: Float64Array): number;
}

/** The log of the integral of a density. */
export interface Evidence {
  readonly logEvidence: number;
  /** Standard error of it; 0 where it is exact. */
  readonly error: number;
}

/** How the draws of a target are laid out. */
export interface BridgeDraws {
  readonly chainCount: number;
  readonly drawCount: number;
}

const mostSteps = 1000;
const close = 1e-12;
/** Fewer draws of a number say nothing of a covariance. */
const drawsPerNumber = 4;

/** Null where the draws are too few, or no normal distribution can be fitted to them. The same seed gives the same bits. */
export function bridgeSampling(target: BridgeTarget, draws: BridgeDraws, seed: number): Evidence | null {
  const { dimension } = target;
  if (dimension === 0) return { logEvidence: target.logDensity(new Float64Array(0)), error: 0 };
  const half = Math.floor(draws.drawCount / 2);
  const numbers = (first: number, count: number): number[] =>
    Array.from({ length: draws.chainCount }, (_, c) =>
      Array.from({ length: count }, (_, d) => c * draws.drawCount + first + d),
    ).flat();
  const fitted = numbers(0, half);
  if (fitted.length < drawsPerNumber * dimension) return null;
  const proposal = Proposal.of(target, fitted);
  if (proposal === null) return null;
  const rest = draws.drawCount - half;
  const posterior = Float64Array.from(numbers(half, rest), (draw) => proposal.logRatioAtDraw(target, draw));
  const stream = createRandomStream(seed, 0);
  const proposed = Float64Array.from(posterior, () =>
    proposal.logRatioAtProposal(target, () => stream.normal()),
  );
  if (!isAllFinite(posterior)) return null;
  return iterate(posterior, proposed, { chainCount: draws.chainCount, drawCount: rest });
}

/** A normal distribution. */
class Proposal {
  private readonly center: Float64Array;
  private readonly factor: Float64Array;
  private readonly logDeterminant: number;
  private readonly position: Float64Array;
  private readonly whitened: Float64Array;

  private constructor(center: Float64Array, factor: Float64Array) {
    this.center = center;
    this.factor = factor;
    const size = center.length;
    this.position = new Float64Array(size);
    this.whitened = new Float64Array(size);
    this.logDeterminant = center.reduce((sum, _, i) => sum + log(factor[i * size + i]!), 0);
  }

  /** With the mean and the covariance of some draws. */
  static of(target: BridgeTarget, draws: readonly number[]): Proposal | null {
    const size = target.dimension;
    const center = new Float64Array(size);
    const covariance = new Float64Array(size * size);
    const at = new Float64Array(size);
    const each = (visit: () => void): void => {
      for (const draw of draws) {
        target.position(draw, at);
        visit();
      }
    };
    each(() => {
      for (let i = 0; i < size; i++) center[i] = center[i]! + at[i]! / draws.length;
    });
    each(() => {
      for (let i = 0; i < size; i++)
        for (let j = 0; j <= i; j++)
          covariance[i * size + j] =
            covariance[i * size + j]! + ((at[i]! - center[i]!) * (at[j]! - center[j]!)) / (draws.length - 1);
    });
    for (let i = 0; i < size; i++)
      for (let j = 0; j < i; j++) covariance[j * size + i] = covariance[i * size + j]!;
    return choleskyFactor(covariance, size) ? new Proposal(center, covariance) : null;
  }

  logRatioAtDraw(target: BridgeTarget, draw: number): number {
    const { position, center, whitened, factor } = this;
    target.position(draw, position);
    for (let i = 0; i < position.length; i++) whitened[i] = position[i]! - center[i]!;
    solveLower(factor, position.length, whitened);
    return target.logDensity(position) - this.logDensityOf(whitened);
  }

  logRatioAtProposal(target: BridgeTarget, normal: () => number): number {
    const { position, center, whitened, factor } = this;
    for (let i = 0; i < position.length; i++) whitened[i] = normal();
    multiplyLower(factor, position.length, whitened, position);
    for (let i = 0; i < position.length; i++) position[i] = position[i]! + center[i]!;
    return target.logDensity(position) - this.logDensityOf(whitened);
  }

  private logDensityOf(z: Float64Array): number {
    let squares = 0;
    for (const one of z) squares += one * one;
    return -0.5 * squares - z.length * halfLogTwoPi - this.logDeterminant;
  }
}

/** From the log ratios of target to proposal at draws of the one and of the other. */
function iterate(posterior: Float64Array, proposed: Float64Array, chains: BridgeDraws): Evidence | null {
  const center = sortDraws(posterior)[posterior.length >> 1]!;
  const [ofPosterior, ofProposal] = [posterior, proposed].map((all) => all.map((one) => exp(one - center)));
  const effective = effectiveDraws(posterior, chains);
  const share = effective / (effective + proposed.length);
  let ratio = 1;
  for (let step = 0; step < mostSteps; step++) {
    const above = mean(
      ofProposal!.map((one) => bounded(one / (share * one + (1 - share) * ratio), 1 / share)),
    );
    const below = mean(ofPosterior!.map((one) => 1 / (share * one + (1 - share) * ratio)));
    const next = above / below;
    const isClose = Math.abs(next - ratio) <= close * next;
    ratio = next;
    if (isClose || !(ratio > 0)) break;
  }
  if (!(ratio > 0 && ratio < Number.POSITIVE_INFINITY)) return null;
  const atProposal = ofProposal!.map((one) => bounded(one / (share * one + (1 - share) * ratio), 1 / share));
  const atPosterior = ofPosterior!.map((one) => 1 / ((share * one) / ratio + 1 - share));
  const squared =
    relativeVariance(atProposal) / atProposal.length +
    relativeVariance(atPosterior) / effectiveDraws(atPosterior, chains);
  return { logEvidence: log(ratio) + center, error: Math.sqrt(squared) };
}

/** ∞ / ∞ is what the quotient tends to. */
function bounded(value: number, limit: number): number {
  return Number.isNaN(value) ? limit : value;
}

function relativeVariance(values: Float64Array): number {
  const center = mean(values);
  return variance(values) / (center * center);
}

function effectiveDraws(values: Float64Array, { chainCount, drawCount }: BridgeDraws): number {
  const found = essOfChains({ values, chainCount, drawCount });
  return Number.isFinite(found) ? found : values.length;
}
