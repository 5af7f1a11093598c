/**
 * Which values an expression takes as its parameters run through their supports (interval arithmetic, Moore 1966).
 *
 * Interval arithmetic is exact where every parameter occurs once. Where one occurs twice (`a - a`), or where the values
 * of data matter, nothing is claimed: `bounds` is null, and sampling will tell. So what `bounds` says is not only
 * possible but certain: whatever the data, the expression comes as near to both ends as one likes.
 */

import { type FunctionName, scalarFunctions } from "../../numeric/scalar-functions.ts";

/** Closed; ends may be infinite. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

export interface Range {
  readonly bounds: Interval | null;
  /** The parameters that occur; null where they are too many to keep. */
  readonly parameters: ReadonlySet<string> | null;
}

const mostParameters = 200;
const none: ReadonlySet<string> = new Set();
const realLine: Interval = { lower: -Infinity, upper: Infinity };

/** Of what nothing is known that could be claimed: data, and what depends on too much. */
export const unknownRange: Range = { bounds: null, parameters: none };

/** The range of a constant. */
export function pointRange(value: number): Range {
  return { bounds: Number.isNaN(value) ? null : { lower: value, upper: value }, parameters: none };
}

/** One parameter by itself. */
export function parameterRange(name: string, bounds: Interval | null): Range {
  return { bounds, parameters: new Set([name]) };
}

/** Whether the bounds are those of all numbers. */
export function isRealLine(bounds: Interval | null): boolean {
  return bounds !== null && bounds.lower === -Infinity && bounds.upper === Infinity;
}

/** The range of a function of arguments whose ranges are known. */
export function rangeOfCall(name: FunctionName, ranges: readonly Range[]): Range {
  const { parameters, areEntangled } = joined(ranges);
  if (areEntangled) return { bounds: null, parameters };
  const isSum = name === "add" || name === "subtract";
  // Whatever is added to something that runs through all numbers, the sum runs through all numbers.
  if (isSum && ranges.some((range) => isRealLine(range.bounds))) return { bounds: realLine, parameters };
  const bounds = ranges.map((range) => range.bounds);
  const known = bounds.filter((interval) => interval !== null);
  return { bounds: known.length < bounds.length ? null : valid(boundsOfCall(name, known)), parameters };
}

/** The parameters of several ranges, and whether one occurs in more than one of them. */
function joined(ranges: readonly Range[]): Pick<Range, "parameters"> & { readonly areEntangled: boolean } {
  const sets = ranges.map(({ parameters }) => parameters);
  const known = sets.filter((set) => set !== null);
  if (known.length < sets.length) return { parameters: null, areEntangled: true };
  const all = new Set(known.flatMap((set) => [...set]));
  const count = known.reduce((total, { size }) => total + size, 0);
  return { parameters: all.size > mostParameters ? null : all, areEntangled: count > all.size };
}

function valid(interval: Interval | null): Interval | null {
  if (interval === null || Number.isNaN(interval.lower) || Number.isNaN(interval.upper)) return null;
  return interval;
}

const increasing: ReadonlySet<FunctionName> = new Set<FunctionName>([
  "exp",
  "log",
  "log1p",
  "expm1",
  "sqrt",
  "logit",
  "inv_logit",
  "normal_cdf",
  "log_normal_cdf",
  "log_inv_logit",
  "log1p_exp",
  "tanh",
  "atan",
  "min",
  "max",
  "add",
]);

function boundsOfCall(name: FunctionName, [a, b]: readonly Interval[]): Interval | null {
  if (a === undefined) return null;
  const apply = scalarFunctions[name].value;
  if (increasing.has(name)) {
    return { lower: apply(a.lower, b?.lower ?? 0, 0), upper: apply(a.upper, b?.upper ?? 0, 0) };
  }
  if (name === "negate") return { lower: -a.upper, upper: -a.lower };
  if (name === "abs" || name === "square") return folded(a, (value) => apply(value, 0, 0));
  if (b === undefined) return null;
  if (name === "subtract") return { lower: a.lower - b.upper, upper: a.upper - b.lower };
  if (name === "multiply") return product(a, b);
  if (name === "divide") return quotient(a, b);
  if (name === "power") return powers(a, b);
  return null;
}

/** An even function that grows with the distance from 0. */
function folded(a: Interval, apply: (value: number) => number): Interval {
  const ends = [apply(a.lower), apply(a.upper)];
  return { lower: a.lower <= 0 && a.upper >= 0 ? 0 : Math.min(...ends), upper: Math.max(...ends) };
}

function product(a: Interval, b: Interval): Interval {
  const times = (x: number, y: number) => (x === 0 || y === 0 ? 0 : x * y);
  const corners = [a.lower, a.upper].flatMap((x) => [times(x, b.lower), times(x, b.upper)]);
  return { lower: Math.min(...corners), upper: Math.max(...corners) };
}

function quotient(a: Interval, b: Interval): Interval | null {
  if ((b.lower < 0 && b.upper > 0) || (b.lower === 0 && b.upper === 0)) return null;
  const lower = b.upper === 0 ? -Infinity : 1 / b.upper;
  const upper = b.lower === 0 ? Infinity : 1 / b.lower;
  return product(a, { lower, upper });
}

/** Bases of any sign to whole powers; bases of at least 0 to any fixed power. */
function powers(a: Interval, b: Interval): Interval | null {
  if (b.lower !== b.upper) return null;
  const exponent = b.lower;
  const apply = (value: number) => scalarFunctions.power.value(value, exponent, 0);
  if (exponent > 0 && exponent % 2 === 0) return folded(a, apply);
  if (a.lower < 0 && !(exponent > 0 && Number.isInteger(exponent))) return null;
  const ends = [apply(a.lower), apply(a.upper)];
  return { lower: Math.min(...ends), upper: Math.max(...ends) };
}
