/**
 * Random expressions over domains that are nested and crossed, with what they plainly mean: each is evaluated element by
 * element straight from its tree, and built as a simplified graph.
 */

import fc from "fast-check";
import { call } from "../../src/density/graph/call.ts";
import { Graph } from "../../src/density/graph/graph.ts";
import { gather } from "../../src/density/graph/movement.ts";
import type { InputNode, Node } from "../../src/density/graph/node.ts";
import { total } from "../../src/density/graph/total.ts";
import { type Domain, Domains, scalarDomain } from "../../src/model/domains.ts";
import type { FunctionName } from "../../src/numeric/scalar-functions.ts";
import { scattered } from "./harness.ts";

export type Tree =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "leaf"; readonly pick: number }
  | { readonly kind: "call"; readonly function: SmoothFunction; readonly arguments: readonly Tree[] }
  /** Σ of the body over a domain: all of it, or for each element of a coarser one that the context knows. */
  | { readonly kind: "total"; readonly over: number; readonly to: number; readonly body: Tree };

type SmoothFunction = "add" | "subtract" | "multiply" | "divide" | "negate" | "tanh" | "inv_logit" | "square";

const arity: { readonly [K in SmoothFunction]: number } = {
  add: 2,
  subtract: 2,
  multiply: 2,
  divide: 2,
  negate: 1,
  tanh: 1,
  inv_logit: 1,
  square: 1,
};

export const trees: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.record({ kind: fc.constant("leaf" as const), pick: fc.nat(30) }),
    fc.record({ kind: fc.constant("number" as const), value: fc.constantFrom(-2, -1, 0, 0.5, 1, 3) }),
    fc.constantFrom(...(Object.keys(arity) as SmoothFunction[])).chain((name) =>
      fc.record({
        kind: fc.constant("call" as const),
        function: fc.constant(name),
        arguments: fc.tuple(...Array.from({ length: arity[name] }, () => tie("tree"))),
      }),
    ),
    fc.record({ kind: fc.constant("total" as const), over: fc.nat(20), to: fc.nat(20), body: tie("tree") }),
  ),
})).tree;

interface Leaf {
  readonly node: Node;
  readonly domain: Domain;
  readonly valueAt: (i: number, position: ArrayLike<number>) => number;
}

/** Rows in casks in batches, labs crossed with them, the grid of lab and batch, and one plate of one level. */
export class World {
  readonly domains = new Domains(7);
  readonly graph: Graph;
  private readonly places: readonly Domain[];
  private readonly leaves: readonly Leaf[];

  constructor() {
    const { domains } = this;
    const cask = domains.addPlate("cask", ["a", "b", "c", "d"]);
    domains.addPlate("batch", ["A", "B"]);
    domains.addPlate("lab", ["p", "q", "r"]);
    const single = domains.addPlate("single", ["s"]);
    const casks = Int32Array.of(0, 0, 1, 2, 2, 3, 3);
    const batches = Int32Array.of(0, 0, 1, 1);
    domains.addMap(domains.rows, "cask", casks);
    domains.addMap(cask, "batch", batches);
    domains.addMap(
      domains.rows,
      "batch",
      casks.map((one) => batches[one]!),
    );
    domains.addMap(domains.rows, "lab", Int32Array.of(0, 1, 2, 0, 1, 2, 0));
    domains.addMap(domains.rows, "single", new Int32Array(7));
    domains.addMap(cask, "single", new Int32Array(4));
    const batch = domains.ofPlates(["batch"]);
    domains.addMap(batch, "single", new Int32Array(2));
    const lab = domains.ofPlates(["lab"]);
    const grid = domains.ofPlates(["lab", "batch"]);
    const odd = domains.ofPlates(["cask", "batch"]);
    this.places = [domains.rows, cask, batch, lab, grid, odd, single, scalarDomain];
    this.graph = new Graph(domains);
    this.leaves = this.places.flatMap((domain) => [
      this.makeInput(domain),
      this.makeInput(domain),
      this.makeData(domain),
    ]);
  }

