/**
 * The points that a mixture is fitted by: all of all rounds, weighted by the target over the mixture of all that was drawn from. A step of
 * expectation maximization moves the components to where the weights are (Cappé et al. 2008), and a point that costs much
 * of the efficiency gets a component of its own (Raftery & Bao 2010).
 */

import { exp } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { componentOf, normalize, widening } from "./components.ts";
import { MixtureSampler, type TComponent, type TMixture } from "./t-mixture.ts";
import { judgeWeights, type WeightReport } from "./weight-report.ts";

/** The log density of a position, without gradient. */
export type Evaluate = (position: Float64Array) => number;

/** Points with the logarithms of their weights: target over the mixture of all that was drawn from. */
export interface WeightedSample {
  readonly positions: readonly Float64Array[];
  readonly logWeights: Float64Array;
}

/** A component below that share is left out, but t distributions together keep some, which bounds the weights in the tails. */
const leastShare = 0.005;
const leastInTails = 0.02;
/** A point that costs more than that part of what efficiency is lost by, and so many times as much as others do, gets a component of its own, with that share. */
const lonelyPart = 0.02;
const lonelyTimes = 12;
const newShare = 0.1;

/** Of a mixture: its density at each point, and component by component the part and |L⁻¹(x - m)|² of each point. */
interface Shares {
  readonly density: Float64Array;
  readonly parts: Float64Array;
  readonly distances: Float64Array;
}

interface Round {
  readonly sampler: MixtureSampler;
  /** Its points. */
  readonly first: number;
  readonly count: number;
}

/** Points of several rounds, weighted by the target over the mixture of all rounds. */
export class WeightedPoints {
  private readonly evaluate: Evaluate;
  private readonly size: number;
  private readonly positions: Float64Array[] = [];
  private readonly logTargets: number[] = [];
  /** Σ over the rounds, as far as they are mixed, of their points times the density of their mixture. */
  private readonly drawn: number[] = [];
  private readonly rounds: Round[] = [];
  /** Rounds whose density all points have; those after it have their own only. */
  private mixed = 0;

  constructor(evaluate: Evaluate, size: number) {
    this.evaluate = evaluate;
    this.size = size;
  }

  /** Adds a round; gives what the weights of its own points say. */
  draw(mixture: TMixture, count: number, stream: RandomStream): WeightReport {
    const { positions, drawn, rounds, logTargets } = this;
    const sampler = new MixtureSampler(mixture);
    const [logWeights, logRatios] = [new Float64Array(count), new Float64Array(count)];
    const defensive = mixture.length - 1;
    rounds.push({ sampler, first: positions.length, count });
    for (let n = 0; n < count; n++) {
      const position = new Float64Array(this.size);
      sampler.place(stream, position);
      const value = this.evaluate(position);
      const logTarget = Number.isNaN(value) ? -Infinity : value;
      let fitted = 0;
      for (let k = 0; k < defensive; k++) fitted += sampler.densityOf(k, position);
      const proposal = fitted + sampler.densityOf(defensive, position);
      positions.push(position);
      logTargets.push(logTarget);
      drawn.push(count * proposal);
      logWeights[n] = logTarget - log(proposal);
      logRatios[n] = logTarget - log(fitted);
    }
    return judgeWeights(logWeights, logRatios);
  }

  sample(): WeightedSample {
    return { positions: this.positions, logWeights: this.logWeights() };
  }

  /** Gives each point the densities of all rounds. */
  private mix(): void {
    const { rounds, drawn, positions } = this;
    for (; this.mixed < rounds.length; this.mixed++) {
      const { sampler, first, count } = rounds[this.mixed]!;
      for (let n = 0; n < first; n++) drawn[n]! += count * sampler.density(positions[n]!);
      for (const before of rounds.slice(0, this.mixed)) {
        for (let n = first; n < first + count; n++)
          drawn[n]! += before.count * before.sampler.density(positions[n]!);
      }
    }
  }

  /** log (target / mixture of what was drawn from), point by point. */
  private logWeights(): Float64Array {
    this.mix();
    const total = log(this.positions.length);
    const weights = new Float64Array(this.logTargets.length);
    for (let n = 0; n < weights.length; n++) weights[n] = this.logTargets[n]! + total - log(this.drawn[n]!);
    return weights;
  }

  /** The mixture moved to where the weights are, with a further component if a point is lonely. */
  refit(mixture: TMixture, most: number): TMixture {
    const all = weightsOf(this.logWeights());
    const count = all.length;
    let total = 0;
    for (let n = 0; n < count; n++) total += all[n]!;
    if (!(total > 0)) return mixture;
    // The greatest weights are cut (Ionides 2008).
    const cut = (total / count) * Math.sqrt(count);
    const weights = new Float64Array(count);
    for (let n = 0; n < count; n++) weights[n] = Math.min(all[n]!, cut) / total;
    const defensive = mixture[mixture.length - 1]!;
    const shares = this.sharesOf(mixture);
    const fitted = worthKeeping(
      mixture.slice(0, -1).map((component, k) => this.maximize(component, shares, k, weights)),
    );
    const lonely = fitted.length < most ? this.addLonely(mixture, shares.density, all) : null;
    return normalize(lonely === null ? [...fitted, defensive] : [...fitted, lonely, defensive]);
  }

