/**
 * A bound model compiled: the log density with its gradient, and the function from an unconstrained position to the values
 * that a draw is made of. Both are texts with the arrays that they refer to, plain data that can be sent to a worker.
 */

import type { BoundModel } from "../model/bound-model.ts";
import { type Domain, scalarDomain } from "../model/domains.ts";
import { type HiddenVariable, variableName } from "../model/hidden-variable.ts";
import { type DerivedRoles, deriveRoles, levelLabels } from "../model/roles.ts";
import { type FunctionName, scalarFunctions } from "../numeric/scalar-functions.ts";
import type { Roles, Variable } from "../posterior/draws.ts";
import { scale } from "./arithmetic.ts";
import { applyFormula } from "./call.ts";
import { type Annotate, type EmittedFunction, emit } from "./emit.ts";
import { type Centering, Joint } from "./joint.ts";
import type { LogDensity } from "./log-density.ts";
import { stack } from "./movement.ts";
import type { Node } from "./node.ts";
import { addParameter, type Parameterization } from "./parameters.ts";
import { type Output, schedule } from "./schedule.ts";
import { total } from "./total.ts";
import { unify } from "./unify.ts";

/** Everything that a chain needs, as plain data. */
export interface DensityRecipe {
  readonly dimension: number;
  /** Numbers per draw. */
  readonly width: number;
  readonly density: EmittedFunction;
  readonly constrain: EmittedFunction;
}

export interface CompiledModel {
  readonly model: BoundModel;
  readonly recipe: DensityRecipe;
  /** The numbers of a draw, in order. */
  readonly variables: readonly Variable[];
  readonly roles: Roles;
  /** How each parameter was put to the sampler. */
  readonly parameterizations: ReadonlyMap<string, Parameterization>;
  readonly joint: Joint;
  /** The loops of one evaluation of log density and gradient, in their order. */
  readonly passes: readonly Pass[];
  /** The generated code, with the model's lines as comments. */
  readonly listing: () => string;
}

/** A loop of the generated code. */
export interface Pass {
  /** What it runs over: `rows`, or the name of a plate. */
  readonly domain: string;
  readonly size: number;
  /** Operations per element, counting a function as one. */
  readonly operations: number;
}

/** `centering` says how far group effects are centered; without it they are non-centered. */
export function compile(model: BoundModel, centering: Centering = new Map()): CompiledModel {
  const joint = new Joint(model, centering);
  const parameterizations = new Map<string, Parameterization>();
  for (const statement of model.checked.statements) {
    if (statement.kind === "parameter") parameterizations.set(statement.name, addParameter(joint, statement));
    else if (statement.kind === "definition") joint.addDefinition(statement);
    else joint.addLikelihood(statement);
  }
  const densityOutputs = unify(gradientOutputs(joint));
  const derived = deriveRoles(model);
  const saved = savedVariables(joint, derived);
  const savedOutputs = unify(saved.outputs);
  const densitySchedule = schedule(densityOutputs);
  const constrainSchedule = schedule(savedOutputs);
  const both = (annotate: Annotate): [EmittedFunction, EmittedFunction] => [
    emit("logDensity", densitySchedule, densityOutputs, annotate),
    emit("constrain", constrainSchedule, savedOutputs, annotate),
  ];
  const [density, constrain] = both(null);
  return {
    model,
    recipe: { dimension: joint.graph.dimension, width: saved.variables.length, density, constrain },
    variables: saved.variables,
    roles: derived.roles,
    parameterizations,
    joint,
    passes: densitySchedule.levels.flatMap((level) =>
      level.loops.map(({ domain, nodes, outputs }) => ({
        domain: domain.name,
        size: domain.size,
        operations: nodes.length + outputs.length,
      })),
    ),
    listing: () => {
      const lines = model.checked.source.split("\n");
      const listed = both((line) => `line ${line}: ${(lines[line - 1] ?? "").trim()}`);
      return listed.map((one) => one.text).join("\n");
    },
  };
}

function gradientOutputs(joint: Joint): Output[] {
  const outputs: Output[] = [{ node: joint.logDensity, domain: scalarDomain, offset: null }];
  for (const [input, node] of joint.gradient()) {
    outputs.push({ node, domain: input.domain, offset: input.offset });
  }
  return outputs;
}

interface Saved {
  readonly variables: Variable[];
  readonly outputs: Output[];
}

/** What a draw holds: parameters and defined values in the order of the model's text, then the hidden variables. */
function savedVariables(joint: Joint, derived: DerivedRoles): Saved {
  const saved: Saved = { variables: [], outputs: [] };
  const { checked } = joint.model;
  const statements = [...checked.statements].sort((a, b) => a.span.start - b.span.start);
  for (const statement of statements) {
    if (statement.kind === "likelihood") continue;
    if (statement.kind === "definition" && statement.variesByRow) continue;
    saveQuantity(joint, saved, statement.name);
  }
  for (const hidden of derived.hidden) saveHidden(joint, saved, hidden);
  return saved;
}

