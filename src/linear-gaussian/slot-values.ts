/** Slots as nodes of the density's graph: standard deviations, elements of correlations' factors, sampled locations. */

import { multiply } from "../density/graph/arithmetic.ts";
import { call } from "../density/graph/call.ts";
import { component } from "../density/graph/movement.ts";
import type { Node } from "../density/graph/node.ts";
import type { Joint } from "../density/joint/joint.ts";
import { scalarDomain } from "../model/domains.ts";
import type { HyperAtom, Slot } from "../structure/linear-form.ts";

/** The value of a slot: the product of its atoms. */
export function slotNode(joint: Joint, { atoms }: Slot): Node {
  return multiply(joint.graph, ...atoms.map((atom) => atomNode(joint, atom)));
}

function atomNode(joint: Joint, { value, seen }: HyperAtom): Node {
  const { graph, translator, model } = joint;
  if (value.kind === "factor") {
    return translator.translateFactor(value.expression, scalarDomain)[value.row * value.size + value.column]!;
  }
  let node: Node;
  if (seen === null) node = translator.translate(value.expression, scalarDomain);
  else {
    const selection = model.domains.addSelection(seen.from, Int32Array.of(seen.element));
    node = component(graph, translator.translate(value.expression, selection), 0, 1, scalarDomain);
  }
  return value.isReciprocal ? call(graph, "divide", [graph.constant(1), node]) : node;
}
