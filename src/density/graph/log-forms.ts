/**
 * Logarithms of numbers that are themselves functions of something: of inv_logit(η), normal_cdf(η), exp(η), 1 - exp(-exp(η)), of their
 * products, powers and complements. Such a number may underflow to 0, or be rounded to 1, where its logarithm is an ordinary number with an
 * ordinary derivative; so the logarithm is taken of what it is made of. `log(inv_logit(η))` is `log_inv_logit(η)`, and
 * `log(1 - normal_cdf(η))` is `log_normal_cdf(-η)`.
 */

import { log } from "../../numeric/logarithm.ts";
import type { FunctionName } from "../../numeric/scalar-functions.ts";
import { add, linear, scale } from "./arithmetic.ts";
import { call } from "./call.ts";
import type { Graph } from "./graph.ts";
import { component, gather } from "./movement.ts";
import type { CallNode, LinearNode, Node } from "./node.ts";

/** Nodes that are taken as they are, whatever they are made of: parameters, which their transforms make. */
export type Opaque = ReadonlySet<Node>;

/** `name(nodes)`, in which a logarithm is that of what its argument is made of. */
export function robustCall(graph: Graph, name: FunctionName, nodes: readonly Node[], opaque: Opaque): Node {
  const [argument] = nodes;
  if (name === "log") return logOf(graph, argument!, opaque) ?? call(graph, name, nodes);
  if (name !== "log1p" || argument!.isData) return call(graph, name, nodes);
  return logOf(graph, add(graph, graph.constant(1), argument!), opaque) ?? call(graph, name, nodes);
}

/** log node, where the node is made of something that tells it better; otherwise null. */
export function logOf(graph: Graph, node: Node, opaque: Opaque): Node | null {
  if (node.isData || opaque.has(node)) return null;
  switch (node.kind) {
    case "call":
      return logOfCall(graph, node, opaque);
    case "linear":
      return logOfLinear(graph, node, opaque);
    case "product":
      return logOfProduct(graph, node.factors, opaque);
    case "gather": {
      const inner = logOf(graph, node.source, opaque);
      return inner && gather(graph, inner, node.map);
    }
    case "component": {
      const inner = logOf(graph, node.source, opaque);
      return inner && component(graph, inner, node.index, node.width, node.domain);
    }
    default:
      return null;
  }
}

function logOfCall(
  graph: Graph,
  { function: name, arguments: nodes }: CallNode,
  opaque: Opaque,
): Node | null {
  const [a, b, c] = nodes;
  switch (name) {
    case "exp":
      return a!;
    case "inv_logit":
      return call(graph, "log_inv_logit", [a!]);
    case "normal_cdf":
      return call(graph, "log_normal_cdf", [a!]);
    case "square":
      return times(graph, graph.constant(2), logOf(graph, a!, opaque));
    case "sqrt":
      return times(graph, graph.constant(0.5), logOf(graph, a!, opaque));
    case "power":
      return times(graph, b!, logOf(graph, a!, opaque));
    case "divide": {
      const [above, below] = [logOf(graph, a!, opaque), logOf(graph, b!, opaque)];
      if (above === null && below === null) return null;
      const parts = [above ?? call(graph, "log", [a!]), below ?? call(graph, "log", [b!])];
      return call(graph, "subtract", parts);
    }
    case "if": {
      const [one, other] = [logOf(graph, b!, opaque), logOf(graph, c!, opaque)];
      if (one === null && other === null) return null;
      return call(graph, "if", [a!, one ?? call(graph, "log", [b!]), other ?? call(graph, "log", [c!])]);
    }
    default:
      return null;
  }
}

function times(graph: Graph, factor: Node, node: Node | null): Node | null {
  return node && call(graph, "multiply", [factor, node]);
}

/** Of a positive multiple of one node, and of 1 minus it. */
function logOfLinear(graph: Graph, { constant, terms }: LinearNode, opaque: Opaque): Node | null {
  const [term, ...more] = terms;
  if (term === undefined || more.length > 0) return null;
  const { coefficient, node } = term;
  if (constant === 0 && coefficient > 0) {
    const inner = logOf(graph, node, opaque);
    return inner && linear(graph, log(coefficient), [{ coefficient: 1, node: inner }]);
  }
  if (constant !== 1 || coefficient >= 0) return null;
  return logOfComplement(graph, node, -coefficient, opaque);
}

/** log(1 - coefficient · node), for a coefficient above 0. */
function logOfComplement(graph: Graph, node: Node, coefficient: number, opaque: Opaque): Node | null {
  if (opaque.has(node)) return null;
  const isPlain = coefficient === 1;
  if (isPlain && node.kind === "gather") {
    const inner = logOfComplement(graph, node.source, 1, opaque);
    return inner && gather(graph, inner, node.map);
  }
  if (isPlain && node.kind === "call") {
    const opposite = () => scale(graph, -1, node.arguments[0]!);
    if (node.function === "inv_logit") return call(graph, "log_inv_logit", [opposite()]);
    if (node.function === "normal_cdf") return call(graph, "log_normal_cdf", [opposite()]);
    if (node.function === "if") {
      const [condition, b, c] = node.arguments;
      const [one, other] = [b!, c!].map((part) => logOfComplement(graph, part, 1, opaque));
      const plain = (part: Node) => call(graph, "log1p", [scale(graph, -1, part)]);
      if (one || other) return call(graph, "if", [condition!, one ?? plain(b!), other ?? plain(c!)]);
    }
  }
  const inner = logOf(graph, node, opaque);
  if (inner === null) return null;
  return call(graph, "log1m_exp", [linear(graph, log(coefficient), [{ coefficient: 1, node: inner }])]);
}

/** A product of what may be 0 and of others, which have the sign that the product has. */
function logOfProduct(graph: Graph, factors: readonly Node[], opaque: Opaque): Node | null {
  const inner = factors.map((factor) => logOf(graph, factor, opaque));
  if (inner.every((one) => one === null)) return null;
  return add(graph, ...factors.map((factor, i) => inner[i] ?? call(graph, "log", [factor])));
}
