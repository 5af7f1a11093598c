/**
 * Reverse-mode differentiation at compile time: adjoints are nodes of the same graph, built by the same simplifying
 * constructors, so that the gradient shares what it can with the density and its sums are taken apart as well.
 *
 * A node's adjoint ∂ℓ/∂node is over the node's domain. Nodes are visited against the order of their creation, when all that
 * uses a node has given its share. Source: Griewank & Walther (2008), chapter 3; the partial derivatives are those of
 * `numeric/scalar-functions.ts`.
 */

import type { Domain } from "../../model/domains.ts";
import { remembered } from "../../model/remembered.ts";
import { unreachable } from "../../problems/unreachable.ts";
import { asWhole, multiply, scale, sumOf } from "./arithmetic.ts";
import { call } from "./call.ts";
import { partialsOfCall } from "./differential.ts";
import type { Graph } from "./graph.ts";
import { component, gather, stack } from "./movement.ts";
import { dependencies, type InputNode, type Node } from "./node.ts";
import { total } from "./total.ts";

/** A contribution to the adjoint of `node`: ∂ℓ/∂node has `adjoint` among its terms, one per element of `domain`. */
export interface Seed {
  readonly node: Node;
  readonly adjoint: Node;
  /** Where the contribution arises: each element of it uses `node` once. */
  readonly domain: Domain;
}

/** Is told of each partial derivative of a node over a domain by an argument that is no constant, with the node's adjoint. */
export type PartialObserver = (argument: Node, partial: Node, adjoint: Node, domain: Domain) => void;

/** The gradient: for each input that the seeds depend on, its adjoint over its domain. */
export function differentiate(
  graph: Graph,
  seeds: readonly Seed[],
  observe?: PartialObserver,
): ReadonlyMap<InputNode, Node> {
  return new ReversePass(graph, observe).from(seeds).run(new Set()).gradient;
}

/** The adjoint of one node over its domain, as of a variable of its own; null where the seeds do not depend on it. */
export function adjointOf(graph: Graph, seeds: readonly Seed[], node: Node): Node | null {
  const { watched } = new ReversePass(graph).from(seeds).run(new Set([node]));
  return watched.get(node) ?? null;
}

interface ComponentShares {
  readonly elements: Domain;
  /** By component. */
  readonly parts: readonly Node[][];
}

class ReversePass {
  private readonly graph: Graph;
  private readonly shares = new Map<Node, Node[]>();
  /** Of a vector node, the shares of its components, for each way in which it was taken for vectors. */
  private readonly componentShares = new Map<Node, ComponentShares[]>();
  private readonly pending: Node[] = [];
  private readonly known = new Set<Node>();
  private readonly observe: PartialObserver | undefined;

  constructor(graph: Graph, observe?: PartialObserver) {
    this.graph = graph;
    this.observe = observe;
  }

  /** Adds a share that arises over `domain` to the adjoint of a node, which is of that domain or scalar. */
  contribute(node: Node, share: Node, domain: Domain): void {
    if (node.isData || (share.kind === "constant" && share.value === 0)) return;
    this.enqueue(node);
    const settled = node.domain === domain ? share : total(this.graph, share, domain, null);
    remembered(this.shares, node, () => []).push(settled);
  }

  from(seeds: readonly Seed[]): this {
    for (const seed of seeds) this.contribute(seed.node, seed.adjoint, seed.domain);
    return this;
  }

  /** Adjoints of inputs, and of the nodes that are watched; what these are made of is not looked at. */
  run(watching: ReadonlySet<Node>): {
    readonly gradient: ReadonlyMap<InputNode, Node>;
    readonly watched: ReadonlyMap<Node, Node>;
  } {
    const gradient = new Map<InputNode, Node>();
    const watched = new Map<Node, Node>();
    while (this.pending.length > 0) {
      const node = this.takeLatest();
      const adjoint = this.adjointOf(node);
      if (watching.has(node)) watched.set(node, adjoint);
      else if (node.kind === "input") gradient.set(node, adjoint);
      else this.propagate(node, adjoint);
    }
    return { gradient, watched };
  }

  private enqueue(node: Node): void {
    const waiting = [node];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (this.known.has(next)) continue;
      this.known.add(next);
      this.pending.push(next);
      for (const dependency of dependencies(next)) if (!dependency.isData) waiting.push(dependency);
    }
  }

  /** The pending node that was created last: nothing that is still pending uses it. */
  private takeLatest(): Node {
    let latest = 0;
    for (let i = 1; i < this.pending.length; i++) {
      if (this.pending[i]!.id > this.pending[latest]!.id) latest = i;
    }
    const [node] = this.pending.splice(latest, 1);
    return node!;
  }

  private adjointOf(node: Node): Node {
    const shares = [...(this.shares.get(node) ?? [])];
    for (const { elements, parts } of this.componentShares.get(node) ?? []) {
      const components = parts.map((part) => sumOf(this.graph, part));
      shares.push(stack(this.graph, components, elements, node.domain));
    }
    const adjoint = sumOf(this.graph, shares);
    // The adjoints of a chain of sums are a chain, too.
    return node.kind === "linear" && node.isWhole ? asWhole(this.graph, adjoint) : adjoint;
  }

  private propagate(node: Exclude<Node, InputNode>, adjoint: Node): void {
    const { graph } = this;
    switch (node.kind) {
      case "linear":
        for (const term of node.terms) {
          this.contribute(term.node, scale(graph, term.coefficient, adjoint), node.domain);
        }
        return;
      case "product":
        node.factors.forEach((factor, i) => {
          const others = node.factors.filter((_, k) => k !== i);
          this.contribute(factor, multiply(graph, adjoint, ...others), node.domain);
          if (!factor.isData) this.observe?.(factor, multiply(graph, ...others), adjoint, node.domain);
        });
        return;
      case "call":
        for (const { node: argument, factor } of partialsOfCall(graph, node) ?? []) {
          this.contribute(argument, multiply(graph, adjoint, factor), node.domain);
          this.observe?.(argument, factor, adjoint, node.domain);
        }
        return;
      case "gather":
        this.contribute(node.source, total(graph, adjoint, node.domain, node.map), node.map.to);
        return;
      case "component":
        this.contributeComponent(node, adjoint);
        return;
      case "stack":
        node.components.forEach((part, k) => {
          const width = node.components.length;
          this.contribute(part, component(graph, adjoint, k, width, node.elements), node.elements);
        });
        return;
      case "total":
        this.propagateTotal(node, adjoint);
        return;
      case "rank":
      case "constant":
      case "data":
        return;
      default:
        unreachable(node);
    }
  }

  private contributeComponent(node: Extract<Node, { kind: "component" }>, share: Node): void {
    this.enqueue(node.source);
    const views = remembered(this.componentShares, node.source, () => []);
    let vector = views.find((one) => one.elements === node.domain && one.parts.length === node.width);
    if (vector === undefined) {
      vector = { elements: node.domain, parts: Array.from({ length: node.width }, () => []) };
      views.push(vector);
    }
    vector.parts[node.index]!.push(share);
  }

  private propagateTotal(node: Extract<Node, { kind: "total" }>, adjoint: Node): void {
    const { graph } = this;
    const domain = node.source.domain;
    const spread = node.map === null ? adjoint : gather(graph, adjoint, node.map);
    if (node.operation === "sum") {
      this.contribute(node.source, spread, domain);
      return;
    }
    // The least (greatest) element moves its extreme, the others do not.
    const isExtreme = call(graph, "equal", [node.source, node]);
    this.contribute(node.source, multiply(graph, isExtreme, spread), domain);
  }
}
