/** When a sweep ends with a jump between modes: where the marginal density was explored and has some apart. */

import type { ParameterStatement } from "../../language/checked-model.ts";
import { compileReduced } from "../marginal/reduced-model.ts";
import { exploreMarginal } from "../marginal/reference.ts";
import type { ModelStructure } from "../model-structure.ts";
import type { ScheduledUpdate } from "./blocks.ts";
import { blockName, type GibbsGraph } from "./gibbs-graph.ts";
import type { DrawnStretch, ModeJumpRecipe } from "./mode-jump.ts";

/** A sweep, with a jump at its end where the marginal density, explored with this seed, has modes apart. */
export function withModeJump(
  graph: GibbsGraph,
  structure: ModelStructure,
  updates: readonly ScheduledUpdate[],
  seed: number,
): readonly ScheduledUpdate[] {
  const recipe = modeJumpRecipe(graph, structure, seed);
  return recipe === null ? updates : [...updates, { recipe, parameters: graph.parameters }];
}

/**
 * Null where the marginal density was not explored, has fewer modes than `leastModes`, or has coordinates that are not those of the graph.
 */
export function modeJumpRecipe(
  graph: GibbsGraph,
  structure: ModelStructure,
  seed: number,
  leastModes = 2,
): ModeJumpRecipe | null {
  const explored = exploreMarginal(structure, seed);
  if (explored === null) return null;
  const { reduced, exploration } = explored;
  const { modes, adapted } = exploration;
  if (adapted === null || modes.length < leastModes) return null;
  const { recipe, variables, parameterizations } = compileReduced(reduced, { isKept: () => true });
  if ([...parameterizations.values()].includes("noncentered")) return null;
  const isSampled = ({ name }: ParameterStatement): boolean => parameterizations.has(name);
  const drawn: DrawnStretch[] = [];
  for (const { statement, input } of graph.parameters) {
    if (isSampled(statement)) continue;
    const places = variables.flatMap(({ quantity }, v) => (quantity === statement.name ? [v] : []));
    // The free numbers of what is integrated out are its values.
    if (places.length !== input.domain.size) return null;
    drawn.push({ offset: input.offset, places });
  }
  const namesOf = (wanted: boolean): string =>
    blockName(graph.parameters.filter(({ statement }) => isSampled(statement) === wanted));
  const [proposed, along] = [namesOf(true), namesOf(false)];
  return {
    kind: "mode jump",
    block: `${proposed} with ${along} along`,
    proposed,
    along,
    model: recipe,
    proposal: adapted.mixture,
    drawn,
    modes: modes.length,
  };
}
