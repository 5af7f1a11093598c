/** Tables of people who were told too little of what their data cannot say. */

import type { ColumnData } from "../../src/data/from-memory.ts";

function repeated<T>(values: readonly T[], times: number): T[] {
  return Array.from({ length: times }, () => values).flat();
}

function each<T>(values: readonly T[], times: number): T[] {
  return values.flatMap((value) => new Array<T>(times).fill(value));
}

function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);
}

/** A value every four years from 1990 on, of 15 subjects whose slopes have an sd of about .8 a year. */
export const years: ColumnData = {
  y: [
    287.777, 280.655, 306.168, 335.157, 366.437, 387.722, 368.433, 373.259, 237.95, 276.452, 297.598, 283.583,
    297.648, 336.593, 329.862, 358.824, 277.538, 288.756, 281.612, 313.205, 293.194, 319.782, 316.836,
    345.144, 258.059, 246.531, 253.051, 274.749, 284.428, 289.972, 340.248, 334.015, 223.145, 246.829,
    291.836, 308.41, 297.614, 356.11, 354.595, 368.694, 261.143, 295.031, 317.561, 289.202, 314.199, 331.643,
    358.329, 365.819, 248.391, 262.43, 254.538, 257.359, 308.689, 334.434, 292.21, 339.072, 267.406, 302.931,
    287.111, 281.966, 304.441, 347.989, 353.896, 302.849, 273.293, 331.454, 332.045, 329.028, 373.04, 351.01,
    381.65, 412.573, 281.035, 307.667, 285.104, 328.348, 302.764, 338.499, 368.528, 397.682, 302.077, 323.806,
    293.816, 338.796, 339.043, 342.279, 378.784, 335.773, 281.586, 299.019, 282.616, 306.373, 336.395,
    312.923, 344.148, 350.623, 267.996, 279.233, 290.294, 291.46, 332.63, 322.182, 292.221, 373.81, 278.315,
    280.879, 265.687, 304.55, 327.107, 299.142, 321.586, 330.96, 268.454, 268.057, 283.498, 315.066, 287.659,
    309.789, 316.117, 284.054,
  ],
  year: repeated([1990, 1994, 1998, 2002, 2006, 2010, 2014, 2018], 15),
  subject: each(numbered("s", 15), 8),
};

/** Thirty pairs, whose values are far less alike than those of different pairs. */
export const pairs: ColumnData = {
  y: [
    10.555, 9.052, 10.482, 8.993, 9.861, 10.577, 9.732, 11.038, 10.352, 9.312, 9.092, 10.828, 8.168, 11.701,
    9.241, 10.921, 10.28, 9.392, 8.066, 11.681, 8.91, 10.414, 7.825, 11.536, 8.652, 11.168, 9.54, 10.138,
    11.436, 8.262, 8.908, 10.32, 10.203, 10.269, 8.111, 12.058, 10.662, 9.721, 11.288, 8.459, 10.804, 9.22,
    10.203, 9.551, 8.808, 11.083, 11.717, 8.304, 9.342, 10.478, 8.986, 10.015, 9.346, 10.944, 8.936, 10.608,
    8.639, 11.266, 10.905, 8.91,
  ],
  pair: each(numbered("", 30), 2),
};

/** Four reports on each of nine students, who pass or fail once. */
export const students: ColumnData = {
  student: each(numbered("", 9), 4),
  report: repeated(["A", "B", "C", "D"], 9),
  handwriting: [
    1, 3, 4, 5, 1, 4, 2, 5, 5, 4, 1, 3, 2, 4, 3, 1, 3, 5, 1, 3, 1, 4, 5, 3, 1, 3, 4, 5, 5, 3, 3, 2, 1, 3, 5,
    5,
  ],
  passed: each([1, 1, 1, 1, 0, 0, 0, 0, 0], 4),
};

/** One value of each of eight people in each of two conditions. */
export const conditions: ColumnData = {
  y: [2.1, 1.5, 3.2, 2.5, 0.3, 0.5, 3.4, 1.5, 6.5, 2.5, 3.6, 0.5, 5.7, 1.5, 4.8, 2.5],
  id: each(numbered("s", 8), 2),
  c: repeated(["a", "b"], 8),
};
