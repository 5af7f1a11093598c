/** Hessians from the graphs of models, held against differences of their gradients. */

import { expect } from "vitest";
import { instantiateFunction } from "../../src/density/compile.ts";
import { compileCurvature } from "../../src/density/compile-curvature.ts";
import { type CompiledText, scattered } from "./harness.ts";

/** Along so many numbers at most. */
const mostColumns = 8;

/** By row; null where the graph has none. */
function hessianOf({ joint, density }: CompiledText, position: Float64Array): Float64Array[] | null {
  const curvature = compileCurvature(joint);
  if (curvature === null) return null;
  const values = new Float64Array(curvature.size);
  instantiateFunction(curvature.emitted)(position, values);
  const hessian = Array.from(position, () => new Float64Array(density.dimension));
  for (const { offset, one, other } of curvature.stretches) {
    one.forEach((i, k) => {
      const j = other[k]!;
      hessian[i]![j]! += values[offset + k]! / 2;
      hessian[j]![i]! += values[offset + k]! / 2;
    });
  }
  return hessian;
}

/** A column by central differences. */
function columnAt({ density }: CompiledText, position: Float64Array, i: number): Float64Array {
  const [up, down] = [1e-5, -1e-5].map((step) => {
    const gradient = new Float64Array(position.length);
    density.evaluate(
      position.map((x, k) => (k === i ? x + step : x)),
      gradient,
    );
    return gradient;
  });
  return up!.map((one, j) => (one - down![j]!) / 2e-5);
}

/** Whether it has a Hessian, which is that of differences then. */
export function hasHessian(compiled: CompiledText): boolean {
  const { dimension } = compiled.density;
  const position = Float64Array.from(scattered(dimension, 0.9, 1));
  const hessian = hessianOf(compiled, position);
  if (hessian === null) return false;
  const stride = Math.ceil(dimension / mostColumns);
  for (let i = 0; i < dimension; i += stride) {
    columnAt(compiled, position, i).forEach((expected, j) => {
      const size = 1 + Math.abs(expected) + Math.sqrt(Math.abs(hessian[i]![i]! * hessian[j]![j]!));
      const own = hessian[i]![j]!;
      expect(Math.abs(own - expected), `${i}, ${j}: ${own} for ${expected}`).toBeLessThan(1e-5 * size);
    });
  }
  return true;
}
