/**
 * Parameters on their own scale to unconstrained numbers and back, in numbers and not in code: the inverses of `density/transforms/`, where
 * draws are to be seen on the scale that a normal distribution is fitted to. Where a transform's Jacobian is wanted it is that of the way back, x(u).
 */

import { exp } from "../numeric/exponential.ts";
import { log, log1p } from "../numeric/logarithm.ts";
import { tanh } from "../numeric/trigonometric.ts";

/** A part of what is given, of one element or one vector. Numbers stand at `at` in `values`, free ones at `from` in `free`. */
export interface Coordinates {
  /** Numbers on their own scale, and free ones. */
  readonly size: number;
  readonly freeCount: number;
  /** Own scale → free. */
  readonly free: (values: Float64Array, at: number, free: Float64Array, from: number) => void;
  /** Free → own scale; gives log |dx/du|. */
  readonly constrain: (free: Float64Array, from: number, values: Float64Array, at: number) => number;
}

/** log(1 + e^x) */
function softplus(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/** Of one number between ends, of which each may be infinite: u, log(x - lower), -log(upper - x) backwards, or the logit. */
export function scalarCoordinates(lower: number, upper: number): Coordinates {
  const hasLower = lower > Number.NEGATIVE_INFINITY;
  const hasUpper = upper < Number.POSITIVE_INFINITY;
  const one = { size: 1, freeCount: 1 };
  if (hasLower && hasUpper)
    return {
      ...one,
      free: (values, at, free, from) => {
        free[from] = log((values[at]! - lower) / (upper - values[at]!));
      },
      constrain: (free, from, values, at) => {
        const u = free[from]!;
        values[at] = lower + (upper - lower) * exp(-softplus(-u));
        return log(upper - lower) - softplus(-u) - softplus(u);
      },
    };
  if (!hasLower && !hasUpper)
    return {
      ...one,
      free: (values, at, free, from) => {
        free[from] = values[at]!;
      },
      constrain: (free, from, values, at) => {
        values[at] = free[from]!;
        return 0;
      },
    };
  const [end, sign] = hasLower ? [lower, 1] : [upper, -1];
  return {
    ...one,
    free: (values, at, free, from) => {
      free[from] = log(sign * (values[at]! - end));
    },
    constrain: (free, from, values, at) => {
      values[at] = end + sign * exp(free[from]!);
      return free[from]!;
    },
  };
}

/** An increasing vector: x_1, then the logarithms of the steps. */
export function orderedCoordinates(size: number): Coordinates {
  return {
    size,
    freeCount: size,
    free: (values, at, free, from) => {
      free[from] = values[at]!;
      for (let k = 1; k < size; k++) free[from + k] = log(values[at + k]! - values[at + k - 1]!);
    },
    constrain: (free, from, values, at) => {
      values[at] = free[from]!;
      let logJacobian = 0;
      for (let k = 1; k < size; k++) {
        values[at + k] = values[at + k - 1]! + exp(free[from + k]!);
        logJacobian += free[from + k]!;
      }
      return logJacobian;
    },
  };
}

/** A simplex, by breaking a stick: logits of the shares of what is left, all 0 where the elements are equal. */
export function simplexCoordinates(size: number): Coordinates {
  return {
    size,
    freeCount: size - 1,
    free: (values, at, free, from) => {
      // What is left is added up from the end, where differences from 1 would lose digits.
      let left = values[at + size - 1]!;
      for (let k = size - 2; k >= 0; k--) {
        free[from + k] = log(values[at + k]! / left) + log(size - 1 - k);
        left += values[at + k]!;
      }
    },
    constrain: (free, from, values, at) => {
      let [logLeft, logJacobian] = [0, 0];
      for (let k = 0; k < size - 1; k++) {
        const s = free[from + k]! - log(size - 1 - k);
        values[at + k] = exp(logLeft - softplus(-s));
        logJacobian += logLeft - softplus(-s) - softplus(s);
        logLeft -= softplus(s);
      }
      values[at + size - 1] = exp(logLeft);
      return logJacobian;
    },
  };
}

/**
 * The factor L of a correlation matrix Ω = LLᵀ, `size`² numbers row by row, by its partial correlations: L_ij = tanh(u_ij) √r_ij with
 * r_ij = 1 - Σ_{m<j} L_im². The Jacobian is that of the elements of Ω below its diagonal: Π √r_ij (1 - z_ij²) of those of L, times
 * Π L_ii^(K-i), i from 1.
 */
export function correlationCoordinates(size: number): Coordinates {
  return {
    size: size * size,
    freeCount: (size * (size - 1)) / 2,
    free: (values, at, free, from) => {
      let next = from;
      for (let i = 1; i < size; i++) {
        let left = 1;
        for (let j = 0; j < i; j++) {
          const element = values[at + i * size + j]!;
          const z = element / Math.sqrt(left);
          free[next++] = 0.5 * (log1p(z) - log1p(-z));
          left -= element * element;
        }
      }
    },
    constrain: (free, from, values, at) => {
      values.fill(0, at, at + size * size);
      values[at] = 1;
      let next = from;
      let logJacobian = 0;
      for (let i = 1; i < size; i++) {
        let logLeft = 0;
        for (let j = 0; j < i; j++) {
          const u = free[next++]!;
          // log(1 - tanh² u)
          const logRest = 2 * (Math.LN2 - u - softplus(-2 * u));
          values[at + i * size + j] = tanh(u) * exp(0.5 * logLeft);
          logJacobian += 0.5 * logLeft + logRest;
          logLeft += logRest;
        }
        values[at + i * size + i] = exp(0.5 * logLeft);
        logJacobian += 0.5 * (size - 1 - i) * logLeft;
      }
      return logJacobian;
    },
  };
}
