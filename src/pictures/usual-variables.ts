/** Which variables a picture has where none are named. */

import type { Draws, Variable } from "../posterior/draws.ts";

/** Single numbers first, then those of short lists, what the sampler tells (`lp__`), and last effects of groups, predictions and what is told of each observation. */
export function byWeight(
  variables: readonly Variable[],
  effects: readonly { readonly variables: readonly string[] }[],
): Variable[] {
  const ofGroups = new Set(effects.flatMap((role) => role.variables));
  const sizes = new Map<string, number>();
  for (const { quantity } of variables) sizes.set(quantity, (sizes.get(quantity) ?? 0) + 1);
  const weightOf = ({ name, quantity, levels, isPrediction }: Variable): number => {
    if (isPrediction === true || /^(log_?lik|y_?rep)/i.test(quantity)) return Number.MAX_SAFE_INTEGER;
    if (levels.length === 0 && name === quantity) return name.endsWith("__") ? 1e6 : 0;
    return (sizes.get(quantity) ?? 1) + (ofGroups.has(name) ? 1e9 : 1);
  };
  // Sorting is stable: what weighs the same stays in its order.
  return [...variables].sort((a, b) => weightOf(a) - weightOf(b));
}

/** Draws of the wanted variables, in the order in which they are wanted; these are some of the draws' own. */
export function drawsInOrder(draws: Draws, wanted: readonly Variable[]): Draws {
  const places = wanted.map((one) => draws.variables.indexOf(one));
  return { ...draws, variables: wanted, values: places.map((place) => draws.values[place]!) };
}
