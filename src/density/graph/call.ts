/**
 * Applying functions and formulas to nodes: constants and data are folded, what comes from one plate is computed in
 * that plate, and the operators become sums and products.
 */

import { scalarDomain } from "../../model/domains.ts";
import { type FunctionName, scalarFunctions } from "../../numeric/scalar-functions.ts";
import { add, multiply, scale, subtract } from "./arithmetic.ts";
import { commonDomain, elementAt, fold } from "./element.ts";
import { type FormulaTree, parseFormula } from "./formula.ts";
import type { Graph } from "./graph.ts";
import { commonGather } from "./hoisting.ts";
import { gather } from "./movement.ts";
import { isLeaf, type Node } from "./node.ts";

/** `name(arguments)`, simplified. */
export function call(graph: Graph, name: FunctionName, nodes: readonly Node[]): Node {
  switch (name) {
    case "add":
      return add(graph, ...nodes);
    case "subtract":
      return subtract(graph, nodes[0]!, nodes[1]!);
    case "multiply":
      return multiply(graph, ...nodes);
    case "negate":
      return scale(graph, -1, nodes[0]!);
    case "divide":
      return divide(graph, nodes[0]!, nodes[1]!);
    case "power":
      return power(graph, nodes[0]!, nodes[1]!);
    case "if":
      if (nodes[0]!.kind === "constant") return nodes[0]!.value !== 0 ? nodes[1]! : nodes[2]!;
      if (nodes[1] === nodes[2]) return nodes[1]!;
      return apply(graph, name, nodes);
    default:
      return apply(graph, name, nodes);
  }
}

/** `1 / node`. */
function reciprocal(graph: Graph, node: Node): Node {
  return apply(graph, "divide", [graph.constant(1), node]);
}

/** A division by what varies less is a multiplication by its reciprocal, which then leaves the loop. */
function divide(graph: Graph, numerator: Node, denominator: Node): Node {
  if (denominator.kind === "constant" && denominator.value === 1) return numerator;
  const isCoarser =
    numerator.domain !== scalarDomain &&
    (denominator.domain === scalarDomain || (denominator.kind === "gather" && numerator.kind !== "gather"));
  const isKnown = numerator.isData && denominator.isData;
  if (isCoarser && !isKnown) return multiply(graph, numerator, reciprocal(graph, denominator));
  if (numerator.kind === "constant" && numerator.value !== 1 && denominator.kind !== "constant") {
    return scale(graph, numerator.value, reciprocal(graph, denominator));
  }
  return apply(graph, "divide", [numerator, denominator]);
}

function power(graph: Graph, base: Node, exponent: Node): Node {
  const known = exponent.kind === "constant" ? exponent.value : null;
  if (known === 0) return graph.constant(1);
  if (known === 1) return base;
  if (known === 2) return apply(graph, "square", [base]);
  if (known === -1) return reciprocal(graph, base);
  return apply(graph, "power", [base, exponent]);
}

/** A call as it stands, folded or computed where its arguments come from. */
function apply(graph: Graph, name: FunctionName, nodes: readonly Node[]): Node {
  const shared = commonGather(graph, nodes);
  if (shared !== null) return gather(graph, call(graph, name, shared.sources), shared.map);
  const domain = commonDomain(nodes);
  const isFoldable = nodes.every((node) => node.isData && isReadable(node));
  if (isFoldable) {
    const { value } = scalarFunctions[name];
    const [a, b, c] = nodes;
    return fold(graph, domain, (i) =>
      value(elementAt(a!, i), b === undefined ? 0 : elementAt(b, i), c === undefined ? 0 : elementAt(c, i)),
    );
  }
  return graph.intern(`${name} ${nodes.map((node) => node.id).join(",")}`, {
    kind: "call",
    domain,
    function: name,
    arguments: nodes,
  });
}

/** Whether `elementAt` reads it: of the nodes that are data, those that are not computed. */
function isReadable(node: Node): boolean {
  return isLeaf(node) || node.kind === "gather" || node.kind === "component" || node.kind === "stack";
}

/** The node of a formula, its names bound to nodes; `make` applies its functions. */
export function applyFormula(
  graph: Graph,
  text: string,
  names: Readonly<Record<string, Node>>,
  make: typeof call = call,
): Node {
  const nodeOf = (tree: FormulaTree): Node => {
    if (tree.kind === "number") return graph.constant(tree.value);
    if (tree.kind === "call") return make(graph, tree.function, tree.arguments.map(nodeOf));
    const node = names[tree.name];
    if (node === undefined) throw new Error(`formula ${text} has the unbound name ${tree.name}`);
    return node;
  };
  return nodeOf(parseFormula(text));
}

/**
 * The names of a `where` table, each a formula in the given names and those above it; made when they are first read,
 * since not every formula uses them all.
 */
export function bindWhere(
  graph: Graph,
  names: Readonly<Record<string, Node>>,
  where: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, Node>> {
  const bound: Record<string, Node> = { ...names };
  for (const [name, text] of Object.entries(where ?? {})) {
    Object.defineProperty(bound, name, {
      enumerable: true,
      configurable: true,
      get(): Node {
        const node = applyFormula(graph, text, bound);
        Object.defineProperty(bound, name, { value: node });
        return node;
      },
    });
  }
  return bound;
}
