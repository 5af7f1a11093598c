/**
 * A vector of positive numbers that sum to one, by breaking a stick: z_k = inv_logit(u_k - log(K - k)) is the share
 * of what is left that element k takes; u = 0 gives equal elements. Source: Stan reference manual, "Unit simplex".
 */

import { add, multiply, multiplyOn } from "../graph/arithmetic.ts";
import { applyFormula } from "../graph/call.ts";
import type { Node } from "../graph/node.ts";
import type { VectorTransform } from "./transform.ts";

export const simplex: VectorTransform = {
  name: "simplex",
  freeCount: (size) => size - 1,
  constrain: (graph, u, size) => {
    const elements: Node[] = [];
    const logJacobian: Node[] = [];
    let left: Node = graph.constant(1);
    u.forEach((free, k) => {
      const equalShare = applyFormula(graph, "log(count)", { count: graph.constant(size - 1 - k) });
      const shifted = applyFormula(graph, "u - equal_share", { u: free, equal_share: equalShare });
      elements.push(multiply(graph, left, applyFormula(graph, "inv_logit(s)", { s: shifted })));
      // dx_k/du_k = left · z (1 - z)
      logJacobian.push(
        applyFormula(graph, "log(left) + log_inv_logit(s) + log_inv_logit(-s)", { left, s: shifted }),
      );
      left = multiplyOn(graph, left, applyFormula(graph, "inv_logit(-s)", { s: shifted }));
    });
    elements.push(left);
    return { elements, logJacobian: logJacobian.length === 0 ? [] : [add(graph, ...logJacobian)] };
  },
};
