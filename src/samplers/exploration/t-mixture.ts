/**
 * A mixture of multivariate t distributions: what an independence sampler proposes from, and its density.
 *
 * The density of a component with ν degrees of freedom in n dimensions is
 *
 *     Γ((ν+n)/2) / (Γ(ν/2) (νπ)^(n/2) |L|) · (1 + |L⁻¹(x - m)|²/ν)^(-(ν+n)/2)
 *
 * whose power is that of a whole or half number, so that it takes products and one square root.
 */

import { multiplyLower, solveLower } from "../../numeric/cholesky.ts";
import { exp } from "../../numeric/exponential.ts";
import { logGamma } from "../../numeric/gamma-function.ts";
import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";

/** Plain data: it goes to every chain. */
export interface TComponent {
  /** Weights of a mixture sum to one. */
  readonly weight: number;
  /** A whole number from 1; 1 is a Cauchy distribution. */
  readonly degreesOfFreedom: number;
  /** Of length n. */
  readonly location: Float64Array;
  /** The Cholesky factor L of the scale matrix, row by row. */
  readonly factor: Float64Array;
}

/** Components, at least one, of one dimension. */
export type TMixture = readonly TComponent[];

/** Draws from a mixture and knows its density. */
export class MixtureSampler {
  private readonly mixture: TMixture;
  /** Weight times normalizing constant of each component. */
  private readonly heights: Float64Array;
  readonly size: number;
  private readonly scratch: Float64Array;

  constructor(mixture: TMixture) {
    this.mixture = mixture;
    this.size = mixture[0]!.location.length;
    this.heights = Float64Array.from(mixture, (one) => one.weight * heightOf(one));
    this.scratch = new Float64Array(this.size);
  }

  /** The location of the first component; a new one. */
  start(): Float64Array {
    return this.mixture[0]!.location.slice();
  }

  /** By coordinate the largest scale of a component; the last one, as wide as the prior, does not count among several. */
  widths(): Float64Array {
    const { mixture, size } = this;
    const fitted = mixture.length > 1 ? mixture.slice(0, -1) : mixture;
    return Float64Array.from({ length: size }, (_, i) => {
      let largest = 0;
      for (const { factor } of fitted) {
        let squares = 0;
        for (let m = 0; m <= i; m++) squares += factor[i * size + m]! * factor[i * size + m]!;
        largest = Math.max(largest, Math.sqrt(squares));
      }
      return largest;
    });
  }

  /** A draw into `position`; gives the log density of the mixture there. */
  draw(stream: RandomStream, position: Float64Array): number {
    this.place(stream, position);
    return this.logDensity(position);
  }

  /** A draw into `position`, whose density is not asked. */
  place(stream: RandomStream, position: Float64Array): void {
    const { mixture, size, scratch } = this;
    let rest = mixture.length > 1 ? stream.uniform() : 0;
    let chosen = 0;
    while (chosen < mixture.length - 1) {
      rest -= mixture[chosen]!.weight;
      if (rest < 0) break;
      chosen++;
    }
    const { location, factor, degreesOfFreedom } = mixture[chosen]!;
    for (let i = 0; i < size; i++) scratch[i] = stream.normal();
    // t = z / √(χ²_ν / ν)
    const stretch = 1 / Math.sqrt(chiSquare(stream, degreesOfFreedom) / degreesOfFreedom);
    multiplyLower(factor, size, scratch, position);
    for (let i = 0; i < size; i++) position[i] = location[i]! + stretch * position[i]!;
  }

  /** The log density at a position. */
  logDensity(position: Float64Array): number {
    return log(this.density(position));
  }

  /** The density at a position, which underflows to 0 beyond some 10²⁰ scales. */
  density(position: Float64Array): number {
    let sum = 0;
    for (let k = 0; k < this.mixture.length; k++) sum += this.densityOf(k, position);
    return sum;
  }

  /** Weight times density of one component. */
  densityOf(component: number, position: Float64Array): number {
    const { degreesOfFreedom } = this.mixture[component]!;
    const base = 1 + this.distance(component, position) / degreesOfFreedom;
    return this.heights[component]! / halfPower(base, degreesOfFreedom + this.size);
  }

  /** |L⁻¹(x - m)|² of one component. */
  distance(component: number, position: Float64Array): number {
    const { scratch, size } = this;
    const { location, factor } = this.mixture[component]!;
    for (let i = 0; i < size; i++) scratch[i] = position[i]! - location[i]!;
    solveLower(factor, size, scratch);
    let squares = 0;
    for (let i = 0; i < size; i++) squares += scratch[i]! * scratch[i]!;
    return squares;
  }
}

/** A χ² number: the sum of pairs of squared normal numbers, each pair -2 log u, and of a single one where ν is odd. */
function chiSquare(stream: RandomStream, degreesOfFreedom: number): number {
  const single = degreesOfFreedom % 2 === 1 ? stream.normal() : 0;
  let product = 1;
  for (let pair = 0; pair < degreesOfFreedom >> 1; pair++) product *= stream.uniform();
  return single * single - 2 * (product === 1 ? 0 : log(product));
}

/** base^(n/2) */
function halfPower(base: number, n: number): number {
  let power = n % 2 === 1 ? Math.sqrt(base) : 1;
  for (let k = 0; k < n >> 1; k++) power *= base;
  return power;
}

/** The density at the location. */
function heightOf({ degreesOfFreedom: ν, location, factor }: TComponent): number {
  const size = location.length;
  let logHeight = logGamma((ν + size) / 2) - logGamma(ν / 2) - 0.5 * size * log(ν * Math.PI);
  for (let i = 0; i < size; i++) logHeight -= log(factor[i * size + i]!);
  return exp(logHeight);
}