  /** What expectation needs of a mixture at all points. */
  private sharesOf(mixture: TMixture): Shares {
    const { positions } = this;
    const sampler = new MixtureSampler(mixture);
    const count = positions.length;
    const density = new Float64Array(count);
    const parts = new Float64Array(count * mixture.length);
    const distances = new Float64Array(count * mixture.length);
    for (let k = 0; k < mixture.length; k++) {
      for (let n = 0; n < count; n++) {
        const distance = sampler.distance(k, positions[n]!);
        const part = sampler.densityAt(k, distance);
        distances[k * count + n] = distance;
        parts[k * count + n] = part;
        density[n]! += part;
      }
    }
    return { density, parts, distances };
  }

  /** One step of expectation maximization for a component: its share, location and scale, those of before where it has few points. */
  private maximize(component: TComponent, shares: Shares, k: number, weights: Float64Array): TComponent {
    const { size, positions } = this;
    const { density, parts, distances } = shares;
    const { degreesOfFreedom: freedom } = component;
    const count = weights.length;
    const location = new Float64Array(size);
    const owned = new Float64Array(count);
    let [share, squares, stretched] = [0, 0, 0];
    for (let n = 0; n < count; n++) {
      const part = (weights[n]! * parts[k * count + n]!) / density[n]!;
      if (!(part > 0)) continue;
      share += part;
      squares += part * part;
      // E(1/χ) of the point given that it is of this component
      const own =
        freedom === Infinity ? part : (part * (freedom + size)) / (freedom + distances[k * count + n]!);
      owned[n] = own;
      stretched += own;
      const position = positions[n]!;
      for (let i = 0; i < size; i++) location[i]! += own * position[i]!;
    }
    if (!(share > 0)) return { ...component, weight: 0 };
    for (let i = 0; i < size; i++) location[i]! /= stretched;
    const covariance = this.covarianceAbout(location, owned, share);
    // With few effective points the scale is mostly the old one.
    const effective = (share * share) / squares;
    const trust = effective / (effective + 3 * size);
    blend(covariance, component.factor, size, trust);
    for (let i = 0; i < size; i++) location[i] = trust * location[i]! + (1 - trust) * component.location[i]!;
    return componentOf(location, covariance, share, freedom) ?? { ...component, weight: share };
  }

  /** Σ own (x - m)(x - m)' / share, the lower triangle. */
  private covarianceAbout(location: Float64Array, owned: Float64Array, share: number): Float64Array {
    const { size, positions } = this;
    const covariance = new Float64Array(size * size);
    for (let n = 0; n < owned.length; n++) {
      if (owned[n] === 0) continue;
      const position = positions[n]!;
      for (let i = 0; i < size; i++) {
        const deviation = (owned[n]! / share) * (position[i]! - location[i]!);
        for (let j = 0; j <= i; j++) covariance[i * size + j]! += deviation * (position[j]! - location[j]!);
      }
    }
    return covariance;
  }

  /**
   * A component at the point that costs the mixture most of its efficiency, which is 1 / E(target / mixture), as wide as the points of
   * weight about it; null if none stands out.
   */
  private addLonely(mixture: TMixture, density: Float64Array, weights: Float64Array): TComponent | null {
    let [total, at, greatest] = [0, 0, -Infinity];
    for (let n = 0; n < weights.length; n++) {
      const cost = (weights[n]! * weights[n]! * this.drawn[n]!) / density[n]!;
      total += cost;
      if (cost > greatest) [at, greatest] = [n, cost];
    }
    if (!(greatest > Math.max(lonelyPart, lonelyTimes / weights.length) * total)) return null;
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

/** The lower triangle of a covariance mixed with that of a component's factor as it was fitted, and mirrored. */
function blend(covariance: Float64Array, factor: Float64Array, size: number, trust: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let old = 0;
      for (let m = 0; m <= j; m++) old += factor[i * size + m]! * factor[j * size + m]!;
      const mixed = trust * covariance[i * size + j]! + ((1 - trust) * old) / (widening * widening);
      covariance[i * size + j] = mixed;
      covariance[j * size + i] = mixed;
    }
  }
}

/** What is worth keeping: components with a share, and the largest with tails, which together keep some whatever their share. */
function worthKeeping(components: readonly TComponent[]): TComponent[] {
  const tails = components.filter(({ degreesOfFreedom }) => degreesOfFreedom !== Infinity);
  const largest = tails.reduce<TComponent | null>(
    (most, one) => (most === null || one.weight > most.weight ? one : most),
    null,
  );
  const missing = leastInTails - tails.reduce((sum, { weight }) => sum + weight, 0);
  return components
    .filter((one) => one.weight >= leastShare || one === largest)
    .map((one) => (one === largest && missing > 0 ? { ...one, weight: one.weight + missing } : one));
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
