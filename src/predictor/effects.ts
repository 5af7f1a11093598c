/**
 * Group effects: which parameters of the linear predictor vary by group, found by taking the predictor apart.
 *
 * The predictor is a sum of products; definitions are looked through, and so are the means of group effects, so that the
 * spelling does not matter: `β + b[g]` with b ~ normal(0, τ), `a[g]` with a ~ normal(β, τ), and `β + τ * z[g]` with
 * z ~ normal(0, 1) have the same effects with the same variance.
 */

import type {
  CheckedModel,
  Definition,
  Expression,
  ParameterStatement,
  Plate,
} from "../language/checked-model.ts";
import { baseOf } from "../language/parts.ts";
import { isDataOnly } from "../model/references.ts";
import { declarationsOf } from "./declarations.ts";
import { argumentOf } from "./outcome.ts";

/** What an effect is multiplied by: 1, arithmetic on the data, or a column of a design. */
export type Predictor =
  | { readonly kind: "one" }
  | { readonly kind: "data"; readonly expression: Expression }
  | { readonly kind: "design"; readonly design: string; readonly index: number };

/** The effects of one term by one group. */
export interface GroupEffect {
  readonly statement: ParameterStatement;
  /** The plates that the effect varies over, without that of its vector. */
  readonly plates: readonly string[];
  readonly predictor: Predictor;
  /** Of a vector effect, the element. */
  readonly element: number | null;
  /** Factors around the effect: `τ` in `τ * z[g]`. */
  readonly coefficients: readonly Expression[];
  /** -1 where the effect is taken off. */
  readonly sign: 1 | -1;
}

export interface Decomposition {
  readonly effects: readonly GroupEffect[];
  /** False where group effects enter other than by sums and products: no variance on one scale can be told. */
  readonly isLinear: boolean;
}

/** The labels of a plate: of a design, the names of its columns. */
export type LabelsOf = (plate: string) => readonly string[];

/** Takes a linear predictor apart into its population effects, group effects and what is neither. */
export function decompose(model: CheckedModel, location: Expression, labelsOf: LabelsOf): Decomposition {
  const found = new EffectFinder(model, labelsOf).find(location);
  if (found === null) return { effects: [], isLinear: false };
  // An effect that enters twice has no variance of its own.
  const isTwice = (effect: GroupEffect): boolean =>
    found.some(
      (one) => one !== effect && one.statement === effect.statement && one.element === effect.element,
    );
  const effects = found.filter((effect) => !isTwice(effect));
  return { effects, isLinear: effects.length === found.length };
}

/** Whether the spread of the effects is itself estimated: a group effect, and not one free parameter per group. */
export function isHierarchical(model: CheckedModel, { statement, coefficients }: GroupEffect): boolean {
  const { distribution } = statement;
  const base = baseOf(distribution);
  return [...base.arguments, ...coefficients].some((one) => mentionsParameter(model, one));
}

/** Whether a parameter is in the expression, or in what it is defined by. */
export function mentionsParameter(model: CheckedModel, expression: Expression): boolean {
  return declarationsOf(model).parametersIn(expression).size > 0;
}

type Quantity = Extract<Expression, { kind: "quantity" }>;

/** A predictor with more terms than this is not taken apart. */
const mostTerms = 1000;
/** An effect with more factors than this is not taken apart: `d1 = d0 * d0`, `d2 = d1 * d1`, … doubles them with every step. */
const mostCoefficients = 100;

class EffectFinder {
  private readonly model: CheckedModel;
  private readonly labelsOf: LabelsOf;
  /** What definitions were found to hold, so that a chain of them is looked through once. */
  private readonly known = new Map<string, GroupEffect[] | null>();

  constructor(model: CheckedModel, labelsOf: LabelsOf) {
    this.model = model;
    this.labelsOf = labelsOf;
    // Each after those that it needs, so that a long chain of definitions is no deep recursion.
    for (const statement of model.statements)
      if (statement.kind === "definition") this.findInDefinition(statement);
  }

  /** The effects in an expression, or null where they do not enter linearly. */
  find(expression: Expression): GroupEffect[] | null {
    switch (expression.kind) {
      case "number":
      case "constant":
      case "column":
      case "list":
        return [];
      case "reduction":
        // The mean of all effects is in every row: no term of one level.
        return this.findInQuantity(expression.of)?.length === 0 ? [] : null;
      case "quantity":
        return this.findInQuantity(expression);
      case "product":
        return this.findInProduct(expression.design, expression.coefficients);
      case "call":
        return this.findInCall(expression);
    }
  }

  private findInCall(call: Extract<Expression, { kind: "call" }>): GroupEffect[] | null {
    const parts = call.arguments.map((argument) => this.find(argument));
    const isFree = parts.every((part) => part !== null && part.length === 0);
    if (isFree) return [];
    const [left, right] = parts;
    switch (call.function) {
      case "add":
      case "subtract":
        if (!left || !right) return null;
        return [...left, ...(call.function === "add" ? right : opposite(right))];
      case "negate":
        return left ? opposite(left) : null;
      case "multiply":
        if (left?.length === 0) return this.multiplied(right ?? null, call.arguments[0]!);
        return right?.length === 0 ? this.multiplied(left ?? null, call.arguments[1]!) : null;
      case "divide": {
        const divisor = call.arguments[1]!;
        if (right?.length !== 0) return null;
        const one: Expression = { kind: "number", value: 1, span: divisor.span };
        const factor: Expression = {
          kind: "call",
          function: "divide",
          arguments: [one, divisor],
          span: divisor.span,
        };
        return this.multiplied(left ?? null, factor);
      }
      default:
        return null;
    }
  }

