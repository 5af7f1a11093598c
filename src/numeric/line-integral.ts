/**
 * Integrals over a whole line of positive functions with one hill, given as logarithms, by the trapezoidal rule: of what is smooth and
 * vanishes at both ends its error falls exponentially with the number of points. Source: Trefethen & Weideman (2014), SIAM Review 56, 385-458.
 */

import { exp } from "./exponential.ts";
import { log } from "./logarithm.ts";

/** Equidistant points with the logarithm of the function there, ascending; beyond both ends it is negligible. */
export interface LinePoints {
  readonly from: number;
  readonly step: number;
  readonly logs: Float64Array;
}

export interface LineOptions {
  /** Steps to the width of the hill: where the logarithm has fallen by a half. */
  readonly stepsPerWidth: number;
  /** What is smaller than the top by this factor, as a logarithm, is negligible. */
  readonly depth: number;
}

/** More points are not taken, as of functions that do not vanish. */
const mostPoints = 4000;
const leastStep = 1e-3;

/** `start`: a place near the top, if it is known. */
export function samplePoints(f: (x: number) => number, start: number, options: LineOptions): LinePoints {
  const { stepsPerWidth, depth } = options;
  const at = climb(f, start);
  const top = f(at);
  const step = widthOf(f, at, top) / stepsPerWidth;
  const side = (direction: 1 | -1): number[] => {
    const logs: number[] = [];
    for (let i = 1; i < mostPoints; i++) {
      const value = f(at + direction * i * step);
      if (!(value > top - depth)) break;
      logs.push(value);
    }
    return logs;
  };
  const left = side(-1);
  return {
    from: at - left.length * step,
    step,
    logs: Float64Array.from([...left.reverse(), top, ...side(1)]),
  };
}

/** The logarithm of the integral. */
export function logIntegralOf({ step, logs }: LinePoints): number {
  const top = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  return top + log(step * logs.reduce((sum, value) => sum + exp(value - top), 0));
}

/** A place near the top, uphill from the start. */
function climb(f: (x: number) => number, start: number): number {
  let [at, value] = [start, f(start)];
  for (let step = 1; step > 0.05; step /= 3)
    for (const direction of [step, -step])
      for (let next = f(at + direction); next > value; next = f(at + direction))
        [at, value] = [at + direction, next];
  return at;
}

/** How far from the top the logarithm falls by a half, on the steeper side; within a factor of 1.5. */
function widthOf(f: (x: number) => number, at: number, top: number): number {
  const fall = (width: number): number => {
    const lower = Math.min(f(at - width), f(at + width));
    return Number.isNaN(lower) ? Infinity : top - lower;
  };
  let width = 1;
  while (width > leastStep && fall(width) > 0.5) width /= 1.5;
  while (width < 1 / leastStep && fall(1.5 * width) < 0.5) width *= 1.5;
  return width;
}
