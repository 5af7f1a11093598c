/**
 * Group effects: which parameters of the linear predictor vary by group, found by taking the predictor apart.
 *
 * The predictor is a sum of products; definitions are looked through, and so are the means of group effects, so that the
 * spelling does not matter: `β + b[g]` with b ~ normal(0, τ), `a[g]` with a ~ normal(β, τ), and `β + τ * z[g]` with
 * z ~ normal(0, 1) have the same effects with the same variance.
 */

import type { CheckedModel, Expression, ParameterStatement, Plate } from "../language/checked-model.ts";
import { argumentOf } from "./outcome.ts";

/** What an effect is multiplied by: 1, a column of the data, or a column of a design. */
export type Predictor =
  | { readonly kind: "one" }
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "design"; readonly design: string; readonly index: number };

/** The effects of one term by one group. */
export interface GroupEffect {
  readonly statement: ParameterStatement;
  /** The plates that the effect varies over, without that of its vector. */
  readonly plates: readonly string[];
  readonly predictor: Predictor;
  /** Of a vector effect, the element. */
  readonly element: number | null;
  /** Scalar factors around the effect: `τ` in `τ * z[g]`. */
  readonly coefficients: readonly Expression[];
}

export interface Decomposition {
  readonly effects: readonly GroupEffect[];
  /** False where group effects enter other than by sums and products: no variance on one scale can be told. */
  readonly isLinear: boolean;
}

/** How many columns a design has. */
export type DesignWidth = (design: string) => number;

export function decompose(model: CheckedModel, location: Expression, widthOf: DesignWidth): Decomposition {
  const finder = new EffectFinder(model, widthOf);
  const effects = finder.find(location);
  return { effects: effects ?? [], isLinear: effects !== null };
}

type Quantity = Extract<Expression, { kind: "quantity" }>;

class EffectFinder {
  private readonly model: CheckedModel;
  private readonly widthOf: DesignWidth;

  constructor(model: CheckedModel, widthOf: DesignWidth) {
    this.model = model;
    this.widthOf = widthOf;
  }

  /** The effects in an expression, or null where they do not enter linearly. */
  find(expression: Expression): GroupEffect[] | null {
    switch (expression.kind) {
      case "number":
      case "constant":
      case "column":
      case "reduction":
      case "list":
        return [];
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
        return left && right ? [...left, ...right] : null;
      case "negate":
        return left ?? null;
      case "multiply":
        if (left?.length === 0) return multiplied(right ?? null, call.arguments[0]!);
        return right?.length === 0 ? multiplied(left ?? null, call.arguments[1]!) : null;
      case "divide": {
        const divisor = call.arguments[1]!;
        if (right?.length !== 0) return null;
        const one: Expression = { kind: "number", value: 1, span: divisor.span };
        const factor: Expression = { kind: "call", function: "divide", arguments: [one, divisor], span: divisor.span };
        return multiplied(left ?? null, factor);
      }
      default:
        return null;
    }
  }

  private findInQuantity(quantity: Quantity): GroupEffect[] | null {
    const statement = this.model.statements.find(
      (one) => one.kind !== "likelihood" && one.name === quantity.name,
    );
    if (statement === undefined || statement.kind === "likelihood") return [];
    if (statement.kind === "definition") return this.find(statement.value);
    const hasLabel = quantity.indices.some((index) => index.kind === "label");
    if (hasLabel) return [];
    return this.findInParameter(statement, statement.plates, { kind: "one" }, null);
  }

  private findInProduct(design: string, coefficients: Quantity): GroupEffect[] | null {
    const statement = this.model.statements.find(
      (one): one is ParameterStatement => one.kind === "parameter" && one.name === coefficients.name,
    );
    if (statement === undefined) return [];
    const plates = statement.plates.slice(0, -1);
    const found: GroupEffect[] = [];
    for (let index = 0; index < this.widthOf(design); index++) {
      const predictor: Predictor = { kind: "design", design, index };
      found.push(...(this.findInParameter(statement, plates, predictor, index) ?? []));
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
    if (!plates.some((plate) => isGrouping(this.model.plates.get(plate)))) return [];
    const effect: GroupEffect = { statement, plates, predictor, element, coefficients: [] };
    const { distribution } = statement;
    if (distribution.kind !== "scalar" || distribution.distribution.locationScale === undefined) return [effect];
    const mean = argumentOf(distribution, distribution.distribution.locationScale.location);
    const inMean = mean === null ? [] : this.find(mean);
    return inMean === null ? null : [effect, ...inMean];
  }
}

function isGrouping(plate: Plate | undefined): boolean {
  return plate !== undefined && (plate.kind === "factor" || plate.kind === "combination");
}

/** Effects times a factor: a column of the data becomes the predictor, anything else a coefficient. */
function multiplied(effects: readonly GroupEffect[] | null, factor: Expression): GroupEffect[] | null {
  if (effects === null) return null;
  if (factor.kind === "column") {
    if (effects.some((effect) => effect.predictor.kind !== "one")) return null;
    return effects.map((effect) => ({ ...effect, predictor: { kind: "column", name: factor.name } }));
  }
  return effects.map((effect) => ({ ...effect, coefficients: [...effect.coefficients, factor] }));
}
