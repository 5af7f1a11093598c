/**
 * Whether every indexed quantity has one value where it is used: `a[cask] ~ normal(c[batch], τ)` needs each cask in one
 * batch, which only the data tell; and whether levels named by label exist.
 */

import { canBeNoncentered, vectorPosition } from "../distributions/distribution.ts";
import type {
  CheckedDistribution,
  CheckedScalar,
  CheckedStatement,
  DistributionOf,
  Expression,
  ExpressionOf,
  Index,
  QuantityReference,
} from "../language/checked-model.ts";
import { argumentsOf, expressionsOf, partsOf, partsWithin } from "../language/parts.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { Problem, Span } from "../problems/problem.ts";
import type { BoundModel } from "./bound-model.ts";
import { contextOf, leadsTo } from "./context.ts";
import { areAlphabetical, distancesAlong } from "./distances.ts";
import { type Axis, type Domain, scalarDomain } from "./domains.ts";
import {
  choiceOfNumber,
  noDistributionFunction,
  notNested,
  notNoncentered,
  orderedApart,
  sdOfOne,
  sizeMismatch,
  unknownLevel,
} from "./problems.ts";
import { brokenDistance, labelOrder } from "./problems-order.ts";

/** Problems of names in brackets that the data do not have, and of what is indexed by them. */
export function checkReferences(model: BoundModel): Problem[] {
  return new ReferenceChecker(model).check();
}

class ReferenceChecker {
  private readonly model: BoundModel;
  private readonly problems: Problem[] = [];

  constructor(model: BoundModel) {
    this.model = model;
  }

  check(): Problem[] {
    for (const statement of this.model.checked.statements) {
      const context = contextOf(this.model, statement);
      // Every part of an expression stands in the context of the whole.
      for (const part of expressionsOf(statement).flatMap(partsOf)) this.visit(part, context);
      // The columns of an outcome are no plate: how long its vectors are has been checked without data.
      const isOfColumns = statement.kind === "likelihood" && statement.columns.length > 1;
      if (statement.kind !== "definition" && !isOfColumns)
        this.checkDistribution(statement.distribution, context);
      if (statement.kind === "parameter") this.checkParameterization(statement);
    }
    return this.problems;
  }

  private platesOf(name: string): readonly string[] {
    return this.model.checked.declarations.get(name)?.plates ?? [];
  }

  private checkDistribution(distribution: CheckedDistribution, context: Domain): void {
    if (distribution.kind === "truncated") this.checkTruncation(distribution);
    else if (distribution.kind === "ordered") this.checkOrdered(distribution, context);
    else if (distribution.kind === "vector") this.checkVectorSizes(distribution, context);
    else if (distribution.kind === "choice") this.checkChoice(distribution);
  }

  private visit(part: Expression, context: Domain): void {
    if (part.kind === "quantity") this.visitQuantity(part, context);
    else if (part.kind === "column")
      this.checkDomain(this.model.columns.get(part.name)!.domain, context, part);
    else if (part.kind === "product")
      this.checkDomain(this.model.designs.get(part.design)!.domain, context, part);
    else if (part.kind === "reduction") this.visitReduction(part, context);
  }

  private visitReduction(expression: ExpressionOf<"reduction">, context: Domain): void {
    const plates = this.platesOf(expression.of.name);
    const domain = this.model.domains.ofPlates(plates);
    if (expression.reduction === "sd" && domain.size < 2) {
      this.problems.push(sdOfOne(plates.join(", "), expression.span));
    }
    if (expression.reduction === "rank") this.checkDomain(domain, context, expression);
  }

  /** A value over the levels of plates, or over the rows, where one value for each element of the context is meant. */
  private checkDomain(domain: Domain, context: Domain, { span }: Expression): void {
    if (!leadsTo(this.model, context, domain)) this.problems.push(notNested(domain.name, context.name, span));
  }

  private visitQuantity({ name, indices, span }: QuantityReference, context: Domain): void {
    const plates = this.platesOf(name);
    for (const [i, index] of indices.entries()) {
      if (index.kind === "label") this.checkLabel(index, plates[i]!);
      else this.checkKnown(index.plate, context, span);
    }
  }

  private checkLabel(index: Extract<Index, { kind: "label" }>, plate: string): void {
    const levels = this.model.domains.labelsOf(plate);
    if (levels.includes(index.label)) return;
    const nearest = nearestName(index.label, levels);
    this.problems.push(unknownLevel(index.label, plate, levels, nearest, index.span));
  }

  private checkKnown(plate: string, context: Domain, span: Span): void {
    if (context === scalarDomain || this.model.domains.mapTo(context, [plate]) !== null) return;
    this.problems.push(notNested(plate, context.name, span));
  }

