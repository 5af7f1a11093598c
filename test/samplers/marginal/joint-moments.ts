/** Joint draws at fixed values of what is sampled, and their exact moments: from streams of zeros, and of one in one place. */

import { NestedEffectsDraw } from "../../../src/linear-gaussian/nested-effects-draw.ts";
import type { RandomStream } from "../../../src/numeric/random-stream.ts";
import type { ConditionalNormal } from "./conditional-normal.ts";
import type { IntegratedModel } from "./integrated-model.ts";

/** Draws at fixed values of what is sampled: the numbers of the parameters that are integrated out. */
export function drawer(
  { density, compiled }: IntegratedModel,
  position: Float64Array,
  names: readonly string[],
) {
  const { recipe, variables } = compiled;
  const joint = new NestedEffectsDraw(density.likelihood, recipe.innermost);
  const whole = new Float64Array(recipe.hyperparameterDensity.dimension);
  const draw = new Float64Array(recipe.hyperparameterDensity.width);
  const places = names.map((name) => variables.findIndex((variable) => variable.name === name));
  return (stream: RandomStream): Float64Array => {
    density.complete(position, joint, stream, whole);
    density.hyperparameters.constrain(whole, draw);
    return Float64Array.from(places, (place) => draw[place]!);
  };
}

/** A stream whose normal numbers are 0 but for one, which is 1; `asked` counts them. */
function unitStream(one: number) {
  const state = { asked: 0 };
  const refuse = (): never => {
    throw new Error("a joint draw wants normal numbers only");
  };
  const stream: RandomStream = {
    normal: () => (state.asked++ === one ? 1 : 0),
    uniform: refuse,
    gamma: refuse,
    exponential: refuse,
    state: refuse,
  };
  return { stream, state };
}

/** Mean and covariance of an affine function of normal numbers, from S. */
export function momentsOf(draw: (stream: RandomStream) => Float64Array): Omit<ConditionalNormal, "names"> {
  const { stream, state } = unitStream(-1);
  const mean = draw(stream);
  const count = mean.length;
  const covariance = new Float64Array(count * count);
  for (let k = 0; k < state.asked; k++) {
    const column = draw(unitStream(k).stream).map((value, v) => value - mean[v]!);
    for (let v = 0; v < count; v++)
      for (let w = 0; w < count; w++) covariance[v * count + w]! += column[v]! * column[w]!;
  }
  return { mean, covariance };
}
