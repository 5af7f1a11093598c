/** Distributions of one number as plain data, which a worker can be sent; those that are made of others by what they are made of. */

import type { ChoiceDistribution, ScalarDistribution } from "../distributions/distribution.ts";
import { findDistribution } from "../distributions/index.ts";
import { censored, inflations, type ModifierName, mixture } from "../distributions/modifiers/index.ts";
import type { CheckedDistribution, CheckedScalar } from "../language/checked-model.ts";
import { baseOf } from "../language/parts.ts";

/** A distribution by its name, or a word with the distributions in its parentheses. */
export type DistributionRecipe =
  | { readonly name: string; readonly parts: null }
  | { readonly name: ModifierName; readonly parts: readonly DistributionRecipe[] };

/** Of an outcome, without its truncation. */
export function recipeOf(checked: CheckedDistribution): DistributionRecipe {
  const base = baseOf(checked);
  if (base.kind !== "scalar" || base.modified === undefined)
    return { name: base.distribution.name, parts: null };
  const inside = base.modified.parts.flatMap((part): readonly CheckedScalar[] => {
    if (part.kind === "argument") return [];
    return part.kind === "distribution" ? [part.distribution] : part.distributions;
  });
  return { name: base.modified.modifier, parts: inside.map(recipeOf) };
}

/**
 * The distribution again, for drawing: its arguments are in the order of those of the statement. Of one that is censored the values
 * themselves are drawn, whether or not they would have been seen.
 */
export function cook(recipe: DistributionRecipe): ScalarDistribution | ChoiceDistribution {
  if (recipe.parts === null) {
    const distribution = findDistribution(recipe.name);
    if (distribution === undefined || distribution.kind === "vector")
      throw new Error(`${recipe.name} is no distribution of a column`);
    return distribution;
  }
  const parts = recipe.parts.map(cook).filter((part) => part.kind === "scalar");
  const [base] = parts as [ScalarDistribution];
  switch (recipe.name) {
    case "mixture":
      return mixture(parts);
    case "censored":
      return { ...censored(base, true), ...(base.draw && { draw: base.draw }) };
    default:
      return inflations[recipe.name].make(base);
  }
}