  private checkVectorSizes(distribution: DistributionOf<"vector">, context: Domain): void {
    const last = context.axes[context.axes.length - 1];
    if (last === undefined) return;
    this.checkOrder(distribution, last);
    this.checkAroundVectors(distribution, context);
    for (const argument of distribution.arguments) {
      if (argument.kind !== "list" || argument.items.length === last.labels.length) continue;
      const what = `the list for \`${last.plate}\``;
      this.problems.push(sizeMismatch(what, last.labels.length, argument.items.length, argument.span));
    }
  }

  /** The elements of an ordered vector lie between the same bounds. */
  private checkOrdered({ base, span }: DistributionOf<"ordered">, context: Domain): void {
    const last = context.axes[context.axes.length - 1]?.plate;
    const bounds = boundsOfSupport(base);
    if (last !== undefined && bounds.some((bound) => this.variesAlong(bound, last)))
      this.problems.push(orderedApart(base.distribution.name, last, span));
  }

  /** Whether an expression may have other values for other levels of the plate, at one level of the plates before it. */
  private variesAlong(expression: Expression, plate: string): boolean {
    return partsOf(expression).some((part) => {
      if (part.kind === "quantity")
        return part.indices.some((index) => index.kind === "plate" && index.plate === plate);
      if (part.kind !== "column") return part.kind === "product" || part.kind === "reduction";
      const { axes } = this.model.columns.get(part.name)!.domain;
      return axes.some((axis) => axis.plate === plate);
    });
  }

  /** What a distribution runs along has an order that is known, and distances that mean something. */
  private checkOrder({ distribution, span }: DistributionOf<"vector">, { plate, labels }: Axis): void {
    const { name } = distribution;
    if (distribution.chain === undefined || labels.length < 2) return;
    if (areAlphabetical(labels)) this.problems.push(labelOrder(name, plate, labels, span));
    if (distribution.wantsWholeDistances !== true) return;
    const broken = distancesAlong(labels).findIndex((distance) => !Number.isInteger(distance));
    if (broken < 0) return;
    this.problems.push(brokenDistance(name, plate, [labels[broken - 1]!, labels[broken]!], span));
  }

  /** A number that a whole vector has is known without the level of the plate that the vector runs along. */
  private checkAroundVectors(checked: DistributionOf<"vector">, { axes }: Domain): void {
    const isMatrix = checked.distribution.support.kind === "correlation";
    const around = this.model.domains.ofPlates(axes.slice(0, isMatrix ? -2 : -1).map(({ plate }) => plate));
    const own = checked.arguments.filter((_, i) => checked.distribution.arguments[i]!.shape === "scalar");
    // One argument may stand for another that is not written.
    for (const argument of new Set(own)) {
      for (const part of partsOf(argument)) {
        if (part.kind !== "quantity") continue;
        for (const index of part.indices) {
          if (index.kind !== "plate" || this.model.domains.mapTo(around, [index.plate]) !== null) continue;
          this.problems.push(notNested(index.plate, around.name, part.span));
        }
      }
    }
  }

  /** A choice is by a vector: a list, or a quantity that has a plate left. */
  private checkChoice({ distribution, arguments: list }: DistributionOf<"choice">): void {
    const argument = list[vectorPosition(distribution)]!;
    const isVector =
      argument.kind === "quantity" && argument.indices.length < this.platesOf(argument.name).length;
    if (isVector || argument.kind === "list") return;
    this.problems.push(choiceOfNumber(distribution.name, distribution.categories, argument.span));
  }

  private checkTruncation(truncated: DistributionOf<"truncated">): void {
    const { distribution } = truncated.base;
    const hasFunctions =
      (truncated.upper === null || distribution.logCdf !== undefined) &&
      (truncated.lower === null || distribution.logSurvival !== undefined);
    if (hasFunctions || argumentsOf(truncated).every(isDataOnly)) return;
    this.problems.push(noDistributionFunction(distribution.name, truncated.span));
  }

  private checkParameterization(statement: Extract<CheckedStatement, { kind: "parameter" }>): void {
    if (statement.parameterization !== "noncentered") return;
    const { distribution } = statement;
    const isPlain = distribution.kind === "scalar" || distribution.kind === "vector";
    if (isPlain && canBeNoncentered(distribution.distribution)) return;
    const { start, end } = distribution.span;
    const text = this.model.checked.source.slice(start, end);
    this.problems.push(notNoncentered(statement.name, text, statement.span));
  }
}

/** The arguments that are an end of where a variate may be. */
function boundsOfSupport({ distribution, arguments: given }: CheckedScalar): readonly Expression[] {
  const { lower, upper } = distribution.support;
  return given.filter((_, i) => [lower, upper].includes(distribution.arguments[i]!.name));
}

const kindsOfData: readonly Expression["kind"][] = ["number", "constant", "column", "call"];

/** Numbers, constants and columns only, and what is computed from them. */
export function isDataOnly(expression: Expression): boolean {
  return kindsOfData.includes(expression.kind) && partsWithin(expression).every(isDataOnly);
}
