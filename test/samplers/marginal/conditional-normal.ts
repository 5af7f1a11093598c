/**
 * What is integrated out, given what is sampled, by brute force: a normal distribution whose mean and covariance follow from
 * differences of the joint density's gradient, with no look at the model's structure.
 *
 * log p(w, φ) is quadratic in w: with the curvature A, w | φ ~ N(ŵ, A⁻¹). What a draw holds is affine in w.
 */

import { compile, instantiate } from "../../../src/density/compile.ts";
import type { BoundModel } from "../../../src/model/bound-model.ts";
import { choleskyFactor, choleskySolve } from "../../../src/numeric/cholesky.ts";

export interface ConditionalNormal {
  /** The numbers of a draw that belong to the parameters that are integrated out. */
  readonly names: readonly string[];
  readonly mean: Float64Array;
  /** Row by row. */
  readonly covariance: Float64Array;
}

/** Given `sampled`, the unconstrained numbers of the other parameters in the order of the model. */
export function conditionalNormal(
  model: BoundModel,
  integrated: readonly string[],
  sampled: Float64Array,
): ConditionalNormal {
  const compiled = compile(model);
  const { density, constrain } = instantiate(compiled.recipe);
  const isIntegrated = new Uint8Array(density.dimension);
  for (const { name, node } of compiled.joint.inputs) {
    if (integrated.includes(name)) isIntegrated.fill(1, node.offset, node.offset + node.domain.size);
  }
  const whole = new Float64Array(density.dimension);
  const places = [...isIntegrated.keys()].filter((i) => isIntegrated[i] === 1);
  [...isIntegrated.keys()]
    .filter((i) => isIntegrated[i] === 0)
    .forEach((place, i) => {
      whole[place] = sampled[i]!;
    });
  const gradientAt = (): Float64Array => {
    const gradient = new Float64Array(density.dimension);
    density.evaluate(whole, gradient);
    return Float64Array.from(places, (place) => gradient[place]!);
  };
  const factor = curvatureOf(whole, places, gradientAt);
  // Newton's step is exact; a second one takes away what rounding left.
  for (let round = 0; round < 3; round++) {
    const step = gradientAt();
    choleskySolve(factor, places.length, step);
    places.forEach((place, i) => {
      whole[place]! += step[i]!;
    });
  }
  const owned = compiled.variables
    .map(({ name }, v) => ({ name, v }))
    .filter(({ name }) => integrated.includes(name.replace(/\[.*$/, "")));
  const draw = new Float64Array(compiled.variables.length);
  const drawAt = (): Float64Array => {
    constrain(whole, draw);
    return Float64Array.from(owned, ({ v }) => draw[v]!);
  };
  const mean = drawAt();
  const slopes = places.map((place) => {
    whole[place]! += 1;
    const moved = drawAt();
    whole[place]! -= 1;
    return moved.map((value, v) => value - mean[v]!);
  });
  return { names: owned.map(({ name }) => name), mean, covariance: spread(slopes, factor, mean.length) };
}

/** The Cholesky factor of the negative Hessian, by differences that are exact for a quadratic function. */
function curvatureOf(
  whole: Float64Array,
  places: readonly number[],
  gradientAt: () => Float64Array,
): Float64Array {
  const size = places.length;
  const base = gradientAt();
  const curvature = new Float64Array(size * size);
  places.forEach((place, j) => {
    whole[place]! += 1;
    const moved = gradientAt();
    whole[place]! -= 1;
    for (let i = 0; i < size; i++) curvature[i * size + j] = base[i]! - moved[i]!;
  });
  if (!choleskyFactor(curvature, size)) throw new Error("not concave in what is integrated");
  return curvature;
}

/** S'A⁻¹S, where row i of S says how the numbers of a draw move with coordinate i. */
function spread(slopes: readonly Float64Array[], factor: Float64Array, count: number): Float64Array {
  const covariance = new Float64Array(count * count);
  for (let w = 0; w < count; w++) {
    const solved = Float64Array.from(slopes, (slope) => slope[w]!);
    choleskySolve(factor, slopes.length, solved);
    for (let v = 0; v < count; v++)
      for (const [i, slope] of slopes.entries()) covariance[v * count + w]! += slope[v]! * solved[i]!;
  }
  return covariance;
}
