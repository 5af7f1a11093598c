/**
 * A slice update of parameters of which each element is independent of the others given all else: one number of every element
 * after another, all elements side by side, by the terms of the density that depend on them.
 */

import type { EmittedFunction } from "../../density/code/emit.ts";
import { add } from "../../density/graph/arithmetic.ts";
import { gather } from "../../density/graph/movement.ts";
import type { Node } from "../../density/graph/node.ts";
import { total } from "../../density/graph/total.ts";
import type { JointTerm } from "../../density/joint/joint.ts";
import { type Domain, scalarDomain } from "../../model/domains.ts";
import { ElementSlices } from "../updates/element-slices.ts";
import type { DependenceAnalysis } from "./dependence.ts";
import { analyze, blockName, type GibbsGraph, type Member } from "./gibbs-graph.ts";
import { type SliceUpdate, sliceUpdate } from "./slice-update.ts";
import type { UpdateContext, UpdateHead } from "./update.ts";

export interface PlateSliceRecipe extends UpdateHead {
  readonly kind: "plate slice";
  readonly offset: number;
  /** Numbers of each element, which is also the step from one element to the next. */
  readonly width: number;
  readonly size: number;
  /** The log density of each element, up to what does not depend on it. */
  readonly density: EmittedFunction;
}

/** The update of one member; null where its elements are not independent. */
export function plateSliceRecipe(
  graph: GibbsGraph,
  member: Member,
  elements: Domain,
): PlateSliceRecipe | null {
  const analysis = analyze([member]);
  const node = elementDensity(graph, graph.markovBlanket(analysis), analysis, elements);
  if (node === null) return null;
  return {
    kind: "plate slice",
    block: blockName([member]),
    offset: member.input.offset,
    width: member.width,
    size: elements.size,
    density: graph.statistics([node], elements),
  };
}

/** The sum of terms for each element that they depend on; null where a term depends on several, or there is none. */
export function elementDensity(
  graph: GibbsGraph,
  terms: readonly JointTerm[],
  analysis: DependenceAnalysis,
  elements: Domain,
): Node | null {
  const parts: Node[] = [];
  for (const { node, domain } of terms) {
    const dependence = analysis.of(node);
    if (dependence.kind !== "one") return null;
    const part = sumByElement(graph, node, domain, elements, dependence.elements);
    if (part === null) return null;
    parts.push(part);
  }
  return parts.length === 0 ? null : add(graph.joint.graph, ...parts);
}

/** A term added up for each element of the block that it depends on. */
function sumByElement(
  { joint, model }: GibbsGraph,
  node: Node,
  domain: Domain,
  elements: Domain,
  indices: Int32Array,
): Node | null {
  const { graph } = joint;
  if (elements === scalarDomain) return total(graph, node, domain, null);
  if (domain === elements) return agrees(indices, elements.size, (i) => i) ? node : null;
  const map = model.domains.mapBetween(domain, elements);
  if (map === null || !agrees(indices, map.indices.length, (i) => map.indices[i]!)) return null;
  const whole = node.domain === domain ? node : gather(graph, node, map);
  return total(graph, whole, domain, map);
}

/** Whether each of so many values depends on no other element than its own. */
function agrees(indices: Int32Array, length: number, elementOf: (i: number) => number): boolean {
  return (
    indices.length === length && indices.every((element, i) => element === -1 || element === elementOf(i))
  );
}

/** The numbers of each element one after another, all elements side by side. */
export function plateSlice(recipe: PlateSliceRecipe, context: UpdateContext): SliceUpdate {
  const { position, stream } = context;
  const { offset, width, size } = recipe;
  const density = context.instantiate(recipe.density);
  const slices = Array.from({ length: width }, (_, k) => {
    const place = { offset: offset + k, stride: width, size };
    return new ElementSlices(position, place, (values) => void density(position, values), stream);
  });
  return sliceUpdate(slices, () => {
    for (const one of slices) one.move();
  });
}
