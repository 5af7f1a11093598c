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
  const sums = noEvidence(levels, size, shared.length);
  for (const draw of draws) {
    const derivatives = effectDerivatives(effect, density, stream, draw, positions, deviations);
    const values = positions.map((index) => draw[index]!);
    addEvidence(sums, derivatives, values);
  }
  const observations = Array.from({ length: levels }, (_, j) => observationsOf(sums, j));
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
type EvidenceSums = ReturnType<typeof noEvidence>;

function noEvidence(levels: number, size: number, sharedCount: number) {
  return {
    size,
    sharedCount,
    draws: 0,
    shares: new Float64Array(levels * size),
    weights: new Float64Array(levels),
    information: new Float64Array(levels * size * size),
    scores: new Float64Array(levels * size),
    values: new Float64Array(levels * size),
    /** G, column by column. */
    slopes: new Float64Array(levels * size * sharedCount),
    shared: new Float64Array(levels * sharedCount),
  };
}

function addEvidence(
  sums: EvidenceSums,
  derivatives: readonly (EffectDerivatives | null)[],
  shared: readonly number[],
): void {
  const { size, sharedCount } = sums;
  sums.draws++;
  derivatives.forEach((one, j) => {
    if (one === null) return;
    const { weight } = one;
    addTo(sums.shares, j * size, one.share, 1);
    sums.weights[j]! += weight;
    addTo(sums.information, j * size * size, one.information, weight);
    addTo(sums.scores, j * size, one.score, weight);
    addTo(sums.values, j * size, one.value, weight);
    addTo(sums.slopes, j * size * sharedCount, one.slopes, weight);
    addTo(sums.shared, j * sharedCount, shared, weight);
  });
}

/** Of level j: R'R = I, R'S = G, h = R E(u) + S E(β) + R⁻ᵀE(∂L/∂u). */
function observationsOf(sums: EvidenceSums, j: number): LevelObservations {
  const { size, sharedCount } = sums;
  const weight = sums.weights[j]!;
  const average = (all: Float64Array, count: number): Float64Array =>
    all.slice(j * count, (j + 1) * count).map((sum) => (weight > 0 ? sum / weight : 0));
  const root = average(sums.information, size * size);
  semidefiniteRoot(root, size, negligiblePivot);
  round(root);
  const slopes = average(sums.slopes, size * sharedCount);
  for (let p = 0; p < sharedCount; p++) solveRoot(root, size, slopes.subarray(p * size, (p + 1) * size));
  round(slopes);
  const observed = average(sums.scores, size);
  solveRoot(root, size, observed);
  const value = average(sums.values, size);
  const shared = average(sums.shared, sharedCount);
  for (let i = 0; i < size; i++) {
    for (let k = i; k < size; k++) observed[i]! += root[i * size + k]! * value[k]!;
    for (let p = 0; p < sharedCount; p++) observed[i]! += slopes[p * size + i]! * shared[p]!;
  }
  const share = sums.shares.slice(j * size, (j + 1) * size).map((sum) => sum / sums.draws);
  return { root, slopes, observed, share };
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
  for (let k = 0; k < values.length; k++) sums[start + k]! += weight * values[k]!;
}
