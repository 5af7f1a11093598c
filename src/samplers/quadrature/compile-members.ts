/** What is needed of groups of which one is integrated for all that are alike: where each is, and its density, to draw its effects by. */

import type { EmittedFunction } from "../../density/code/emit.ts";
import { scalarDomain } from "../../model/domains.ts";
import { compileTo, gradientOutputs } from "./compile-part.ts";
import { GraphCut } from "./cut.ts";
import { type EffectInput, firstOf, type GroupedJoint, type GroupPool } from "./grouped-joint.ts";

/** Groups of which one is integrated for all that are alike. */
export interface MembersRecipe {
  readonly size: number;
  /** Of each: which of the groups that are integrated stands for it. How many each stands for. */
  readonly classOf: Int32Array;
  readonly counts: Float64Array;
  /** Where the k-th number of member j is in the position: at k · size + j. */
  readonly places: Int32Array;
  /** What depends on no effect in any, and its gradient into the model's places. */
  readonly apart: EmittedFunction;
  /** Of each member, without that: what depends on φ alone, into the array itself, and h. Null where no effects are drawn. */
  readonly shared: EmittedFunction | null;
  readonly values: EmittedFunction | null;
}

/** The members of the groups of a joint density, and what is apart from their integrals. */
export function compileMembers(
  { joint: { graph }, dependsOnEffects }: GroupedJoint,
  pool: GroupPool,
  isDrawn: boolean,
): {
  readonly recipe: MembersRecipe;
  readonly operations: { readonly apart: number; readonly members: number };
} {
  const { groups, effects, classOf, counts, density, apart } = pool;
  const seed = { node: apart, adjoint: graph.constant(1), domain: scalarDomain };
  const outside = compileTo("apart", [
    { node: apart, domain: scalarDomain, offset: null },
    ...gradientOutputs(graph, [seed], new Set()),
  ]);
  const cut = new GraphCut(graph, dependsOnEffects);
  const inner = isDrawn ? [{ node: cut.of(density), domain: groups, offset: 0 }] : null;
  const values = inner && compileTo("values", inner);
  const shared = inner && compileTo("shared", cut.outputs);
  return {
    recipe: {
      size: groups.size,
      classOf,
      counts,
      places: placesOf(effects, groups.size),
      apart: outside.emitted,
      shared: shared?.emitted ?? null,
      values: values?.emitted ?? null,
    },
    operations: { apart: outside.operations, members: values?.operations ?? 0 },
  };
}

/** Where the k-th number of each group is: that of group j of `size` at k · size + j. */
export function placesOf(effects: readonly EffectInput[], size: number): Int32Array {
  const width = effects.reduce((sum, one) => sum + one.width, 0);
  const places = new Int32Array(width * size);
  effects.forEach(({ node, groupOf, componentOf }, e) => {
    groupOf.forEach((group, i) => {
      places[(firstOf(effects, e) + componentOf[i]!) * size + group] = node.offset + i;
    });
  });
  return places;
}
