/**
 * A bound model as what is proved of its posterior sees it: its outcomes' linear predictors and scales, and what else is
 * made of each parameter.
 */

import { vectorPosition } from "../../distributions/distribution.ts";
import type {
  DistributionOf,
  Expression,
  Likelihood,
  ParameterStatement,
} from "../../language/checked-model.ts";
import { baseOf } from "../../language/parts.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { Domain } from "../../model/domains.ts";
import { type ElementReader, readerOf } from "../../model/evaluate.ts";
import { isDataOnly } from "../../model/references.ts";
import { remembered } from "../../model/remembered.ts";
import { type InverseLink, inverseLinks } from "../../predictor/outcome.ts";
import { type Argument, Arguments, type Stated } from "./arguments.ts";
import { type LinearPredictor, PredictorReader } from "./linear-predictor.ts";
import { type Scale, ScaleReader } from "./scale-units.ts";

/** An argument of an outcome's distribution that is a linear predictor, or one under its inverse link. */
export interface OutcomePredictor {
  readonly likelihood: Likelihood;
  readonly argument: Argument;
  /** The function around the predictor; null if it is the argument itself. */
  readonly link: InverseLink | null;
  readonly predictor: LinearPredictor;
}

/** An outcome whose density is f((y - location) / scale) / scale, or that of its logarithm. */
export interface ScaledOutcome {
  readonly likelihood: Likelihood;
  readonly location: LinearPredictor;
  readonly scaleArgument: Argument;
  readonly scale: Scale;
  readonly isLog: boolean;
}

/** A parameter whose distribution is scaled by other parameters: the effects of groups. */
export interface ScaledEffect {
  readonly parameter: ParameterStatement;
  readonly domain: Domain;
  readonly scaleArgument: Argument;
  readonly scale: Scale;
}

export class Forms {
  readonly model: BoundModel;
  readonly arguments: Arguments;
  readonly predictors: readonly OutcomePredictor[];
  readonly outcomes: readonly ScaledOutcome[];
  readonly effects: readonly ScaledEffect[];
  readonly scales: ScaleReader;
  /** The arguments in which a parameter was found as a term, by its name. */
  private readonly asTerm = new Map<string, Argument[]>();
  /** What was found elsewhere in a predictor. */
  private readonly otherwise = new Set<string>();
  private readonly linear = new Map<string, boolean>();

  constructor(model: BoundModel, all = new Arguments(model.checked)) {
    this.model = model;
    this.arguments = all;
    this.scales = new ScaleReader(model, all);
    const reader = new PredictorReader(model, all);
    const likelihoods = model.checked.statements.filter((one) => one.kind === "likelihood");
    this.predictors = likelihoods.flatMap((likelihood) =>
      this.itemsOf(likelihood).flatMap((argument) => this.predictorIn(likelihood, argument, reader) ?? []),
    );
    for (const one of this.predictors) this.note(one);
    this.outcomes = likelihoods.flatMap((likelihood) => this.scaledOutcome(likelihood) ?? []);
    this.effects = [...all.parameters.values()].flatMap((parameter) => this.scaledEffect(parameter) ?? []);
  }

  contextOf(statement: Stated): Domain {
    return statement.kind === "likelihood"
      ? this.model.columns.get(statement.column)!.domain
      : this.model.domains.ofPlates(statement.plates);
  }

  /** Out of how many a binary outcome is, for each row; null if that is no data. */
  trialsOf(likelihood: Likelihood): ElementReader | null {
    const trials = this.arguments.find(likelihood, "trials");
    if (trials === null) return () => 1;
    return readerOf(trials.expression, this.model, this.contextOf(likelihood));
  }

  /** Whether the model uses a parameter in linear predictors and their means only, near and far. */
  isLinear(name: string): boolean {
    const known = this.linear.get(name);
    if (known !== undefined) return known;
    this.linear.set(name, false);
    const terms = this.asTerm.get(name) ?? [];
    const isTerm = (mention: Argument): boolean =>
      terms.some((one) => isSame(one, mention)) &&
      (mention.of.kind === "likelihood" || this.isLinear(mention.of.name));
    const isLinear = !this.otherwise.has(name) && this.arguments.mentionsOf(name).every(isTerm);
    this.linear.set(name, isLinear);
    return isLinear;
  }

  /** Whether the density stays positive and finite wherever a parameter over all numbers is held. */
  isHarmless(name: string): boolean {
    return this.arguments.mentionsOf(name).every((mention) => isHarmlessIn(this.arguments, mention));
  }

  /** The arguments of an outcome's distribution, those of a choice by category, of several columns by column. */
  private itemsOf(likelihood: Likelihood): Argument[] {
    return this.arguments.of(likelihood).flatMap((argument) => {
      const { expression } = argument;
      const isOfVectors =
        likelihood.distribution.kind === "choice" || likelihood.distribution.kind === "vector";
      const plate = isOfVectors ? this.arguments.plateLeftOf(expression) : null;
      if (plate === null || expression.kind !== "quantity") return [argument];
      return this.model.domains.labelsOf(plate).map((label, item): Argument => {
        const index = { kind: "label", label, span: expression.span } as const;
        return { ...argument, item, expression: { ...expression, indices: [...expression.indices, index] } };
      });
    });
  }

