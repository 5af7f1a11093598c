/**
 * Exact arithmetic: a number as a sum of doubles that do not overlap, smallest first, called an expansion. Sums and products of expansions
 * lose nothing, so they do not depend on an order; only `roundExpansion` rounds, and once.
 *
 * Source: Shewchuk (1997), "Adaptive precision floating-point arithmetic and fast robust geometric predicates", Discrete & Computational
 * Geometry 18; the product of two doubles is that of Dekker (1971), Numerische Mathematik 18. Both hold while nothing under- or overflows:
 * doubles whose products are taken lie between 1e-140 and 1e140 in absolute value, or are 0.
 */

/** Doubles that do not overlap, from the smallest on; none for 0. */
export type Expansion = readonly number[];

/** 2^27 + 1, which takes a double apart into halves of 26 bits. */
const splitter = 134217729;

/** What a·b loses when it is rounded: a·b = product + this, exactly. */
export function productError(a: number, b: number, product: number): number {
  const [bigA, bigB] = [splitter * a, splitter * b];
  const [highA, highB] = [bigA - (bigA - a), bigB - (bigB - b)];
  const [lowA, lowB] = [a - highA, b - highB];
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

/** Puts a double into the expansion in the first `length` places from `start` on; gives the new length, at most one more. */
export function growExpansion(parts: Float64Array, start: number, length: number, value: number): number {
  let total = value;
  let end = start;
  for (let i = start; i < start + length; i++) {
    const part = parts[i]!;
    const sum = total + part;
    const virtual = sum - total;
    const lost = total - (sum - virtual) + (part - virtual);
    if (lost !== 0) parts[end++] = lost;
    total = sum;
  }
  if (total !== 0) parts[end++] = total;
  return end - start;
}

/** Where expansions are made before their length is known; grown when it is too short. */
let workspace = new Float64Array(64);

function reserve(length: number): Float64Array {
  if (workspace.length < length) workspace = new Float64Array(2 * length);
  return workspace;
}

/** The sum of doubles in any order, exactly. */
export function expansionOf(values: ArrayLike<number>): number[] {
  const parts = reserve(values.length + 1);
  let length = 0;
  for (let i = 0; i < values.length; i++) length = growExpansion(parts, 0, length, values[i]!);
  const expansion: number[] = [];
  for (let i = 0; i < length; i++) expansion.push(parts[i]!);
  return expansion;
}

/** The product of two expansions, exactly. */
export function multiplyExpansions(a: Expansion, b: Expansion): number[] {
  const products: number[] = [];
  for (const x of a) {
    for (const y of b) {
      const product = x * y;
      products.push(productError(x, y, product), product);
    }
  }
  return expansionOf(products);
}

/** The double that is nearest to an expansion, ties to even. Source: Shewchuk; Python's `math.fsum` ends alike. */
export function roundExpansion(parts: Expansion): number {
  return roundParts(parts, parts.length);
}

function roundParts(parts: ArrayLike<number>, length: number): number {
  let i = length - 1;
  if (i < 0) return 0;
  let high = parts[i]!;
  let low = 0;
  while (i > 0 && low === 0) {
    const part = parts[--i]!;
    const sum = high + part;
    low = part - (sum - high);
    high = sum;
  }
  // Half way between two doubles, what is below decides.
  if (i > 0 && low !== 0 && low < 0 === parts[i - 1]! < 0) {
    const twice = low * 2;
    const sum = high + twice;
    if (twice === sum - high) high = sum;
  }
  return high;
}

/** The same number in the one form that is the same for all expansions of it: each part is the rest rounded; largest first. */
export function canonicalParts(parts: Expansion): number[] {
  if (parts.length < 2) return [...parts];
  const rest = reserve(parts.length + 1);
  let length = 0;
  for (const part of parts) length = growExpansion(rest, 0, length, part);
  const canonical: number[] = [];
  while (length > 0) {
    const nearest = roundParts(rest, length);
    canonical.push(nearest);
    length = growExpansion(rest, 0, length, -nearest);
  }
  return canonical;
}
