/**
 * A bound model compiled: the log density with its gradient, and the function from an unconstrained position to the values
 * that a draw is made of. Both are texts with the arrays that they refer to, plain data that can be sent to a worker.
 */

import type { BoundModel } from "../model/bound-model.ts";
import { scalarDomain } from "../model/domains.ts";
import { type FunctionName, scalarFunctions } from "../numeric/scalar-functions.ts";
import type { Roles, Variable } from "../posterior/draws.ts";
import { deriveRoles } from "../predictor/roles.ts";
import { AssemblyMemory, canRunAssembly } from "./assembly/assembly-memory.ts";
import { type Annotate, type AssemblyChoice, type EmittedFunction, emit } from "./code/emit.ts";
import { type Output, type Schedule, schedule } from "./code/schedule.ts";
import { unify } from "./code/unify.ts";
import type { Node } from "./graph/node.ts";
import type { Centering } from "./joint/centering.ts";
import { Joint } from "./joint/joint.ts";
import { addParameter, type Parameterization } from "./joint/parameters.ts";
import { savedArguments } from "./joint/predictions.ts";
import { savedVariables } from "./joint/saved-variables.ts";
import type { LogDensity } from "./log-density.ts";

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

/** `centering` says in which coordinates group effects are sampled; without it in non-centered ones. */
export function compile(
  model: BoundModel,
  centering: Centering = new Map(),
  assemblies: AssemblyChoice = "worthwhile",
): CompiledModel {
  const joint = new Joint(model, centering);
  const parameterizations = new Map<string, Parameterization>();
  for (const statement of model.checked.statements) {
    if (statement.kind === "parameter") parameterizations.set(statement.name, addParameter(joint, statement));
    else if (statement.kind === "definition") joint.addDefinition(statement);
    else joint.addLikelihood(statement);
  }
  const { recipe, variables, roles, passes, emitted } = codeOf(joint, undefined, assemblies);
  return {
    model,
    recipe,
    variables,
    roles,
    parameterizations,
    joint,
    passes,
    listing: () => {
      const lines = model.checked.source.split("\n");
      const listed = emitted((line) => `line ${line}: ${(lines[line - 1] ?? "").trim()}`);
      return listed.map((one) => one.text).join("\n");
    },
  };
}

/** The code of a joint density and of the numbers of a draw, and what is known of it. */
interface DensityCode extends Pick<CompiledModel, "recipe" | "variables" | "roles"> {
  readonly passes: readonly Pass[];
  /** The nodes that the numbers of a draw are. */
  readonly savedOutputs: readonly Output[];
  /** Density and numbers once more, with comments at the lines of the model. */
  readonly emitted: (annotate: Annotate) => [EmittedFunction, EmittedFunction];
}

/**
 * The log density with its gradient, and the numbers of draws that hold the quantities that `isKept` names (all, without it), as code.
 * What missing outcomes are predicted from stands behind them.
 */
export function codeOf(
  joint: Joint,
  isKept?: (name: string) => boolean,
  assemblies: AssemblyChoice = "worthwhile",
): DensityCode {
  const outputs = unify(gradientOutputs(joint));
  const { roles, hidden } = deriveRoles(joint.model);
  const saved = savedArguments(joint, savedVariables(joint, { roles, hidden }, isKept));
  const savedOutputs = unify(saved.outputs);
  const [densitySchedule, constrainSchedule] = [schedule(outputs), schedule(savedOutputs)];
  const emitAs = (annotate: Annotate, choice: AssemblyChoice): [EmittedFunction, EmittedFunction] => [
    emit("logDensity", densitySchedule, outputs, annotate, choice),
    emit("constrain", constrainSchedule, savedOutputs, annotate, choice),
  ];
  const [density, constrain] = emitAs(null, assemblies);
  const recipe = { dimension: joint.graph.dimension, width: saved.variables.length, density, constrain };
  return {
    recipe,
    variables: saved.variables,
    roles,
    passes: passesOf(densitySchedule),
    savedOutputs,
    emitted: (annotate) => emitAs(annotate, "none"),
  };
}

/** The loops of a schedule, in their order. */
export function passesOf({ levels }: Schedule): Pass[] {
  return levels.flatMap((level) =>
    level.loops.map((loop) => ({
      domain: loop.domain.name,
      size: loop.domain.size,
      operations: loop.nodes.length + loop.outputs.length,
    })),
  );
}

/** The nodes that the numbers of a draw are that holds the quantities that `isKept` names. */
export function savedNodes(joint: Joint, isKept: (name: string) => boolean): Node[] {
  const saved = savedArguments(joint, savedVariables(joint, deriveRoles(joint.model), isKept));
  return unify(saved.outputs).map(({ node }) => node);
}

/** The log density and its gradient. */
function gradientOutputs(joint: Joint): Output[] {
  const outputs: Output[] = [{ node: joint.logDensity, domain: scalarDomain, offset: null }];
  for (const [input, node] of joint.gradient()) {
    outputs.push({ node, domain: input.domain, offset: input.offset });
  }
  return outputs;
}

/** The functions of a recipe, with arrays of their own: make one for each chain. */
export interface InstantiatedModel {
  readonly density: LogDensity;
  /** The numbers of a draw (`recipe.width` of them) at a position. */
  readonly constrain: (position: Float64Array, draw: Float64Array) => void;
}

/** Makes the generated code run, with workspaces of its own: a thread, or a chain that runs beside others, needs its own. */
export function instantiate(recipe: DensityRecipe, instantiateOne = instantiator()): InstantiatedModel {
  const density = { dimension: recipe.dimension, evaluate: instantiateOne(recipe.density) };
  return { density, constrain: instantiateOne(recipe.constrain) };
}

/** A generated function: it fills `target` with its outputs, and returns the one that has no place there. */
export type CompiledFunction = (position: Float64Array, target: Float64Array) => number;

/** Makes generated functions of one thread and one recipe run, each with a workspace of its own; data that several of them have are in memory once. */
export function instantiator(): (emitted: EmittedFunction) => CompiledFunction {
  let memory: AssemblyMemory | null = null;
  return (emitted) => {
    if (emitted.assembly === null || !canRunAssembly()) return instantiateScript(emitted);
    try {
      memory ??= new AssemblyMemory(emitted.shared);
      return memory.instantiate(emitted.assembly, emitted);
    } catch (error) {
      // No memory for a copy of the data, or no permission to compile: the same numbers come from JavaScript.
      if (error instanceof RangeError || error instanceof WebAssembly.CompileError) {
        return instantiateScript(emitted);
      }
      throw error;
    }
  };
}

/** Makes one generated function run, with a workspace of its own. */
export function instantiateFunction(emitted: EmittedFunction): CompiledFunction {
  return instantiator()(emitted);
}

/** The same as JavaScript, whatever is faster: what assemblies are compared with. */
export function instantiateScript(emitted: EmittedFunction): CompiledFunction {
  const functions: Partial<Record<FunctionName, (a: number, b: number, c: number) => number>> = {};
  for (const name of emitted.functions) functions[name] = scalarFunctions[name].value;
  const work = emitted.work.map((length) => new Float64Array(length));
  // The text is made of generated names and numbers only (see emit.ts).
  const make = new Function("functions", "data", "maps", "work", emitted.text);
  return make(functions, emitted.data, emitted.maps, work) as CompiledFunction;
}
