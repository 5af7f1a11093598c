/**
 * What is left of a joint density when some parameters are integrated out elsewhere: the priors of the others (the
 * hyperparameters), and some values that depend on them, with the derivatives of both.
 *
 * The values v_k(φ) get inputs of their own, the adjoints a_k, and the density is log p(φ) + Σ a_k v_k(φ). So one generated function
 * serves twice: evaluated at a = 0 its gradient with respect to a is v(φ); evaluated at a = ∂L/∂v its gradient with
 * respect to φ is that of log p(φ) + L(v(φ)).
 */

import type { Likelihood } from "../language/checked-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { scalarDomain } from "../model/domains.ts";
import type { Roles, Variable } from "../posterior/draws.ts";
import { reachable } from "./code/schedule.ts";
import { codeOf, type DensityRecipe, instantiate, savedNodes } from "./compile.ts";
import { multiply } from "./graph/arithmetic.ts";
import { component } from "./graph/movement.ts";
import type { Node } from "./graph/node.ts";
import type { Centering } from "./joint/centering.ts";
import { Joint } from "./joint/joint.ts";
import { addParameter, type Parameterization } from "./joint/parameters.ts";

export interface HyperparameterDensityRequest {
  /** Parameters that are integrated out: their free numbers are (value - location) / scale, or the value under a flat prior. */
  readonly integrated: ReadonlySet<string>;
  /** Outcomes that stay in this density. */
  readonly likelihoods: ReadonlySet<Likelihood>;
  /** The coordinates of group effects that are not integrated out; without it non-centered ones. */
  readonly centering?: Centering;
}

export interface CompiledHyperparameterDensity {
  /** Its position is that of the model, with the adjoints after it. */
  readonly recipe: DensityRecipe;
  readonly variables: readonly Variable[];
  readonly roles: Roles;
  /** Whether a draw's numbers depend on a parameter. */
  readonly isUsed: (parameter: string) => boolean;
}

/** What is left of a model: first its quantities, of which values can be made, then its code. */
export class HyperparameterDensity {
  readonly joint: Joint;
  /** Of the model's own position: where the adjoints begin. */
  readonly dimension: number;
  /** How each parameter that is not integrated out was put to the sampler. */
  readonly parameterizations: ReadonlyMap<string, Parameterization>;
  private readonly integrated: ReadonlySet<string>;

  constructor(model: BoundModel, { integrated, likelihoods, centering }: HyperparameterDensityRequest) {
    const joint = new Joint(model, centering, integrated);
    const parameterizations = new Map<string, Parameterization>();
    for (const statement of model.checked.statements) {
      if (statement.kind === "definition") joint.addDefinition(statement);
      else if (statement.kind === "likelihood") {
        if (likelihoods.has(statement)) joint.addLikelihood(statement);
      } else if (integrated.has(statement.name)) {
        joint.silently(() => addParameter(joint, { ...statement, parameterization: "noncentered" }));
      } else parameterizations.set(statement.name, addParameter(joint, statement));
    }
    this.joint = joint;
    this.dimension = joint.graph.dimension;
    this.parameterizations = parameterizations;
    this.integrated = integrated;
  }

  /** Where a parameter's free numbers begin in the position. */
  offsetOf(parameter: string): number {
    return this.joint.inputs.find(({ name }) => name === parameter)!.node.offset;
  }

  /** The numbers that are not integrated out: their places in the position, each with its parameter. */
  sampled(): { readonly name: string; readonly place: number }[] {
    return this.joint.inputs
      .filter(({ name }) => !this.integrated.has(name))
      .flatMap(({ name, node }) =>
        Array.from({ length: node.domain.size }, (_, i) => ({ name, place: node.offset + i })),
      );
  }

  /** Code for it with these values, scalar nodes, and for draws that hold the parameters and defined values that `isKept` names. */
  compile(values: readonly Node[], isKept: (name: string) => boolean): CompiledHyperparameterDensity {
    const { joint } = this;
    addAdjoints(joint, values);
    const { recipe, variables, roles, savedOutputs } = codeOf(joint, isKept);
    const used = this.inputsOf(savedOutputs.map(({ node }) => node));
    return { recipe, variables, roles, isUsed: (name) => used.has(name) };
  }

  /** The parameters that the numbers of a draw are made of that holds the quantities that `isKept` names. */
  usedWith(isKept: (name: string) => boolean): ReadonlySet<string> {
    return this.inputsOf(savedNodes(this.joint, isKept));
  }

  private inputsOf(nodes: readonly Node[]): ReadonlySet<string> {
    const reached = new Set(reachable(nodes));
    return new Set(this.joint.inputs.filter(({ node }) => reached.has(node)).map(({ name }) => name));
  }
}

/** Adds Σ a_k v_k, with a new input a. */
function addAdjoints(joint: Joint, values: readonly Node[]): void {
  if (values.length === 0) return;
  const { graph, model } = joint;
  const domain = model.domains.addAnonymous("adjoints", values.length);
  const adjoints = graph.input(domain);
  values.forEach((value, k) => {
    const adjoint = component(graph, adjoints, k, values.length, scalarDomain);
    joint.addTerm(multiply(graph, adjoint, value), scalarDomain);
  });
}

/** The log density of the priors alone, with the Jacobian of their constraints, at positions of the model. */
export function logPriorOf(model: BoundModel): (position: Float64Array) => number {
  const hyperparameters = new HyperparameterDensity(model, { integrated: new Set(), likelihoods: new Set() });
  const { density } = instantiate(hyperparameters.compile([], () => false).recipe);
  const gradient = new Float64Array(density.dimension);
  return (position) => density.evaluate(position, gradient);
}
