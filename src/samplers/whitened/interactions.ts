/**
 * Which free numbers of a joint density may depend on each other given all others: what can differ from zero of its Hessian.
 *
 * Each term of the log density is a value for each element of a domain, and in its value at an element numbers meet that the element has to
 * do with: its levels. What single numbers are, or are read as by all elements alike, may depend on everything. It is read off the graph, with two
 * things that are not followed and that a Hessian is checked against: sums over elements that a term is no longer linear in.
 */

import type { Node } from "../../density/graph/node.ts";
import type { Joint } from "../../density/joint/joint.ts";
import { scalarDomain } from "../../model/domains.ts";
import { patternOf, type SparsePattern } from "../../numeric/sparse-pattern.ts";

/** For each element of a domain a free number that it depends on; -1 for none. */
type Reach = Int32Array;

export interface Interactions {
  /** Makes that of numbers that are not in `everywhere`. */
  readonly pattern: () => SparsePattern;
  /** Numbers that may depend on all others. */
  readonly everywhere: ReadonlySet<number>;
}

/** Null where an element depends on a number of numbers that varies, as the value of a sum in a group does. */
export function interactionsOf(joint: Joint): Interactions | null {
  const finder = new ReachFinder();
  const pairs: [Reach, Reach][] = [];
  for (const { node, domain } of joint.terms) {
    const reaches = finder.reachesOf(node);
    if (reaches === null) return null;
    if (domain === scalarDomain) continue;
    reaches.forEach((one, k) => {
      for (const other of reaches.slice(0, k)) pairs.push([one, other]);
    });
  }
  const { everywhere } = finder;
  const kept = (reach: Reach): Reach => reach.map((i) => (everywhere.has(i) ? -1 : i));
  return {
    pattern: () =>
      patternOf(
        joint.graph.dimension,
        pairs.map(([one, other]) => [kept(one), kept(other)]),
      ),
    everywhere,
  };
}

class ReachFinder {
  readonly everywhere = new Set<number>();
  private readonly known = new Map<Node, readonly Reach[] | null>();

  /** The numbers that each element of a node depends on, apart from those that all elements depend on, which are taken down. */
  reachesOf(node: Node): readonly Reach[] | null {
    if (node.isData) return [];
    let found = this.known.get(node);
    if (found === undefined) {
      found = this.find(node);
      if (found !== null && node.domain === scalarDomain) found = this.takeDown(found);
      this.known.set(node, found);
    }
    return found;
  }

  private takeDown(reaches: readonly Reach[]): [] {
    for (const reach of reaches) for (const i of reach) if (i >= 0) this.everywhere.add(i);
    return [];
  }

  private find(node: Node): readonly Reach[] | null {
    switch (node.kind) {
      case "constant":
      case "data":
        return [];
      case "input":
        return [Int32Array.from({ length: node.domain.size }, (_, i) => node.offset + i)];
      case "linear":
        return this.together(node.terms.map((term) => term.node));
      case "product":
        return this.together(node.factors);
      case "call":
        return this.together(node.arguments);
      case "gather":
        return this.carried(node.source, node.domain.size, (i) => node.map.indices[i]!);
      case "component":
        return this.carried(node.source, node.domain.size, (i) => i * node.width + node.index);
      case "stack":
        return this.stacked(node.components, node.domain.size);
      case "total":
        // A single number that all others are summed to: it is a term by itself, or what the check of the Hessian finds.
        return node.map === null && this.reachesOf(node.source) !== null ? [] : null;
      case "rank":
        return null;
    }
  }

  private carried(source: Node, size: number, place: (i: number) => number): readonly Reach[] | null {
    return (
      this.reachesOf(source)?.map((reach) => Int32Array.from({ length: size }, (_, i) => reach[place(i)]!)) ??
      null
    );
  }

  private together(nodes: readonly Node[]): readonly Reach[] | null {
    const all = new Set<Reach>();
    for (const node of nodes) {
      const reaches = this.reachesOf(node);
      if (reaches === null) return null;
      for (const reach of reaches) all.add(reach);
    }
    return [...all];
  }

  private stacked(components: readonly Node[], size: number): readonly Reach[] | null {
    const each = components.map((one) => this.reachesOf(one));
    if (each.some((one) => one === null)) return null;
    const most = Math.max(...each.map((one) => one!.length));
    return Array.from({ length: most }, (_, s) =>
      Int32Array.from({ length: size }, (_, i) => {
        const reach = each[i % components.length]![s];
        return reach === undefined ? -1 : reach[Math.floor(i / components.length)]!;
      }),
    );
  }
}
