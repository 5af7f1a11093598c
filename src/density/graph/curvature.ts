/**
 * Second derivatives of a density as nodes of its graph: the quadratic form x'Hx of its Hessian H, as a sum of products of differentials,
 *
 *     d'Hd = Σ over parts, Σ over the elements i of the part's domain:  weight_i · d one_i · d other_i
 *
 * where one and other are free numbers that an element reads. A node v = φ(a, b, …) with adjoint v̄ gives v̄ · dφ_a · da for each argument a, φ_a being
 * the partial derivative by it. Differentials of nodes are replaced by those of their arguments until all are of free numbers. Where two
 * come from one coarser domain the product is added up there, so that it stays with the rows only if two factors cross. Source: Gower & Mello
 * (2012), A new framework for the computation of Hessians, Optimization Methods and Software 27:251 (edge pushing), with a node
 * of many numbers in place of each number.
 */

import { type Domain, scalarDomain } from "../../model/domains.ts";
import { remembered } from "../../model/remembered.ts";
import { multiply, scale, sumOf } from "./arithmetic.ts";
import { differentialOf, isFree } from "./differential.ts";
import { differentiate, type Seed } from "./differentiate.ts";
import type { Graph } from "./graph.ts";
import { commonGather } from "./hoisting.ts";
import { gather } from "./movement.ts";
import type { Node } from "./node.ts";
import { total } from "./total.ts";

/** Σ weight · d one · d other over the domain. */
export interface CurvaturePart {
  readonly one: Node;
  readonly other: Node;
  readonly weight: Node;
  readonly domain: Domain;
}

/** Products that are replaced at most: with more, the graph would be too large. */
const mostProducts = 20_000;
/** Numbers that may be made of data on the way, such as products of covariates. */
const mostNumbers = 30_000_000;

/** Null where a node has no second derivatives, or one element of a product meets many of another. */
export function curvatureOf(graph: Graph, seeds: readonly Seed[]): CurvaturePart[] | null {
  graph.currentLine = null;
  const products = new Products(graph);
  for (const { node, adjoint, domain } of seeds) products.add(node, adjoint, graph.constant(1), domain);
  differentiate(graph, seeds, (argument, partial, adjoint, domain) =>
    products.add(argument, partial, adjoint, domain),
  );
  return products.reduce();
}

/** A product that waits; its weight is the sum of what was added. */
interface Product {
  readonly one: Node;
  readonly other: Node;
  readonly domain: Domain;
  readonly weights: Node[];
}

class Products {
  private readonly graph: Graph;
  /** By the node that is replaced next: of two that are not free numbers, the one that was made last. */
  private readonly waiting = new Map<Node, Map<string, Product>>();
  private readonly free = new Map<string, Product>();
  private readonly heldAtFirst: number;
  private count = 0;

  constructor(graph: Graph) {
    this.graph = graph;
    this.heldAtFirst = graph.numbersHeld;
  }

  /** Both nodes are over the domain, or scalar. */
  add(left: Node, right: Node, weight: Node, domain: Domain): void {
    if (left.isData || right.isData || (weight.kind === "constant" && weight.value === 0)) return;
    this.count++;
    const [one, other] = orderOf(left, right);
    const key = `${one.id} ${other.id} ${domain.id}`;
    const list = isFree(one) ? this.free : remembered(this.waiting, one, () => new Map<string, Product>());
    remembered(list, key, () => ({ one, other, domain, weights: [] })).weights.push(weight);
  }

  /** Until all are of free numbers; null where that cannot be. */
  reduce(): CurvaturePart[] | null {
    while (this.waiting.size > 0 && !this.isTooMuch()) {
      const node = latest(this.waiting.keys());
      const list = this.waiting.get(node)!;
      this.waiting.delete(node);
      for (const product of list.values()) if (!this.replace(product)) return null;
    }
    if (this.isTooMuch()) return null;
    return this.gathered();
  }

  private isTooMuch(): boolean {
    return this.count > mostProducts || this.graph.numbersHeld - this.heldAtFirst > mostNumbers;
  }

  /** The products of free numbers, each added up where it can be. */
  private gathered(): CurvaturePart[] {
    const parts = new Map<string, Product>();
    for (const product of this.free.values()) {
      let part = this.weighed(product);
      for (let next = this.lifted(part); next !== null; next = this.lifted(part)) part = next;
      const [one, other] = orderOf(part.one, part.other);
      const key = `${one.id} ${other.id} ${part.domain.id}`;
      const list = remembered(parts, key, () => ({ one, other, domain: part.domain, weights: [] }));
      list.weights.push(part.weight);
    }
    return [...parts.values()].map((product) => this.weighed(product));
  }

  private weighed({ one, other, domain, weights }: Product): CurvaturePart {
    return { one, other, domain, weight: sumOf(this.graph, weights) };
  }

  /** The same product added up over a coarser domain that both come from; null if there is none. */
  private lifted({ one, other, weight, domain }: CurvaturePart): CurvaturePart | null {
    if (domain === scalarDomain) return null;
    const { graph } = this;
    if (one.domain === scalarDomain && other.domain === scalarDomain)
      return { one, other, domain: scalarDomain, weight: total(graph, weight, domain, null) };
    const shared = commonGather(graph, [one, other]);
    if (shared === null) return null;
    const [source, otherSource] = shared.sources;
    return {
      one: source!,
      other: otherSource!,
      domain: shared.map.to,
      weight: total(graph, weight, domain, shared.map),
    };
  }

  /** By products of the arguments of its first node; false where that cannot be. */
  private replace(product: Product): boolean {
    const part = this.weighed(product);
    const lifted = this.lifted(part);
    if (lifted !== null) {
      this.add(lifted.one, lifted.other, lifted.weight, lifted.domain);
      return true;
    }
    const { one, other, weight, domain } = part;
    if (one.kind === "total") return this.replaceTotal(one, part);
    const terms = differentialOf(this.graph, one);
    if (terms === null) return false;
    if (one !== other) {
      for (const { node, factor } of terms)
        this.add(node, other, multiply(this.graph, weight, factor), domain);
      return true;
    }
    terms.forEach((first, i) => {
      for (const second of terms.slice(i)) {
        const both = multiply(this.graph, weight, first.factor, second.factor);
        this.add(first.node, second.node, scale(this.graph, first === second ? 1 : 2, both), domain);
      }
    });
    return true;
  }

  /** A sum times what each of its elements has one of. */
  private replaceTotal(
    { operation, source, map, domain: own }: Extract<Node, { kind: "total" }>,
    { one, other, weight, domain }: CurvaturePart,
  ): boolean {
    if (operation !== "sum" || one === other || domain !== own) return false;
    const carry = (node: Node): Node => (map === null ? node : gather(this.graph, node, map));
    this.add(source, carry(other), carry(weight), source.domain);
    return true;
  }
}

/** The node that is to be replaced before the other: it is no free number, and was made later. */
function orderOf(left: Node, right: Node): [Node, Node] {
  if (isFree(left) !== isFree(right)) return isFree(left) ? [right, left] : [left, right];
  return left.id >= right.id ? [left, right] : [right, left];
}

function latest(nodes: Iterable<Node>): Node {
  let found: Node | null = null;
  for (const node of nodes) if (found === null || node.id > found.id) found = node;
  return found!;
}