  /** How long the vector is that a choice is by. */
  lengthOfVector(likelihood: Likelihood, { distribution }: DistributionOf<"choice">): number {
    const { name } = distribution.arguments[vectorPosition(distribution)]!;
    return this.itemsOf(likelihood).filter((argument) => argument.name === name).length;
  }

  private predictorIn(
    likelihood: Likelihood,
    argument: Argument,
    reader: PredictorReader,
  ): OutcomePredictor | null {
    const { expression } = argument;
    const [link, inner] = linkAround(expression);
    if (link === null && !isOverAllNumbers(argument)) return null;
    return { likelihood, argument, link, predictor: reader.read(inner, this.contextOf(likelihood)) };
  }

  private note({ argument, predictor }: OutcomePredictor): void {
    for (const { parameter, through, scales } of predictor.blocks) {
      remembered(this.asTerm, parameter.name, () => []).push(argument, ...through);
      for (const scale of scales) this.noteOther(scale);
    }
    for (const other of predictor.others) this.noteOther(other);
    for (const name of predictor.uncentered) {
      const parameter = this.arguments.parameters.get(name)!;
      for (const { expression } of this.arguments.of(parameter)) this.noteOther(expression);
    }
  }

  private noteOther(expression: Expression): void {
    for (const name of this.arguments.parametersIn(expression)) this.otherwise.add(name);
  }

  private scaledOutcome(likelihood: Likelihood): ScaledOutcome | null {
    const { distribution } = likelihood;
    const base = distribution.kind === "truncated" ? distribution.base : distribution;
    if (base.kind !== "scalar") return null;
    const isLog = base.distribution.name === "lognormal";
    const names = isLog ? { location: "log_mean", scale: "log_sd" } : base.distribution.locationScale;
    const argument = names && this.arguments.find(likelihood, names.scale);
    const location =
      names &&
      this.predictors.find((one) => one.likelihood === likelihood && one.argument.name === names.location);
    if (!argument || location === undefined || location.link !== null) return null;
    return {
      likelihood,
      location: location.predictor,
      scaleArgument: argument,
      scale: this.scales.read(argument, this.contextOf(likelihood)),
      isLog,
    };
  }

  private scaledEffect(parameter: ParameterStatement): ScaledEffect | null {
    const { distribution } = parameter;
    const domain = this.contextOf(parameter);
    const name =
      distribution.kind === "scalar"
        ? distribution.distribution.locationScale?.scale
        : distribution.kind === "vector" && distribution.distribution.name === "multi_normal"
          ? "sds"
          : undefined;
    const argument = name === undefined ? null : this.arguments.find(parameter, name);
    if (argument === null) return null;
    const own = parameter.plates[parameter.plates.length - 1];
    const expression =
      name === "sds" ? this.arguments.withPlate(argument.expression, own!) : argument.expression;
    const scale = this.scales.read({ ...argument, expression }, domain);
    return { parameter, domain, scaleArgument: argument, scale };
  }
}

/** The inverse link around an expression, or null, and what is inside. */
function linkAround(expression: Expression): readonly [InverseLink | null, Expression] {
  if (expression.kind !== "call") return [null, expression];
  const link = inverseLinks.find((name) => name === expression.function);
  return link === undefined ? [null, expression] : [link, expression.arguments[0]!];
}

/** Whether two arguments are the same number of the same parameter. */
export function isSame(a: Argument, b: Argument): boolean {
  return a.of === b.of && a.name === b.name && a.item === b.item;
}

function specificationOf({ of, name }: Argument) {
  return baseOf(of.distribution).distribution.arguments.find((one) => one.name === name);
}

/** Of an argument that may be any number, and bounds nothing. */
function isOverAllNumbers(argument: Argument): boolean {
  const { support } = specificationOf(argument) ?? {};
  const isBound = ["flat", "uniform"].includes(baseOf(argument.of.distribution).distribution.name);
  return !isBound && support?.lower === -Infinity && support.upper === Infinity;
}

function isHarmlessIn(all: Arguments, argument: Argument): boolean {
  // What has to increase has no density elsewhere.
  if (specificationOf(argument)?.increases === true) return false;
  if (isOverAllNumbers(argument)) return isTotal(all, argument.expression);
  const [link, inner] = linkAround(argument.expression);
  const { support } = specificationOf(argument) ?? {};
  if (link === null || argument.name === "end" || support?.lower !== 0) return false;
  return (link !== "exp" || support.upper === Infinity) && isTotal(all, inner);
}

/** Functions that are finite and continuous wherever their arguments are. */
const arithmetic = ["add", "subtract", "multiply", "negate"];
const totalFunctions = [...arithmetic, "exp", "square", "abs", "inv_logit", "normal_cdf", "tanh"];

/** Whether an expression is finite and continuous wherever its parameters are. */
function isTotal(all: Arguments, expression: Expression): boolean {
  switch (expression.kind) {
    case "number":
    case "constant":
    case "column":
      return true;
    case "product":
      return all.parameters.has(expression.coefficients.name);
    case "quantity":
      return all.parameters.has(expression.name);
    case "call":
      if (expression.function === "divide")
        return isTotal(all, expression.arguments[0]!) && isDataOnly(expression.arguments[1]!);
      return (
        totalFunctions.includes(expression.function) && expression.arguments.every((one) => isTotal(all, one))
      );
    default:
      return false;
  }
}
