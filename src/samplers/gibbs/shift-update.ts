/**
 * A shift between two sums: where the outcome knows two parameters by their sum only, β + b_j, a constant δ can go from one to the
 * other, β + δ and b_j - δ for all j, and no row notices. δ has a density made of the priors only: normal where these are,
 * and then drawn from their derivatives, otherwise drawn by a slice; at the cost of the group effects, not of the rows. Without
 * this move a mean and the effects about it follow each other slowly.
 *
 * That the rows do not notice is found from the graph (`shift-flatness.ts`). Source: sweeping of Vines, Gilks & Wild (1996), Statistics and Computing 6; here as a draw from the conditional
 * along the direction (Liu & Sabatti 2000, Biometrika 87, generalized Gibbs sampler).
 */

import type { EmittedFunction } from "../../density/code/emit.ts";
import { subtract } from "../../density/graph/arithmetic.ts";
import type { InputNode, Node } from "../../density/graph/node.ts";
import { total } from "../../density/graph/total.ts";
import { type Domain, type IndexMap, scalarDomain } from "../../model/domains.ts";
import { ElementSlices } from "../updates/element-slices.ts";
import { DependenceAnalysis } from "./dependence.ts";
import { componentOf, type GibbsGraph, variableOf } from "./gibbs-graph.ts";
import { elementDensity } from "./plate-slice.ts";
import { type Coordinate, ShiftFlatness } from "./shift-flatness.ts";
import { sliceUpdate } from "./slice-update.ts";
import type { Update, UpdateContext, UpdateHead } from "./update.ts";

export interface ShiftRecipe extends UpdateHead {
  readonly kind: "shift";
  /** Shifts, one for each element of what is raised. */
  readonly size: number;
  readonly raised: Place;
  readonly lowered: Place;
  /** For each element of what is lowered, that of what is raised. */
  readonly targets: Int32Array;
  /** Of a normal shift, first and second derivative of the density along it; of others the log density. */
  readonly form: "normal" | "slice";
  readonly statistics: EmittedFunction;
}

/** Element j is number `offset + j * stride` of the position. */
interface Place {
  readonly offset: number;
  readonly stride: number;
}

/** All shifts between these coordinates that no row notices. */
export function shiftRecipes(graph: GibbsGraph, coordinates: readonly Coordinate[]): readonly ShiftRecipe[] {
  const flatness = new ShiftFlatness(graph);
  const made: ShiftRecipe[] = [];
  for (const raised of coordinates) {
    for (const lowered of coordinates) {
      const map = mapBetween(graph, lowered.elements, raised.elements);
      if (map === undefined || !flatness.isFlat(raised, lowered, map)) continue;
      const recipe = shiftRecipe(graph, raised, lowered, map);
      if (recipe !== null) made.push(recipe);
    }
  }
  return made;
}

/** How elements that are lowered find the one that is raised: null for the only one; undefined where they do not. */
function mapBetween({ model }: GibbsGraph, from: Domain, to: Domain): IndexMap | null | undefined {
  if (from === to || from === scalarDomain) return undefined;
  if (to === scalarDomain) return null;
  const map = model.domains.mapBetween(from, to);
  return map === null || from.size <= to.size ? undefined : map;
}

