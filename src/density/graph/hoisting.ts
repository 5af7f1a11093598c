/**
 * Finding what varies less than its surroundings: nodes of one domain are sorted into scalars, values that come from
 * coarser domains by the same map, and those that truly vary. Where one coarse domain is nested in another, the
 * values of the coarser are carried to the finer first.
 */

import { type IndexMap, scalarDomain } from "../../model/domains.ts";
import { remembered } from "../../model/remembered.ts";
import type { Graph } from "./graph.ts";
import { gather } from "./movement.ts";
import type { GatherNode, Node } from "./node.ts";

/** Values that come from one coarser domain. `items` are over `map.to`. */
export interface GatheredClass<Item> {
  readonly map: IndexMap;
  readonly items: Item[];
}

/** Items by where they are computed. */
export interface Sorted<Item> {
  readonly scalars: Item[];
  readonly gathered: GatheredClass<Item>[];
  readonly direct: Item[];
}

/**
 * Sorts items by how their nodes vary. `nodeOf` reads an item's node; `withNode` gives the item with another node, the
 * one that the gather was taken from.
 */
export function sortByVariation<Item>(
  graph: Graph,
  items: readonly Item[],
  nodeOf: (item: Item) => Node,
  withNode: (item: Item, node: Node) => Item,
): Sorted<Item> {
  const scalars: Item[] = [];
  const direct: Item[] = [];
  const classes = new Map<IndexMap, Item[]>();
  for (const item of items) {
    const node = nodeOf(item);
    if (node.domain === scalarDomain) scalars.push(item);
    else if (node.kind === "gather")
      remembered(classes, node.map, () => []).push(withNode(item, node.source));
    else direct.push(item);
  }
  const gathered = [...classes].map(([map, members]) => ({ map, items: members }));
  return { scalars, direct, gathered: nest(graph, gathered, nodeOf, withNode) };
}

/** Moves the items of a class into that of a domain nested in it (of batches to casks), finest domains first. */
function nest<Item>(
  graph: Graph,
  classes: readonly GatheredClass<Item>[],
  nodeOf: (item: Item) => Node,
  withNode: (item: Item, node: Node) => Item,
): GatheredClass<Item>[] {
  if (classes.length < 2) return [...classes];
  const byFineness = [...classes].sort((a, b) => b.map.to.size - a.map.to.size);
  const kept: GatheredClass<Item>[] = [];
  for (const coarse of byFineness) {
    const fine = kept.find((one) => graph.domains.onward(one.map, coarse.map.to) !== null);
    if (fine === undefined) {
      kept.push(coarse);
      continue;
    }
    const map = graph.domains.onward(fine.map, coarse.map.to)!;
    for (const item of coarse.items) fine.items.push(withNode(item, gather(graph, nodeOf(item), map)));
  }
  return kept;
}

/** If every node is scalar or a gather, and all gathers can be seen from one domain: that map and the nodes there. */
export function commonGather(
  graph: Graph,
  nodes: readonly Node[],
): { readonly map: IndexMap; readonly sources: readonly Node[] } | null {
  const gathers = nodes.filter((node): node is GatherNode => node.kind === "gather");
  if (gathers.length === 0) return null;
  if (nodes.some((node) => node.kind !== "gather" && node.domain !== scalarDomain)) return null;
  const finest = gathers.reduce((a, b) => (b.map.to.size > a.map.to.size ? b : a)).map;
  const sources: Node[] = [];
  for (const node of nodes) {
    if (node.kind !== "gather" || node.map === finest) {
      sources.push(node.kind === "gather" ? node.source : node);
      continue;
    }
    const map = graph.domains.onward(finest, node.map.to);
    if (map === null) return null;
    sources.push(gather(graph, node.source, map));
  }
  return { map: finest, sources };
}
