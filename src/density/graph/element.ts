/** Reading single elements of nodes that depend on no parameter, which is how constants are folded. */

import { type Domain, scalarDomain } from "../../model/domains.ts";
import type { Graph } from "./graph.ts";
import type { Node } from "./node.ts";

/** Element `i` of a data node; a scalar has the same value at each. */
export function elementAt(node: Node, i: number): number {
  switch (node.kind) {
    case "constant":
      return node.value;
    case "data":
      return node.values[i]!;
    case "gather":
      return elementAt(node.source, node.map.indices[i]!);
    case "component":
      return elementAt(node.source, i * node.width + node.index);
    case "stack": {
      const width = node.components.length;
      return elementAt(node.components[i % width]!, Math.floor(i / width));
    }
    default:
      throw new Error(`a ${node.kind} node is not data`);
  }
}

/** The constant or data node over `domain` whose element i is `value(i)`. */
export function fold(graph: Graph, domain: Domain, value: (i: number) => number): Node {
  if (domain === scalarDomain) return graph.constant(value(0));
  const values = new Float64Array(domain.size);
  for (let i = 0; i < values.length; i++) values[i] = value(i);
  return graph.data(domain, values);
}

/** The domain of an expression over these nodes: the one that is not scalar, of which there may be one only. */
export function commonDomain(nodes: readonly Node[]): Domain {
  let domain = scalarDomain;
  for (const node of nodes) {
    if (node.domain === scalarDomain || node.domain === domain) continue;
    if (domain !== scalarDomain) {
      throw new Error(`nodes over ${domain.name} and ${node.domain.name} in one expression`);
    }
    domain = node.domain;
  }
  return domain;
}
