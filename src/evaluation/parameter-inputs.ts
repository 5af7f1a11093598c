/**
 * Parameters as numbers that are given: each is an input of the graph on its own scale, so that what a model says is a function of values
 * such as draws hold, and not of the free numbers that samplers move in. A correlation matrix is given as its Cholesky factor.
 */

import { component, stack } from "../density/graph/movement.ts";
import { Joint } from "../density/joint/joint.ts";
import { matrixOf } from "../density/joint/parameters.ts";
import type { ParameterStatement } from "../language/checked-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Domain } from "../model/domains.ts";

/** Where the numbers of a parameter stand among those that are given. */
export interface ParameterInput {
  readonly statement: ParameterStatement;
  /** Of the parameter's elements; of a correlation matrix, both of its plates included. */
  readonly domain: Domain;
  readonly offset: number;
  /** Of correlation matrices: how many, and rows of each. Their factors stand one after another, row by row. Null of others. */
  readonly matrices: { readonly count: number; readonly size: number } | null;
}

/** Whether a parameter is a correlation matrix, or several. */
export function isMatrix({ distribution }: ParameterStatement): boolean {
  return distribution.kind === "vector" && distribution.distribution.support.kind === "correlation";
}

/** Adds a parameter to the joint as the next numbers that are given, without any density. */
export function addParameterInput(joint: Joint, statement: ParameterStatement): ParameterInput {
  joint.begin(statement);
  const { graph, model } = joint;
  const { name, plates } = statement;
  const domain = model.domains.ofPlates(plates);
  if (!isMatrix(statement)) {
    const node = graph.input(domain);
    joint.define({ name, plates, domain, node, factor: null });
    return { statement, domain, offset: node.offset, matrices: null };
  }
  const elements = model.domains.ofPlates(plates.slice(0, -2));
  const size = model.domains.labelsOf(plates[plates.length - 1]!).length;
  const width = size * size;
  const input = graph.input(model.domains.addAnonymous(`factor of ${name}`, elements.size * width));
  const factor = Array.from({ length: width }, (_, k) => component(graph, input, k, width, elements));
  const node = stack(graph, matrixOf(joint, factor), elements, domain);
  joint.define({ name, plates, domain, node, factor });
  return { statement, domain, offset: input.offset, matrices: { count: elements.size, size } };
}

/** A model whose parameters are given: its joint with all parameters and defined values, and no density yet. */
export interface GivenModel {
  readonly joint: Joint;
  readonly inputs: readonly ParameterInput[];
}

/** The parameters in the order of the model, which their numbers have, too. */
export function givenModel(model: BoundModel): GivenModel {
  const joint = new Joint(model);
  const inputs: ParameterInput[] = [];
  for (const statement of model.checked.statements) {
    if (statement.kind === "parameter") inputs.push(addParameterInput(joint, statement));
    else if (statement.kind === "definition") joint.addDefinition(statement);
  }
  return { joint, inputs };
}
