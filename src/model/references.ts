/**
 * Whether every indexed quantity has one value where it is used: `a[cask] ~ normal(c[batch], τ)` needs each cask in one
 * batch, which only the data tell; and whether levels named by label exist.
 */

import { canBeNoncentered } from "../distributions/distribution.ts";
import type {
  CheckedDistribution,
  CheckedStatement,
  DistributionOf,
  Expression,
  ExpressionOf,
  Index,
  QuantityReference,
} from "../language/checked-model.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { Problem } from "../problems/problem.ts";
import type { BoundModel } from "./bound-model.ts";
import { leadsTo } from "./context.ts";
import { type Domain, scalarDomain } from "./domains.ts";
import {
  choiceOfNumber,
  labelBeforePlate,
  noDistributionFunction,
  notNested,
  notNoncentered,
  orderedBounded,
  sdOfOne,
  sizeMismatch,
  unknownLevel,
} from "./problems.ts";

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
      const context = this.contextOf(statement);
      if (statement.kind === "definition") this.visit(statement.value, context);
      else this.visitDistribution(statement.distribution, context);
      if (statement.kind === "parameter") this.checkParameterization(statement);
    }
    return this.problems;
  }

  private platesOf(name: string): readonly string[] {
    return this.model.checked.declarations.get(name)?.plates ?? [];
  }

  private contextOf(statement: CheckedStatement): Domain {
    const { domains } = this.model;
    switch (statement.kind) {
      case "likelihood":
        return statement.per === null ? domains.rows : domains.ofPlates([statement.per]);
      case "definition":
        return statement.variesByRow ? domains.rows : domains.ofPlates(statement.plates);
      case "parameter":
        return domains.ofPlates(statement.plates);
    }
  }

  private visitDistribution(distribution: CheckedDistribution, context: Domain): void {
    switch (distribution.kind) {
      case "truncated":
        this.visitDistribution(distribution.base, context);
        for (const bound of [distribution.lower, distribution.upper]) if (bound) this.visit(bound, context);
        this.checkTruncation(distribution);
        return;
      case "ordered":
        this.visitDistribution(distribution.base, context);
        this.checkUnbounded(distribution);
        return;
      default:
        for (const argument of distribution.arguments) this.visit(argument, context);
        if (distribution.kind === "vector") this.checkVectorSizes(distribution, context);
        if (distribution.kind === "choice") this.checkChoice(distribution);
    }
  }

  private visit(expression: Expression, context: Domain): void {
    switch (expression.kind) {
      case "quantity":
        this.visitQuantity(expression, context);
        return;
      case "call":
        for (const argument of expression.arguments) this.visit(argument, context);
        return;
      case "list":
        for (const item of expression.items) this.visit(item, context);
        return;
      case "column":
        this.checkDomain(this.model.columns.get(expression.name)!.domain, context, expression);
        return;
      case "product":
        this.checkDomain(this.model.designs.get(expression.design)!.domain, context, expression);
        this.visitQuantity(expression.coefficients, context);
        return;
      case "reduction":
        this.visitReduction(expression, context);
        return;
      default:
    }
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

  private visitQuantity(quantity: QuantityReference, context: Domain): void {
    const plates = this.platesOf(quantity.name);
    let seenLabel = false;
    quantity.indices.forEach((index, i) => {
      const plate = plates[i];
      if (plate === undefined) return;
      if (index.kind === "label") {
        seenLabel = true;
        this.checkLabel(index, plate);
        return;
      }
      if (seenLabel) this.problems.push(labelBeforePlate(quantity.name, quantity.span));
      else this.checkKnown(plate, context, quantity);
    });
  }

  private checkLabel(index: Extract<Index, { kind: "label" }>, plate: string): void {
    const levels = this.model.domains.labelsOf(plate);
    if (levels.includes(index.label)) return;
    const nearest = nearestName(index.label, levels);
    this.problems.push(unknownLevel(index.label, plate, levels, nearest, index.span));
  }

  private checkKnown(plate: string, context: Domain, quantity: QuantityReference): void {
    const { domains } = this.model;
    if (context === scalarDomain || domains.mapTo(context, [plate]) !== null) return;
    this.problems.push(notNested(plate, context.name, quantity.span));
  }

  private checkVectorSizes(distribution: DistributionOf<"vector">, context: Domain): void {
    const last = context.axes[context.axes.length - 1];
    if (last === undefined) return;
    for (const argument of distribution.arguments) {
      if (argument.kind !== "list" || argument.items.length === last.labels.length) continue;
      const what = `the list for \`${last.plate}\``;
      this.problems.push(sizeMismatch(what, last.labels.length, argument.items.length, argument.span));
    }
  }

  /** An ordered vector runs over all numbers, so its elements must have a distribution that does. */
  private checkUnbounded({ base, span }: DistributionOf<"ordered">): void {
    const { name, support } = base.distribution;
    if (support.lower === -Infinity && support.upper === Infinity) return;
    // flat() without bounds is as wide.
    const ends = base.distribution.name === "flat" ? base.arguments : [];
    if (ends.length > 0 && ends.every((end) => end.kind === "number" && !Number.isFinite(end.value))) return;
    this.problems.push(orderedBounded(name, span));
  }

  /** The argument of a choice is a vector: a list, or a quantity that has a plate left. */
  private checkChoice({ distribution, arguments: list }: DistributionOf<"choice">): void {
    for (const argument of list) {
      const isVector =
        argument.kind === "quantity" && argument.indices.length < this.platesOf(argument.name).length;
      if (!isVector && argument.kind !== "list")
        this.problems.push(choiceOfNumber(distribution.name, argument.span));
    }
  }

  private checkTruncation(truncated: DistributionOf<"truncated">): void {
    const { distribution, arguments: list } = truncated.base;
    const hasFunctions =
      (truncated.upper === null || distribution.logCdf !== undefined) &&
      (truncated.lower === null || distribution.logSurvival !== undefined) &&
      (truncated.lower === null || truncated.upper === null || distribution.logCdf !== undefined);
    const isFixed = [...list, truncated.lower, truncated.upper].every(
      (one) => one === null || isDataOnly(one),
    );
    if (!hasFunctions && !isFixed) {
      this.problems.push(noDistributionFunction(distribution.name, truncated.span));
    }
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

/** Numbers, constants and columns only. */
export function isDataOnly(expression: Expression): boolean {
  switch (expression.kind) {
    case "number":
    case "constant":
    case "column":
      return true;
    case "call":
      return expression.arguments.every(isDataOnly);
    default:
      return false;
  }
}