function saveQuantity(joint: Joint, saved: Saved, name: string): void {
  const { node, domain, plates, factor } = joint.translator.quantities.get(name)!;
  if (factor !== null) {
    saveCorrelations(joint, saved, name);
    return;
  }
  saved.outputs.push({ node, domain, offset: saved.variables.length });
  for (const levels of levelLabels(joint.model, plates)) {
    saved.variables.push(
      variable(name, levels, false, node.kind === "constant" && Number.isFinite(node.value)),
    );
  }
}

/** Of correlation matrices, the elements above the diagonal. */
function saveCorrelations(joint: Joint, saved: Saved, name: string): void {
  const { node, plates, domain } = joint.translator.quantities.get(name)!;
  if (node.kind !== "stack") throw new Error(`${name} is not a matrix`);
  const leading = levelLabels(joint.model, plates.slice(0, -2));
  const labels = joint.model.domains.labelsOf(plates[plates.length - 1]!);
  const pairs = labels.flatMap((_, i) => labels.slice(i + 1).map((_unused, k) => [i, i + 1 + k] as const));
  const elements = node.elements;
  const components = pairs.map(([i, j]) => node.components[i * labels.length + j]!);
  if (components.length === 0) return;
  const packed = joint.model.domains.addAnonymous(`pairs of ${domain.name}`, leading.length * pairs.length);
  const packedNode = stack(joint.graph, components, elements, packed);
  saved.outputs.push({ node: packedNode, domain: packed, offset: saved.variables.length });
  for (const head of leading) {
    for (const [i, j] of pairs) {
      saved.variables.push(variable(name, [...head, labels[i]!, labels[j]!], false, false));
    }
  }
}

function saveHidden(joint: Joint, saved: Saved, hidden: HiddenVariable): void {
  const { graph, translator, model } = joint;
  const context = hidden.context === "rows" ? model.domains.rows : model.domains.ofPlates(hidden.context);
  const names: Record<string, Node> = {};
  for (const [name, expression] of Object.entries(hidden.names)) {
    names[name] = translator.translate(expression, context);
  }
  const value = applyFormula(graph, hidden.formula, names);
  if (hidden.isAveraged) {
    const mean = meanOver(joint, value, context);
    saved.outputs.push({ node: mean, domain: scalarDomain, offset: saved.variables.length });
    saved.variables.push(variable(hidden.name, [], true, mean.kind === "constant"));
    return;
  }
  saved.outputs.push({ node: value, domain: context, offset: saved.variables.length });
  for (const levels of levelLabels(model, hidden.context === "rows" ? [] : hidden.context)) {
    saved.variables.push(variable(hidden.name, levels, true, false));
  }
}

function meanOver(joint: Joint, node: Node, context: Domain): Node {
  if (node.domain === scalarDomain) return node;
  return scale(joint.graph, 1 / context.size, total(joint.graph, node, context, null));
}

function variable(
  quantity: string,
  levels: readonly string[],
  isHidden: boolean,
  isConstant: boolean,
): Variable {
  return { name: variableName(quantity, levels), quantity, levels, isHidden, isConstant };
}

/** The functions of a recipe, with arrays of their own: make one for each chain. */
export interface InstantiatedModel {
  readonly density: LogDensity;
  /** The numbers of a draw (`recipe.width` of them) at a position. */
  readonly constrain: (position: Float64Array, draw: Float64Array) => void;
}

/**
 * Makes the generated code run, with workspaces of its own: a thread, or a chain that runs beside others,
 * needs its own.
 */
export function instantiate(recipe: DensityRecipe): InstantiatedModel {
  const evaluate = instantiateFunction(recipe.density);
  const constrain = instantiateFunction(recipe.constrain);
  return {
    density: { dimension: recipe.dimension, evaluate },
    constrain: (position, draw) => {
      constrain(position, draw);
    },
  };
}

type Compiled = (position: Float64Array, target: Float64Array) => number;

function instantiateFunction(emitted: EmittedFunction): Compiled {
  const functions: Partial<Record<FunctionName, (a: number, b: number, c: number) => number>> = {};
  for (const name of emitted.functions) functions[name] = scalarFunctions[name].value;
  const work = emitted.work.map((length) => new Float64Array(length));
  // The text is made of generated names and numbers only (see emit.ts).
  const make = new Function("functions", "data", "maps", "work", emitted.text);
  return make(functions, emitted.data, emitted.maps, work) as Compiled;
}
