/**
 * Which elements of a node have the same value whatever the parameters are, found from the data that it is made of: the same numbers, the same
 * parameters, by the same operations. Numbers of groups are as those of a group that stands for all: so elements are alike whose groups would
 * be, if they had the same effects.
 */

import type { Node, TotalNode } from "../../density/graph/node.ts";
import { scalarDomain } from "../../model/domains.ts";
import { unreachable } from "../../problems/unreachable.ts";
import type { EffectInput } from "./grouped-joint.ts";

/** Elements of one domain by what they have in common. */
export interface Classes {
  /** Of each element: its class, in the order of their first elements. */
  readonly of: Int32Array;
  readonly count: number;
}

/** Classes of nodes over domains; what was found is remembered. */
export class ElementClasses {
  private readonly componentOf: ReadonlyMap<Node, Int32Array>;
  private readonly known = new Map<Node, Classes>();

  constructor(effects: readonly EffectInput[]) {
    this.componentOf = new Map(effects.map(({ node, componentOf }) => [node, componentOf]));
  }

  /** Of a node that is no scalar. */
  of(node: Node): Classes {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    const found = this.find(node);
    this.known.set(node, found);
    return found;
  }

  private find(node: Node): Classes {
    const { size } = node.domain;
    switch (node.kind) {
      case "data":
        return refine(whole(size), (i) => node.values[i]!);
      case "input": {
        const component = this.componentOf.get(node);
        return component === undefined ? apart(size) : refine(whole(size), (i) => component[i]!);
      }
      case "linear":
        return this.together(
          size,
          node.terms.map((term) => term.node),
        );
      case "product":
        return this.together(size, node.factors);
      case "call":
        return this.together(size, node.arguments);
      case "gather":
        return this.seenFrom(node.source, size, (i) => node.map.indices[i]!);
      case "component":
        return this.seenFrom(node.source, size, (i) => i * node.width + node.index);
      case "stack":
        return this.stacked(node.components, size);
      case "total":
        return this.addedUp(node);
      case "rank":
        return apart(size);
      case "constant":
        return whole(size);
      default:
        return unreachable(node);
    }
  }

  /** Alike in each of several nodes over one domain; scalars are the same everywhere. */
  private together(size: number, nodes: readonly Node[]): Classes {
    let classes = whole(size);
    for (const node of nodes) {
      if (node.domain === scalarDomain || classes.count === size) continue;
      const own = this.of(node);
      classes = refine(classes, (i) => own.of[i]!);
    }
    return classes;
  }

  private seenFrom(source: Node, size: number, at: (i: number) => number): Classes {
    if (source.domain === scalarDomain) return refine(whole(size), at);
    const own = this.of(source);
    return refine(whole(size), (i) => own.of[at(i)]!);
  }

  private stacked(components: readonly Node[], size: number): Classes {
    const width = components.length;
    const own = components.map((node) => (node.domain === scalarDomain ? null : this.of(node)));
    const places = refine(whole(size), (i) => i % width);
    return refine(places, (i) => own[i % width]?.of[Math.floor(i / width)] ?? 0);
  }

  /** Alike where the same elements are added up, in any order. */
  private addedUp({ source, map }: TotalNode): Classes {
    const { indices, to } = map!;
    const own = this.of(source);
    const counts = new Int32Array(to.size + 1);
    for (const target of indices) counts[target + 1]!++;
    for (let j = 0; j < to.size; j++) counts[j + 1]! += counts[j]!;
    const next = counts.slice();
    const listed = new Float64Array(indices.length);
    indices.forEach((target, i) => {
      listed[next[target]!++] = own.of[i]!;
    });
    // Paths of a tree of classes, each element after the ones of lower classes.
    const nodes = new Map<number, number>();
    return refine(whole(to.size), (j) => {
      let at = 0;
      for (const one of listed.subarray(counts[j]!, counts[j + 1]!).sort()) {
        const key = at * own.count + one;
        const found = nodes.get(key);
        at = found ?? nodes.size + 1;
        if (found === undefined) nodes.set(key, at);
      }
      return at;
    });
  }
}

function whole(size: number): Classes {
  return { of: new Int32Array(size), count: Math.min(size, 1) };
}

function apart(size: number): Classes {
  return { of: Int32Array.from({ length: size }, (_, i) => i), count: size };
}

/** The classes of elements that have the same number, too. */
function refine(classes: Classes, numberAt: (i: number) => number): Classes {
  const size = classes.of.length;
  if (classes.count === size) return classes;
  const numbers = new Map<number, number>();
  const found = new Map<number, number>();
  const refined = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const value = numberAt(i);
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    // There are no more numbers than elements.
    const key = number * size + classes.of[i]!;
    const known = found.get(key);
    refined[i] = known ?? found.size;
    if (known === undefined) found.set(key, found.size);
  }
  return { of: refined, count: found.size };
}
