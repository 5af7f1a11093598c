/**
 * The points that a mixture is fitted by: all of all rounds, weighted by the target over the mixture of all that was drawn from. A step of
 * expectation maximization moves the components to where the weights are (Cappé et al. 2008), and a point that costs much
 * of the efficiency gets a component of its own (Raftery & Bao 2010).
 */

import { exp } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { componentOf, degreesOfFreedom, normalize, widening } from "./components.ts";
import { MixtureSampler, type TComponent, type TMixture } from "./t-mixture.ts";
import { judgeWeights, type WeightReport } from "./weight-report.ts";

/** The log density of a position, without gradient. */
export type Evaluate = (position: Float64Array) => number;

/** Points with the logarithms of their weights: target over the mixture of all that was drawn from. */
export interface WeightedSample {
  readonly positions: readonly Float64Array[];
  readonly logWeights: Float64Array;
}

/** The density of a mixture at each point, and the part of it that each component has. */
interface Shares {
  readonly density: Float64Array;
  readonly parts: readonly Float64Array[];
}

/** A component below that share is left out. */
const leastShare = 0.005;
/** A point that costs more than that part of what efficiency is lost by gets a component of its own, with that share. */
const lonelyPart = 0.02;
const newShare = 0.1;

/** Points of several rounds, weighted by the target over the mixture of all rounds. */
export class WeightedPoints {
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
    const { positions, drawn, rounds } = this;
    const sampler = new MixtureSampler(mixture);
    for (let n = 0; n < positions.length; n++) drawn[n]! += count * sampler.density(positions[n]!);
    const [logWeights, logRatios] = [new Float64Array(count), new Float64Array(count)];
    const defensive = mixture.length - 1;
    for (let n = 0; n < count; n++) {
      const position = new Float64Array(this.size);
      sampler.place(stream, position);
      const value = this.evaluate(position);
      const logTarget = Number.isNaN(value) ? -Infinity : value;
      let fitted = 0;
      for (let k = 0; k < defensive; k++) fitted += sampler.densityOf(k, position);
      const proposal = fitted + sampler.densityOf(defensive, position);
      let before = 0;
      for (const round of rounds) before += round.count * round.sampler.density(position);
      positions.push(position);
      this.logTargets.push(logTarget);
      drawn.push(before + count * proposal);
      logWeights[n] = logTarget - log(proposal);
      logRatios[n] = logTarget - log(fitted);
    }
    rounds.push({ sampler, count });
    return judgeWeights(logWeights, logRatios);
  }

  sample(): WeightedSample {
    return { positions: this.positions, logWeights: this.logWeights() };
  }

  /** log (target / mixture of what was drawn from), point by point. */
  private logWeights(): Float64Array {
    const total = log(this.positions.length);
    const weights = new Float64Array(this.logTargets.length);
    for (let n = 0; n < weights.length; n++) weights[n] = this.logTargets[n]! + total - log(this.drawn[n]!);
    return weights;
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
    const shares = this.sharesOf(mixture, sampler);
    const fitted = mixture
      .slice(0, -1)
      .map((component, k) => this.maximize(component, k, sampler, shares, weights))
      .filter(({ weight }) => weight >= leastShare);
    const lonely = this.addLonely(mixture, shares, all);
    const defensive = mixture[mixture.length - 1]!;
    if (lonely === null || fitted.length >= most) return normalize([...fitted, defensive]);
    return normalize([...fitted, lonely, defensive]);
  }

  /** How much of the mixture's density each component has at each point. */
  private sharesOf(mixture: TMixture, sampler: MixtureSampler): Shares {
    const { positions } = this;
    const density = new Float64Array(positions.length);
    const parts = mixture.map((_, k) => {
      const part = new Float64Array(positions.length);
      for (let n = 0; n < positions.length; n++) {
        part[n] = sampler.densityOf(k, positions[n]!);
        density[n]! += part[n]!;
      }
      return part;
    });
    return { density, parts };
  }

  /** One step of expectation maximization for a component: its share, location and scale, those of before where it has few points. */
  private maximize(
    component: TComponent,
    k: number,
    sampler: MixtureSampler,
    { density, parts }: Shares,
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
      const part = (weights[n]! * parts[k]![n]!) / density[n]!;
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
  private addLonely(mixture: TMixture, { density }: Shares, weights: Float64Array): TComponent | null {
    let [total, at, greatest] = [0, 0, -Infinity];
    for (let n = 0; n < weights.length; n++) {
      const cost = (weights[n]! * weights[n]! * this.drawn[n]!) / density[n]!;
      total += cost;
      if (cost > greatest) [at, greatest] = [n, cost];
    }
    if (!(greatest > lonelyPart * total)) return null;
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
  const weights = new Float64Array(logWeights.length);
  let greatest = -Infinity;
  for (let n = 0; n < weights.length; n++) greatest = Math.max(greatest, logWeights[n]!);
  if (greatest === -Infinity) return weights;
  for (let n = 0; n < weights.length; n++) weights[n] = exp(logWeights[n]! - greatest);
  return weights;
}
