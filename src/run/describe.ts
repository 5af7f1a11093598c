/**
 * A model, and how it will be sampled, as typed descriptions: what `check` and `explain` say.
 */

import type { CompiledModel, Pass } from "../density/compile.ts";
import type { Parameterization } from "../density/parameters.ts";
import type { IntervalSupport } from "../distributions/distribution.ts";
import type {
  CheckedDistribution,
  CheckedModel,
  CheckedStatement,
  Plate,
} from "../language/checked-model.ts";
import { printDistribution, printExpression } from "../language/print-expression.ts";
import {
  chooseIntegration,
  findIntegration,
  type Integration,
  marginalOperations,
  nothingIntegrated,
} from "./integration.ts";

/** What `check` says of a model without problems. */
export interface ModelDescription {
  readonly name: string | null;
  readonly parameters: readonly ParameterDescription[];
  readonly definitions: readonly { readonly name: string; readonly value: string }[];
  readonly outcomes: readonly { readonly name: string; readonly distribution: string }[];
  readonly plates: readonly {
    readonly name: string;
    readonly kind: Plate["kind"];
    readonly levels: number | null;
  }[];
  readonly constants: readonly { readonly name: string; readonly value: string }[];
}

export interface ParameterDescription {
  /** With its plates: `b[sample]`. */
  readonly name: string;
  readonly prior: string;
  /** Where it may be: "real", "positive", "between 0 and 1", "correlation matrix". */
  readonly support: string;
  readonly label: string | null;
}

/** Parameters, plates and priors; sizes are null until the model is compiled with data. */
export function describeModel(model: CheckedModel, compiled: CompiledModel | null): ModelDescription {
  const parameters: ParameterDescription[] = [];
  const definitions: { name: string; value: string }[] = [];
  const outcomes: { name: string; distribution: string }[] = [];
  for (const statement of inTextOrder(model)) {
    if (statement.kind === "parameter") {
      parameters.push({
        name: withPlates(statement.name, statement.plates),
        prior: printDistribution(statement.distribution),
        support: describeSupport(statement.distribution),
        label: statement.label,
      });
    } else if (statement.kind === "definition") {
      definitions.push({
        name: withPlates(statement.name, statement.plates),
        value: printExpression(statement.value),
      });
    } else {
      outcomes.push({ name: statement.column, distribution: printDistribution(statement.distribution) });
    }
  }
  const domains = compiled?.model.domains;
  const plates = [...model.plates.values()].map(({ name, kind }) => ({
    name,
    kind,
    levels: domains?.hasPlate(name) === true ? domains.labelsOf(name).length : null,
  }));
  const constants = model.constants.map(({ name, value }) => {
    const bound = compiled?.model.constants.get(name);
    return { name, value: bound === undefined ? printExpression(value) : String(bound) };
  });
  return { name: model.name, parameters, definitions, outcomes, plates, constants };
}

function inTextOrder(model: CheckedModel): CheckedStatement[] {
  return [...model.statements].sort((a, b) => a.span.start - b.span.start);
}

function withPlates(name: string, plates: readonly string[]): string {
  return plates.length === 0 ? name : `${name}[${plates.join(", ")}]`;
}

function describeSupport(distribution: CheckedDistribution): string {
  switch (distribution.kind) {
    case "scalar":
      return describeInterval(distribution.distribution.support, distribution);
    case "truncated": {
      const { base, lower, upper } = distribution;
      const own = base.distribution.support;
      const ends = {
        lower: lower === null ? own.lower : printExpression(lower),
        upper: upper === null ? own.upper : printExpression(upper),
      };
      return describeInterval({ kind: "interval", ...ends }, base);
    }
    case "ordered":
      return "increasing vector";
    case "vector": {
      const { kind } = distribution.distribution.support;
      return {
        vector: "real vector",
        simplex: "shares that sum to 1",
        ordered: "increasing vector",
        correlation: "correlation matrix",
      }[kind];
    }
    case "choice":
      return "whole numbers from 1";
  }
}

function describeInterval(
  { lower, upper }: IntervalSupport,
  checked: Extract<CheckedDistribution, { kind: "scalar" }>,
): string {
  const text = (end: IntervalSupport["lower"]): string => {
    if (typeof end === "number") return String(end);
    const index = checked.distribution.arguments.findIndex((argument) => argument.name === end);
    const argument = checked.arguments[index];
    return argument === undefined ? end : printExpression(argument);
  };
  const [low, high] = [text(lower), text(upper)];
  const isInfinite = (end: string): boolean => /^-?Infinity$/.test(end);
  if (isInfinite(low) && isInfinite(high)) return "real";
  if (isInfinite(high)) return low === "0" ? "positive" : `above ${low}`;
  if (isInfinite(low)) return `below ${high}`;
  return `between ${low} and ${high}`;
}

