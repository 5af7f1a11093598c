/**
 * Factors: the order of their levels, the observed combinations of several, and factors whose labels are unique only
 * within another (`cask: factor in batch`).
 *
 * The order of levels depends on the set of labels alone, never on the order of the rows.
 */

import { isNumberText } from "./cell.ts";
import { findPairs } from "./code-pairs.ts";
import { countMissing, type FactorColumn } from "./table.ts";

/** Labels in order: by value if every label is a number (ties by code point), by code point otherwise. */
export function orderLabels(labels: readonly string[]): string[] {
  return Array.from(placesInOrder(labels), (place) => labels[place]!);
}

/** The places of labels in their order. */
function placesInOrder(labels: readonly string[]): Int32Array {
  const places = Int32Array.from(labels.keys());
  if (!labels.every(isNumberText)) return places.sort((a, b) => compareCodePoints(labels[a]!, labels[b]!));
  const values = Float64Array.from(labels, Number);
  return places.sort((a, b) => values[a]! - values[b]! || compareCodePoints(labels[a]!, labels[b]!));
}

/** Negative, zero or positive, by Unicode code points (not by UTF-16 units, and by no locale). */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.codePointAt(i)! - b.codePointAt(i)!;
  }
  return a.length - b.length;
}

/** What was declared of the order of a factor's levels. */
export interface DeclaredOrder {
  /** A label that is the first level, if it occurs. */
  readonly reference?: string | null;
  /** Labels that are the first levels, in this order, whether or not they occur. */
  readonly order?: readonly string[] | null;
}

/** A factor from codes into `labels` in any order; takes `codes` over and renumbers it in place. */
export function orderedFactor(
  name: string,
  from: string,
  codes: Int32Array,
  labels: readonly string[],
  { reference = null, order = null }: DeclaredOrder = {},
): FactorColumn {
  const isFirst = reference !== null && labels.includes(reference);
  const first = order ?? (isFirst ? [reference] : []);
  const levels = [...first];
  const renumber = new Int32Array(labels.length);
  for (const place of placesInOrder(labels)) {
    const declared = first.indexOf(labels[place]!);
    renumber[place] = declared >= 0 ? declared : levels.push(labels[place]!) - 1;
  }
  let missing = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < 0) missing++;
    else codes[row] = renumber[code]!;
  }
  return { kind: "factor", name, from, codes, levels, missing, reference, order };
}

/**
 * The observed combinations of factors as one factor. Labels are joined by `:`, in the order of the factors; the levels
 * are ordered by the level of the first factor, then of the second, and so on. A row with a missing part is missing.
 */
export function combineFactors(factors: readonly FactorColumn[], name: string): FactorColumn {
  const first = factors[0];
  if (!first) throw new Error(`combineFactors: no factors for ${name}`);
  let codes: Int32Array = first.codes.slice();
  let parts: number[][] = first.levels.map((_, level) => [level]);
  for (const next of factors.slice(1)) {
    const pairs = findPairs(codes, parts.length, next.codes, next.levels.length);
    codes = codes.map((left, row) => {
      const right = next.codes[row]!;
      return left < 0 || right < 0 ? -1 : pairs.numberOf(left, right);
    });
    const longer: number[][] = [];
    pairs.forEach((left, right) => {
      longer.push([...parts[left]!, right]);
    });
    parts = longer;
  }
  const from = factors.map((factor) => factor.from).join(":");
  return {
    kind: "factor",
    name,
    from,
    codes,
    levels: joinLabels(parts, factors),
    missing: countMissing(codes),
  };
}

/** `factor in batch`: the same as the combination of `outer` and `inner`, under the name of `inner`. */
export function factorWithin(inner: FactorColumn, outer: FactorColumn): FactorColumn {
  return { ...combineFactors([outer, inner], inner.name), from: inner.from };
}

/** `A:a`; where labels that contain `:` would make two combinations look alike, these labels are put in quotes. */
function joinLabels(parts: readonly (readonly number[])[], factors: readonly FactorColumn[]): string[] {
  const join = (write: (label: string) => string) =>
    parts.map((levels) => levels.map((level, i) => write(factors[i]!.levels[level]!)).join(":"));
  const plain = join((label) => label);
  if (new Set(plain).size === plain.length) return plain;
  return join((label) => (/[:"]/.test(label) ? JSON.stringify(label) : label));
}
