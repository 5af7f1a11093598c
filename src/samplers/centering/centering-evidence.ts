/**
 * What the data say about each level of a group effect, seen along a chain, in the form that coordinates are made by
 * (`density/joint/centering.ts`): the normal likelihood that is nearest to the level's true one over the posterior,
 *
 *     information I = E(-∂²L/∂u∂u'),   G = E(-∂²L/∂u∂β'),   I·u + G·β = I·E(u) + G·E(β) + E(∂L/∂u) at its maximum,
 *
 * L being the log likelihood as a function of the level's effect u and of parameters β that the levels share. Source: Opper &
 * Archambeau (2009), Neural Computation 21:786. For a normal outcome it is the likelihood itself, at a typical residual variance.
 */

import type { AdjustableEffect, LevelEvidence, SharedSlope } from "../../density/joint/centering.ts";
import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { semidefiniteRoot } from "../../numeric/semidefinite-root.ts";
import { variance } from "../../numeric/sums.ts";
import { type EffectDerivatives, effectDerivatives } from "./centering-derivatives.ts";

/** A pivot of the information that is a smaller share of its diagonal element is an error of the differences. */
const negligiblePivot = 1e-6;
/** A dependence on a shared parameter that moves what is observed by less, in standard deviations, is left out. */
const negligibleSlope = 1e-3;
/** Digits of R and S: levels with the same data shall have the same, so that what follows from them is computed once. */
const digits = 4;

/** The evidence about an effect from draws, positions in non-centered coordinates, of which `density` is the log density. */
export function seeEvidence(
  effect: AdjustableEffect,
  density: LogDensity,
  stream: RandomStream,
  draws: readonly Float64Array[],
): LevelEvidence {
  const size = effect.standard.length;
  const levels = effect.elements.size;
  const shared = effect.shared
    .flatMap(({ name, offset, size: count }) =>
      Array.from({ length: count }, (_, index) => ({ parameter: name, index, position: offset + index })),
    )
    .filter(({ position }) => draws.some((draw) => draw[position] !== draws[0]![position]));
  const deviations = shared.map(({ position }) =>
    Math.sqrt(variance(Float64Array.from(draws, (draw) => draw[position]!))),
  );
  const positions = shared.map(({ position }) => position);
  const sums = new EvidenceSums(levels, size, shared.length);
  for (const draw of draws) {
    const derivatives = effectDerivatives(effect, density, stream, draw, positions, deviations);
    sums.add(
      derivatives,
      positions.map((index) => draw[index]!),
    );
  }
  const observations = Array.from({ length: levels }, (_, j) => sums.observations(j));
  const column = (value: (one: LevelObservations) => number): Float64Array =>
    Float64Array.from(observations, value);
  const slopes: SharedSlope[] = shared.map(({ parameter, index }, p) => ({
    parameter,
    index,
    values: Array.from({ length: size }, (_, i) => column(({ slopes: one }) => one[p * size + i]!)),
  }));
  return {
    root: Array.from({ length: size * size }, (_, k) => column(({ root }) => root[k]!)),
    observed: Array.from({ length: size }, (_, i) => column(({ observed }) => observed[i]!)),
    slopes: slopes.filter(({ values }, p) =>
      values.some((one) => one.some((slope) => Math.abs(slope) * deviations[p]! > negligibleSlope)),
    ),
    share: Float64Array.from(observations.flatMap(({ share }) => [...share])),
  };
}

/** Observations of unit variance, Ru + Sβ ≈ h. */
interface LevelObservations {
  readonly root: Float64Array;
  /** Column by column. */
  readonly slopes: Float64Array;
  readonly observed: Float64Array;
  readonly share: Float64Array;
}

/** Sums over draws for each level, weighted by how far a draw's prior lets the effect reach: there the data count. */
class EvidenceSums {
  private readonly size: number;
  private readonly sharedCount: number;
  private draws = 0;
  private readonly shares: Float64Array;
  private readonly weights: Float64Array;
  private readonly information: Float64Array;
  private readonly scores: Float64Array;
  private readonly values: Float64Array;
  /** G, column by column. */
  private readonly slopes: Float64Array;
  private readonly shared: Float64Array;

  constructor(levels: number, size: number, sharedCount: number) {
    this.size = size;
    this.sharedCount = sharedCount;
    this.shares = new Float64Array(levels * size);
    this.weights = new Float64Array(levels);
    this.information = new Float64Array(levels * size * size);
    this.scores = new Float64Array(levels * size);
    this.values = new Float64Array(levels * size);
    this.slopes = new Float64Array(levels * size * sharedCount);
    this.shared = new Float64Array(levels * sharedCount);
  }

  add(derivatives: readonly (EffectDerivatives | null)[], shared: readonly number[]): void {
    const { size, sharedCount } = this;
    this.draws++;
    derivatives.forEach((one, j) => {
      if (one === null) return;
      const { weight } = one;
      addTo(this.shares, j * size, one.share, 1);
      this.weights[j] = this.weights[j]! + weight;
      addTo(this.information, j * size * size, one.information, weight);
      addTo(this.scores, j * size, one.score, weight);
      addTo(this.values, j * size, one.value, weight);
      addTo(this.slopes, j * size * sharedCount, one.slopes, weight);
      addTo(this.shared, j * sharedCount, shared, weight);
    });
  }

  /** R'R = I, R'S = G, h = R E(u) + S E(β) + R⁻ᵀE(∂L/∂u). */
  observations(j: number): LevelObservations {
    const { size, sharedCount } = this;
    const weight = this.weights[j]!;
    const average = (sums: Float64Array, count: number): Float64Array =>
      sums.slice(j * count, (j + 1) * count).map((sum) => (weight > 0 ? sum / weight : 0));
    const root = average(this.information, size * size);
    semidefiniteRoot(root, size, negligiblePivot);
    round(root);
    const slopes = average(this.slopes, size * sharedCount);
    for (let p = 0; p < sharedCount; p++) solveRoot(root, size, slopes.subarray(p * size, (p + 1) * size));
    round(slopes);
    const observed = average(this.scores, size);
    solveRoot(root, size, observed);
    const value = average(this.values, size);
    const shared = average(this.shared, sharedCount);
    for (let i = 0; i < size; i++) {
      for (let k = i; k < size; k++) observed[i] = observed[i]! + root[i * size + k]! * value[k]!;
      for (let p = 0; p < sharedCount; p++) observed[i] = observed[i]! + slopes[p * size + i]! * shared[p]!;
    }
    const share = this.shares.slice(j * size, (j + 1) * size).map((sum) => sum / this.draws);
    return { root, slopes, observed, share };
  }
}

/** Solves R'x = vector, in place; x is zero where R has a row of zeros. */
function solveRoot(root: Float64Array, size: number, vector: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let rest = vector[i]!;
    for (let k = 0; k < i; k++) rest -= root[k * size + i]! * vector[k]!;
    const pivot = root[i * size + i]!;
    vector[i] = pivot > 0 ? rest / pivot : 0;
  }
}

function round(values: Float64Array): void {
  values.forEach((value, k) => {
    values[k] = Number(value.toPrecision(digits));
  });
}

function addTo(sums: Float64Array, start: number, values: ArrayLike<number>, weight: number): void {
  for (let k = 0; k < values.length; k++) sums[start + k] = sums[start + k]! + weight * values[k]!;
}
