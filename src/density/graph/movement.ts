/**
 * Carrying values between domains: from the levels of a plate to its rows, and between a vector and its components.
 * Scalars need no carrying; they stand for themselves in every domain.
 */

import { type Domain, type IndexMap, scalarDomain } from "../../model/domains.ts";
import type { Graph } from "./graph.ts";
import type { GatherNode, Node } from "./node.ts";

/** `source` as seen from the elements of `map.from`. */
export function gather(graph: Graph, source: Node, map: IndexMap): Node {
  if (source.domain === scalarDomain) return source;
  if (source.domain !== map.to) throw new Error(`gather of ${source.domain.name} by a map to ${map.to.name}`);
  if (map.from === map.to) return source;
  if (source.kind === "gather" && graph.domains.onward(map, source.map.to) !== null) {
    return gather(graph, source.source, graph.domains.mapBetween(map.from, source.map.to)!);
  }
  return graph.intern(`gather ${source.id} ${map.from.id}>${map.to.id}`, {
    kind: "gather",
    domain: map.from,
    source,
    map,
    isData: source.isData,
  });
}

/** Component `index` of the vectors of length `width` that `source` holds, one for each element of `domain`. */
export function component(graph: Graph, source: Node, index: number, width: number, domain: Domain): Node {
  if (source.domain === scalarDomain) return source;
  // Of a stack of shorter vectors there are longer ones too, and components of these.
  if (source.kind === "stack" && source.components.length === width && source.elements === domain) {
    return source.components[index]!;
  }
  if (source.kind === "data") {
    const values = Float64Array.from({ length: domain.size }, (_, i) => source.values[i * width + index]!);
    return graph.data(domain, values);
  }
  if (source.kind === "gather") {
    const picked = componentOfGather(graph, source, index, width, domain);
    if (picked !== null) return picked;
  }
  return graph.intern(`component ${source.id} ${index}/${width} ${domain.id}`, {
    kind: "component",
    domain,
    source,
    index,
    width,
    isData: source.isData,
  });
}

/** A component of what does not vary within the vectors, or not between them. */
function componentOfGather(
  graph: Graph,
  { source, map }: GatherNode,
  index: number,
  width: number,
  domain: Domain,
): Node | null {
  const picked = Int32Array.from({ length: domain.size }, (_, i) => map.indices[i * width + index]!);
  if (source.domain === domain && picked.every((element, i) => element === i)) return source;
  const first = picked[0];
  if (first === undefined || picked.some((element) => element !== first)) return null;
  return component(graph, source, first, source.domain.size, scalarDomain);
}

/** The vectors with these components, one for each of `elements`; `domain` has their number times `components.length`. */
export function stack(graph: Graph, components: readonly Node[], elements: Domain, domain: Domain): Node {
  return graph.intern(`stack ${components.map((node) => node.id).join(",")} ${domain.id}`, {
    kind: "stack",
    domain,
    components,
    elements,
    isData: components.every((node) => node.isData),
  });
}
