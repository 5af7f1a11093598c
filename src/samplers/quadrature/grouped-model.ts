/**
 * A model by groups, compiled: the density of each group as a function of its numbers, with its derivatives, and what is left. Plain data that
 * can be sent to a worker.
 *
 * All functions read one array: the model's position, then what depends on φ alone and is computed once for a position, then a weight for
 * each group.
 */

import type { EmittedFunction } from "../../density/code/emit.ts";
import { type Output, reachable } from "../../density/code/schedule.ts";
import { codeOf, savedNodes } from "../../density/compile.ts";
import type { Node } from "../../density/graph/node.ts";
import type { Parameterization } from "../../density/joint/parameters.ts";
import { scalarDomain } from "../../model/domains.ts";
import type { Roles, Variable } from "../../posterior/draws.ts";
import { compileMembers, type MembersRecipe, placesOf } from "./compile-members.ts";
import { type Compiled, compileTo, gradientOutputs } from "./compile-part.ts";
import { GraphCut } from "./cut.ts";
import { type Derivatives, type EffectInput, firstOf, type GroupedJoint } from "./grouped-joint.ts";

/** Everything that an integration over groups needs. */
export interface GroupedModelRecipe {
  /** Groups that are integrated, each for all that are alike, and numbers of each. */
  readonly groups: number;
  readonly width: number;
  /** Numbers of the model's own position, and of the array that functions read. */
  readonly dimension: number;
  readonly length: number;
  /** Whether numbers of groups are of a prior of unit scale about 0. */
  readonly isStandard: boolean;
  /** Where φ is in the position. */
  readonly sampled: Int32Array;
  /** Where functions read the k-th number of group j: at k · groups + j. */
  readonly places: Int32Array;
  /** All groups, where some are alike; null where each is integrated by itself. */
  readonly members: MembersRecipe | null;
  /** Where the weights of groups begin. */
  readonly weightsAt: number;
  /** Added to the log density: what has no parameter in it. */
  readonly constant: number;
  /** log p(φ), and its gradient into the model's places. */
  readonly prior: EmittedFunction;
  /** What depends on φ alone, into the array itself. */
  readonly shared: EmittedFunction;
  /** h_j, a number for each group. */
  readonly values: EmittedFunction;
  /** h_j and its derivatives. */
  readonly curved: EmittedFunction;
  /** Numbers that `curved` fills; where each first derivative is (k · groups + j), and each second ((k · width + l) · groups + j), -1 for 0. */
  readonly curvedLength: number;
  readonly gradientAt: Int32Array;
  readonly hessianAt: Int32Array;
  /** Σ weight · h_j, and its gradient into the model's places. */
  readonly weighted: EmittedFunction;
  /** The numbers of a draw at a position. */
  readonly constrain: EmittedFunction;
  readonly draw: number;
  /** Whether a draw holds or needs effects, and whether the chain must not notice that it does. */
  readonly isDrawn: boolean;
  readonly isApart: boolean;
}

/** What a run must know of it. */
export interface GroupedModel {
  readonly recipe: GroupedModelRecipe;
  readonly variables: readonly Variable[];
  readonly roles: Roles;
  readonly parameterizations: ReadonlyMap<string, Parameterization>;
  /** The parameter that each number of φ belongs to. */
  readonly sampledNames: readonly string[];
  /** Operations of one evaluation of each function. */
  readonly operations: {
    readonly shared: number;
    readonly values: number;
    readonly curved: number;
    /** Of what is apart, and of all members; 0 where none are alike. */
    readonly apart: number;
    readonly members: number;
  };
}

/** What draws hold, by the names of parameters and definitions. */
export interface Keeping {
  readonly isKept: (name: string) => boolean;
  /** Of what is kept: whether chains must not notice that it is; nothing if not given. */
  readonly isApart?: (name: string) => boolean;
}

