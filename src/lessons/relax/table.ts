/**
 * The table of `models/replicates`: twelve biological replicates, measured by hand and by robot. Simulated with known truth: population mean 10,
 * biological sd 2, technical sd 1.2 by hand and 0.5 by robot; replicate I is 6 units low, and was measured 36 times.
 */

import type { LessonData } from "../engine/fit.ts";
import { rounded } from "../kit/numbers.ts";

const measured: Readonly<
  Record<string, { readonly hand: readonly number[]; readonly robot: readonly number[] }>
> = {
  A: { hand: [9.08, 10.05, 8.83, 11.75], robot: [10, 9.42] },
  B: { hand: [12.27, 12.57], robot: [11.97] },
  C: { hand: [8.71, 10.89, 9.54], robot: [] },
  D: { hand: [8.15, 6.24, 10.25, 8.84], robot: [8.89] },
  E: { hand: [12.6, 12.46, 12.18], robot: [] },
  F: { hand: [10.89, 10.72, 9.87], robot: [8.79] },
  G: { hand: [10.4, 9.59], robot: [9.58] },
  H: { hand: [6.06, 7.25, 8.32], robot: [] },
  I: {
    hand: [5.61, 3.85, 4.44, 3.91],
    robot: [
      3.29, 3.77, 3.78, 3.95, 4.53, 4.36, 3.9, 3.85, 4.33, 4.26, 3.63, 3.62, 4.16, 4.36, 3.92, 4.42, 4.18,
      3.67, 4.15, 3.41, 4.69, 4.97, 3.79, 3.46, 4.26, 3.91, 5.18, 3.96, 4.32, 3.99, 3.61, 4.07,
    ],
  },
  J: { hand: [6.65], robot: [9.55, 8.89] },
  K: { hand: [11.09, 9.05], robot: [8.13] },
  L: { hand: [11.32, 9.46, 9.08], robot: [10.73] },
};

/** The replicate that lies far out, and how far below the population mean it does in the table. */
export const outlying = "I";
/** How far below the mean it is in the table. */
export const distanceInTable = 6;
/** Of all replicates. */
export const sampleNames: readonly string[] = Object.keys(measured);
/** Of the population that the table was simulated from. */
export const truth = { mean: 10, between: 2 } as const;

/** The table with the outlying replicate so many units below the population mean. */
export function replicatesWith(distance: number): LessonData {
  const rows = Object.entries(measured).flatMap(([sample, methods]) =>
    Object.entries(methods).flatMap(([method, values]) =>
      values.map((y) => ({
        y: sample === outlying ? rounded(y + distanceInTable - distance) : y,
        sample,
        method,
      })),
    ),
  );
  return {
    y: rows.map(({ y }) => y),
    sample: rows.map(({ sample }) => sample),
    method: rows.map(({ method }) => method),
  };
}
