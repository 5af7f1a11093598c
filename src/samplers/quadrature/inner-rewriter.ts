/** A graph written anew as far as it depends on group effects, each node once. */

import type { Graph } from "../../density/graph/graph.ts";
import type { Node } from "../../density/graph/node.ts";

export abstract class InnerRewriter {
  protected readonly graph: Graph;
  protected readonly isInner: (node: Node) => boolean;
  private readonly known = new Map<Node, Node>();

  /** `isInner` says of a node whether it depends on effects. */
  constructor(graph: Graph, isInner: (node: Node) => boolean) {
    this.graph = graph;
    this.isInner = isInner;
  }

  /** The same value by another road. */
  of(node: Node): Node {
    if (node.isData || !this.isInner(node)) return node;
    const known = this.known.get(node);
    if (known !== undefined) return known;
    const made = this.rewrite(node);
    this.known.set(node, made);
    return made;
  }

  /** Of a node that depends on effects and was not asked for before. */
  protected abstract rewrite(node: Node): Node;
}