function shiftRecipe(
  graph: GibbsGraph,
  raised: Coordinate,
  lowered: Coordinate,
  map: IndexMap | null,
): ShiftRecipe | null {
  const { elements } = raised;
  const targets = map === null ? new Int32Array(lowered.elements.size) : map.indices;
  const analysis = new DependenceAnalysis([
    variableOf(raised.member),
    variableOf(lowered.member, (i) => targets[i]!),
  ]);
  const isRest = ({ kind }: { readonly kind: string }): boolean => kind !== "likelihood";
  const rest = graph.joint.terms.filter(({ statement }) => isRest(statement));
  if (rest.some(({ node }) => analysis.of(node).kind === "many")) return null;
  const along = (gradient: ReadonlyMap<InputNode, Node>): Node =>
    subtract(
      graph.joint.graph,
      partOf(graph, gradient, raised),
      total(graph.joint.graph, partOf(graph, gradient, lowered), lowered.elements, map),
    );
  const slope = along(graph.gradient(isRest));
  const curvature = along(graph.derivative(slope, elements));
  const isCurved = analysis.isFree(curvature) && !(curvature.kind === "constant" && curvature.value === 0);
  const isNormal = isCurved && graph.isSmooth(analysis, 2);
  const moved = rest.filter(({ node }) => !analysis.isFree(node));
  const density = isNormal ? null : elementDensity(graph, moved, analysis, elements);
  if (!isNormal && density === null) return null;
  const placeOf = ({ member, component }: Coordinate): Place => ({
    offset: member.input.offset + component,
    stride: member.width,
  });
  return {
    kind: "shift",
    block: `${raised.name} against ${lowered.name}`,
    size: elements.size,
    raised: placeOf(raised),
    lowered: placeOf(lowered),
    targets,
    form: isNormal ? "normal" : "slice",
    statistics: graph.statistics(density === null ? [slope, curvature] : [density], elements),
  };
}

/** The coordinate's part of a gradient, over its elements. */
function partOf(
  graph: GibbsGraph,
  gradient: ReadonlyMap<InputNode, Node>,
  { member, elements, component }: Coordinate,
) {
  const node = gradient.get(member.input);
  if (node === undefined) return graph.joint.graph.constant(0);
  return componentOf(graph, node, component, member.width, elements);
}

/** Moves what is raised by δ, and what is lowered the other way. */
export function shiftUpdate(recipe: ShiftRecipe, context: UpdateContext): Update {
  if (recipe.form === "normal") return drawnShift(recipe, context);
  const { size, raised, lowered, targets } = recipe;
  const { position } = context;
  const compute = context.instantiate(recipe.statistics);
  // What is raised and what is lowered where the update began.
  const raisedFrom = new Float64Array(size);
  const loweredFrom = new Float64Array(targets.length);
  const lower = (): void => {
    for (let i = 0; i < targets.length; i++) {
      const j = targets[i]!;
      const shift = position[raised.offset + j * raised.stride]! - raisedFrom[j]!;
      position[lowered.offset + i * lowered.stride] = loweredFrom[i]! - shift;
    }
  };
  const evaluate = (values: Float64Array): void => {
    lower();
    compute(position, values);
  };
  const slices = new ElementSlices(position, { ...raised, size }, evaluate, context.stream);
  // Slices move what is raised; what is lowered goes along.
  return sliceUpdate([slices], () => {
    for (let j = 0; j < size; j++) raisedFrom[j] = position[raised.offset + j * raised.stride]!;
    for (let i = 0; i < targets.length; i++) {
      loweredFrom[i] = position[lowered.offset + i * lowered.stride]!;
    }
    slices.move();
    lower();
  });
}

/** δ ~ N(-ℓ'/ℓ'', -1/ℓ'') */
function drawnShift(
  { size, raised, lowered, targets, statistics }: ShiftRecipe,
  context: UpdateContext,
): Update {
  const { position, stream } = context;
  const compute = context.instantiate(statistics);
  const sums = new Float64Array(2 * size);
  const shifts = new Float64Array(size);
  return {
    update() {
      compute(position, sums);
      for (let j = 0; j < size; j++) {
        const precision = -sums[size + j]!;
        const shift = sums[j]! / precision + stream.normal() / Math.sqrt(precision);
        shifts[j] = Math.abs(shift) < Infinity ? shift : 0;
        position[raised.offset + j * raised.stride]! += shifts[j]!;
      }
      for (let i = 0; i < targets.length; i++) {
        position[lowered.offset + i * lowered.stride]! -= shifts[targets[i]!]!;
      }
    },
  };
}
