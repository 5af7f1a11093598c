/**
 * The log prior density of each parameter as a function of the parameters, on their own scale and with all constants: what power-scaling
 * of a prior is made of. What a group effect is distributed by given its hyperparameters is no prior in this sense, since the
 * data are about it (Kallioinen, Paananen, Bürkner & Vehtari 2024, section 2.4): only parameters whose prior names no other count.
 */

import { add, scale } from "../density/graph/arithmetic.ts";
import { call } from "../density/graph/call.ts";
import { component } from "../density/graph/movement.ts";
import type { Node } from "../density/graph/node.ts";
import { total } from "../density/graph/total.ts";
import type { Joint } from "../density/joint/joint.ts";
import { addVectorDensity, type VectorShape, vectorShape } from "../density/joint/parameters.ts";
import type { ParameterStatement } from "../language/checked-model.ts";
import { expressionsOf, partsOf } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { scalarDomain } from "../model/domains.ts";
import type { Draws } from "../posterior/draws.ts";
import { type CompiledOutputs, compileOutputs } from "./compiled-outputs.ts";
import { DrawValues } from "./draw-values.ts";
import { givenModel } from "./parameter-inputs.ts";

/** The log priors of all parameters that have one of their own, at the draws of a run. */
export class LogPrior {
  /** The parameters, in the order of the model; a flat one has log density 0. */
  readonly parameters: readonly ParameterStatement[];
  /** Those among them that draws do not hold, by name. */
  readonly absent: readonly string[];
  private readonly values: DrawValues;
  private readonly compiled: CompiledOutputs;
  private readonly given: Float64Array;

  constructor(model: BoundModel, draws: Draws) {
    const { joint, inputs } = givenModel(model);
    const own = inputs.filter(({ statement }) => isTopLevel(statement));
    this.parameters = own.map(({ statement }) => statement);
    const wanted = this.parameters.map((statement) => ({
      node: priorOf(joint, statement),
      domain: scalarDomain,
    }));
    this.values = new DrawValues(inputs, draws);
    const absent = new Set(this.values.absent.map(({ input }) => input.statement));
    this.absent = this.parameters.filter((one) => absent.has(one)).map(({ name }) => name);
    this.compiled = compileOutputs("logPrior", wanted);
    this.given = new Float64Array(this.values.size);
  }

  /** Writes the log prior of each parameter, summed over its elements, at a draw to `target` (one number for each of `parameters`). */
  fill(draw: number, target: Float64Array): void {
    this.values.fill(draw, this.given);
    this.compiled.fill(this.given, target);
  }
}

/** Whether a prior names no other quantity. */
function isTopLevel(statement: ParameterStatement): boolean {
  return expressionsOf(statement).every((expression) =>
    partsOf(expression).every((part) => part.kind !== "quantity"),
  );
}

/** The log prior of all elements together, a scalar. */
function priorOf(joint: Joint, statement: ParameterStatement): Node {
  const [from, fromConstant] = [joint.terms.length, joint.constantTerms.length];
  joint.begin(statement);
  addPriorDensity(joint, statement);
  const terms = [...joint.constantTerms.slice(fromConstant), ...joint.terms.slice(from)];
  return add(joint.graph, ...terms.map(({ node, domain }) => total(joint.graph, node, domain, null)));
}

/** Adds the log density of a parameter that is given, all constants included, to the joint; its statement must have begun. */
export function addPriorDensity(joint: Joint, { name, plates, distribution }: ParameterStatement): void {
  const { translator, graph } = joint;
  const { node, domain, factor } = translator.quantities.get(name)!;
  switch (distribution.kind) {
    case "scalar": {
      const values = translator.translateAll(distribution.arguments, domain);
      joint.addScalarDensity(distribution.distribution, node, values, domain);
      return;
    }
    case "truncated": {
      const { base, lower, upper } = distribution;
      const values = translator.translateAll(base.arguments, domain);
      joint.addScalarDensity(base.distribution, node, values, domain);
      const ends = [lower, upper].map((end) => end && translator.translate(end, domain));
      joint.addTruncation(base.distribution, values, ends[0]!, ends[1]!, domain);
      return;
    }
    case "ordered": {
      const { base } = distribution;
      const values = translator.translateAll(base.arguments, domain);
      joint.addScalarDensity(base.distribution, node, values, domain);
      return;
    }
    case "vector": {
      const shape = vectorShape(joint, plates, factor !== null);
      const { elements, size } = shape;
      const x = factor ?? Array.from({ length: size }, (_, k) => component(graph, node, k, size, elements));
      addVectorDensity(joint, distribution, x, shape);
      if (factor !== null) addChangeOfVariables(joint, factor, shape);
      return;
    }
    default:
      throw new Error(`a parameter cannot have a ${distribution.kind} distribution`);
  }
}

/** From the density of the factor L to that of the matrix Ω = LLᵀ, which is smaller by Πᵢ Lᵢᵢ^(K-i) (`distributions/lkj.ts`). */
function addChangeOfVariables(joint: Joint, factor: readonly Node[], { size, elements }: VectorShape): void {
  for (let i = 1; i < size - 1; i++) {
    const diagonal = call(joint.graph, "log", [factor[i * (size + 1)]!]);
    joint.addTerm(scale(joint.graph, i + 1 - size, diagonal), elements);
  }
}
