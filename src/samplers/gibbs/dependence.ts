/**
 * Which elements of a block each value depends on: an abstract evaluation of the graph that carries, in place of a number, the index
 * of the element. Elements that never meet in one term of the log density are independent given all else, so they can be updated
 * at once.
 */

import { reachable } from "../../density/code/schedule.ts";
import { dependencies, type Node } from "../../density/graph/node.ts";
import type { Domain } from "../../model/domains.ts";
import { unreachable } from "../../problems/unreachable.ts";

/** `none`, `one` element for each element of the node's domain (-1 where there is none), or `many`. */
export type Dependence =
  | { readonly kind: "none" }
  | { readonly kind: "one"; readonly elements: Int32Array }
  | { readonly kind: "many" };

const none: Dependence = { kind: "none" };
const many: Dependence = { kind: "many" };

/** A variable of a block: a node with the block's element that each of its numbers belongs to. */
export interface BlockVariable {
  readonly node: Node;
  readonly elements: Int32Array;
}

/** Answers for one block; nodes may be made while it is used. */
export class DependenceAnalysis {
  private readonly variables: ReadonlyMap<Node, Int32Array>;
  private readonly known = new Map<Node, Dependence>();

  constructor(variables: readonly BlockVariable[]) {
    this.variables = new Map(variables.map(({ node, elements }) => [node, elements]));
  }

  of(root: Node): Dependence {
    const known = this.known.get(root);
    if (known !== undefined) return known;
    for (const node of reachable([root])) if (!this.known.has(node)) this.known.set(node, this.derive(node));
    return this.known.get(root)!;
  }

  isFree(node: Node): boolean {
    return this.of(node).kind === "none";
  }

  private derive(node: Node): Dependence {
    const own = this.variables.get(node);
    if (own !== undefined) return { kind: "one", elements: own };
    if (node.isData) return none;
    switch (node.kind) {
      case "constant":
      case "data":
      case "input":
        return none;
      case "linear":
      case "product":
      case "call":
        return this.together(dependencies(node), node.domain);
      case "gather":
        return this.picked(node.source, node.domain.size, (i) => node.map.indices[i]!);
      case "component":
        return this.picked(node.source, node.domain.size, (i) => i * node.width + node.index);
      case "stack":
        return this.stacked(node.components, node.domain.size);
      case "total":
        return this.gathered(node.source, node.domain.size, node.map?.indices ?? null);
      case "rank":
        return this.known.get(node.source)!.kind === "none" ? none : many;
      default:
        return unreachable(node);
    }
  }

  /** What several values over one domain depend on together. */
  private together(nodes: readonly Node[], domain: Domain): Dependence {
    const elements = new Int32Array(domain.size).fill(-1);
    let isOne = false;
    for (const node of nodes) {
      const dependence = this.known.get(node)!;
      if (dependence.kind === "many") return many;
      if (dependence.kind === "none") continue;
      isOne = true;
      const isScalar = dependence.elements.length === 1;
      for (let i = 0; i < elements.length; i++) {
        if (!meet(elements, i, dependence.elements[isScalar ? 0 : i]!)) return many;
      }
    }
    return isOne ? { kind: "one", elements } : none;
  }

  private picked(source: Node, size: number, indexOf: (i: number) => number): Dependence {
    const dependence = this.known.get(source)!;
    if (dependence.kind !== "one") return dependence;
    return {
      kind: "one",
      elements: Int32Array.from({ length: size }, (_, i) => dependence.elements[indexOf(i)]!),
    };
  }

  private stacked(components: readonly Node[], size: number): Dependence {
    const elements = new Int32Array(size).fill(-1);
    const width = components.length;
    for (const [k, node] of components.entries()) {
      const dependence = this.known.get(node)!;
      if (dependence.kind === "many") return many;
      if (dependence.kind === "none") continue;
      const isScalar = dependence.elements.length === 1;
      for (let i = 0; i * width < size; i++) elements[i * width + k] = dependence.elements[isScalar ? 0 : i]!;
    }
    return elements.every((element) => element === -1) ? none : { kind: "one", elements };
  }

  private gathered(source: Node, size: number, targets: Int32Array | null): Dependence {
    const dependence = this.known.get(source)!;
    if (dependence.kind !== "one") return dependence;
    const elements = new Int32Array(size).fill(-1);
    for (let i = 0; i < dependence.elements.length; i++) {
      if (!meet(elements, targets === null ? 0 : targets[i]!, dependence.elements[i]!)) return many;
    }
    return { kind: "one", elements };
  }
}

/** Whether place i, which depends on `elements[i]`, may depend on `element` too and still on one only. */
function meet(elements: Int32Array, i: number, element: number): boolean {
  if (element === -1 || elements[i] === element) return true;
  if (elements[i] !== -1) return false;
  elements[i] = element;
  return true;
}
