/** An increasing vector: x_1 = u_1, x_k = x_(k-1) + exp(u_k). Source: Stan reference manual, "Ordered vector". */

import { addOn } from "../graph/arithmetic.ts";
import { call } from "../graph/call.ts";
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
