/** The values that recipes are functions of: standard deviations, elements of correlations' factors, sampled locations. */

import { multiply } from "../density/graph/arithmetic.ts";
import { call } from "../density/graph/call.ts";
import { component } from "../density/graph/movement.ts";
import type { Node } from "../density/graph/node.ts";
import type { Joint } from "../density/joint/joint.ts";
import { scalarDomain } from "../model/domains.ts";
import type { HyperAtom, Multiplier } from "../structure/linear-form.ts";

/** The multipliers that a recipe asks for, numbered in the order in which it does. */
export class MultiplierValues {
  readonly multipliers: Multiplier[] = [];

  /** The number of the multiplier's value; -1 for none. */
  numberOf(multiplier: Multiplier | null): number {
    if (multiplier === null) return -1;
    const known = this.multipliers.findIndex(({ key }) => key === multiplier.key);
    return known >= 0 ? known : this.multipliers.push(multiplier) - 1;
  }

  /** The values as nodes of the density's graph: products of atoms. */
  nodes(joint: Joint): Node[] {
    return this.multipliers.map(({ atoms }) =>
      multiply(joint.graph, ...atoms.map((atom) => atomNode(joint, atom))),
    );
  }
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
