/**
 * A mixture fitted to a density of few numbers, by rounds of importance sampling.
 *
 * It begins with a component for each mode, and a defensive one as wide as the prior, which bounds the weights where no mode is
 * near. Each round draws points; all points of all rounds are weighted by the target over the mixture of all that was drawn from
 * (Owen & Zhou 2000; AMIS: Cornuet, Marin, Mira & Robert 2012), and the components are moved to where the weights are by a step of
 * expectation maximization (Cappé et al. 2008). Where one point holds much of the weight, there is mass that no component covers, and
 * one is added there (IMIS: Raftery & Bao 2010). Each mixture is judged by the points that were drawn from it, which took no part in
 * making it.
 */

import { choleskyFactor } from "../../numeric/cholesky.ts";
import { exp } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { longSides } from "./long-sides.ts";
import type { Mode } from "./modes.ts";
import type { PriorRange } from "./prior-range.ts";
import { MixtureSampler, type TComponent, type TMixture } from "./t-mixture.ts";
import { judgeWeights, type WeightReport } from "./weight-report.ts";

/** The log density of a position, without gradient. */
export type Evaluate = (position: Float64Array) => number;

export interface AdaptedMixture {
  readonly mixture: TMixture;
  /** Of the points of its round. */
  readonly report: WeightReport;
  /** All points of all rounds. */
  readonly sample: WeightedSample;
}

/** Points with the logarithms of their weights: target over the mixture of all that was drawn from. */
export interface WeightedSample {
  readonly positions: readonly Float64Array[];
  readonly logWeights: Float64Array;
}

export interface AdaptationBudget {
  /** Points of a round. */
  readonly points: number;
  /** Rounds at most. */
  readonly rounds: number;
  /** The share of effective points from which on a mixture is good enough. */
  readonly enough: number;
}

const degreesOfFreedom = 5;
/** How much wider than fitted the scales of components are: of 1.05 to 1.35 the best over five models (test/bench/several-tries.mjs). */
const widening = 1.15;
/** The share of the defensive component, and how heavy its tails are: those of a Cauchy. */
const defensiveShare = 0.05;
const defensiveDegrees = 1;
/** A component below that share, and that of a mode at first. */
const leastShare = 0.005;
const leastModeShare = 0.02;
/** Of a long side beside its mode. */
const sideShare = 0.15;
/** A point that costs more than that part of what efficiency is lost by gets a component of its own, with that share. */
const lonelyPart = 0.02;
const newShare = 0.1;
/** More components than this beyond two for each mode are not made. */
const mostAdded = 6;
/** A hundredth of the target uncovered costs as much as a tenth of the effective points. */
const uncoveredCost = 10;
/** Besides enough effective points, weights have a variance. */
const enoughParetoK = 0.5;
/** A round that adds less to the share of effective points is one of those that lead nowhere; after three the fitting ends. */
const leastGain = 0.02;
const mostIdle = 3;

/** Null where no mode has a covariance. */
export function adaptMixture(
  evaluate: Evaluate,
  modes: readonly Mode[],
  range: PriorRange,
  budget: AdaptationBudget,
  stream: RandomStream,
): AdaptedMixture | null {
  const begun = beginMixture(evaluate, modes, range);
  if (begun === null) return null;
  const points = new WeightedPoints(evaluate, range.center.length);
  const most = begun.length + modes.length + mostAdded;
  let mixture = begun;
  let best: Omit<AdaptedMixture, "sample"> | null = null;
  for (let round = 0, idle = 0; round < budget.rounds && idle < mostIdle; round++) {
    if (round > 0) mixture = points.refit(mixture, most);
    // The points of a round took no part in making its mixture.
    const report = points.draw(mixture, budget.points, stream);
    const before = best === null ? -1 : qualityOf(best.report);
    const quality = qualityOf(report);
    idle = quality < before + leastGain ? idle + 1 : 0;
    if (quality > before) best = { mixture, report };
    if (quality >= budget.enough && report.paretoK < enoughParetoK) break;
  }
  return best && { ...best, sample: points.sample() };
}

/** The share of effective points, less where there is mass that the fitted components have too little of. */
function qualityOf({ efficiency, uncovered }: WeightReport): number {
  return efficiency * (1 - Math.min(1, uncoveredCost * uncovered));
}

