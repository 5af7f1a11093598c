/** Six mice: five measured four times each, and one whose measurements come and go. */

import type { LessonData } from "../engine/fit.ts";

const others: Readonly<Record<string, readonly number[]>> = {
  A: [3.8, 3.2, 3.8, 3.6],
  B: [2.4, 4.2, 2.9, 3.3],
  C: [2.4, 2.0, 0.5, 3.0],
  D: [1.3, 2.1, 0.2, 2.1],
  E: [3.6, 3.0, 3.6, 2.7],
};

/** The mouse that the reader measures, and what its measurements would be. */
export const chosen = "F";
/** Measurements of it that may be taken. */
export const available: readonly number[] = [4.7, 3.4, 4.5, 4.8, 5.6, 4.1, 4.5, 4.0, 5.7, 2.1, 5.5, 4.4];
/** All of them. */
export const mouseNames: readonly string[] = [...Object.keys(others), chosen];

/** The table with these measurements of the last mouse, by their place; of none, a row without a value. */
export function miceWith(places: readonly number[]): LessonData {
  const own = places.length === 0 ? [Number.NaN] : places.map((place) => available[place]!);
  const groups = Object.entries({ ...others, [chosen]: own });
  return {
    y: groups.flatMap(([, values]) => values),
    sample: groups.flatMap(([name, values]) => values.map(() => name)),
  };
}
