/**
 * Which inputs a log density is quadratic in, for whatever values of the others: given the others these are jointly normal, and
 * can be integrated out exactly.
 *
 * Found from the graph: the degree of a node as a polynomial in a set of inputs is that of its terms (the greatest), of its factors
 * (their sum), of what is squared (twice), and none where an input goes through any other function.
 */

import { dependencies, type InputNode, type Node } from "./node.ts";

/**
 * Of `candidates`, in their order, those that the density stays quadratic in together with the ones taken before. Greedy: of two
 * that multiply each other the first is taken.
 */
export function findQuadraticInputs(logDensity: Node, candidates: readonly InputNode[]): InputNode[] {
  const taken: InputNode[] = [];
  for (const candidate of candidates) {
    const inputs = new Set([...taken, candidate]);
    if (degreeOf(logDensity, inputs) <= 2) taken.push(candidate);
  }
  return taken;
}

/** The degree of a node as a polynomial in the inputs; Infinity if it is none. */
function degreeOf(root: Node, inputs: ReadonlySet<Node>): number {
  const degrees = new Map<Node, number>();
  const waiting = [root];
  while (waiting.length > 0) {
    const node = waiting[waiting.length - 1]!;
    const missing = degrees.has(node) ? [] : dependencies(node).filter((one) => !degrees.has(one));
    if (missing.length > 0) {
      waiting.push(...missing);
      continue;
    }
    if (!degrees.has(node)) degrees.set(node, degreeFrom(node, inputs, degrees));
    waiting.pop();
  }
  return degrees.get(root)!;
}

function degreeFrom(node: Node, inputs: ReadonlySet<Node>, known: ReadonlyMap<Node, number>): number {
  const parts = dependencies(node).map((one) => known.get(one)!);
  const greatest = Math.max(0, ...parts);
  switch (node.kind) {
    case "input":
      return inputs.has(node) ? 1 : 0;
    case "product":
      return parts.reduce((sum, degree) => sum + degree, 0);
    case "call":
      if (greatest === 0) return 0;
      if (node.function === "square") return 2 * greatest;
      // The numerator may have inputs, the denominator may not.
      if (node.function === "divide" && parts[1] === 0) return parts[0]!;
      return Infinity;
    case "total":
      return node.operation === "sum" || greatest === 0 ? greatest : Infinity;
    case "rank":
      return greatest === 0 ? 0 : Infinity;
    default:
      return greatest;
  }
}
