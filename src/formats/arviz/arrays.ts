/**
 * InferenceData as what its files have in common: groups of arrays, whose dimensions have names and whose places have labels. Source: the
 * InferenceData schema of ArviZ, https://python.arviz.org/en/stable/schema/schema.html.
 */

export interface LabelledArray {
  readonly name: string;
  /** Names of the dimensions, outermost first. */
  readonly dimensions: readonly string[];
  readonly shape: readonly number[];
  /** Of each dimension the labels of its places. */
  readonly labels: readonly (readonly string[])[];
  /** The values of a box, the last index fastest. Throws an Error where they cannot be read. */
  readonly read: (box: Box) => Float64Array;
}

/** Of each dimension, the places from one up to another. */
export type Box = readonly (readonly [from: number, to: number])[];

export interface ArrayGroup {
  readonly arrays: readonly LabelledArray[];
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  /** Of arrays that are there and cannot be read, or are none of numbers: why. */
  readonly unreadable: readonly { readonly name: string; readonly reason: string }[];
}

/** An attribute of a group; `[1]` is 1. */
export type AttributeValue = string | number | readonly number[] | readonly string[];

/** By their names: `posterior`, `sample_stats`. */
export type ArrayGroups = ReadonlyMap<string, ArrayGroup>;

/** The groups of a file. */
export interface GroupsOfFile {
  /** The name of the file. */
  readonly name: string;
  readonly groups: ArrayGroups;
}

/** Groups that the schema knows, and those that Hyperprior looks into. */
export const groupNames: readonly string[] = [
  "posterior",
  "sample_stats",
  "log_likelihood",
  "posterior_predictive",
  "observed_data",
  "prior",
  "prior_predictive",
  "sample_stats_prior",
  "constant_data",
  "predictions",
  "predictions_constant_data",
  "log_prior",
  "unconstrained_posterior",
  "unconstrained_prior",
  "warmup_posterior",
  "warmup_sample_stats",
  "warmup_posterior_predictive",
  "warmup_log_likelihood",
];

/** How many values an array of a shape has. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** All of an array. */
export function wholeBox(shape: readonly number[]): Box {
  return shape.map((size) => [0, size] as const);
}

/** The labels of places that have none: 0, 1, 2. */
export function defaultLabels(size: number): string[] {
  return Array.from({ length: size }, (_, place) => String(place));
}

/** The dimension that ArviZ makes for the k-th index of an array, where none is named. */
export function defaultDimension(name: string, k: number): string {
  return `${name}_dim_${k}`;
}

/** A box of values in memory. */
export function readerOf(values: Float64Array, shape: readonly number[]): LabelledArray["read"] {
  return (box) => {
    if (box.every(([from, to], k) => from === 0 && to === shape[k])) return values;
    const sizes = box.map(([from, to]) => to - from);
    const out = new Float64Array(sizeOf(sizes));
    const strides = stridesOf(shape);
    const row = sizes.at(-1) ?? 1;
    for (let at = 0; at < out.length; at += row) {
      let rest = at / row;
      let start = box.at(-1)?.[0] ?? 0;
      for (let k = sizes.length - 2; k >= 0; k--) {
        start += (box[k]![0] + (rest % sizes[k]!)) * strides[k]!;
        rest = Math.floor(rest / sizes[k]!);
      }
      out.set(values.subarray(start, start + row), at);
    }
    return out;
  };
}

/** How far apart neighbours of each dimension lie. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let k = shape.length - 2; k >= 0; k--) strides[k] = strides[k + 1]! * shape[k + 1]!;
  return strides;
}
