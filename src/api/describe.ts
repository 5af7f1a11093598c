/** A model, and how it will be sampled, as typed descriptions: what `check` and `explain` say. */

import type { Pass } from "../density/compile.ts";
import type { Parameterization } from "../density/joint/parameters.ts";
import type {
  CheckedDistribution,
  CheckedModel,
  CheckedScalar,
  CheckedStatement,
  ParameterStatement,
  Plate,
} from "../language/checked-model.ts";
import { outcomeName } from "../language/parts.ts";
import { printDistribution, printExpression, printStated, withPlates } from "../language/print-expression.ts";
import { describeSupport, endsOf, wordsOf } from "../language/support-words.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { KernelKind } from "../posterior/draws.ts";
import type { Either } from "../problems/either.ts";
import { type RunOptions, runDefaults } from "../run/options.ts";
import { planRun } from "../run/plan-run.ts";
import type { SamplerOptions } from "../samplers/index.ts";
import type { RefusedOffer, ScheduledStep } from "../samplers/sampler.ts";

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

/** Parameters, plates and priors; sizes are null until the model is bound to data. */
export function describeModel(model: CheckedModel, bound: BoundModel | null): ModelDescription {
  const statements = inTextOrder(model);
  const parameters = statements
    .filter((one) => one.kind === "parameter")
    .map(({ name, plates: own, distribution, label }) => ({
      name: withPlates(name, own),
      prior: printDistribution(distribution),
      support: describeSupport(distribution),
      label,
    }));
  const definitions = statements
    .filter((one) => one.kind === "definition")
    .map((one) => ({ name: withPlates(one.name, one.plates), value: printExpression(one.value) }));
  const outcomes = statements
    .filter((one) => one.kind === "likelihood")
    .map((one) => ({ name: outcomeName(one.columns), distribution: printStated(one) }));
  const domains = bound?.domains;
  const plates = [...model.plates.values()].map(({ name, kind }) => ({
    name,
    kind,
    levels: domains?.hasPlate(name) === true ? domains.labelsOf(name).length : null,
  }));
  const constants = model.constants.map(({ name, value }) => {
    const known = bound?.constants.get(name);
    return { name, value: known === undefined ? printExpression(value) : String(known) };
  });
  const statistics = [...model.statistics.keys()].flatMap((name) => {
    const known = bound?.constants.get(name);
    return known === undefined ? [] : [{ name, value: String(known) }];
  });
  const numbers = [...constants, ...statistics];
  return { name: model.name, parameters, definitions, outcomes, plates, constants: numbers };
}

function inTextOrder(model: CheckedModel): CheckedStatement[] {
  return [...model.statements].sort((a, b) => a.span.start - b.span.start);
}

/** How a model will be sampled. */
export interface PlanDescription {
  readonly method: string;
  /** What samples. */
  readonly kernel: KernelKind;
  /** Unconstrained numbers that are sampled. */
  readonly dimension: number;
  readonly sampled: readonly SampledDescription[];
  /** Of group effects that a pilot chain found coordinates for, the share of the data in each of their numbers, 0 to 1. */
  readonly centering: Readonly<Record<string, readonly number[]>>;
  /** Parameters that are integrated out, with how many numbers each is. */
  readonly integrated: readonly { readonly name: string; readonly size: number }[];
  /** How they are integrated out, where that is not in closed form: "by quadrature". */
  readonly how: string | null;
  /** What is kept of the data, and what the choice rests on. */
  readonly notes: readonly string[];
  /** A sweep, update by update, of samplers that have blocks; empty otherwise. */
  readonly schedule: readonly ScheduledStep[];
  /** What the joint density loops over, forwards and backwards together, where all of it is sampled. */
  readonly passes: readonly Pass[];
  /** Operations of one evaluation of the density. */
  readonly operations: number;
  /** Predicted operations for an independent draw. */
  readonly operationsPerDraw: number;
  readonly refused: readonly { readonly method: string; readonly reason: string }[];
}

export interface SampledDescription {
  readonly name: string;
  /** How many numbers of a draw it is. */
  readonly size: number;
  /** How it is put to the sampler, in words. */
  readonly words: string;
}

