/**
 * A graph written anew over some of its groups: each value of rows, levels and groups for those alone that belong to the groups that are chosen,
 * with effects of their own.
 */

import { asWhole, linear, multiply } from "../../density/graph/arithmetic.ts";
import { call } from "../../density/graph/call.ts";
import type { Graph } from "../../density/graph/graph.ts";
import { component, gather, stack } from "../../density/graph/movement.ts";
import type { InputNode, Node, TotalNode } from "../../density/graph/node.ts";
import { total } from "../../density/graph/total.ts";
import { type Domain, type IndexMap, scalarDomain } from "../../model/domains.ts";
import type { EffectInput, GroupedJoint } from "./grouped-joint.ts";

/** Elements of a domain, as a domain of their own. */
interface Chosen {
  readonly domain: Domain;
  readonly elements: Int32Array;
  /** Of each element of the whole domain: where it is among those that are chosen; -1 where it is not. */
  readonly placeOf: Int32Array;
}

export class ChosenGroups {
  readonly classes: Domain;
  /** The effects of the chosen groups, in the order of those of all. */
  readonly effects: readonly EffectInput[];
  private readonly graph: Graph;
  private readonly groups: Domain;
  private readonly isInner: (node: Node) => boolean;
  private readonly placeOfGroup: Int32Array;
  private readonly inputs: ReadonlyMap<Node, InputNode>;
  private readonly chosen = new Map<Domain, Chosen | null>();
  private readonly known = new Map<Node, Node>();

  /** Those at `first` of the groups are chosen. In parts that depend on effects, no group may meet another. */
  constructor({ joint, groups, effects, dependsOnEffects }: GroupedJoint, first: Int32Array) {
    const { graph } = joint;
    this.graph = graph;
    this.groups = groups;
    this.isInner = dependsOnEffects;
    const own = this.choose(groups, first);
    this.classes = own.domain;
    this.placeOfGroup = own.placeOf;
    this.chosen.set(groups, own);
    graph.domains.addSelectionMap(own.domain, own.domain, indices(first.length));
    this.effects = effects.map((effect) => this.effectOf(effect));
    this.inputs = new Map(effects.map(({ node }, e) => [node, this.effects[e]!.node]));
  }

  /** The node over the chosen elements of its domain; itself where its domain is none of parts of groups. */
  of(node: Node): Node {
    const chosen = node.domain === scalarDomain ? null : this.chosenOf(node.domain);
    if (chosen === null) return node;
    const known = this.known.get(node);
    if (known !== undefined) return known;
    const made = this.rewrite(node, chosen) ?? this.picked(node, chosen);
    this.known.set(node, made);
    return made;
  }

  private effectOf({ name, node, groupOf, componentOf, width }: EffectInput): EffectInput {
    const { domain, elements } = this.chosenOf(node.domain)!;
    return {
      name,
      node: this.graph.input(domain),
      groupOf: elements.map((i) => this.placeOfGroup[groupOf[i]!]!),
      componentOf: elements.map((i) => componentOf[i]!),
      width,
    };
  }

  private chosenOf(domain: Domain): Chosen | null {
    const known = this.chosen.get(domain);
    if (known !== undefined) return known;
    const map = this.graph.domains.mapBetween(domain, this.groups);
    const isIn = (_: number, i: number): boolean => this.placeOfGroup[map!.indices[i]!]! >= 0;
    const chosen = map && this.choose(domain, indices(domain.size).filter(isIn));
    this.chosen.set(domain, chosen);
    return chosen;
  }

  private choose(parent: Domain, elements: Int32Array): Chosen {
    const placeOf = new Int32Array(parent.size).fill(-1);
    elements.forEach((element, i) => {
      placeOf[element] = i;
    });
    return { domain: this.graph.domains.addSelection(parent, elements), elements, placeOf };
  }

  /** What depends on no effect can be had of all elements first. */
  private picked(node: Node, { domain, elements }: Chosen): Node {
    if (this.isInner(node)) throw new Error(`groups meet in a ${node.kind}`);
    return gather(this.graph, node, this.graph.domains.addSelectionMap(domain, node.domain, elements));
  }

  /** Null where elements that are chosen need others. */
  private rewrite(node: Node, chosen: Chosen): Node | null {
    const { graph } = this;
    const of = (one: Node): Node => this.of(one);
    switch (node.kind) {
      case "data":
        return graph.data(
          chosen.domain,
          Float64Array.from(chosen.elements, (i) => node.values[i]!),
        );
      case "input":
        return this.inputs.get(node) ?? null;
      case "linear": {
        const terms = node.terms.map((term) => ({ ...term, node: of(term.node) }));
        const made = linear(graph, node.constant, terms);
        return node.isWhole ? asWhole(graph, made) : made;
      }
      case "product":
        return multiply(graph, ...node.factors.map(of));
      case "call":
        return call(graph, node.function, node.arguments.map(of));
      case "gather": {
        const map = this.mapOf(chosen, node.map.to, (i) => node.map.indices[i]!);
        return map && gather(graph, of(node.source), map);
      }
      case "component": {
        const own = this.aligned(chosen, node.source.domain, node.width);
        return own ? component(graph, of(node.source), node.index, node.width, chosen.domain) : null;
      }
      case "stack": {
        const elements = this.chosenOf(node.elements);
        if (elements === null || !this.aligned(elements, node.domain, node.components.length)) return null;
        return stack(graph, node.components.map(of), elements.domain, chosen.domain);
      }
      case "total":
        return this.totalOf(node, chosen);
      default:
        return null;
    }
  }

  /** How chosen elements find those of another domain, of which those alone that are chosen where it is one of parts of groups. */
  private mapOf({ domain, elements }: Chosen, to: Domain, at: (i: number) => number): IndexMap | null {
    const { domains } = this.graph;
    const other = this.chosenOf(to);
    if (other === null) return domains.addSelectionMap(domain, to, elements.map(at));
    const places = elements.map((i) => other.placeOf[at(i)]!);
    return places.includes(-1) ? null : domains.addSelectionMap(domain, other.domain, places);
  }

  /** Whether chosen elements have vectors of so many numbers, which are chosen too, one after another. */
  private aligned({ elements }: Chosen, vectors: Domain, width: number): boolean {
    const own = this.chosenOf(vectors);
    return (
      own !== null &&
      own.elements.length === elements.length * width &&
      own.elements.every((element, i) => element === elements[Math.floor(i / width)]! * width + (i % width))
    );
  }

  /** Null where what is added up is not that of chosen elements. */
  private totalOf({ source, map, operation }: TotalNode, chosen: Chosen): Node | null {
    const own = map && operation === "sum" ? this.chosenOf(source.domain) : null;
    if (own === null) return null;
    const isSame = map!.indices.every((to, i) => chosen.placeOf[to]! >= 0 === own.placeOf[i]! >= 0);
    const onward = isSame ? this.mapOf(own, map!.to, (i) => map!.indices[i]!) : null;
    return onward && total(this.graph, this.of(source), own.domain, onward);
  }
}

function indices(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}
