/** Tables of mice that were measured differently often, with means that are known since they were made up. */

import type { LessonData } from "../engine/fit.ts";
import { rounded } from "../kit/numbers.ts";

/** How often each mouse is measured. */
const sizes = [1, 2, 2, 3, 5, 8, 12] as const;
/** From A on. */
export const mouseNames: readonly string[] = sizes.map((_, i) => String.fromCharCode("A".charCodeAt(0) + i));

/** Of the population that the mice are from. */
const population = { mean: 2, between: 1.2, within: 1 } as const;

/** Standard normal numbers that a table takes. */
export const numbersNeeded = sizes.length + sizes.reduce((sum, size) => sum + size, 0);

export interface Mice {
  readonly data: LessonData;
  /** By mouse: the number of its measurements, their mean, and the mean that they are about. */
  readonly sizes: readonly number[];
  readonly rawMeans: readonly number[];
  readonly trueMeans: readonly number[];
}

/** `normals` are `numbersNeeded` of them. */
export function miceFrom(normals: ArrayLike<number>): Mice {
  const trueMeans = sizes.map((_, i) => population.mean + population.between * normals[i]!);
  const y: number[] = [];
  const sample: string[] = [];
  const rawMeans = sizes.map((size, i) => {
    let sum = 0;
    for (let k = 0; k < size; k++) {
      y.push(rounded(trueMeans[i]! + population.within * normals[sizes.length + y.length]!));
      sample.push(mouseNames[i]!);
      sum += y.at(-1)!;
    }
    return sum / size;
  });
  return { data: { y, sample }, sizes, rawMeans, trueMeans };
}