/** Modes with shares by their evidence, their long sides, and the prior. */
function beginMixture(evaluate: Evaluate, modes: readonly Mode[], range: PriorRange): TMixture | null {
  const components: TComponent[] = [];
  for (const mode of modes) {
    const share = Math.max(leastModeShare, exp(mode.logEvidence - modes[0]!.logEvidence));
    const made = componentOf(mode.position, mode.covariance, share);
    if (made === null) continue;
    components.push(made);
    for (const { location, covariance } of longSides(evaluate, mode)) {
      const side = componentOf(location, covariance, sideShare * share);
      if (side !== null) components.push(side);
    }
  }
  if (components.length === 0) return null;
  return normalize([...components, defensiveComponent(range)]);
}

function componentOf(location: Float64Array, covariance: Float64Array, weight: number): TComponent | null {
  const factor = covariance.map((value) => widening * widening * value);
  if (!choleskyFactor(factor, location.length)) return null;
  return { weight, degreesOfFreedom, location: location.slice(), factor };
}

/** In the middle of the box that the bulk of the prior is in, and as wide. */
function defensiveComponent({ boxes }: PriorRange): TComponent {
  const { lower, upper } = boxes[0]!;
  const size = lower.length;
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) factor[i * size + i] = Math.max((upper[i]! - lower[i]!) / 4, 1e-300);
  const location = lower.map((low, i) => (low + upper[i]!) / 2);
  return { weight: defensiveShare, degreesOfFreedom: defensiveDegrees, location, factor };
}

/** The defensive component, which is the last, keeps its share. */
function normalize(components: readonly TComponent[]): TMixture {
  const fitted = components.slice(0, -1);
  const total = fitted.reduce((sum, { weight }) => sum + weight, 0);
  const defensive = { ...components[components.length - 1]!, weight: defensiveShare };
  return [
    ...fitted.map((one) => ({ ...one, weight: ((1 - defensiveShare) * one.weight) / total })),
    defensive,
  ];
}

/** Points of several rounds, weighted by the target over the mixture of all rounds. */
class WeightedPoints {
  private readonly evaluate: Evaluate;
  private readonly size: number;
  private readonly positions: Float64Array[] = [];
  private readonly logTargets: number[] = [];
  /** Σ over the rounds of their points times the density of their mixture. */
  private readonly drawn: number[] = [];
  private readonly rounds: { readonly sampler: MixtureSampler; readonly count: number }[] = [];

  constructor(evaluate: Evaluate, size: number) {
    this.evaluate = evaluate;
    this.size = size;
  }

  /** Adds a round; gives what the weights of its own points say. */
  draw(mixture: TMixture, count: number, stream: RandomStream): WeightReport {
    const sampler = new MixtureSampler(mixture);
    for (const [i, position] of this.positions.entries()) this.drawn[i]! += count * sampler.density(position);
    this.rounds.push({ sampler, count });
    const fitted = new MixtureSampler(mixture.slice(0, -1));
    const [logWeights, logRatios] = [new Float64Array(count), new Float64Array(count)];
    for (let n = 0; n < count; n++) {
      const position = new Float64Array(this.size);
      const logProposal = sampler.draw(stream, position);
      const value = this.evaluate(position);
      const logTarget = Number.isNaN(value) ? -Infinity : value;
      this.positions.push(position);
      this.logTargets.push(logTarget);
      this.drawn.push(this.rounds.reduce((sum, one) => sum + one.count * one.sampler.density(position), 0));
      logWeights[n] = logTarget - logProposal;
      logRatios[n] = logTarget - fitted.logDensity(position);
    }
    return judgeWeights(logWeights, logRatios);
  }

  sample(): WeightedSample {
    return { positions: this.positions, logWeights: this.logWeights() };
  }

  /** log (target / mixture of what was drawn from), point by point. */
  private logWeights(): Float64Array {
    const total = log(this.positions.length);
    return Float64Array.from(this.logTargets, (target, i) => target + total - log(this.drawn[i]!));
  }

