/** Densities of known shape and evidence to explore. */

import type { ExploredDensity } from "../../../src/samplers/exploration/modes.ts";
import type { CoordinateScales, PriorRange } from "../../../src/samplers/exploration/prior-range.ts";

/** A normal distribution with its share of a mixture. */
export interface Bump {
  readonly share: number;
  readonly mean: readonly number[];
  readonly sd: number;
}

/** e^`logHeight` times a mixture of round normal distributions: its evidence. */
export function bumps(parts: readonly Bump[], logHeight = 0): ExploredDensity {
  const dimension = parts[0]!.mean.length;
  const evaluate = (x: Float64Array, gradient: Float64Array): number => {
    const logs = parts.map(({ share, mean, sd }) => {
      const squares = mean.reduce((sum, m, i) => sum + ((x[i]! - m) / sd) ** 2, 0);
      return Math.log(share) - 0.5 * squares - dimension * Math.log(sd * Math.sqrt(2 * Math.PI));
    });
    const most = Math.max(...logs);
    const total = logs.reduce((sum, one) => sum + Math.exp(one - most), 0);
    gradient.fill(0);
    parts.forEach(({ mean, sd }, k) => {
      const own = Math.exp(logs[k]! - most) / total;
      mean.forEach((m, i) => {
        gradient[i]! -= (own * (x[i]! - m)) / sd ** 2;
      });
    });
    return logHeight + most + Math.log(total);
  };
  return { dimension, evaluate, value: (x) => evaluate(x, new Float64Array(dimension)) };
}

export const unitScales = (dimension: number): CoordinateScales => ({
  isLog: new Array<boolean>(dimension).fill(false),
  dataSd: 1,
  dataExtent: 1,
});

/** A range of ±`half` in each coordinate. */
export function rangeOf(dimension: number, half: number): PriorRange {
  const box = (times: number) => ({
    lower: new Float64Array(dimension).fill(-half * times),
    upper: new Float64Array(dimension).fill(half * times),
  });
  return {
    center: new Float64Array(dimension),
    scale: new Float64Array(dimension).fill(half),
    boxes: [box(1), box(2)],
  };
}
