/** A density of log x, given as a logarithm without its constant, as numbers of x: its constant, mean and central interval. */

import { exp } from "../numeric/exponential.ts";
import { type LinePoints, logIntegralOf, samplePoints } from "../numeric/line-integral.ts";
import { intervalProbabilities } from "../posterior/quantile.ts";

/** A number for each u = log x. */
export type LogDensities = (u: number) => number;

export interface MarginalCurve {
  readonly mean: number;
  readonly median: number;
  /** Ends of the central interval. */
  readonly lower: number;
  readonly upper: number;
  /** The logarithm of the integral over u: what the density lacks. */
  readonly logTotal: number;
}

/** Probabilities beyond are below 10⁻⁷. */
const outer = { stepsPerWidth: 5, depth: 20 } as const;

export function marginalCurve(logDensity: LogDensities, prob: number): MarginalCurve {
  const points = samplePoints(logDensity, 0, outer);
  const logTotal = logIntegralOf(points);
  const { from, step, logs } = points;
  const density = logs.map((value) => exp(value - logTotal));
  const mean = density.reduce((sum, value, i) => sum + step * value * exp(from + i * step), 0);
  const below = cumulated(points, density);
  const [lower, upper] = intervalProbabilities(prob);
  const at = (probability: number): number => exp(placeOf(points, density, below, probability));
  return { mean, median: at(0.5), lower: at(lower), upper: at(upper), logTotal };
}

/**
 * Probabilities below each point: the trapezoidal rule with the corrections of its upper end, h/2 f - h²/12 f′ + h⁴/720 f‴ (Euler and
 * Maclaurin), derivatives from differences.
 */
function cumulated({ step }: LinePoints, density: Float64Array): Float64Array {
  const f = (i: number): number => density[i] ?? 0;
  let sum = 0;
  return density.map((value, i) => {
    const first = (8 * (f(i + 1) - f(i - 1)) - (f(i + 2) - f(i - 2))) / 12;
    const third = (f(i + 2) - 2 * f(i + 1) + 2 * f(i - 1) - f(i - 2)) / 2;
    const below = step * (sum + value / 2 - first / 12 + third / 720);
    sum += value;
    return below;
  });
}

/** Between two points the distribution function is the cubic with its values and slopes there. */
function placeOf(
  { from, step }: LinePoints,
  density: Float64Array,
  below: Float64Array,
  probability: number,
): number {
  const next = below.findIndex((value) => value >= probability);
  if (next <= 0) return next === 0 ? from : from + (below.length - 1) * step;
  const i = next - 1;
  const [p, q] = [below[i]!, below[next]!];
  const [a, b] = [step * density[i]!, step * density[next]!];
  const at = (t: number): number =>
    p + t * a + t * t * (3 * (q - p) - 2 * a - b) + t * t * t * (a + b - 2 * (q - p));
  let [low, high] = [0, 1];
  for (let n = 0; n < 40; n++) {
    const middle = (low + high) / 2;
    if (at(middle) < probability) low = middle;
    else high = middle;
  }
  return from + step * (i + low);
}