/** What is sampled and how, of a model with data; or why a method that was asked for cannot be had. */
export function describePlan(
  model: BoundModel,
  method: RunOptions["method"] = "auto",
  options: Partial<SamplerOptions> = {},
): Either<{ plan: PlanDescription }, { refusal: RefusedOffer }> {
  const { plan, refusal } = planRun(model, { ...runDefaults, method, ...options }, true);
  if (plan === null) return { plan: null, refusal };
  const { chosen, refused } = plan;
  const integrated = new Set(chosen.integrated.map(({ name }) => name));
  const prepared = chosen.choosesCoordinates === true ? chosen.prepare() : null;
  const centering = prepared?.centering ?? {};
  const parameterizations = prepared?.parameterizations ?? Object.fromEntries(chosen.parameterizations ?? []);
  const parameters = inTextOrder(model.checked).filter((one) => one.kind === "parameter");
  const sized = (one: ParameterStatement) => {
    return { name: withPlates(one.name, one.plates), size: sizeOf(one, model) };
  };
  const wordsFor = ({ name, distribution }: ParameterStatement): string =>
    describeShares(centering[name] ?? []) ??
    describeCoordinates(distribution, parameterizations[name] ?? "centered");
  const description: PlanDescription = {
    method: chosen.method,
    kernel: prepared?.kernel ?? chosen.kernel,
    dimension: chosen.dimension,
    sampled: parameters
      .filter(({ name }) => !integrated.has(name))
      .map((one) => ({ ...sized(one), words: wordsFor(one) })),
    centering,
    integrated: parameters.filter(({ name }) => integrated.has(name)).map(sized),
    how: chosen.how ?? null,
    notes: [...chosen.notes, ...(prepared?.notes ?? [])],
    schedule: chosen.schedule?.() ?? [],
    passes: mergePasses(chosen.passes ?? []),
    operations: chosen.operations,
    operationsPerDraw: chosen.operationsPerDraw,
    refused,
  };
  return { plan: description, refusal: null };
}

/** Numbers of a draw: of a correlation matrix those above the diagonal. */
function sizeOf({ plates, distribution }: ParameterStatement, { domains }: BoundModel): number {
  const size = domains.ofPlates(plates).size;
  if (distribution.kind !== "vector" || distribution.distribution.support.kind !== "correlation") return size;
  const order = domains.labelsOf(plates[plates.length - 1]!).length;
  return (size / order / order) * ((order * (order - 1)) / 2);
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

/** Coordinates that a pilot chain found, by the share of the data in some numbers of a group effect; null if they have none. */
export function describeShares(shares: readonly number[]): string | null {
  const percents = shares.map((share) => Math.round(100 * share));
  const [least, most] = [Math.min(...percents), Math.max(...percents)];
  if (!(most > 0)) return null;
  const words = "standardized given its data, whose share is";
  return `${words} ${least === most ? most : `${least} to ${most}`} %`;
}

/** How a parameter is put to the sampler, in words. */
export function describeCoordinates(
  distribution: CheckedDistribution,
  parameterization: Parameterization,
): string {
  if (parameterization === "noncentered") {
    if (distribution.kind === "vector" && distribution.distribution.chain !== undefined)
      return "non-centered: its steps, divided by their sds";
    if (distribution.kind !== "scalar")
      return "non-centered: mean + sds · L z with independent standard normal z";
    return `non-centered: ${noncenteredText(distribution)}`;
  }
  if (distribution.kind !== "scalar" && distribution.kind !== "truncated") return wordsOf(distribution)[1];
  if (distribution.kind === "scalar" && distribution.distribution.supports !== undefined) {
    const ways = distribution.elements!.parts.map((part) => describeCoordinates(part, "centered"));
    return `by element: ${[...new Set(ways)].join(", ")}`;
  }
  const { lower, upper } = endsOf(distribution);
  if (lower === null && upper === null) return "as it is";
  if (lower !== null && upper !== null) return "as the logit of its place in its range";
  return lower === "0" ? "as its logarithm" : "as the logarithm of its distance from its bound";
}

/** A number as a function of the variate z or h that has no parameters. */
function noncenteredText(checked: CheckedScalar): string {
  const general = checked.elements?.general;
  if (general?.kind === "scalar") return `${noncenteredText(general)}, elements by their own priors`;
  const { distribution, arguments: list } = checked;
  const { locationScale, logLocationScale, scaleArgument } = distribution;
  const text = (name: string): string =>
    printExpression(list[distribution.arguments.findIndex((argument) => argument.name === name)]!);
  if (scaleArgument !== undefined) {
    return scaleArgument.isRate ? `h / (${text(scaleArgument.name)})` : `${text(scaleArgument.name)} · h`;
  }
  const names = locationScale ?? logLocationScale!;
  const [location, scale] = [text(names.location), text(names.scale)];
  const sum = `${location === "0" ? "" : `${location} + `}${scale === "1" ? "z" : `${scale} · z`}`;
  return locationScale === undefined ? `exp(${sum})` : sum;
}
