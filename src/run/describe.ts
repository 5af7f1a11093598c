/**
 * A model, and how it will be sampled, as typed descriptions: what `check` and `explain` say.
 */

import type { CompiledModel, Pass } from "../density/compile.ts";
import type { Parameterization } from "../density/parameters.ts";
import type { IntervalSupport } from "../distributions/distribution.ts";
import type { CheckedDistribution, CheckedModel, CheckedStatement, Plate } from "../language/checked-model.ts";
import { printDistribution, printExpression } from "../language/print-expression.ts";

export interface ModelDescription {
  readonly name: string | null;
  readonly parameters: readonly ParameterDescription[];
  readonly definitions: readonly { readonly name: string; readonly value: string }[];
  readonly outcomes: readonly { readonly name: string; readonly distribution: string }[];
  readonly plates: readonly { readonly name: string; readonly kind: Plate["kind"]; readonly levels: number | null }[];
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
      definitions.push({ name: withPlates(statement.name, statement.plates), value: printExpression(statement.value) });
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
      return { vector: "real vector", simplex: "shares that sum to 1", ordered: "increasing vector", correlation: "correlation matrix" }[kind];
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
  readonly method: "nuts";
  /** Unconstrained numbers. */
  readonly dimension: number;
  readonly sampled: readonly SampledDescription[];
  readonly integrated: readonly string[];
  /** Columns that the density keeps, with what of them it needs. */
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

export function describePlan(compiled: CompiledModel): PlanDescription {
  const { model, parameterizations, passes, variables } = compiled;
  const sampled = inTextOrder(model.checked).flatMap((statement): SampledDescription[] => {
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
  return {
    method: "nuts",
    dimension: compiled.recipe.dimension,
    sampled,
    integrated: [],
    passes,
    operations: passes.reduce((sum, pass) => sum + pass.size * pass.operations, 0),
    refused: ["marginal", "gibbs", "hmc"].map((method) => ({ method, reason: "not available in this version" })),
  };
}

function describeCoordinates(distribution: CheckedDistribution, parameterization: Parameterization): string {
  if (parameterization === "noncentered") {
    if (distribution.kind !== "scalar") return "non-centered: mean + sds · L z with independent standard normal z";
    const [location, scale] = locationAndScale(distribution);
    return `non-centered: ${location} + ${scale} · z`;
  }
  switch (distribution.kind) {
    case "scalar":
    case "truncated": {
      const support = describeSupport(distribution);
      if (support === "real") return "as it is";
      return support.startsWith("between") ? "as the logit of its place in its range" : "as the logarithm of its distance from its bound";
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
