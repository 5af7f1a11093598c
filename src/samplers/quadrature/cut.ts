/**
 * A graph cut in two: what depends on φ alone is computed once for a position, and handed as numbers to what is computed at each node of a
 * quadrature. Sums and products are cut within, so that Xβ is one number of each row.
 */

import type { Output } from "../../density/code/schedule.ts";
import { linear, multiply } from "../../density/graph/arithmetic.ts";
import type { Graph } from "../../density/graph/graph.ts";
import {
  type InputNode,
  isLeaf,
  type LinearNode,
  type Node,
  type ProductNode,
} from "../../density/graph/node.ts";
import { unreachable } from "../../problems/unreachable.ts";

export class GraphCut {
  private readonly graph: Graph;
  private readonly isInner: (node: Node) => boolean;
  private readonly handed = new Map<Node, InputNode>();
  private readonly inner = new Map<Node, Node>();

  /** `isInner` says of a node whether it is computed at each node of a quadrature. */
  constructor(graph: Graph, isInner: (node: Node) => boolean) {
    this.graph = graph;
    this.isInner = isInner;
  }

  /** What is to be handed, and where it goes in a position: beyond all inputs that there were. */
  get outputs(): Output[] {
    return [...this.handed].map(([node, { domain, offset }]) => ({ node, domain, offset }));
  }

  /** The node as the inner function computes it. */
  of(node: Node): Node {
    if (node.isData) return node;
    if (!this.isInner(node)) return this.hand(node);
    const known = this.inner.get(node);
    if (known !== undefined) return known;
    const rewritten = this.rewrite(node);
    // A node of its own, made after all that it is computed from.
    const made = isLeaf(node) ? node : this.graph.intern(`cut ${node.id}`, rewritten);
    this.inner.set(node, made);
    return made;
  }

  private hand(node: Node): Node {
    const known = this.handed.get(node);
    if (known !== undefined) return known;
    const input = this.graph.input(node.domain);
    this.handed.set(node, input);
    return input;
  }

  private rewrite(node: Node): Node {
    switch (node.kind) {
      case "constant":
      case "data":
      case "input":
        return node;
      case "linear":
        return this.rewriteLinear(node);
      case "product":
        return this.rewriteProduct(node);
      case "call":
        return { ...node, arguments: node.arguments.map((one) => this.of(one)) };
      case "stack":
        return { ...node, components: node.components.map((one) => this.of(one)) };
      case "gather":
      case "component":
      case "total":
      case "rank":
        return { ...node, source: this.of(node.source) };
      default:
        return unreachable(node);
    }
  }

  /** All terms that depend on φ alone are one. */
  private rewriteLinear(node: LinearNode): Node {
    const outer = node.terms.filter((term) => !term.node.isData && !this.isInner(term.node));
    const others = node.terms.filter((term) => !outer.includes(term));
    const own = others.map(({ coefficient, node: term }) => ({ coefficient, node: this.of(term) }));
    if (outer.length === 0) return { ...node, terms: own };
    const sum = linear(this.graph, node.constant, outer);
    return { ...node, constant: 0, terms: [...own, { coefficient: 1, node: this.hand(sum) }] };
  }

  private rewriteProduct(node: ProductNode): Node {
    const outer = node.factors.filter((one) => !one.isData && !this.isInner(one));
    const others = node.factors.filter((one) => !outer.includes(one)).map((one) => this.of(one));
    if (outer.length === 0) return { ...node, factors: others };
    return { ...node, factors: [...others, this.hand(multiply(this.graph, ...outer))] };
  }
}
