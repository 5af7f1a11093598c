/**
 * The joint density as full conditionals are read from it: every parameter as it stands in the model, nothing centered or integrated
 * out, on the unconstrained scale.
 */

import { type EmittedFunction, emit } from "../../density/code/emit.ts";
import { type Output, reachable, schedule } from "../../density/code/schedule.ts";
import { unify } from "../../density/code/unify.ts";
import { add } from "../../density/graph/arithmetic.ts";
import { differentiate, type Seed } from "../../density/graph/differentiate.ts";
import { component } from "../../density/graph/movement.ts";
import type { InputNode, Node } from "../../density/graph/node.ts";
import { total } from "../../density/graph/total.ts";
import { Joint, type JointTerm } from "../../density/joint/joint.ts";
import { addParameter } from "../../density/joint/parameters.ts";
import type { CheckedStatement, ParameterStatement } from "../../language/checked-model.ts";
import { withPlates } from "../../language/print-expression.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { type Domain, scalarDomain } from "../../model/domains.ts";
import type { FunctionName } from "../../numeric/scalar-functions.ts";
import { type BlockVariable, DependenceAnalysis } from "./dependence.ts";

/** A parameter's free numbers. */
export interface FreeParameter {
  readonly statement: ParameterStatement;
  readonly input: InputNode;
}

/** What updates of these parameters are named by: `b[sample], σ`. */
export function blockName(parameters: readonly FreeParameter[]): string {
  return parameters.map(({ statement: { name, plates } }) => withPlates(name, plates)).join(", ");
}

export class GibbsGraph {
  readonly model: BoundModel;
  readonly joint: Joint;
  readonly parameters: readonly FreeParameter[];

  /** `standardized` names group effects that are non-centered, as interweaving has them. */
  constructor(model: BoundModel, standardized: ReadonlySet<string> = new Set()) {
    this.model = model;
    this.joint = new Joint(model);
    for (const statement of model.checked.statements) {
      if (statement.kind === "definition") this.joint.addDefinition(statement);
      else if (statement.kind === "likelihood") this.joint.addLikelihood(statement);
      else {
        const parameterization = standardized.has(statement.name) ? "noncentered" : "centered";
        addParameter(this.joint, { ...statement, parameterization });
      }
    }
    this.parameters = this.joint.inputs.map(({ name, node }) => ({
      // Only parameters have inputs.
      statement: model.checked.declarations.get(name) as ParameterStatement,
      input: node,
    }));
  }

  get dimension(): number {
    return this.joint.graph.dimension;
  }

  /** The terms of the density that depend on variables of a block. */
  markovBlanket(analysis: DependenceAnalysis): readonly JointTerm[] {
    return this.joint.terms.filter(({ node }) => !analysis.isFree(node));
  }

  /** Whether no term of the density depends on two elements of a block. */
  isIndependent(analysis: DependenceAnalysis): boolean {
    return this.joint.terms.every(({ node }) => analysis.of(node).kind !== "many");
  }

  /**
   * Whether derivatives of this order tell all of how the density changes with a block: nothing in it compares what changes, which a
   * derivative does not see, nor, for second derivatives, folds it as `abs` does.
   */
  isSmooth(analysis: DependenceAnalysis, order: 1 | 2): boolean {
    return this.breaks(this.markovBlanket(analysis), analysis, order).length === 0;
  }

  /** The nodes of these terms that depend on a block and that derivatives of this order do not see all of. */
  breaks(terms: readonly JointTerm[], analysis: DependenceAnalysis, order: 1 | 2): readonly Node[] {
    const nodes = reachable(terms.map(({ node }) => node));
    return nodes.filter((node) => !analysis.isFree(node) && isBroken(node, order));
  }

  /** The gradient of the statements that are chosen. */
  gradient(isChosen: (statement: CheckedStatement) => boolean = () => true): ReadonlyMap<InputNode, Node> {
    return differentiate(this.joint.graph, this.seeds(isChosen));
  }

