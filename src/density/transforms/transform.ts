/**
 * What a transform is: how unconstrained numbers become a parameter in its support, with the log of the absolute Jacobian
 * determinant of that map, which the density on the unconstrained scale has in addition.
 */

import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";

/** A parameter of one number per element. */
export interface ScalarTransform {
  readonly name: string;
  /** Whether it serves bounds of this kind: which of the two ends are finite (or formulas). */
  readonly serves: (hasLower: boolean, hasUpper: boolean) => boolean;
  /** Formulas in `u` (unconstrained), `lower` and `upper`. */
  readonly constrain: string;
  /** log |dx/du|. */
  readonly logJacobian: string;
}

/** A parameter of one vector, or one matrix, for each element of `elements`. */
export interface VectorTransform {
  readonly name: string;
  /** How many unconstrained numbers a vector of this length (a matrix of this width) takes. */
  readonly freeCount: (size: number) => number;
  /**
   * The constrained elements: `size` of them, or for a matrix the `size`² of its lower Cholesky factor, row by row;
   * and the terms of the log Jacobian. `u` are the free elements.
   */
  readonly constrain: (
    graph: Graph,
    u: readonly Node[],
    size: number,
  ) => { readonly elements: readonly Node[]; readonly logJacobian: readonly Node[] };
}
