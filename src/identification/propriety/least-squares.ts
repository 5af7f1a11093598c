/**
 * Non-negative least squares: which x ≥ 0 makes Σ x_k a_k nearest to b. By active sets (Lawson & Hanson 1974, chapter
 * 23).
 *
 * What is left, r = b - Σ x_k a_k, has a_k · r ≤ 0 for all k and b · r = |r|²: if it is not 0, it parts b from the cone
 * of the a_k (Farkas). That is asked of it here, to know whether predictors part outcomes. `ml-fcnnls` solves normal
 * equations, which lose half of the digits; here are orthogonal projections.
 */

/** Columns that are closer than this, in units of their length, to what is there already, are not taken. */
const tolerance = 1e-12;

/** What is left of `target`; null if no end was found. `vectors` have the length of `target`, and length 1. */
export function nonNegativeResidual(
  vectors: readonly Float64Array[],
  target: Float64Array,
): Float64Array | null {
  const weights = new Float64Array(vectors.length);
  let active: number[] = [];
  let rest: Float64Array = Float64Array.from(target);
  const length = Math.sqrt(dot(target, target));
  const rejected = new Set<number>();
  for (let round = 0; round < 20 * (target.length + 10); round++) {
    const entering = mostAligned(vectors, rest, active, rejected);
    if (entering === null || dot(rest, vectors[entering]!) <= tolerance * length) return rest;
    const before = dot(rest, rest);
    active.push(entering);
    active = restrict(vectors, target, active, weights);
    rest = residualOf(vectors, target, active, weights);
    // Rounding can let a vector in that does not help.
    if (dot(rest, rest) >= before * (1 - 1e-14)) rejected.add(entering);
    else rejected.clear();
  }
  return null;
}

function mostAligned(
  vectors: readonly Float64Array[],
  rest: Float64Array,
  active: readonly number[],
  rejected: ReadonlySet<number>,
): number | null {
  let best: number | null = null;
  let most = 0;
  for (const [k, vector] of vectors.entries()) {
    if (rejected.has(k) || active.includes(k)) continue;
    const along = dot(vector, rest);
    if (along <= most) continue;
    most = along;
    best = k;
  }
  return best;
}

/** Solves on the active vectors, and takes out those whose weight would be negative, until none is. Writes `weights`. */
function restrict(
  vectors: readonly Float64Array[],
  target: Float64Array,
  candidates: readonly number[],
  weights: Float64Array,
): number[] {
  let active = [...candidates];
  for (;;) {
    const solution = solve(
      active.map((k) => vectors[k]!),
      target,
    );
    const step = active.reduce((least, k, i) => {
      if (solution[i]! > 0) return least;
      return Math.min(least, weights[k]! / (weights[k]! - solution[i]!));
    }, 1);
    if (step === 1 && solution.every((value) => value > 0)) {
      for (const [i, k] of active.entries()) weights[k] = solution[i]!;
      return active;
    }
    for (const [i, k] of active.entries()) weights[k]! += step * (solution[i]! - weights[k]!);
    const left = active.filter((k, i) => solution[i]! > 0 || weights[k]! > 1e-14);
    // At least the one that limited the step goes.
    active = left.length < active.length ? left : active.slice(0, -1);
    for (const k of candidates) if (!active.includes(k)) weights[k] = 0;
    if (active.length === 0) return active;
  }
}

/** Least squares by Gram-Schmidt, each vector orthogonalized twice; 0 for what depends on those before it. */
function solve(vectors: readonly Float64Array[], target: Float64Array): number[] {
  const basis: Float64Array[] = [];
  const triangle: number[][] = [];
  const isKept: boolean[] = [];
  for (const vector of vectors) {
    const rest = Float64Array.from(vector);
    const row = basis.map(() => 0);
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((direction, k) => {
        const along = dot(rest, direction);
        row[k]! += along;
        for (let i = 0; i < rest.length; i++) rest[i]! -= along * direction[i]!;
      });
    }
    const left = Math.sqrt(dot(rest, rest));
    isKept.push(left > tolerance);
    if (left <= tolerance) continue;
    basis.push(rest.map((value) => value / left));
    triangle.push([...row, left]);
  }
  const right = basis.map((direction) => dot(direction, target));
  for (let k = right.length - 1; k >= 0; k--) {
    right[k]! /= triangle[k]![k]!;
    for (let i = 0; i < k; i++) right[i]! -= triangle[k]![i]! * right[k]!;
  }
  let next = 0;
  return isKept.map((kept) => (kept ? right[next++]! : 0));
}

function residualOf(
  vectors: readonly Float64Array[],
  target: Float64Array,
  active: readonly number[],
  weights: Float64Array,
): Float64Array {
  const rest = Float64Array.from(target);
  for (const k of active) {
    for (let i = 0; i < rest.length; i++) rest[i]! -= weights[k]! * vectors[k]![i]!;
  }
  return rest;
}

/** Σ aᵢ bᵢ, in order. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
