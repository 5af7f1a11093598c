/** Faults that are planted in recipes: these are plain data, so that a copy with other numbers or another text is another sampler. */

import type { EmittedFunction } from "../../src/density/code/emit.ts";
import type { UpdateRecipe } from "../../src/samplers/gibbs/blocks.ts";
import type { ChainRecipe } from "../../src/samplers/sampler.ts";
import { dataOf, jointOf, recipeOf } from "../samplers/recipes.ts";
import type { SamplerUnderTest } from "./samplers.ts";

/** A generated function with lines of JavaScript after it, which see `position`, `target` and `value`. */
export function andThen(emitted: EmittedFunction, lines: string, before = ""): EmittedFunction {
  const text = `const original = (() => {\n${emitted.text}\n})();
${before}
return (position, target) => {
  let value = original(position, target);
  ${lines}
  return value;
};`;
  return { ...emitted, text };
}

/** The sampler with its recipes changed; they are made as ever for other data, where its chains learn. */
export function withRecipe(
  sampler: SamplerUnderTest,
  change: (recipe: ChainRecipe) => ChainRecipe,
): SamplerUnderTest {
  return {
    ...sampler,
    prepareBy: (other) => {
      const prepare = sampler.prepareBy(other);
      return (model) => {
        const { recipe, names } = prepare(model);
        return { recipe: model === other ? recipe : change(recipe), names };
      };
    },
  };
}

/** The update of a Gibbs sampler's block, of the kind that `change` is for, changed. */
export function withUpdate<Kind extends UpdateRecipe["kind"]>(
  sampler: SamplerUnderTest,
  kind: Kind,
  block: string,
  change: (update: Extract<UpdateRecipe, { kind: Kind }>) => UpdateRecipe,
): SamplerUnderTest {
  return withRecipe(sampler, (recipe) => {
    const data = dataOf(recipe, "gibbs");
    const isIt = (update: UpdateRecipe): update is Extract<UpdateRecipe, { kind: Kind }> =>
      update.kind === kind && update.block === block;
    if (!data.updates.some(isIt)) throw new Error(`no ${kind} of ${block}`);
    const updates = data.updates.map((update) => (isIt(update) ? change(update) : update));
    return recipeOf("gibbs", { ...data, updates });
  });
}

/** The log density of all parameters changed, `target` being the gradient. */
export function withDensity(sampler: SamplerUnderTest, lines: string): SamplerUnderTest {
  return withRecipe(sampler, (recipe) => {
    const data = jointOf(recipe);
    if (data === null) throw new Error(`expected a joint recipe, found one of ${recipe.sampler}`);
    const density = { ...data.density, density: andThen(data.density.density, lines) };
    return { ...recipe, data: { ...data, density } };
  });
}
