/**
 * The slow obvious twin of the marginal density: parameters that the joint log density is quadratic in are integrated out by their
 * full Hessian, found from differences of gradients, with no look at the model's structure.
 *
 * log ∫ p(w, φ) dw = log p(ŵ, φ) - ½ log|A| + q/2 log 2π,  A = -∂² log p/∂w²
 */

import { compile, instantiate } from "../../../src/density/compile.ts";
import type { BoundModel } from "../../../src/model/bound-model.ts";
import { choleskyFactor, choleskySolve } from "../../../src/numeric/cholesky.ts";

export interface BruteForce {
  /** Numbers that are left, in the order of the joint position. */
  readonly dimension: number;
  /** The normalized marginal log density at unconstrained values of what is left. */
  readonly value: (position: Float64Array) => number;
}

/** Integrates the named parameters out of a model. */
export function bruteForce(model: BoundModel, integrated: readonly string[]): BruteForce {
  const compiled = compile(model);
  const { density } = instantiate(compiled.recipe);
  const { joint } = compiled;
  const isIntegrated = new Uint8Array(density.dimension);
  for (const { name, node } of joint.inputs) {
    if (integrated.includes(name)) isIntegrated.fill(1, node.offset, node.offset + node.domain.size);
  }
  const places = [...isIntegrated.keys()].filter((i) => isIntegrated[i] === 1);
  const free = [...isIntegrated.keys()].filter((i) => isIntegrated[i] === 0);
  const size = places.length;
  const value = (position: Float64Array): number => {
    const whole = new Float64Array(density.dimension);
    free.forEach((place, i) => {
      whole[place] = position[i]!;
    });
    const gradient = new Float64Array(density.dimension);
    // Newton's step is exact; more of them take away what rounding left.
    let result = Number.NaN;
    for (let round = 0; round < 4; round++) {
      density.evaluate(whole, gradient);
      const base = gradient.slice();
      const curvature = new Float64Array(size * size);
      for (let j = 0; j < size; j++) {
        const place = places[j]!;
        const old = whole[place]!;
        whole[place] = old + 1;
        density.evaluate(whole, gradient);
        whole[place] = old;
        for (let i = 0; i < size; i++) curvature[i * size + j] = base[places[i]!]! - gradient[places[i]!]!;
      }
      if (!choleskyFactor(curvature, size)) throw new Error("not concave in what is integrated");
      const step = Float64Array.from(places, (place) => base[place]!);
      choleskySolve(curvature, size, step);
      places.forEach((place, i) => {
        whole[place]! += step[i]!;
      });
      let halfLogDeterminant = 0;
      for (let k = 0; k < size; k++) halfLogDeterminant += Math.log(curvature[k * size + k]!);
      result =
        density.evaluate(whole, gradient) -
        halfLogDeterminant +
        (size / 2) * Math.log(2 * Math.PI) +
        joint.droppedConstant;
    }
    return result;
  };
  return { dimension: free.length, value };
}