  /** The mixture moved to where the weights are, with a further component if a point is lonely. */
  refit(mixture: TMixture, most: number): TMixture {
    const all = weightsOf(this.logWeights());
    const count = all.length;
    const total = all.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0)) return mixture;
    // The greatest weights are cut (Ionides 2008).
    const cut = (total / count) * Math.sqrt(count);
    const weights = all.map((weight) => Math.min(weight, cut) / total);
    const sampler = new MixtureSampler(mixture);
    const fitted = mixture
      .slice(0, -1)
      .map((component, k) => this.maximize(component, k, sampler, weights))
      .filter(({ weight }) => weight >= leastShare);
    const lonely = this.addLonely(mixture, sampler, all);
    const defensive = mixture[mixture.length - 1]!;
    if (lonely === null || fitted.length >= most) return normalize([...fitted, defensive]);
    return normalize([...fitted, lonely, defensive]);
  }

  /** One step of expectation maximization for a component: its share, location and scale, those of before where it has few points. */
  private maximize(
    component: TComponent,
    k: number,
    sampler: MixtureSampler,
    weights: Float64Array,
  ): TComponent {
    const { size, positions } = this;
    const { location: before, factor } = component;
    const location = new Float64Array(size);
    const covariance = new Float64Array(size * size);
    const shares = new Float64Array(weights.length);
    let [share, squares, stretched] = [0, 0, 0];
    for (let n = 0; n < weights.length; n++) {
      if (weights[n] === 0) continue;
      const position = positions[n]!;
      const part = (weights[n]! * sampler.densityOf(k, position)) / sampler.density(position);
      if (!(part > 0)) continue;
      share += part;
      squares += part * part;
      // E(1/χ) of the point given that it is of this component
      const own = (part * (degreesOfFreedom + size)) / (degreesOfFreedom + sampler.distance(k, position));
      shares[n] = own;
      stretched += own;
      for (let i = 0; i < size; i++) location[i]! += own * position[i]!;
    }
    if (!(share > 0)) return { ...component, weight: 0 };
    for (let i = 0; i < size; i++) location[i]! /= stretched;
    for (let n = 0; n < weights.length; n++) {
      if (shares[n] === 0) continue;
      const position = positions[n]!;
      for (let i = 0; i < size; i++) {
        const deviation = (shares[n]! / share) * (position[i]! - location[i]!);
        for (let j = 0; j <= i; j++) covariance[i * size + j]! += deviation * (position[j]! - location[j]!);
      }
    }
    // With few effective points the scale is mostly the old one.
    const effective = (share * share) / squares;
    const trust = effective / (effective + 3 * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        let old = 0;
        for (let m = 0; m <= j; m++) old += factor[i * size + m]! * factor[j * size + m]!;
        const mixed = trust * covariance[i * size + j]! + ((1 - trust) * old) / (widening * widening);
        covariance[i * size + j] = mixed;
        covariance[j * size + i] = mixed;
      }
    }
    const moved = location.map((x, i) => trust * x + (1 - trust) * before[i]!);
    return componentOf(moved, covariance, share) ?? { ...component, weight: share };
  }

  /**
   * A component at the point that costs the mixture most of its efficiency, which is 1 / E(target / mixture), as wide as the points of
   * weight about it; null if none stands out.
   */
  private addLonely(mixture: TMixture, sampler: MixtureSampler, weights: Float64Array): TComponent | null {
    const costs = this.positions.map(
      (position, n) => (weights[n]! * weights[n]! * this.drawn[n]!) / sampler.density(position),
    );
    const total = costs.reduce((sum, cost) => sum + cost, 0);
    const at = costs.reduce((most, cost, n) => (cost > costs[most]! ? n : most), 0);
    if (!(costs[at]! > lonelyPart * total)) return null;
    return this.componentAt(this.positions[at]!, mixture, weights);
  }

  /** The weighted covariance of the points nearest to a position, in the metric of the component that it is nearest to. */
  private componentAt(center: Float64Array, mixture: TMixture, weights: Float64Array): TComponent | null {
    const { size, positions } = this;
    const metric = new MixtureSampler(mixture);
    const fitted = mixture.slice(0, -1);
    let nearest = 0;
    for (let k = 1; k < fitted.length; k++) {
      if (metric.densityOf(k, center) > metric.densityOf(nearest, center)) nearest = k;
    }
    const local = new MixtureSampler([{ ...fitted[nearest]!, location: center, weight: 1 }]);
    const distances = Float64Array.from(positions, (position) => local.distance(0, position));
    const count = Math.max(10 * size, Math.ceil(positions.length / 20));
    const most = distances.toSorted()[Math.min(count, distances.length - 1)]!;
    const near = [...distances.keys()].filter((n) => distances[n]! <= most);
    const sum = near.reduce((all, n) => all + weights[n]!, 0);
    const covariance = new Float64Array(size * size);
    for (const n of near) {
      const share = 0.5 * (weights[n]! / sum + 1 / near.length);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          covariance[i * size + j]! +=
            share * (positions[n]![i]! - center[i]!) * (positions[n]![j]! - center[j]!);
        }
      }
    }
    return componentOf(center, covariance, newShare);
  }
}

/** exp(log weight - greatest) */
function weightsOf(logWeights: Float64Array): Float64Array {
  const greatest = logWeights.reduce((most, one) => Math.max(most, one), -Infinity);
  if (greatest === -Infinity) return new Float64Array(logWeights.length);
  return logWeights.map((one) => exp(one - greatest));
}