  get rows(): Domain {
    return this.domains.rows;
  }

  get inputs(): readonly InputNode[] {
    return this.leaves.flatMap(({ node }) => (node.kind === "input" ? [node] : []));
  }

  private makeInput(domain: Domain): Leaf {
    const node = this.graph.input(domain);
    return { node, domain, valueAt: (i, position) => position[node.offset + i]! };
  }

  private makeData(domain: Domain): Leaf {
    const values = Float64Array.from(scattered(domain.size, 2, domain.id));
    const node = this.graph.data(domain, values);
    return { node, domain, valueAt: (i) => values[i]! };
  }

  /** The element of `to` that element i of `from` belongs to; null if there is no such thing. */
  private follow(from: Domain, to: Domain, i: number): number | null {
    if (from === to) return i;
    if (to === scalarDomain) return 0;
    const map = to === this.domains.rows ? null : this.domains.mapBetween(from, to);
    return map === null ? null : map.indices[i]!;
  }

  private knows(from: Domain, to: Domain): boolean {
    return this.follow(from, to, 0) !== null;
  }

  private leafOf(tree: Extract<Tree, { kind: "leaf" }>, context: Domain): Leaf {
    const known = this.leaves.filter((leaf) => this.knows(context, leaf.domain));
    return known[tree.pick % known.length]!;
  }

  private targetsOf(tree: Extract<Tree, { kind: "total" }>, context: Domain): { over: Domain; to: Domain } {
    const over = this.places[tree.over % (this.places.length - 1)]!;
    const known = this.places.filter((to) => to !== over && this.knows(context, to) && this.knows(over, to));
    return { over, to: known[tree.to % known.length]! };
  }

  build(tree: Tree, context: Domain): Node {
    const { graph } = this;
    switch (tree.kind) {
      case "number":
        return graph.constant(tree.value);
      case "leaf": {
        const { node, domain } = this.leafOf(tree, context);
        return this.seenFrom(node, domain, context);
      }
      case "call": {
        const nodes = tree.arguments.map((argument) => this.build(argument, context));
        // A division by 1 + b², which is never 0.
        if (tree.function === "divide") {
          nodes[1] = call(graph, "add", [graph.constant(1), call(graph, "square", [nodes[1]!])]);
        }
        return call(graph, tree.function satisfies FunctionName, nodes);
      }
      case "total": {
        const { over, to } = this.targetsOf(tree, context);
        const map = to === scalarDomain ? null : this.domains.mapBetween(over, to)!;
        return this.seenFrom(total(graph, this.build(tree.body, over), over, map), to, context);
      }
    }
  }

  private seenFrom(node: Node, domain: Domain, context: Domain): Node {
    if (node.domain === scalarDomain || domain === context) return node;
    return gather(this.graph, node, this.domains.mapBetween(context, domain)!);
  }

  /** What the tree means at element i of the context. */
  evaluate(tree: Tree, context: Domain, i: number, position: ArrayLike<number>): number {
    switch (tree.kind) {
      case "number":
        return tree.value;
      case "leaf": {
        const { domain, valueAt } = this.leafOf(tree, context);
        return valueAt(this.follow(context, domain, i)!, position);
      }
      case "call": {
        const [a, b] = tree.arguments.map((argument) => this.evaluate(argument, context, i, position));
        return plain[tree.function](a!, b ?? 0);
      }
      case "total": {
        const { over, to } = this.targetsOf(tree, context);
        const target = this.follow(context, to, i);
        let sum = 0;
        for (let k = 0; k < over.size; k++) {
          if (this.follow(over, to, k) === target) sum += this.evaluate(tree.body, over, k, position);
        }
        return sum;
      }
    }
  }
}

const plain: { readonly [K in SmoothFunction]: (a: number, b: number) => number } = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / (1 + b * b),
  negate: (a) => -a,
  tanh: (a) => Math.tanh(a),
  inv_logit: (a) => 1 / (1 + Math.exp(-a)),
  square: (a) => a * a,
};
