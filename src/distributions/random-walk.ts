/**
 * The random walk of first order: x₁ ~ N(0, first²), and each further element differs from the one before it by
 * N(0, d·sd²), where d is how far apart the two are, 1 where labels do not say. Source: Rue & Held (2005), section 3.3.1.
 *
 * The first element has a proper distribution of its own; without it the density would be improper, as a level that is added to
 * all elements would not change it.
 */

import { positiveSupport, type VectorDistribution } from "./distribution.ts";
import { chainDensity, drawChain } from "./gaussian-chain.ts";

const links: NonNullable<VectorDistribution["chain"]> = (algebra, [sds, firsts], distances) =>
  distances.map((distance, k) => {
    if (k === 0) return { coefficient: null, sd: firsts![0]! };
    const own = { sd: sds![0]!, root: algebra.constant(Math.sqrt(distance)) };
    return {
      coefficient: algebra.constant(1),
      sd: distance === 1 ? own.sd : algebra.formula("root * sd", own),
    };
  });

export const randomWalk: VectorDistribution = {
  kind: "vector",
  name: "random_walk",
  description: "A walk along a plate, whose steps are normal and independent.",
  arguments: [
    { name: "sd", support: positiveSupport, shape: "scalar", description: "standard deviation of a step" },
    {
      name: "first",
      support: positiveSupport,
      shape: "scalar",
      description: "standard deviation of the first element about 0",
      defaultArgument: "sd",
    },
  ],
  support: { kind: "vector" },
  chain: links,
  logDensity: (algebra, x, values, distances = unitDistances(x.length)) =>
    chainDensity(algebra, x, links(algebra, values, distances)),
  draw: (stream, [sds, firsts], size, distances = unitDistances(size)) =>
    drawChain(
      stream,
      distances.map((distance, k) =>
        k === 0
          ? { coefficient: null, sd: firsts![0]! }
          : { coefficient: 1, sd: Math.sqrt(distance) * sds![0]! },
      ),
    ),
};

/** Of `size` elements that are one step apart. */
export function unitDistances(size: number): number[] {
  return new Array<number>(size).fill(1);
}
