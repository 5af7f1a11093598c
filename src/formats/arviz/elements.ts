/** Arrays of draws as variables: an element each, named by the labels of its place, with its draws chain by chain. */

import type { Variable } from "../../posterior/draws.ts";
import { elementNamed, variableNamed } from "../variable-names.ts";
import { type Box, type LabelledArray, sizeOf, stridesOf } from "./arrays.ts";

/** An array with a dimension of draws, and perhaps one of chains. */
export interface SampledArray {
  readonly array: LabelledArray;
  /** Where the dimensions stand; -1 for chains where there is but one. */
  readonly chainAxis: number;
  readonly drawAxis: number;
  readonly chainCount: number;
  readonly drawCount: number;
  /** The other dimensions, and their sizes. */
  readonly axes: readonly number[];
  readonly shape: readonly number[];
}

/** Which draws of a chain are taken. */
export interface TakenDraws {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

/** Null for an array without draws. */
export function asSampled(array: LabelledArray): SampledArray | null {
  const chainAxis = array.dimensions.indexOf("chain");
  const drawAxis = array.dimensions.indexOf("draw");
  if (drawAxis < 0) return null;
  const axes = array.shape.map((_, k) => k).filter((k) => k !== chainAxis && k !== drawAxis);
  return {
    array,
    chainAxis,
    drawAxis,
    chainCount: chainAxis < 0 ? 1 : array.shape[chainAxis]!,
    drawCount: array.shape[drawAxis]!,
    axes,
    shape: axes.map((k) => array.shape[k]!),
  };
}

/** The elements in the order of the last index fastest. */
export function variablesOf({ array, axes, shape }: SampledArray): Variable[] {
  const { name, labels } = array;
  if (axes.length === 0) return [name.endsWith("]") ? variableNamed(name) : elementNamed(name, [])];
  const strides = stridesOf(shape);
  return Array.from({ length: sizeOf(shape) }, (_, place) =>
    elementNamed(
      name,
      axes.map((axis, k) => labels[axis]![Math.floor(place / strides[k]!) % shape[k]!]!),
    ),
  );
}

/** Boxes of elements that together are all of them, in order, each of at most so many where that can be. */
export function* elementBoxes(shape: readonly number[], most: number): Iterable<Box> {
  const [size = 1, ...rest] = shape;
  const within = sizeOf(rest);
  if (shape.length === 0 || size * within <= most) {
    if (sizeOf(shape) > 0) yield shape.map((s) => [0, s] as const);
  } else if (within <= most) {
    const step = Math.floor(most / within);
    for (let from = 0; from < size; from += step)
      yield [[from, Math.min(size, from + step)], ...rest.map((s) => [0, s] as const)];
  } else
    for (let k = 0; k < size; k++) for (const box of elementBoxes(rest, most)) yield [[k, k + 1], ...box];
}

/** The draws of a box of elements, each `[chain * stride + draw]` from `at` on, in `into`, which has an array for each of them. */
export function readElements(
  sampled: SampledArray,
  elements: Box,
  { first, step, count }: TakenDraws,
  into: readonly Float64Array[],
  at: number,
): void {
  const { array, chainAxis, drawAxis, chainCount, axes } = sampled;
  const until = first + (count - 1) * step + 1;
  const box = array.shape.map((_, k): readonly [number, number] => {
    if (k === chainAxis) return [0, chainCount];
    return k === drawAxis ? [first, until] : elements[axes.indexOf(k)]!;
  });
  const values = array.read(box);
  const sizes = box.map(([from, to]) => to - from);
  if (values.length !== sizeOf(sizes)) throw new Error(`${values.length} values instead of ${sizeOf(sizes)}`);
  const strides = stridesOf(sizes);
  const chainStride = chainAxis < 0 ? 0 : strides[chainAxis]!;
  const drawStride = strides[drawAxis]! * step;
  const inner = stridesOf(axes.map((k) => sizes[k]!));
  into.forEach((out, element) => {
    let start = 0;
    axes.forEach((axis, k) => {
      start += (Math.floor(element / inner[k]!) % sizes[axis]!) * strides[axis]!;
    });
    for (let c = 0; c < chainCount; c++) {
      let from = start + c * chainStride;
      for (let d = 0; d < count; d++, from += drawStride) out[at + c * count + d] = values[from]!;
    }
  });
}