  seeds(isChosen: (statement: CheckedStatement) => boolean): readonly Seed[] {
    return this.joint.seeds.filter(({ statement }) => isChosen(statement));
  }

  /** The derivative of a node over `domain`, of which each element depends on one element of an input, with respect to that. */
  derivative(node: Node, domain: Domain): ReadonlyMap<InputNode, Node> {
    const { graph } = this.joint;
    if (node.isData) return new Map();
    return differentiate(graph, [{ node, adjoint: graph.constant(1), domain }]);
  }

  /** Sums for each element of a block, as outputs of one function: node k over the elements at k · size. */
  statistics(nodes: readonly Node[], elements: Domain): EmittedFunction {
    return this.emit(nodes.map((node, k): Output => ({ node, domain: elements, offset: k * elements.size })));
  }

  /** The log density of some terms as the value of a function, with nodes that it stores. */
  logDensity(terms: readonly JointTerm[], stored: readonly Output[]): EmittedFunction {
    const { graph } = this.joint;
    const sums = terms.map(({ node, domain }) => total(graph, node, domain, null));
    return this.emit([{ node: add(graph, ...sums), domain: scalarDomain, offset: null }, ...stored]);
  }

  emit(given: readonly Output[]): EmittedFunction {
    const outputs = unify(given);
    return emit("compute", schedule(outputs), outputs, null);
  }
}

/** Functions with jumps: their derivative is 0 wherever it exists. */
const jumping: ReadonlySet<FunctionName> = new Set<FunctionName>([
  "less",
  "less_equal",
  "greater",
  "greater_equal",
  "equal",
  "not_equal",
  "floor",
]);

/** Functions with corners: their second derivative is. */
const folding: ReadonlySet<FunctionName> = new Set<FunctionName>(["abs", "min", "max"]);

function isBroken(node: Node, order: 1 | 2): boolean {
  if (node.kind === "rank") return true;
  if (node.kind === "total") return order === 2 && node.operation !== "sum";
  if (node.kind !== "call") return false;
  return jumping.has(node.function) || (order === 2 && folding.has(node.function));
}

/** Parameters of the same elements, each a number or a vector for every one of them, that are updated together. */
export interface Member extends FreeParameter {
  /** Numbers of each element; number k of element j is at `input.offset + j * width + k`. */
  readonly width: number;
}

/** Number k of every element, of a node that has `width` of them for each. */
export function componentOf(graph: GibbsGraph, node: Node, k: number, width: number, elements: Domain): Node {
  // The numbers of a design of one column are over a domain of their own.
  return node.domain === elements ? node : component(graph.joint.graph, node, k, width, elements);
}

/** How values depend on the members of a block. */
export function analyze(members: readonly Member[]): DependenceAnalysis {
  return new DependenceAnalysis(members.map((member) => variableOf(member)));
}

/** A member as a variable of a block, of which its element j belongs to the block's element `elementOf(j)`. */
export function variableOf({ input, width }: Member, elementOf = (j: number): number => j): BlockVariable {
  const elements = Int32Array.from({ length: input.domain.size }, (_, i) => elementOf(Math.floor(i / width)));
  return { node: input, elements };
}

/** The elements of a parameter that may be independent, and how many numbers each has. */
export function shapeOf(
  model: BoundModel,
  { statement, input }: FreeParameter,
): { readonly elements: Domain; readonly width: number } {
  const { domains, checked } = model;
  const { plates, distribution } = statement;
  const last = plates[plates.length - 1];
  if (last === undefined) return { elements: scalarDomain, width: input.domain.size };
  const isVector = distribution.kind === "vector" || distribution.kind === "ordered";
  const kind = checked.plates.get(last)?.kind;
  if (!isVector && kind !== "design" && kind !== "levels") return { elements: input.domain, width: 1 };
  const isMatrix = distribution.kind === "vector" && distribution.distribution.support.kind === "correlation";
  const elements = domains.ofPlates(plates.slice(0, isMatrix ? -2 : -1));
  return { elements, width: input.domain.size / elements.size };
}
