/**
 * Numbers that a data set has, by name: what checks of a prior or of a model compare between data that a model makes and those that were
 * observed. Each is a function of the values and, where it is of groups, of the group that each value is in.
 */

import { mean, standardDeviation } from "./moments.ts";
import { quantile, sortDraws } from "./quantile.ts";

/** The group of each value. */
export interface ValueGroups {
  /** By value, from 0 and below `count`. */
  readonly codes: Int32Array;
  readonly count: number;
}

/** One of the numbers. */
export interface DataStatistic {
  /** As options name it: `sd`, `q95`, `sd_between`. */
  readonly name: string;
  /** What it is, for tables: "sd of group means". */
  readonly words: string;
  /** Whether it is of groups, and NaN without them. */
  readonly isOfGroups: boolean;
  /** NaN where the values have no such number; NaN values give NaN. */
  readonly of: (values: Float64Array, groups: ValueGroups | null) => number;
}

function plain(name: string, words: string, of: (values: Float64Array) => number): DataStatistic {
  return { name, words, isOfGroups: false, of: (values) => of(values) };
}

function ofGroups(
  name: string,
  words: string,
  of: (values: Float64Array, groups: ValueGroups) => number,
): DataStatistic {
  return {
    name,
    words,
    isOfGroups: true,
    of: (values, groups) => (groups === null ? Number.NaN : of(values, groups)),
  };
}

/** All that have a name of their own, in the order of tables; quantiles, `q5` or `q97.5`, are known by `statisticNamed`. */
export const dataStatistics: readonly DataStatistic[] = [
  plain("mean", "mean", mean),
  plain("sd", "sd", standardDeviation),
  plain("min", "least", (values) => extreme(values, Math.min)),
  plain("max", "largest", (values) => extreme(values, Math.max)),
  plain("median", "median", (values) => quantile(sortDraws(values), 0.5)),
  plain("zeros", "share of zeros", (values) => shareWhere(values, (value) => value === 0)),
  ofGroups("sd_between", "sd of group means", (values, groups) =>
    standardDeviation(groupMeans(values, groups)),
  ),
  ofGroups("sd_within", "sd within groups", (values, groups) =>
    Math.sqrt(meanSquares(values, groups).within),
  ),
  ofGroups("icc", "one-way ICC of groups", intraclass),
];

/** Also quantiles: `q5` is that of 0.05, `q97.5` that of 0.975. Null where nothing has the name. */
export function statisticNamed(name: string): DataStatistic | null {
  const known = dataStatistics.find((one) => one.name === name);
  if (known !== undefined) return known;
  const [, percent] = /^q(\d{1,2}(?:\.\d+)?|100)$/.exec(name) ?? [];
  if (percent === undefined) return null;
  return plain(name, `${percent} % quantile`, (values) => quantile(sortDraws(values), Number(percent) / 100));
}

/** The share of values in one place or range; NaN of no values. */
export function shareWhere(values: Float64Array, isMeant: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (isMeant(value)) count++;
  return count / values.length;
}

function extreme(values: Float64Array, choose: (a: number, b: number) => number): number {
  return values.length === 0 ? Number.NaN : values.reduce((a, b) => choose(a, b));
}

/** Of the groups that have values. */
function groupMeans(values: Float64Array, { codes, count }: ValueGroups): Float64Array {
  const { sums, sizes } = groupSums(values, { codes, count });
  return sums.map((sum, g) => sum / sizes[g]!).filter((_, g) => sizes[g]! > 0);
}

function groupSums(values: Float64Array, { codes, count }: ValueGroups) {
  const sums = new Float64Array(count);
  const sizes = new Float64Array(count);
  for (let i = 0; i < values.length; i++) {
    const group = codes[i]!;
    sums[group]! += values[i]!;
    sizes[group]!++;
  }
  return { sums, sizes };
}

/**
 * Mean squares of the one-way analysis of variance, and n₀, the number of values that a group has in it: (N - Σn²/N)/(k - 1). NaN where
 * there is nothing to divide by.
 */
function meanSquares(values: Float64Array, groups: ValueGroups) {
  const { sums, sizes } = groupSums(values, groups);
  const center = mean(values);
  const used = sizes.filter((size) => size > 0);
  const [n, k] = [values.length, used.length];
  let between = 0;
  for (let g = 0; g < sizes.length; g++)
    if (sizes[g]! > 0) between += sizes[g]! * squareOf(sums[g]! / sizes[g]! - center);
  let within = 0;
  for (let i = 0; i < n; i++) {
    const group = groups.codes[i]!;
    within += squareOf(values[i]! - sums[group]! / sizes[group]!);
  }
  const squares = used.reduce((sum, size) => sum + size * size, 0);
  return {
    between: k > 1 ? between / (k - 1) : Number.NaN,
    within: n > k ? within / (n - k) : Number.NaN,
    size: k > 1 ? (n - squares / n) / (k - 1) : Number.NaN,
  };
}

const squareOf = (value: number): number => value * value;

/** (MSB - MSW) / (MSB + (n₀ - 1) MSW), which may be below 0 (Donner 1986, International Statistical Review 54, eq. 2.1). */
function intraclass(values: Float64Array, groups: ValueGroups): number {
  const { between, within, size } = meanSquares(values, groups);
  return (between - within) / (between + (size - 1) * within);
}
