/**
 * Adding up over a domain. A sum is taken apart and what does not vary in it is taken out, so that the loop over
 * the rows keeps the fewest operations: Σ(a·x + b·y) = a·Σx + b·Σy, Σ c = n·c, and the value of a group counts as often as it
 * has rows.
 */

import { countElements, type Domain, type IndexMap, scalarDomain } from "../../model/domains.ts";
import { linear, multiply, scale, sumOf } from "./arithmetic.ts";
import { elementAt, fold } from "./element.ts";
import type { Graph } from "./graph.ts";
import { gather } from "./movement.ts";
import type { GatherNode, LinearNode, Node, ProductNode, StackNode } from "./node.ts";

/**
 * Σ of `node` over the elements of `domain` that `map` sends to each element of `map.to`; over all of them where `map`
 * is null. A scalar node counts once for each element.
 */
export function total(graph: Graph, node: Node, domain: Domain, map: IndexMap | null): Node {
  if (domain === scalarDomain || (map !== null && map.from === map.to)) return node;
  if (node.domain === scalarDomain) {
    if (map === null) return scale(graph, domain.size, node);
    return multiply(graph, node, graph.data(map.to, countElements(map)));
  }
  switch (node.kind) {
    case "linear":
      if (node.isWhole || hasCrossedTerm(graph, node, map)) break;
      return linear(graph, 0, [
        { coefficient: node.constant, node: total(graph, graph.constant(1), domain, map) },
        ...node.terms.map((term) => ({
          coefficient: term.coefficient,
          node: total(graph, term.node, domain, map),
        })),
      ]);
    case "product":
      return totalOfProduct(graph, node, domain, map);
    case "gather":
      return totalOfGather(graph, node, map);
    case "stack":
      if (map === null) return totalOfStack(graph, node);
      break;
    case "data":
      return totalOfData(graph, node, map);
    default:
  }
  return internTotal(graph, "sum", node, map);
}

/** The least or greatest element. */
export function extreme(graph: Graph, operation: "min" | "max", node: Node): Node {
  if (node.domain === scalarDomain) return node;
  return internTotal(graph, operation, node, null);
}

function internTotal(graph: Graph, operation: "sum" | "min" | "max", node: Node, map: IndexMap | null): Node {
  return graph.intern(`${operation} ${node.id} ${map === null ? "all" : map.to.id}`, {
    kind: "total",
    operation,
    domain: map === null ? scalarDomain : map.to,
    source: node,
    map,
  });
}

function totalOfProduct(graph: Graph, node: ProductNode, domain: Domain, map: IndexMap | null): Node {
  const outside: Node[] = [];
  const inside: Node[] = [];
  for (const factor of node.factors) {
    const lifted = liftOut(graph, factor, map);
    if (lifted === null) inside.push(factor);
    else outside.push(lifted);
  }
  if (outside.length === 0) return internTotal(graph, "sum", node, map);
  return multiply(graph, ...outside, total(graph, multiply(graph, ...inside), domain, map));
}

/**
 * Whether a sum has the values of a factor that is crossed with the one that is summed for: they must be added up row by row
 * whatever is done, and then it is the whole sum (a residual, say) that is best added up, once.
 */
function hasCrossedTerm(graph: Graph, node: LinearNode, map: IndexMap | null): boolean {
  return node.terms.some(
    ({ node: term }) =>
      term.kind === "gather" &&
      !term.isData &&
      map !== null &&
      liftOut(graph, term, map) === null &&
      graph.domains.onward(term.map, map.to) === null,
  );
}

/** What a factor is in the domain of the sum, if it does not vary within one element of it. */
function liftOut(graph: Graph, factor: Node, map: IndexMap | null): Node | null {
  if (factor.domain === scalarDomain) return factor;
  if (map === null || factor.kind !== "gather") return null;
  if (factor.map === map) return factor.source;
  const onward = graph.domains.onward(map, factor.map.to);
  return onward === null ? null : gather(graph, factor.source, onward);
}

function totalOfGather(graph: Graph, node: GatherNode, map: IndexMap | null): Node {
  const counts = graph.data(node.map.to, countElements(node.map));
  if (map === null) return total(graph, multiply(graph, node.source, counts), node.map.to, null);
  const lifted = liftOut(graph, node, map);
  if (lifted !== null) return multiply(graph, lifted, graph.data(map.to, countElements(map)));
  const onward = graph.domains.onward(node.map, map.to);
  if (onward !== null) return total(graph, multiply(graph, node.source, counts), node.map.to, onward);
  return internTotal(graph, "sum", node, map);
}

function totalOfStack(graph: Graph, node: StackNode): Node {
  const sums = node.components.map((component) => total(graph, component, node.elements, null));
  return sumOf(graph, sums);
}

function totalOfData(graph: Graph, node: Node, map: IndexMap | null): Node {
  const sums = new Float64Array(map === null ? 1 : map.to.size);
  for (let i = 0; i < node.domain.size; i++) {
    const target = map === null ? 0 : map.indices[i]!;
    sums[target] = sums[target]! + elementAt(node, i);
  }
  return fold(graph, map === null ? scalarDomain : map.to, (i) => sums[i]!);
}
