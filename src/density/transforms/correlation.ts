/**
 * The lower Cholesky factor L of a correlation matrix, from partial correlations z_ij = tanh(u_ij), i > j:
 * L_ij = z_ij · √r_ij with r_ij = 1 - Σ_{m<j} L_im², and L_ii = √r_ii. Source: Lewandowski, Kurowicka & Joe (2009); Stan
 * reference manual, "Cholesky factors of correlation matrices".
 *
 * The Jacobian is that of the elements below the diagonal: ∂L_ij/∂u_ij = √r_ij · (1 - z_ij²).
 */

import { applyFormula } from "../graph/call.ts";
import type { Node } from "../graph/node.ts";
import type { VectorTransform } from "./transform.ts";

export const correlation: VectorTransform = {
  name: "correlation",
  freeCount: (size) => (size * (size - 1)) / 2,
  constrain: (graph, u, size) => {
    const elements: Node[] = new Array<Node>(size * size).fill(graph.constant(0));
    const logJacobian: Node[] = [];
    elements[0] = graph.constant(1);
    let next = 0;
    for (let i = 1; i < size; i++) {
      let left: Node = graph.constant(1);
      for (let j = 0; j < i; j++) {
        const free = u[next++]!;
        const element = applyFormula(graph, "tanh(u) * sqrt(r)", { u: free, r: left });
        elements[i * size + j] = element;
        // log(1 - tanh²(u)) = 2 (log 2 - u - log(1 + exp(-2u))), without cancellation
        logJacobian.push(
          applyFormula(graph, "0.5 * log(r) + 2 * (log_two - u - log1p_exp(-2 * u))", { u: free, r: left }),
        );
        // r (1 - z²) instead of r - L²: no cancellation when |z| is near 1
        left = applyFormula(graph, "r * exp(2 * (log_two - u - log1p_exp(-2 * u)))", { u: free, r: left });
      }
      elements[i * size + i] = applyFormula(graph, "sqrt(r)", { r: left });
    }
    return { elements, logJacobian };
  },
};