export interface PlanDescription {
  readonly method: "nuts" | "marginal";
  /** Unconstrained numbers that are sampled. */
  readonly dimension: number;
  readonly sampled: readonly SampledDescription[];
  /** Group effects whose levels a pilot chain may center, as `centering.ts` has it. */
  readonly adjustable: readonly string[];
  /** Parameters that are integrated out, with how many numbers each is. */
  readonly integrated: readonly { readonly name: string; readonly size: number }[];
  /** What the density loops over, forwards and backwards together, in the order in which they come first. */
  readonly passes: readonly Pass[];
  /** Operations of one evaluation of log density and gradient. */
  readonly operations: number;
  readonly refused: readonly { readonly method: string; readonly reason: string }[];
}

export interface SampledDescription {
  readonly name: string;
  /** How many numbers of a draw it is. */
  readonly size: number;
  readonly parameterization: Parameterization;
  /** How it is put to the sampler, in words. */
  readonly words: string;
}

/** What is sampled and how, of a model with data. */
export function describePlan(compiled: CompiledModel): PlanDescription {
  const { model, parameterizations, variables } = compiled;
  const passes = mergePasses(compiled.passes);
  const integration = chooseIntegration(compiled, "auto") ?? nothingIntegrated;
  const possible = findIntegration(compiled);
  const described = inTextOrder(model.checked).flatMap((statement): SampledDescription[] => {
    if (statement.kind !== "parameter") return [];
    const parameterization = parameterizations.get(statement.name)!;
    return [
      {
        name: withPlates(statement.name, statement.plates),
        size: variables.filter((variable) => variable.quantity === statement.name).length,
        parameterization,
        words: describeCoordinates(statement.distribution, parameterization),
      },
    ];
  });
  const isIntegrated = ({ name }: SampledDescription): boolean =>
    integration.names.includes(name.replace(/\[.*$/s, ""));
  return {
    method: integration.names.length > 0 ? "marginal" : "nuts",
    dimension: compiled.recipe.dimension - integration.places.length,
    sampled: described.filter((one) => !isIntegrated(one)),
    adjustable: compiled.joint.adjustable
      .map(({ name }) => name)
      .filter((name) => !integration.names.includes(name)),
    integrated: described.filter(isIntegrated).map(({ name, size }) => ({ name, size })),
    passes,
    operations: passes.reduce((sum, pass) => sum + pass.size * pass.operations, 0),
    refused: [...refusals(compiled, integration, possible), ...unavailable],
  };
}

const unavailable = ["gibbs", "hmc"].map((method) => ({ method, reason: "not available in this version" }));

/** Why the plan is not the other one. */
function refusals(compiled: CompiledModel, integration: Integration, possible: Integration) {
  if (integration.names.length > 0) {
    return [{ method: "nuts", reason: "samples what can be integrated out; `--method nuts` forces it" }];
  }
  const reason =
    possible.places.length === 0
      ? "no parameter is normal given the others, whatever these are"
      : `${possible.places.length} numbers could be integrated out, in about ${marginalOperations(compiled, possible)} operations for a gradient: more than it saves`;
  return [{ method: "marginal", reason }];
}

/** One entry for each domain, however often the density loops over it. */
function mergePasses(passes: readonly Pass[]): Pass[] {
  const merged = new Map<string, Pass>();
  for (const pass of passes) {
    const key = `${pass.domain} ${pass.size}`;
    merged.set(key, { ...pass, operations: pass.operations + (merged.get(key)?.operations ?? 0) });
  }
  return [...merged.values()];
}

function describeCoordinates(distribution: CheckedDistribution, parameterization: Parameterization): string {
  if (parameterization === "noncentered") {
    if (distribution.kind !== "scalar")
      return "non-centered: mean + sds · L z with independent standard normal z";
    const [location, scale] = locationAndScale(distribution);
    return `non-centered: ${location === "0" ? "" : `${location} + `}${scale === "1" ? "z" : `${scale} · z`}`;
  }
  switch (distribution.kind) {
    case "scalar":
    case "truncated": {
      const support = describeSupport(distribution);
      if (support === "real") return "as it is";
      if (support === "positive") return "as its logarithm";
      return support.startsWith("between")
        ? "as the logit of its place in its range"
        : "as the logarithm of its distance from its bound";
    }
    case "vector":
      return {
        vector: "centered: as it is",
        simplex: "as the logits of a stick that is broken",
        ordered: "as the logarithms of its steps",
        correlation: "as partial correlations, on the atanh scale",
      }[distribution.distribution.support.kind];
    case "ordered":
      return "as the logarithms of its steps";
    case "choice":
      return "";
  }
}

function locationAndScale(checked: Extract<CheckedDistribution, { kind: "scalar" }>): [string, string] {
  const { distribution, arguments: list } = checked;
  const { location, scale } = distribution.locationScale!;
  const text = (name: string): string =>
    printExpression(list[distribution.arguments.findIndex((argument) => argument.name === name)]!);
  return [text(location), text(scale)];
}