/** Compiles a joint density by groups. */
export function compileGroups(
  grouped: GroupedJoint,
  derivatives: Derivatives,
  { isKept, isApart }: Keeping,
): GroupedModel {
  const { joint, groups, pool, dimension, parameterizations } = grouped;
  const { effects } = pool ?? grouped;
  joint.graph.currentLine = null;
  const code = codeOf(joint, isKept);
  const effectNodes = new Set<Node>(effects.map(({ node }) => node));
  // The same inputs stand for effects in other graphs of the same numbers.
  const isEffect = (node: Node): boolean =>
    node.kind === "input" && effects.some(({ node: { offset } }) => offset === node.offset);
  const needsEffects = (nodes: readonly Node[]): boolean => reachable(nodes).some(isEffect);
  const sampled = joint.inputs
    .filter(({ node }) => !effectNodes.has(node))
    .flatMap(({ name, node }) => indices(node.domain.size).map((i) => ({ name, place: node.offset + i })));
  const isDrawn = needsEffects(code.savedOutputs.map(({ node }) => node));
  const { operations, ...functions } = compileFunctions(grouped, derivatives, isDrawn);
  const recipe: GroupedModelRecipe = {
    groups: groups.size,
    width: derivatives.hessian.length,
    dimension,
    isStandard: effects.every(({ name }) => parameterizations.get(name) === "noncentered"),
    sampled: Int32Array.from(sampled, ({ place }) => place),
    places: placesOf(grouped.effects, groups.size),
    constant: joint.droppedConstant,
    ...functions,
    // After all inputs have been made.
    length: joint.graph.dimension,
    constrain: code.recipe.constrain,
    draw: code.recipe.width,
    isDrawn,
    isApart:
      isApart !== undefined && !needsEffects(savedNodes(joint, (name) => isKept(name) && !isApart(name))),
  };
  const { variables, roles } = code;
  const sampledNames = sampled.map(({ name }) => name);
  return { recipe, variables, roles, parameterizations, sampledNames, operations };
}

function compileFunctions(grouped: GroupedJoint, derivatives: Derivatives, isDrawn: boolean) {
  const { joint, groups, density, dependsOnEffects } = grouped;
  const cut = new GraphCut(joint.graph, dependsOnEffects);
  const values = compileTo("values", [{ node: cut.of(density), domain: groups, offset: 0 }]);
  const { outputs, length, gradientAt, hessianAt } = curvedLayout(grouped, derivatives);
  const inner = outputs.map((one) => ({ ...one, node: cut.of(one.node) }));
  const curved = compileTo("curved", inner);
  const shared = compileTo("shared", cut.outputs);
  const weights = joint.graph.input(groups);
  const members = grouped.pool && compileMembers(grouped, grouped.pool, isDrawn);
  return {
    prior: compilePrior(grouped).emitted,
    shared: shared.emitted,
    values: values.emitted,
    curved: curved.emitted,
    curvedLength: length,
    gradientAt,
    hessianAt,
    weighted: compileWeighted(grouped, weights).emitted,
    weightsAt: weights.offset,
    members: members?.recipe ?? null,
    operations: {
      shared: shared.operations,
      values: values.operations,
      curved: curved.operations,
      apart: members?.operations.apart ?? 0,
      members: members?.operations.members ?? 0,
    },
  };
}

function compilePrior({ joint, prior, priorSeeds, effects }: GroupedJoint): Compiled {
  return compileTo("prior", [
    { node: prior, domain: scalarDomain, offset: null },
    ...gradientOutputs(joint.graph, priorSeeds, nodesOf(effects)),
  ]);
}

/** The gradient of Σ weight · h_j by φ. */
function compileWeighted({ joint, groups, effects, density }: GroupedJoint, weights: Node): Compiled {
  const seed = { node: density, adjoint: weights, domain: groups };
  return compileTo("weighted", gradientOutputs(joint.graph, [seed], nodesOf(effects)));
}

function nodesOf(effects: readonly EffectInput[]): Set<Node> {
  return new Set<Node>(effects.map(({ node }) => node));
}

/** h, its first derivatives and its second ones, one after another. */
function curvedLayout({ density, groups, effects, joint }: GroupedJoint, { gradient, hessian }: Derivatives) {
  const size = groups.size;
  const width = hessian.length;
  const outputs: Output[] = [{ node: density, domain: groups, offset: 0 }];
  const gradientAt = new Int32Array(width * size);
  const hessianAt = new Int32Array(width * width * size).fill(-1);
  let length = size;
  const add = (node: Node, effect: number, take: (component: number, group: number, at: number) => void) => {
    const { node: input, componentOf, groupOf } = effects[effect]!;
    outputs.push({ node, domain: input.domain, offset: length });
    componentOf.forEach((component, i) => {
      take(firstOf(effects, effect) + component, groupOf[i]!, length + i);
    });
    length += input.domain.size;
  };
  gradient.forEach((node, e) => {
    add(node, e, (k, j, at) => {
      gradientAt[k * size + j] = at;
    });
  });
  hessian.forEach((row, k) => {
    row.forEach((node, e) => {
      if (node === null) return;
      add(node, e, (l, j, at) => {
        hessianAt[(k * width + l) * size + j] = at;
      });
    });
  });
  joint.graph.currentLine = null;
  return { outputs, gradientAt, hessianAt, length };
}

function indices(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
