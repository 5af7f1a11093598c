/** Densities with known answers, written by hand. */

import type { LogDensity } from "../../../src/density/log-density.ts";
import type { RandomStream } from "../../../src/numeric/random-stream.ts";

export function independentNormal(variances: readonly number[]): LogDensity {
  return {
    dimension: variances.length,
    evaluate(position, gradient) {
      let logDensity = 0;
      for (let i = 0; i < variances.length; i++) {
        gradient[i] = -position[i] / variances[i];
        logDensity += 0.5 * position[i] * gradient[i];
      }
      return logDensity;
    },
  };
}

/** Two standard normals with a correlation. */
export function correlatedNormal(correlation: number): LogDensity {
  const scale = 1 / (1 - correlation * correlation);
  return {
    dimension: 2,
    evaluate([x, y], gradient) {
      gradient[0] = -scale * (x - correlation * y);
      gradient[1] = -scale * (y - correlation * x);
      return 0.5 * (x * gradient[0] + y * gradient[1]);
    },
  };
}

/** x ~ N(0, 1), y | x ~ N(x²/2, ½²). */
export const banana: LogDensity = {
  dimension: 2,
  evaluate([x, y], gradient) {
    const residual = (y - 0.5 * x * x) / 0.25;
    gradient[0] = -x + residual * x;
    gradient[1] = -residual;
    return -0.5 * x * x - 0.125 * residual * residual;
  },
};

export function drawBanana(stream: RandomStream, spread = 1): [number, number] {
  const x = spread * stream.normal();
  return [x, 0.5 * x * x + 0.5 * stream.normal()];
}

/** Neal's funnel: v ~ N(0, 3²), xᵢ | v ~ N(0, eᵛ). */
export function funnel(leaves: number): LogDensity {
  return {
    dimension: leaves + 1,
    evaluate(position, gradient) {
      const v = position[0];
      const precision = Math.exp(-v);
      let squares = 0;
      for (let i = 1; i <= leaves; i++) {
        squares += position[i] * position[i];
        gradient[i] = -precision * position[i];
      }
      gradient[0] = -v / 9 + 0.5 * precision * squares - 0.5 * leaves;
      return -(v * v) / 18 - 0.5 * precision * squares - 0.5 * leaves * v;
    },
  };
}

/** θ = log x of x ~ Gamma(shape, rate). */
export function logGammaVariate(shape: number, rate: number): LogDensity {
  return {
    dimension: 1,
    evaluate(position, gradient) {
      const scaled = rate * Math.exp(position[0]);
      gradient[0] = shape - scaled;
      return shape * position[0] - scaled;
    },
  };
}

/** θ = logit p of p ~ Beta(a, b): the posterior of a proportion. */
export function logitBetaVariate(a: number, b: number): LogDensity {
  return {
    dimension: 1,
    evaluate(position, gradient) {
      const p = 1 / (1 + Math.exp(-position[0]));
      gradient[0] = a - (a + b) * p;
      return a * Math.log(p) + b * Math.log(1 - p);
    },
  };
}

export const cauchy: LogDensity = {
  dimension: 1,
  evaluate(position, gradient) {
    const square = position[0] * position[0];
    gradient[0] = (-2 * position[0]) / (1 + square);
    return -Math.log(1 + square);
  },
};

/** N(0, I + Σ (λ - 1)·vvᵀ) for orthonormal v. */
export function normalWithDirections(
  dimension: number,
  directions: readonly { readonly vector: Float64Array; readonly variance: number }[],
): LogDensity {
  return {
    dimension,
    evaluate(position, gradient) {
      for (let i = 0; i < dimension; i++) gradient[i] = -position[i];
      for (const { vector, variance } of directions) {
        let product = 0;
        for (let i = 0; i < dimension; i++) product += vector[i] * position[i];
        for (let i = 0; i < dimension; i++) gradient[i] += (1 - 1 / variance) * product * vector[i];
      }
      let logDensity = 0;
      for (let i = 0; i < dimension; i++) logDensity += 0.5 * position[i] * gradient[i];
      return logDensity;
    },
  };
}
