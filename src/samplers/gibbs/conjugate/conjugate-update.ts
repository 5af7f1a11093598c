/** The update of a block whose full conditional is of a conjugate pair. */

import type { EmittedFunction } from "../../../density/code/emit.ts";
import { blockName } from "../gibbs-graph.ts";
import type { PowerBlock } from "../power-block.ts";
import type { Update, UpdateContext, UpdateHead } from "../update.ts";
import { conjugatePairs } from "./index.ts";

export interface ConjugateRecipe extends UpdateHead {
  readonly kind: "conjugate";
  /** Its name in the list of pairs. */
  readonly pair: string;
  readonly offset: number;
  readonly size: number;
  /** How many numbers the pair asks for. */
  readonly valueCount: number;
  /** These, number by number over the elements. */
  readonly statistics: EmittedFunction;
}

/** The update of a block by the first pair that fits; null if none does. */
export function conjugateRecipe(block: PowerBlock): ConjugateRecipe | null {
  for (const pair of conjugatePairs) {
    const nodes = pair.match(block);
    if (nodes === null) continue;
    const { graph, parameter, elements } = block;
    return {
      kind: "conjugate",
      block: blockName([parameter]),
      pair: pair.name,
      offset: parameter.input.offset,
      size: elements.size,
      valueCount: nodes.length,
      statistics: graph.statistics(nodes, elements),
    };
  }
  return null;
}

/** Draws element by element from the pair's distribution. */
export function conjugateUpdate(recipe: ConjugateRecipe, context: UpdateContext): Update {
  const { offset, size, valueCount } = recipe;
  const { position, stream } = context;
  const pair = conjugatePairs.find(({ name }) => name === recipe.pair)!;
  const compute = context.instantiate(recipe.statistics);
  const sums = new Float64Array(valueCount * size);
  const values = new Float64Array(valueCount);
  return {
    update() {
      compute(position, sums);
      for (let j = 0; j < size; j++) {
        for (let k = 0; k < valueCount; k++) values[k] = sums[k * size + j]!;
        const drawn = pair.draw(stream, values, position[offset + j]!);
        if (Math.abs(drawn) < Infinity) position[offset + j] = drawn;
      }
    },
  };
}
