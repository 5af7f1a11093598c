/**
 * Interweaving of centered and non-centered updates: after the scale τ of group effects b has been drawn given b, the effects are
 * written as b = m + τ·z (or b = exp(m + τ·z) where they are lognormal) and what τ and m are made of is updated given z, so that the effects move along with it. Where
 * the data say little of an effect, b and τ hold each other fast; where they say much, z and τ do; the two together are
 * about as good as the better of them, or better.
 *
 * Source: Yu & Meng (2011), Journal of Computational and Graphical Statistics 20, 531-570 (ASIS).
 */

import type { EmittedFunction } from "../../density/code/emit.ts";
import { add, multiply, subtract } from "../../density/graph/arithmetic.ts";
import { call } from "../../density/graph/call.ts";
import { component, stack } from "../../density/graph/movement.ts";
import type { Node } from "../../density/graph/node.ts";
import { vectorArguments } from "../../density/joint/parameters.ts";
import type { ScalarDistribution } from "../../distributions/distribution.ts";
import { standardize } from "../../distributions/multi-normal.ts";
import type {
  CheckedDistribution,
  CheckedScalar,
  Expression,
  ParameterStatement,
} from "../../language/checked-model.ts";
import { knownMatrixOf } from "../../language/parts.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { type Domain, scalarDomain } from "../../model/domains.ts";
import { declarationsOf } from "../../predictor/declarations.ts";
import { blockName, type FreeParameter, GibbsGraph, type Member, shapeOf } from "./gibbs-graph.ts";
import { type PlateSliceRecipe, plateSlice, plateSliceRecipe } from "./plate-slice.ts";
import { sliceUpdate } from "./slice-update.ts";
import type { Update, UpdateContext, UpdateHead } from "./update.ts";

export interface InterweavingRecipe extends UpdateHead {
  readonly kind: "interweaving";
  readonly offset: number;
  readonly size: number;
  /** z of b, and b of z: each stores the effects' numbers. */
  readonly standardize: EmittedFunction;
  readonly restore: EmittedFunction;
  /** Slices of the hyperparameters in the graph in which the effects are z. */
  readonly slices: readonly PlateSliceRecipe[];
}

/** Hyperparameters of more numbers are not updated one by one along with all rows. */
const mostHyperparameters = 6;

/** The interweaving update of a group effect; null where its scale is known, or it is none. */
export function interweavingRecipe(graph: GibbsGraph, effect: FreeParameter): InterweavingRecipe | null {
  const { model } = graph;
  const { statement, input } = effect;
  if (statement.plates.length === 0 || statement.parameterization === "centered") return null;
  const { scale, all } = hyperparametersOf(model, statement);
  if (scale.length === 0) return null;
  const standard = standardNode(graph, effect);
  if (standard === null) return null;
  const standardized = new GibbsGraph(model, new Set([statement.name]));
  const members = standardized.parameters
    .filter((one) => all.includes(one.statement.name))
    .map((one): Member => ({ ...one, width: one.input.domain.size }));
  const count = members.reduce((sum, { width }) => sum + width, 0);
  if (count === 0 || count > mostHyperparameters) return null;
  const slices = members.map((member) => plateSliceRecipe(standardized, member, scalarDomain));
  if (!slices.every((slice) => slice !== null)) return null;
  const restored = restoredNode(standardized, statement);
  return {
    kind: "interweaving",
    block: `${blockName(members)} with ${blockName([effect])} along`,
    offset: input.offset,
    size: input.domain.size,
    standardize: graph.emit([{ node: standard, domain: input.domain, offset: 0 }]),
    restore: standardized.emit([{ node: restored, domain: input.domain, offset: 0 }]),
    slices,
  };
}

/** Parameters that a location-scale distribution depends on, and those that its scale does; none for other distributions. */
function hyperparametersOf(model: BoundModel, { distribution }: ParameterStatement) {
  const declarations = declarationsOf(model.checked);
  const namesIn = (expressions: readonly Expression[]): readonly string[] => [
    ...new Set(expressions.flatMap((one) => [...declarations.parametersIn(one)])),
  ];
  const isKnown = distribution.kind === "scalar" || distribution.kind === "vector";
  return {
    scale: namesIn(scaleArguments(distribution)),
    all: namesIn(isKnown ? distribution.arguments : []),
  };
}

