/**
 * Finding what varies less than its surroundings: nodes of one domain are sorted into scalars, values that come from
 * coarser domains by the same map, and those that truly vary. Where one coarse domain is nested in another, the
 * values of the coarser are carried to the finer first.
 */

import { type IndexMap, scalarDomain } from "../../model/domains.ts";
import { remembered } from "../../model/remembered.ts";
import type { Graph } from "./graph.ts";
import { gather } from "./movement.ts";
import type { GatherNode, LinearTerm, Node } from "./node.ts";

/** Terms that come from one coarser domain. Their nodes are over `map.to`. */
export interface GatheredClass {
  readonly map: IndexMap;
  readonly terms: LinearTerm[];
}

/** Terms by where they are computed. */
export interface Sorted {
  readonly scalars: LinearTerm[];
  readonly gathered: GatheredClass[];
  readonly direct: LinearTerm[];
}

/** Sorts terms by how their nodes vary; one that is gathered has the node that the gather was taken from. */
export function sortByVariation(graph: Graph, terms: readonly LinearTerm[]): Sorted {
  const scalars: LinearTerm[] = [];
  const direct: LinearTerm[] = [];
  const classes = new Map<IndexMap, LinearTerm[]>();
  for (const term of terms) {
    const { coefficient, node } = term;
    if (node.domain === scalarDomain) scalars.push(term);
    else if (node.kind !== "gather") direct.push(term);
    else remembered(classes, node.map, () => []).push({ coefficient, node: node.source });
  }
  const gathered = [...classes].map(([map, members]) => ({ map, terms: members }));
  return { scalars, direct, gathered: nest(graph, gathered) };
}

/** Moves the terms of a class into that of a domain nested in it (of batches to casks), finest domains first. */
function nest(graph: Graph, classes: readonly GatheredClass[]): GatheredClass[] {
  if (classes.length < 2) return [...classes];
  const byFineness = [...classes].sort((a, b) => b.map.to.size - a.map.to.size);
  const kept: GatheredClass[] = [];
  for (const coarse of byFineness) {
    const fine = kept.find((one) => graph.domains.onward(one.map, coarse.map.to) !== null);
    if (fine === undefined) {
      kept.push(coarse);
      continue;
    }
    const map = graph.domains.onward(fine.map, coarse.map.to)!;
    for (const { coefficient, node } of coarse.terms)
      fine.terms.push({ coefficient, node: gather(graph, node, map) });
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
