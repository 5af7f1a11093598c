/**
 * A mixture of multivariate normal and t distributions: what an independence sampler proposes from, and its density.
 *
 * The density of a component with ν degrees of freedom in n dimensions is
 *
 *     Γ((ν+n)/2) / (Γ(ν/2) (νπ)^(n/2) |L|) · (1 + |L⁻¹(x - m)|²/ν)^(-(ν+n)/2)
 *
 * whose power is that of a whole or half number, so that it takes products and one square root. A normal one has infinitely many.
 */

import { multiplyLower } from "../../numeric/cholesky.ts";
import { exp } from "../../numeric/exponential.ts";
import { logGamma } from "../../numeric/gamma-function.ts";
import { halfLogTwoPi, log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";

/** Plain data: it goes to every chain. */
export interface TComponent {
  /** Weights of a mixture sum to one. */
  readonly weight: number;
  /** A whole number from 1, which is a Cauchy distribution; infinite of a normal one. */
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
  readonly size: number;
  private readonly mixture: TMixture;
  /** Weight times normalizing constant of each component. */
  private readonly heights: Float64Array;
  /** Locations and factors of the components, one after another: a third faster than objects. */
  private readonly locations: Float64Array;
  private readonly factors: Float64Array;
  /** 0 of normal ones. */
  private readonly freedoms: Int32Array;
  private readonly scratch: Float64Array;

  constructor(mixture: TMixture) {
    const size = mixture[0]!.location.length;
    this.mixture = mixture;
    this.size = size;
    this.heights = Float64Array.from(mixture, (one) => one.weight * heightOf(one));
    this.locations = new Float64Array(mixture.length * size);
    this.factors = new Float64Array(mixture.length * size * size);
    this.freedoms = Int32Array.from(mixture, ({ degreesOfFreedom }) =>
      degreesOfFreedom === Infinity ? 0 : degreesOfFreedom,
    );
    mixture.forEach(({ location, factor }, k) => {
      this.locations.set(location, k * size);
      this.factors.set(factor, k * size * size);
    });
    this.scratch = new Float64Array(size);
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
    const { location, factor } = mixture[chosen]!;
    const freedom = this.freedoms[chosen]!;
    for (let i = 0; i < size; i++) scratch[i] = stream.normal();
    // t = z / √(χ²_ν / ν)
    const stretch = freedom === 0 ? 1 : 1 / Math.sqrt(chiSquare(stream, freedom) / freedom);
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
    for (let k = 0; k < this.heights.length; k++) sum += this.densityOf(k, position);
    return sum;
  }

  /** Weight times density of one component. */
  densityOf(component: number, position: Float64Array): number {
    return this.densityAt(component, this.distance(component, position));
  }

  /** Weight times density of one component where |L⁻¹(x - m)|² is that. */
  densityAt(component: number, distance: number): number {
    const freedom = this.freedoms[component]!;
    const height = this.heights[component]!;
    if (freedom === 0) return height * exp(-0.5 * distance);
    return height / halfPower(1 + distance / freedom, freedom + this.size);
  }

  /** |L⁻¹(x - m)|² of one component. */
  distance(component: number, position: Float64Array): number {
    const { scratch, size, locations, factors } = this;
    const first = component * size;
    let squares = 0;
    for (let i = 0; i < size; i++) {
      const row = (first + i) * size;
      let rest = position[i]! - locations[first + i]!;
      for (let j = 0; j < i; j++) rest -= factors[row + j]! * scratch[j]!;
      const solved = rest / factors[row + i]!;
      scratch[i] = solved;
      squares += solved * solved;
    }
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
  let logHeight =
    ν === Infinity
      ? -size * halfLogTwoPi
      : logGamma((ν + size) / 2) - logGamma(ν / 2) - 0.5 * size * log(ν * Math.PI);
  for (let i = 0; i < size; i++) logHeight -= log(factor[i * size + i]!);
  return exp(logHeight);
}
