/**
 * Maps that make skewed numbers of a whitened density normal, each by its marginal density: by Laplace's method along the axis of the number, group effects
 * integrated out and all other numbers that are none at the center. Quantiles of it beside normal ones tell the map. Source of the profile: Tierney &
 * Kadane (1986), JASA 81:82.
 */

import type { LogDensity } from "../../density/log-density.ts";
import { choleskyFactor, choleskySolve } from "../../numeric/cholesky.ts";
import { normalCdf } from "../../numeric/error-function.ts";
import { exp } from "../../numeric/exponential.ts";
import { LaplaceMarginal } from "./laplace.ts";
import { evaluateMap, type MarginalMap, mapSize } from "./marginal-map.ts";
import type { PrecisionFinder } from "./precision.ts";
import { roomFor, unwhiten, type Whitening } from "./whitening.ts";

/** More numbers than this are left as they are: it would take long. */
const mostMapped = 24;
/** The logarithm of a marginal density at t, but for a constant; NaN where it is not found. */
export type Profile = (t: number) => number;

/** The maps that are worth it, of the numbers at some places of a position, whose place among those of z is their place in the factor's order. */
export function fitMarginalMaps(
  density: LogDensity,
  finder: PrecisionFinder,
  whitening: Whitening,
  numbers: readonly number[],
): readonly MarginalMap[] {
  if (numbers.length > mostMapped) return [];
  return numbers.flatMap((number) => {
    const place = whitening.factor.order.indexOf(number);
    return mapOf(place, profileAlong(density, finder, whitening, numbers, place)) ?? [];
  });
}

/** Along an axis of z. */
function profileAlong(
  density: LogDensity,
  finder: PrecisionFinder,
  whitening: Whitening,
  numbers: readonly number[],
  place: number,
): Profile {
  const marginal = new LaplaceMarginal(density, finder, numbers, whitening.center);
  const room = roomFor(whitening);
  const position = new Float64Array(whitening.center.length);
  return (t) => {
    const z = new Float64Array(position.length);
    z[place] = t;
    unwhiten(whitening, z, position, room);
    return marginal.height(numbers.map((number) => position[number]!));
  };
}

/** Where a profile is looked at, on either side of the center. */
const distances = [0.9, 1.8, 2.7, 3.6] as const;
/** The mean square of a marginal score off -t from which on a number is mapped. */
const leastSquare = 0.01;

/** The map of one number; null where it is nearly normal, or no increasing map serves. */
export function mapOf(place: number, profile: Profile): MarginalMap | null {
  const center = profile(0);
  const heights = [-1, 1].flatMap((side) => heightsOn(side, profile));
  if (!Number.isFinite(center)) return null;
  const score = scoreOf(heights.map(({ t, height }) => ({ t, off: height - center + 0.5 * t * t })));
  return score && fitMap(place, quantilesOf(score));
}

/** As far as they are found. */
function heightsOn(side: number, profile: Profile): { t: number; height: number }[] {
  const heights: { t: number; height: number }[] = [];
  for (const distance of distances) {
    const t = side * distance;
    const height = profile(t);
    if (!Number.isFinite(height)) break;
    heights.push({ t, height });
  }
  return heights;
}

/** What a marginal score is off -t: a line with bends. */
const bends = [-1.5, 0, 1.5] as const;
const scoreSize = bends.length + 2;
const fewestHeights = scoreSize + 1;

function scoreTerms(t: number): number[] {
  return [1, t, ...bends.map((bend) => Math.max(0, t - bend))];
}

type Score = (t: number) => number;

/** A slope's terms integrated from 0. */
function heightTerms(t: number): number[] {
  const half = (x: number): number => 0.5 * Math.max(0, x) * Math.max(0, x);
  return [t, 0.5 * t * t, ...bends.map((bend) => half(t - bend) - half(-bend))];
}

/** By least squares of what heights are off those of a standard normal density. Null where it is nearly that. */
function scoreOf(heights: readonly { readonly t: number; readonly off: number }[]): Score | null {
  if (heights.length < fewestHeights) return null;
  const coefficients = leastSquares(
    heights.map(({ t, off }) => ({ terms: heightTerms(t), wanted: off })),
    scoreSize,
  );
  if (coefficients === null) return null;
  const fitted = (t: number): number =>
    scoreTerms(t).reduce((sum, term, i) => sum + term * coefficients[i]!, 0);
  const explained = normalPlaces.reduce((sum, { w, height }) => {
    const off = fitted(w);
    return sum + 0.25 * height * off * off;
  }, 0);
  if (explained < leastSquare) return null;
  const places = heights.map(({ t }) => t);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  return (t) => fitted(Math.max(low, Math.min(high, t))) - t;
}

