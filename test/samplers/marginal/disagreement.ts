/**
 * How far the marginal density of a model, its gradient, and joint draws of what is integrated out are from brute force: integration
 * by the full Hessian, finite differences, and the conditional normal distribution.
 */

import type { BoundModel } from "../../../src/model/bound-model.ts";
import { numericalGradient, requireBound, scattered } from "../../density/harness.ts";
import { bruteForce } from "./brute-force.ts";
import { conditionalNormal } from "./conditional-normal.ts";
import { type IntegratedModel, integrate } from "./integrated-model.ts";
import { drawer, momentsOf } from "./joint-moments.ts";
import { exampleColumns } from "./marginal-models.ts";

/** The largest of each. A number that is not finite is an infinite disagreement. */
export interface Disagreement {
  /** Relative, of the log density. */
  readonly density: number;
  /** Relative to 1 and the slope. */
  readonly gradient: number;
  /** Relative to the mean and the sd. */
  readonly mean: number;
  /** Relative to both sds. */
  readonly covariance: number;
}

const columns = exampleColumns();

/** Of a model of the example columns. */
export function disagreementOf(text: string): Disagreement {
  const model = requireBound(text, columns);
  const whole = integrate(model);
  const { dimension } = whole.density;
  const positions = [0.6, -0.7].map((shift) =>
    Float64Array.from(scattered(dimension, 0.4, 3), (x) => x + shift),
  );
  return {
    density: worst(positions, densityError(model, whole)),
    gradient: worst(positions.slice(0, 1), gradientError(whole)),
    ...drawErrors(model, whole, positions[1]!),
  };
}

function worst<Value>(values: Iterable<Value>, errorOf: (value: Value) => number): number {
  let largest = 0;
  for (const value of values) {
    const error = errorOf(value);
    largest = Math.max(largest, Number.isFinite(error) ? error : Infinity);
  }
  return largest;
}

function densityError(model: BoundModel, { density, integrated }: IntegratedModel) {
  const slow = bruteForce(model, integrated);
  return (position: Float64Array): number =>
    slow.dimension === position.length
      ? Math.abs(density.value(position) / slow.value(position) - 1)
      : Infinity;
}

function gradientError({ density }: IntegratedModel) {
  return (position: Float64Array): number => {
    const gradient = new Float64Array(position.length);
    density.evaluate(position, gradient);
    const numeric = numericalGradient((at) => density.value(at), position);
    return worst(numeric.keys(), (i) => Math.abs(gradient[i]! - numeric[i]!) / (1 + Math.abs(numeric[i]!)));
  };
}

function drawErrors(
  model: BoundModel,
  whole: IntegratedModel,
  position: Float64Array,
): Pick<Disagreement, "mean" | "covariance"> {
  const exact = conditionalNormal(model, whole.integrated, position);
  const { mean, covariance } = momentsOf(drawer(whole, position, exact.names));
  const count = mean.length;
  const sds = Float64Array.from(mean, (_, v) => Math.sqrt(exact.covariance[v * (count + 1)]!));
  return {
    mean: worst(
      mean.keys(),
      (v) => Math.abs(mean[v]! - exact.mean[v]!) / (sds[v]! + Math.abs(exact.mean[v]!)),
    ),
    covariance: worst(covariance.keys(), (at) => {
      const both = sds[Math.floor(at / count)]! * sds[at % count]!;
      return Math.abs(covariance[at]! - exact.covariance[at]!) / both;
    }),
  };
}
