/**
 * The one reader of linear predictors: whatever the spelling, an expression comes out as a sum
 *
 *   Σ ± factor · … · factor · part
 *
 * whose parts are what the reading is about, such as the effects that a mean is linear in, and whose factors are what these are
 * multiplied by: numbers, columns of data, standard deviations. What may stand as a factor, and what is not looked into, is
 * for the asker to say, since it is data for one and whatever holds none of its parameters for another. An outcome of any
 * distribution is read alike. What is no sum (a function of effects, a product of two) is a part as it stands.
 */

import type { Expression, ExpressionOf, Index, QuantityReference } from "../language/checked-model.ts";
import { atLabels, type Label, labelsOf } from "./at-labels.ts";
import type { Declarations } from "./declarations.ts";

type Call = ExpressionOf<"call">;

/** What a part is multiplied by, or divided by, in the call that it stands within; or a column of a design. */
export type Factor =
  | { readonly kind: "times" | "over"; readonly expression: Expression; readonly within: Call }
  | { readonly kind: "column"; readonly design: string; readonly index: number };

/** ± factor · … · factor · part. */
export interface PredictorTerm {
  readonly sign: 1 | -1;
  /** The outermost first; terms that stand in one product have the same one there. */
  readonly factors: readonly Factor[];
  readonly part: Expression;
}

/** What is asked of a predictor. */
export interface Reading {
  readonly declarations: Declarations;
  /** What is taken as it is, and may be a factor. */
  readonly isWhole: (expression: Expression) => boolean;
  /** What else may be a factor, of a sum that has no such thing. */
  readonly isFactor?: (expression: Expression) => boolean;
  /** Whether definitions are looked through; without it they are parts. */
  readonly looksThrough?: boolean;
  /** The columns of a design: a product with it is a sum over them. Without it, it is a part. */
  readonly columnsOf?: (design: string) => readonly string[];
  /** Sums of more terms, or with more factors in one, are not taken apart: both may double with every definition. */
  readonly mostTerms?: number;
  readonly mostFactors?: number;
}

/** Takes predictors apart, and each definition in them once. */
export class TermReader {
  private readonly reading: Reading;
  private readonly known = new Map<string, readonly PredictorTerm[] | null>();

  constructor(reading: Reading) {
    this.reading = reading;
  }

  /** The terms in the order in which they are written; null if they are too many. */
  read(expression: Expression): readonly PredictorTerm[] | null {
    const terms = this.termsOf(expression);
    const { mostTerms = Infinity, mostFactors = Infinity } = this.reading;
    const isShort = terms !== null && terms.length <= mostTerms;
    return isShort && terms.every(({ factors }) => factors.length <= mostFactors) ? terms : null;
  }

  private termsOf(expression: Expression): readonly PredictorTerm[] | null {
    if (this.reading.isWhole(expression)) return [alone(expression)];
    switch (expression.kind) {
      case "call":
        return this.termsOfCall(expression);
      case "quantity":
        return this.termsOfQuantity(expression);
      case "product":
        return this.termsOfProduct(expression);
      default:
        return [alone(expression)];
    }
  }

  private termsOfCall(call: Call): readonly PredictorTerm[] | null {
    const [left, right] = call.arguments as [Expression, Expression];
    switch (call.function) {
      case "add":
      case "subtract": {
        const [first, second] = [this.read(left), this.read(right)];
        return first && second && [...first, ...(call.function === "add" ? second : opposite(second))];
      }
      case "negate": {
        const terms = this.read(left);
        return terms && opposite(terms);
      }
      case "multiply": {
        const factor = this.factorAmong(left, right);
        if (factor === null) return [alone(call)];
        const inner = factor === left ? right : left;
        return this.around({ kind: "times", expression: factor, within: call }, inner);
      }
      case "divide":
        if (this.factorAmong(right) === null) return [alone(call)];
        return this.around({ kind: "over", expression: right, within: call }, left);
      default:
        return [alone(call)];
    }
  }

  private around(factor: Factor, inner: Expression): readonly PredictorTerm[] | null {
    return this.read(inner)?.map((term) => ({ ...term, factors: [factor, ...term.factors] })) ?? null;
  }

  private factorAmong(...sides: readonly Expression[]): Expression | null {
    const { isWhole, isFactor } = this.reading;
    return sides.find(isWhole) ?? (isFactor && sides.find(isFactor)) ?? null;
  }

  /** Of a definition those of its value, with the labels that it is named at. */
  private termsOfQuantity(quantity: QuantityReference): readonly PredictorTerm[] | null {
    const { declarations, looksThrough } = this.reading;
    const definition = declarations.definitions.get(quantity.name);
    if (looksThrough !== true || quantity.indices.length !== definition?.plates.length)
      return [alone(quantity)];
    // First those that it needs, so that a long chain of definitions is no deep recursion.
    for (const one of declarations.withNeeds(definition, (needed) => this.known.has(needed))) {
      this.known.set(one.name, this.read(one.value));
    }
    const terms = this.known.get(definition.name)!;
    const labels = labelsOf(quantity, definition.plates);
    if (terms === null || labels.size === 0) return terms;
    const named = terms.map((term) => termAtLabels(term, definition.plates, labels));
    return named.every((term) => term !== null) ? named : [alone(quantity)];
  }

  private termsOfProduct(product: ExpressionOf<"product">): readonly PredictorTerm[] | null {
    const { declarations, columnsOf } = this.reading;
    if (columnsOf === undefined) return [alone(product)];
    const { design, coefficients } = product;
    const plates = declarations.platesOf(coefficients.name);
    return columnsOf(design).map((label, index): PredictorTerm => {
      const part = vectorElement(coefficients, plates, label);
      return { sign: 1, factors: [{ kind: "column", design, index }], part };
    });
  }
}

/** An element of the vector over the last of its plates that a quantity is, for the context's level of the other plates. */
export function vectorElement(
  quantity: QuantityReference,
  plates: readonly string[],
  label: string,
): QuantityReference {
  const { indices, span } = quantity;
  const others = plates.slice(0, -1).map((plate): Index => ({ kind: "plate", plate }));
  return {
    ...quantity,
    indices: [...(indices.length === 0 ? others : indices), { kind: "label", label, span }],
  };
}

/** A term of a definition at labels of some of its plates; null where it cannot be written as one. */
function termAtLabels(
  term: PredictorTerm,
  plates: readonly string[],
  labels: ReadonlyMap<string, Label>,
): PredictorTerm | null {
  const part = atLabels(term.part, plates, labels);
  const factors = term.factors.map((factor): Factor | null => {
    const expression = factor.kind === "column" ? null : atLabels(factor.expression, plates, labels);
    return expression && ({ ...factor, expression } as Factor);
  });
  return part !== null && factors.every((factor) => factor !== null) ? { ...term, factors, part } : null;
}

function alone(part: Expression): PredictorTerm {
  return { sign: 1, factors: [], part };
}

function opposite(terms: readonly PredictorTerm[]): PredictorTerm[] {
  return terms.map((term) => ({ ...term, sign: term.sign === 1 ? -1 : 1 }));
}
