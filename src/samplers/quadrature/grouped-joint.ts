/**
 * The joint density of a model, taken apart by the groups of a factor: log p(φ) + Σ_j h_j(z_j; φ), where z_j are the few free numbers of
 * group j. Whether it can be taken apart is found in its graph: no value that depends on effects may meet those of another group.
 */

import { reachable } from "../../density/code/schedule.ts";
import { sumOf } from "../../density/graph/arithmetic.ts";
import { differentiate, type Seed } from "../../density/graph/differentiate.ts";
import { dependencies, type InputNode, type Node } from "../../density/graph/node.ts";
import { total } from "../../density/graph/total.ts";
import { Joint, type StatementSeed } from "../../density/joint/joint.ts";
import { addParameter, type Parameterization } from "../../density/joint/parameters.ts";
import type { CheckedStatement } from "../../language/checked-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { type Domain, scalarDomain } from "../../model/domains.ts";
import { scalarFunctions } from "../../numeric/scalar-functions.ts";
import type { FactorEffects } from "./group-effects.ts";
import { type RowCounts, RowPatterns } from "./row-patterns.ts";
import { SumSplitter } from "./split-sums.ts";

/** The free numbers of one parameter over the groups. */
export interface EffectInput {
  readonly name: string;
  readonly node: InputNode;
  /** Of each of its numbers: the group, and which of that group's numbers in this parameter. */
  readonly groupOf: Int32Array;
  readonly componentOf: Int32Array;
  readonly width: number;
}

/** Which of a group's numbers an effect's first one is. */
export function firstOf(effects: readonly EffectInput[], effect: number): number {
  return effects.slice(0, effect).reduce((sum, { width }) => sum + width, 0);
}

/** A joint density by groups. */
export interface GroupedJoint {
  readonly joint: Joint;
  readonly groups: Domain;
  readonly effects: readonly EffectInput[];
  readonly parameterizations: ReadonlyMap<string, Parameterization>;
  /** h_j, a node over the groups. */
  readonly density: Node;
  /** What its largest sums over rows are taken over. */
  readonly rows: RowCounts;
  /** log p(φ) without its constants, a scalar node. */
  readonly prior: Node;
  /** What the derivatives of log p(φ) start from. */
  readonly priorSeeds: readonly StatementSeed[];
  readonly dependsOnEffects: (node: Node) => boolean;
  /** Numbers of the position of all parameters. */
  readonly dimension: number;
  /** Where groups above stand for several that are alike; null where each is one. */
  readonly pool: GroupPool | null;
}

/** The groups that others stand for. */
export interface GroupPool {
  readonly groups: Domain;
  readonly effects: readonly EffectInput[];
  /** Of each of them which one stands for it, and of each that does how many it stands for. */
  readonly classOf: Int32Array;
  readonly counts: Float64Array;
  /** h_j of each of them, and what of Σ_j h_j depends on no effect, a scalar node: neither is in the density above. */
  readonly density: Node;
  readonly apart: Node;
}

/** The density by groups, or in words why it cannot be had. */
export function groupJoint(model: BoundModel, found: FactorEffects): GroupedJoint | string {
  const { joint, parameterizations } = jointOf(model, found);
  const { factor, groups } = found;
  const names = new Set(found.effects.map(({ name }) => name));
  const inputs = joint.inputs.filter(({ name }) => names.has(name));
  const effects = inputs.map(({ name, node }) => effectInput(model, name, node, groups));
  const lost = effects.find((one) => typeof one === "string");
  if (lost !== undefined) return lost as string;
  const dependent = dependentNodes(joint, new Set(inputs.map(({ node }) => node)));
  const refusal = findCoupling(model, dependent, found);
  if (refusal !== null) return refusal;
  const { graph } = joint;
  graph.currentLine = null;
  const grouped = statementsOf(joint, dependent);
  const dependsOnEffects = dependence(dependent);
  const splitter = new SumSplitter(graph, dependsOnEffects);
  const patterns = new RowPatterns(graph, dependsOnEffects);
  const sums: Node[] = [];
  for (const { statement, node, domain } of joint.terms) {
    if (!grouped.has(statement)) continue;
    const map = model.domains.mapBetween(domain, groups);
    if (map === null) return `what has effects of ${factor} in it has parts that are of no single one`;
    sums.push(total(graph, splitter.of(node), domain, map));
  }
  const others = joint.terms.filter(({ statement }) => !grouped.has(statement));
  const sumsOfOthers = others.map(({ node, domain }) => total(graph, node, domain, null));
  return {
    joint,
    groups,
    effects: effects as EffectInput[],
    parameterizations,
    density: patterns.of(sumOf(graph, sums)),
    rows: patterns.counts,
    prior: sumOf(graph, sumsOfOthers),
    priorSeeds: joint.seeds.filter(({ statement }) => !grouped.has(statement)),
    dependsOnEffects,
    dimension: graph.dimension,
    pool: null,
  };
}

/** The statements whose terms or seeds have nodes that depend on effects. */
function statementsOf({ terms, seeds }: Joint, dependent: ReadonlySet<Node>): Set<CheckedStatement> {
  const ofTerms = terms.filter(({ node }) => dependent.has(node));
  const ofSeeds = seeds.filter(({ node, adjoint }) => dependent.has(node) || dependent.has(adjoint));
  return new Set([...ofTerms, ...ofSeeds].map(({ statement }) => statement));
}

