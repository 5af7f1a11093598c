/**
 * The slow, obvious twin of the generated code: walks the graph and computes every node over its whole domain. It is the
 * oracle of the tests, and names the term that is not finite when no starting point can be found.
 */

import { scalarFunctions } from "../../numeric/scalar-functions.ts";
import { unreachable } from "../../problems/unreachable.ts";
import { dependencies, type Node } from "./node.ts";

/** The values of nodes at one position; asks for what it needs, and remembers it. */
export class Interpreter {
  private readonly position: Float64Array;
  private readonly known = new Map<Node, Float64Array>();

  constructor(position: Float64Array) {
    this.position = position;
  }

  /** One value per element of the node's domain. */
  values(root: Node): Float64Array {
    const waiting = [root];
    while (waiting.length > 0) {
      const node = waiting[waiting.length - 1]!;
      const missing = this.known.has(node) ? [] : dependencies(node).filter((one) => !this.known.has(one));
      if (missing.length > 0) {
        waiting.push(...missing);
        continue;
      }
      if (!this.known.has(node)) this.known.set(node, this.compute(node));
      waiting.pop();
    }
    return this.known.get(root)!;
  }

  /** Element `i` of a node that is computed; a scalar is the same for each. */
  private at(node: Node, i: number): number {
    const values = this.known.get(node)!;
    return node.domain.id === 0 ? values[0]! : values[i]!;
  }

  private compute(node: Node): Float64Array {
    const each = (value: (i: number) => number): Float64Array =>
      Float64Array.from({ length: node.domain.size }, (_, i) => value(i));
    switch (node.kind) {
      case "constant":
        return each(() => node.value);
      case "data":
        return node.values;
      case "input":
        return each((i) => this.position[node.offset + i]!);
      case "linear":
        return each((i) =>
          node.terms.reduce((sum, term) => sum + term.coefficient * this.at(term.node, i), node.constant),
        );
      case "product":
        return each((i) => node.factors.reduce((product, factor) => product * this.at(factor, i), 1));
      case "call": {
        const { value } = scalarFunctions[node.function];
        const [a, b, c] = node.arguments;
        return each((i) => value(this.at(a!, i), b ? this.at(b, i) : 0, c ? this.at(c, i) : 0));
      }
      case "gather":
        return each((i) => this.at(node.source, node.map.indices[i]!));
      case "component":
        return each((i) => this.at(node.source, i * node.width + node.index));
      case "stack": {
        const width = node.components.length;
        return each((i) => this.at(node.components[i % width]!, Math.floor(i / width)));
      }
      case "total":
        return this.computeTotal(node);
      case "rank":
        return each((i) => this.rankOf(node.source, i));
      default:
        return unreachable(node);
    }
  }

  private computeTotal(node: Extract<Node, { kind: "total" }>): Float64Array {
    const start = { sum: 0, min: Infinity, max: -Infinity }[node.operation];
    const totals = new Float64Array(node.domain.size).fill(start);
    for (let i = 0; i < node.source.domain.size; i++) {
      const target = node.map === null ? 0 : node.map.indices[i]!;
      const value = this.at(node.source, i);
      if (node.operation === "sum") totals[target] = totals[target]! + value;
      else totals[target] = Math[node.operation](totals[target]!, value);
    }
    return totals;
  }

  private rankOf(source: Node, i: number): number {
    let rank = 1;
    for (let k = 0; k < source.domain.size; k++) {
      const other = this.at(source, k);
      if (other < this.at(source, i) || (other === this.at(source, i) && k < i)) rank++;
    }
    return rank;
  }
}
