/** Differentials of nodes by those of their arguments, and the free numbers that are at the end of them. */

import { type Domain, scalarDomain } from "../../model/domains.ts";
import { scalarFunctions } from "../../numeric/scalar-functions.ts";
import { multiply } from "./arithmetic.ts";
import { applyFormula } from "./call.ts";
import type { Graph } from "./graph.ts";
import { component, gather } from "./movement.ts";
import type { CallNode, Node, ProductNode, StackNode } from "./node.ts";

/** factor · d node; the factor is over the node's domain, or scalar. */
export interface DifferentialTerm {
  readonly node: Node;
  readonly factor: Node;
}

/** Whether a node only reads free numbers. */
export function isFree(node: Node): boolean {
  return coreOf(node).kind === "input";
}

/** Of a node that only reads free numbers: which one each element of the domain reads. */
export function freePlaces(node: Node, domain: Domain): Int32Array {
  const own = placesOf(node);
  return node.domain === domain ? own : new Int32Array(domain.size).fill(own[0]!);
}

/** For each element of its own domain. */
function placesOf(node: Node): Int32Array {
  switch (node.kind) {
    case "input":
      return Int32Array.from({ length: node.domain.size }, (_, i) => node.offset + i);
    case "gather": {
      const places = placesOf(node.source);
      return node.map.indices.map((i) => places[i]!);
    }
    case "component": {
      const places = placesOf(node.source);
      const { width, index } = node;
      return Int32Array.from({ length: node.domain.size }, (_, i) => places[i * width + index]!);
    }
    default:
      throw new Error(`a ${node.kind} node is computed`);
  }
}

/** What a node reads, by whatever way. */
function coreOf(node: Node): Node {
  return node.kind === "gather" || node.kind === "component" ? coreOf(node.source) : node;
}

/**
 * The terms of d node; null where it has no derivative that is a formula, and of a sum, which has no such terms.
 * What is read of an element is read of its terms.
 */
export function differentialOf(graph: Graph, node: Node): DifferentialTerm[] | null {
  if (node.kind === "gather" || node.kind === "component") {
    const terms = differentialOf(graph, node.source);
    return (
      terms?.map((term) => ({
        node: readThrough(graph, node, term.node),
        factor: readThrough(graph, node, term.factor),
      })) ?? null
    );
  }
  switch (node.kind) {
    case "linear":
      return node.terms.map((term) => ({ node: term.node, factor: graph.constant(term.coefficient) }));
    case "product":
      return partialsOfProduct(graph, node);
    case "call":
      return partialsOfCall(graph, node);
    case "stack":
      return termsOfStack(graph, node);
    default:
      return null;
  }
}

/** Each component, where it stands; null where it is of elements that the vectors' numbers cannot be traced to. */
function termsOfStack(graph: Graph, { components, elements, domain }: StackNode): DifferentialTerm[] | null {
  const width = components.length;
  const map = elements === scalarDomain ? null : graph.domains.mapBetween(domain, elements);
  if (elements !== scalarDomain && !map?.indices.every((index, i) => index === Math.floor(i / width)))
    return null;
  return components.map((part, k) => ({
    node: map === null ? part : gather(graph, part, map),
    factor: graph.data(
      domain,
      Float64Array.from({ length: domain.size }, (_, i) => Number(i % width === k)),
    ),
  }));
}

/** Another node of the source's domain, read in the same way. */
function readThrough(graph: Graph, way: Extract<Node, { kind: "gather" | "component" }>, node: Node): Node {
  if (node.domain === scalarDomain) return node;
  if (way.kind === "gather") return gather(graph, node, way.map);
  return component(graph, node, way.index, way.width, way.domain);
}

/** Of each factor the product of all others. */
function partialsOfProduct(graph: Graph, { factors }: ProductNode): DifferentialTerm[] {
  return factors.map((node, i) => ({ node, factor: multiply(graph, ...factors.filter((_, k) => k !== i)) }));
}

/** Of arguments that are no data; null where the function has no derivatives. */
export function partialsOfCall(graph: Graph, node: CallNode): DifferentialTerm[] | null {
  const [a, b, c] = node.arguments;
  const names = { a: a!, b: b ?? a!, c: c ?? a!, f: node };
  const { partials } = scalarFunctions[node.function];
  if (partials.length === 0) return null;
  return partials.flatMap((partial, i) => {
    const argument = node.arguments[i]!;
    return argument.isData ? [] : [{ node: argument, factor: applyFormula(graph, partial, names) }];
  });
}