function scaleArguments(distribution: CheckedDistribution): readonly Expression[] {
  if (distribution.kind === "scalar") {
    const { arguments: specifications } = distribution.distribution;
    const scale = formOf(distribution.distribution)?.scale;
    return distribution.arguments.filter((_, i) => specifications[i]!.name === scale);
  }
  const isMultiNormal = distribution.kind === "vector" && distribution.distribution.name === "multi_normal";
  return isMultiNormal ? distribution.arguments.slice(1) : [];
}

/** The arguments that shift and stretch the free number of an effect: the effect, or its logarithm. */
function formOf({ locationScale, logLocationScale }: ScalarDistribution) {
  return locationScale ?? logLocationScale;
}

/** z = (b - m)/τ, with log b for b where it is lognormal, or L⁻¹ diag(τ)⁻¹ (u - m) for vectors, over the effect's domain. */
function standardNode({ joint, model }: GibbsGraph, { statement, input }: FreeParameter): Node | null {
  const { graph } = joint;
  const { distribution } = statement;
  if (distribution.kind === "scalar") {
    const shifted = locationAndScale(joint, distribution, input.domain);
    if (shifted === null) return null;
    return call(graph, "divide", [subtract(graph, input, shifted.location), shifted.scale]);
  }
  // Of chains along levels and with known matrices the standardized form is not interwoven.
  if (distribution.kind !== "vector" || distribution.distribution.name !== "multi_normal") return null;
  if (knownMatrixOf(distribution) !== null) return null;
  const { elements, width } = shapeOf(model, { statement, input });
  const u = Array.from({ length: width }, (_, k) => component(graph, input, k, width, elements));
  const shape = { elements, domain: input.domain, size: width };
  const [mean, sds, correlation] = vectorArguments(joint, distribution, shape);
  const z = standardize(joint.algebra(), u, mean!, sds!, correlation!);
  return stack(graph, z, elements, input.domain);
}

/** The free numbers of z's effects: m + τz, or of vectors what the graph has for them. */
function restoredNode({ joint, parameters }: GibbsGraph, { name, distribution }: ParameterStatement): Node {
  const { graph, translator } = joint;
  if (distribution.kind !== "scalar") return translator.quantities.get(name)!.node;
  const { input } = parameters.find(({ statement }) => statement.name === name)!;
  const { location, scale } = locationAndScale(joint, distribution, input.domain)!;
  return add(graph, location, multiply(graph, scale, input));
}

/** m and τ over the effect's domain; null of a distribution that has none. */
function locationAndScale(
  { translator }: GibbsGraph["joint"],
  { distribution, arguments: list }: CheckedScalar,
  domain: Domain,
): { readonly location: Node; readonly scale: Node } | null {
  const form = formOf(distribution);
  if (form === undefined) return null;
  const named = (name: string): Node => {
    const index = distribution.arguments.findIndex((one) => one.name === name);
    return translator.translate(list[index]!, domain);
  };
  return { location: named(form.location), scale: named(form.scale) };
}

/** Slices of the hyperparameters, with the effects standardized before and restored after them. */
export function interweaving(recipe: InterweavingRecipe, context: UpdateContext): Update {
  const { position } = context;
  const { offset } = recipe;
  const standardizeEffects = context.instantiate(recipe.standardize);
  const restoreEffects = context.instantiate(recipe.restore);
  /** The effects' numbers while the position is changed. */
  const effects = new Float64Array(recipe.size);
  const updates = recipe.slices.map((slice) => plateSlice(slice, context));
  const slices = updates.flatMap((one) => one.slices);
  return sliceUpdate(slices, () => {
    standardizeEffects(position, effects);
    // A scale that has underflowed to 0 has no standardized effects.
    if (!effects.every((effect) => Math.abs(effect) < Infinity)) return;
    position.set(effects, offset);
    for (const one of updates) one.update();
    restoreEffects(position, effects);
    position.set(effects, offset);
  });
}