  private findInQuantity(quantity: Quantity): GroupEffect[] | null {
    const statement = this.model.declarations.get(quantity.name);
    if (statement === undefined) return [];
    if (statement.kind === "definition") return this.findInDefinition(statement);
    const labels = quantity.indices.flatMap((index) => (index.kind === "label" ? [index.label] : []));
    if (labels.length > 0) return this.findInElement(statement, labels);
    return this.findInParameter(statement, statement.plates, { kind: "one" }, null);
  }

  /** `u[subject, "2"]`: one element of a vector for each group. */
  private findInDefinition({ name, value }: Definition): GroupEffect[] | null {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const found = this.find(value);
    // A sum of sums of itself doubles with every step; so many terms are not told apart.
    const kept = found !== null && found.length > mostTerms ? null : found;
    this.known.set(name, kept);
    return kept;
  }

  private findInElement(statement: ParameterStatement, labels: readonly string[]): GroupEffect[] | null {
    const plates = statement.plates.slice(0, -labels.length);
    if (!this.hasGrouping(plates)) return [];
    if (labels.length > 1) return null;
    const element = this.labelsOf(statement.plates[plates.length]!).indexOf(labels[0]!);
    return this.findInParameter(statement, plates, { kind: "one" }, element);
  }

  private findInProduct(design: string, coefficients: Quantity): GroupEffect[] | null {
    const statement = this.model.declarations.get(coefficients.name);
    if (statement === undefined) return [];
    const plates = statement.plates.slice(0, -1);
    if (statement.kind === "definition") return this.hasGrouping(plates) ? null : [];
    const found: GroupEffect[] = [];
    for (const index of this.labelsOf(design).keys()) {
      const inColumn = this.findInParameter(statement, plates, { kind: "design", design, index }, index);
      if (inColumn === null) return null;
      found.push(...inColumn);
    }
    return found;
  }

  /** A parameter over groups is an effect; so are those that its mean has. */
  private findInParameter(
    statement: ParameterStatement,
    plates: readonly string[],
    predictor: Predictor,
    element: number | null,
  ): GroupEffect[] | null {
    if (!this.hasGrouping(plates)) return [];
    const effect: GroupEffect = { statement, plates, predictor, element, coefficients: [], sign: 1 };
    const { distribution } = statement;
    if (distribution.kind === "vector" && this.holdsEffects(distribution.arguments[0]!)) return null;
    if (distribution.kind !== "scalar" || distribution.distribution.locationScale === undefined)
      return [effect];
    const mean = argumentOf(distribution, distribution.distribution.locationScale.location);
    const inMean = mean === null ? [] : this.find(mean);
    return inMean === null ? null : [effect, ...inMean];
  }

  /** Effects with one more coefficient; null with more than are taken apart. */
  private withCoefficient(effects: readonly GroupEffect[], factor: Expression): GroupEffect[] | null {
    if (effects.some(({ coefficients }) => coefficients.length >= mostCoefficients)) return null;
    return effects.map((effect) => ({ ...effect, coefficients: [...effect.coefficients, factor] }));
  }

  /** Effects times a factor: arithmetic on the data becomes the predictor, what has parameters a coefficient. */
  private multiplied(effects: readonly GroupEffect[] | null, factor: Expression): GroupEffect[] | null {
    if (effects === null) return null;
    const definition = this.rowDefinition(factor);
    if (definition !== null) return this.multiplied(effects, definition);
    if (factor.kind === "call" && factor.function === "multiply") {
      return factor.arguments.reduce<GroupEffect[] | null>(
        (product, one) => this.multiplied(product, one),
        [...effects],
      );
    }
    if (!mentionsData(factor)) {
      return this.withCoefficient(effects, factor);
    }
    if (!isDataOnly(factor) || effects.some((effect) => effect.predictor.kind !== "one")) return null;
    return effects.map((effect) => ({ ...effect, predictor: { kind: "data", expression: factor } }));
  }

  /** What a name stands for that is defined row by row. */
  private rowDefinition(expression: Expression): Expression | null {
    if (expression.kind !== "quantity") return null;
    const statement = this.model.declarations.get(expression.name);
    return statement?.kind === "definition" && statement.variesByRow ? statement.value : null;
  }

  /** Whether the mean of a vector is itself made of group effects: those of its elements are not told apart. */
  private holdsEffects(mean: Expression): boolean {
    if (mean.kind === "list") return mean.items.some((item) => this.holdsEffects(item));
    return this.find(mean)?.length !== 0;
  }

  private hasGrouping(plates: readonly string[]): boolean {
    return plates.some((plate) => isGrouping(this.model.plates.get(plate)));
  }
}

function opposite(effects: readonly GroupEffect[]): GroupEffect[] {
  return effects.map((effect) => ({ ...effect, sign: effect.sign === 1 ? -1 : 1 }));
}

function isGrouping(plate: Plate | undefined): boolean {
  return plate !== undefined && (plate.kind === "factor" || plate.kind === "combination");
}

function mentionsData(expression: Expression): boolean {
  if (expression.kind === "call") return expression.arguments.some(mentionsData);
  return expression.kind === "column" || expression.kind === "product";
}
