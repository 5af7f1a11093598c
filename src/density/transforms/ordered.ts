/**
 * An increasing vector: x_1 = u_1, x_k = x_(k-1) + exp(u_k). Source: Stan reference manual, "Ordered vector".
 *
 * Between bounds, of which one may be missing. Above a lower bound the steps are exponentials, x_k = x_(k-1) + exp(u_k)
 * with the bound for x_0; below an upper one they go down from it. Between two, each element takes a share of what is left up to the upper
 * one, x_k = x_(k-1) + (upper - x_(k-1)) inv_logit(u_k - log(K + 1 - k)): a stick that is broken into the K + 1 gaps (Stan reference manual,
 * "Unit simplex"), of which u = 0 makes equal ones.
 */

import { addOn, scale } from "../graph/arithmetic.ts";
import { applyFormula, call } from "../graph/call.ts";
import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { VectorTransform } from "./transform.ts";

export const ordered: VectorTransform = {
  name: "ordered",
  freeCount: (size) => size,
  constrain: (graph, u) => {
    const elements: Node[] = [];
    u.forEach((free, k) => {
      elements.push(k === 0 ? free : addOn(graph, elements[k - 1]!, call(graph, "exp", [free])));
    });
    // dx_k/du_k = exp(u_k) for k > 1
    return { elements, logJacobian: u.slice(1) };
  },
};

/** The bounds are over the elements that have a vector each; not both may be missing (`ordered`). */
export function orderedBetween(lower: Node | null, upper: Node | null): VectorTransform {
  return {
    name: "ordered between bounds",
    freeCount: (size) => size,
    constrain: (graph, u) => {
      if (lower !== null && upper !== null) return shares(graph, u, lower, upper);
      const elements = lower === null ? steps(graph, u, upper!, -1) : steps(graph, u, lower, 1);
      // |dx_k/du_k| = exp(u_k), and dx_k/du_j = 0 for the u_j that are further from the bound.
      return { elements, logJacobian: u };
    },
  };
}

/** Upwards from a lower bound, or downwards from an upper one; in increasing order. */
function steps(graph: Graph, u: readonly Node[], bound: Node, sign: 1 | -1): readonly Node[] {
  const elements: Node[] = [];
  for (const free of sign === 1 ? u : u.toReversed()) {
    const step = scale(graph, sign, call(graph, "exp", [free]));
    elements.push(addOn(graph, elements.at(-1) ?? bound, step));
  }
  return sign === 1 ? elements : elements.reverse();
}

function shares(
  graph: Graph,
  u: readonly Node[],
  lower: Node,
  upper: Node,
): ReturnType<VectorTransform["constrain"]> {
  const elements: Node[] = [];
  const logJacobian: Node[] = [];
  let logLeft = applyFormula(graph, "log(upper - lower)", { upper, lower });
  u.forEach((free, k) => {
    const s = applyFormula(graph, "u - log(count)", { u: free, count: graph.constant(u.length - k) });
    // dx_k/du_k = left · z (1 - z), with the logarithm of what is left, which is small near the upper bound.
    const names = { left: logLeft, s };
    const step = applyFormula(graph, "exp(left + log_inv_logit(s))", names);
    elements.push(addOn(graph, elements.at(-1) ?? lower, step));
    logJacobian.push(applyFormula(graph, "left + log_inv_logit(s) + log_inv_logit(-s)", names));
    logLeft = addOn(graph, logLeft, applyFormula(graph, "log_inv_logit(-s)", { s }));
  });
  return { elements, logJacobian };
}