/** A marginal density is looked at so far out, in such steps; it falls off at least that steeply from `steepFrom` on. */
const reach = 12;
const gridStep = 0.04;
const steepFrom = 4;
const leastSteep = 0.5;

interface Quantile {
  /** What the coefficients of g and g' are multiplied by there. */
  readonly terms: readonly Float64Array[];
  readonly z: number;
  /** dz/dw */
  readonly stretch: number;
}

/** Of the density with that score, beside those of the standard normal one. */
function quantilesOf(score: Score): Quantile[] {
  const count = Math.round((2 * reach) / gridStep) + 1;
  const place = (i: number): number => -reach + i * gridStep;
  const steep = (t: number): number => {
    const own = score(t);
    if (t > steepFrom) return Math.min(own, -leastSteep);
    return t < -steepFrom ? Math.max(own, leastSteep) : own;
  };
  const logs = new Float64Array(count);
  for (let i = 1; i < count; i++) logs[i] = logs[i - 1]! + gridStep * steep(place(i) - 0.5 * gridStep);
  const top = logs.reduce((most, one) => Math.max(most, one), -Infinity);
  const heights = logs.map((one) => exp(one - top));
  const total = heights.reduce((sum, one) => sum + one, 0);
  const quantiles: Quantile[] = [];
  let [below, next] = [0, 0];
  for (let i = 0; i < count && next < normalPlaces.length; i++) {
    const share = heights[i]! / total;
    for (; next < normalPlaces.length; next++) {
      const { probability, height, terms } = normalPlaces[next]!;
      if (probability > below + share) break;
      const z = place(i) + gridStep * ((probability - below) / share - 0.5);
      quantiles.push({ terms, z, stretch: (height * gridStep) / share });
    }
    below += share;
  }
  return quantiles;
}

/** Where normal quantiles are compared: probabilities and densities there. */
const normalPlaces = Array.from({ length: 29 }, (_, j) => {
  const w = 0.25 * (j - 14);
  const terms = Array.from({ length: mapSize }, (_, j) => {
    const values = new Float64Array(3);
    const unit = Float64Array.from({ length: mapSize }, (_, i) => Number(i === j));
    evaluateMap({ place: 0, coefficients: unit }, w, values);
    return values;
  });
  return { w, probability: normalCdf(w), height: exp(-0.5 * w * w) / Math.sqrt(2 * Math.PI), terms };
});

/** g' is to be no smaller than that anywhere that a chain may come. */
const leastStretch = 0.1;
const farthest = 8;

/** By least squares of places and stretches; squares of tails are left out where they would turn back. Null where no map increases everywhere. */
function fitMap(place: number, quantiles: readonly Quantile[]): MarginalMap | null {
  let free = Array.from({ length: mapSize }, (_, j) => j);
  for (;;) {
    const coefficients = solve(quantiles, free);
    if (coefficients === null) return null;
    const turning = free.filter((j) => j >= mapSize - 2 && coefficients[j]! < 0);
    if (turning.length === 0) {
      const map = { place, coefficients };
      return increases(map) ? map : null;
    }
    free = free.filter((j) => !turning.includes(j));
  }
}

function increases(map: MarginalMap): boolean {
  const values = new Float64Array(3);
  for (let w = -farthest; w <= farthest; w += 0.25) {
    evaluateMap(map, w, values);
    if (!(values[1]! >= leastStretch)) return false;
  }
  return true;
}

function solve(quantiles: readonly Quantile[], free: readonly number[]): Float64Array | null {
  const equations = quantiles.flatMap(({ terms, z, stretch }) => [
    { terms: free.map((j) => terms[j]![0]!), wanted: z },
    { terms: free.map((j) => terms[j]![1]!), wanted: stretch },
  ]);
  const solved = leastSquares(equations, free.length);
  if (solved === null) return null;
  const coefficients = new Float64Array(mapSize);
  free.forEach((j, i) => {
    coefficients[j] = solved[i]!;
  });
  return coefficients;
}

/** Added to the diagonal of the squares, so that what hardly matters is small. */
const ridge = 1e-6;

/** Null where the squares are not definite. */
function leastSquares(
  equations: readonly { readonly terms: readonly number[]; readonly wanted: number }[],
  size: number,
): Float64Array | null {
  const squares = new Float64Array(size * size);
  const sums = new Float64Array(size);
  for (const { terms, wanted } of equations) {
    for (let i = 0; i < size; i++) {
      sums[i]! += terms[i]! * wanted;
      for (let j = 0; j < size; j++) squares[i * size + j]! += terms[i]! * terms[j]!;
    }
  }
  for (let i = 0; i < size; i++) squares[i * size + i]! += ridge;
  if (!choleskyFactor(squares, size)) return null;
  choleskySolve(squares, size, sums);
  return sums;
}