/** All parameters and likelihoods; effects in the form whose prior has no parameters, where there is one. */
function jointOf(model: BoundModel, { effects }: FactorEffects) {
  const joint = new Joint(model);
  const names = new Set(effects.map(({ name }) => name));
  const parameterizations = new Map<string, Parameterization>();
  for (const statement of model.checked.statements) {
    if (statement.kind === "definition") joint.addDefinition(statement);
    else if (statement.kind === "likelihood") joint.addLikelihood(statement);
    else {
      const isEffect = names.has(statement.name);
      const own = isEffect ? ({ ...statement, parameterization: "noncentered" } as const) : statement;
      parameterizations.set(statement.name, addParameter(joint, own));
    }
  }
  return { joint, parameterizations };
}

function effectInput(
  { domains }: BoundModel,
  name: string,
  node: InputNode,
  groups: Domain,
): EffectInput | string {
  const map = domains.mapBetween(node.domain, groups);
  if (map === null) return `the levels of \`${name}\` depend on each other in their prior`;
  const counted = new Int32Array(groups.size);
  const componentOf = map.indices.map((group) => counted[group]!++);
  return { name, node, groupOf: map.indices, componentOf, width: node.domain.size / groups.size };
}

/** The nodes of terms and seeds that depend on inputs. */
function dependentNodes(joint: Joint, inputs: ReadonlySet<Node>): Set<Node> {
  const roots = [
    ...joint.terms.map(({ node }) => node),
    ...joint.seeds.flatMap(({ node, adjoint }) => [node, adjoint]),
  ];
  const dependent = new Set<Node>(inputs);
  // Arguments come before what uses them.
  for (const node of reachable(roots))
    if (dependencies(node).some((one) => dependent.has(one))) dependent.add(node);
  return dependent;
}

/** Whether a node depends on others, of nodes that were made later too. What was found is remembered. */
export function dependence(dependent: ReadonlySet<Node>): (node: Node) => boolean {
  const known = new Map<Node, boolean>();
  return (node) => {
    const found = known.get(node);
    if (found !== undefined) return found;
    for (const one of reachable([node])) {
      const isDependent = dependent.has(one) || dependencies(one).some((part) => known.get(part) === true);
      known.set(one, isDependent);
    }
    return known.get(node)!;
  };
}

/** Why groups are not independent given what is left, or have no second derivatives; null if all is well. */
function findCoupling(
  { domains }: BoundModel,
  dependent: ReadonlySet<Node>,
  { factor, groups }: FactorEffects,
): string | null {
  const groupOf = (domain: Domain): Int32Array | null =>
    domain === scalarDomain ? null : (domains.mapBetween(domain, groups)?.indices ?? null);
  const apart = `values of different levels of ${factor} meet each other`;
  for (const node of dependent) {
    const own = groupOf(node.domain);
    if (own === null) return apart;
    const agrees = (source: Node, at: (i: number) => number, from: Int32Array = own): boolean => {
      if (!dependent.has(source)) return true;
      const theirs = groupOf(source.domain);
      return theirs?.length !== undefined && from.every((group, i) => theirs[at(i)] === group);
    };
    switch (node.kind) {
      case "gather":
        if (!agrees(node.source, (i) => node.map.indices[i]!)) return apart;
        break;
      case "component":
        if (!agrees(node.source, (i) => i * node.width + node.index)) return apart;
        break;
      case "stack": {
        const size = node.components.length;
        if (!node.components.every((part) => agrees(part, (i) => Math.floor(i / size)))) return apart;
        break;
      }
      case "total": {
        const theirs = groupOf(node.source.domain);
        if (node.map === null || theirs === null) return apart;
        if (!theirs.every((group, i) => own[node.map!.indices[i]!] === group)) return apart;
        break;
      }
      case "rank":
        return apart;
      default:
    }
  }
  return null;
}

/** Derivatives of Σ h_j by an effect, twice, as nodes over the domains of the effects. */
export interface Derivatives {
  /** By effect. */
  readonly gradient: readonly Node[];
  /** For each number of a group, k-th of all, and each effect: ∂²h / ∂z_k ∂z; null where it is zero. */
  readonly hessian: readonly (readonly (Node | null)[])[];
}

/** The first and second derivatives of the density of each group by its numbers, or in words why they are not to be had. */
export function differentiateGroups({ joint, groups, effects, density }: GroupedJoint): Derivatives | string {
  const { graph } = joint;
  const first = differentiate(graph, [{ node: density, adjoint: graph.constant(1), domain: groups }]);
  const gradient = effects.map(({ node }) => first.get(node) ?? graph.constant(0));
  const odd = reachable(gradient).find(
    (node) => node.kind === "call" && !node.isData && scalarFunctions[node.function].partials.length === 0,
  );
  if (odd !== undefined) return "the density of its outcome has no second derivatives";
  const hessian: (Node | null)[][] = [];
  effects.forEach(({ node, componentOf, width }, e) => {
    for (let k = 0; k < width; k++) {
      const isOwn = graph.data(
        node.domain,
        Float64Array.from(componentOf, (one) => Number(one === k)),
      );
      const seed: Seed = { node: gradient[e]!, adjoint: isOwn, domain: node.domain };
      const second = differentiate(graph, [seed]);
      hessian.push(effects.map((other) => second.get(other.node) ?? null));
    }
  });
  return { gradient, hessian };
}
