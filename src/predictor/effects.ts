/**
 * Group effects: which parameters of the linear predictor vary by group, found by taking the predictor apart.
 *
 * The predictor is a sum of products; definitions are looked through, and so are the means of group effects, so that the
 * spelling does not matter: `β + b[g]` with b ~ normal(0, τ), `a[g]` with a ~ normal(β, τ), and `β + τ * z[g]` with
 * z ~ normal(0, 1) have the same effects with the same variance.
 */

import type {
  CheckedModel,
  Expression,
  ParameterStatement,
  QuantityReference,
} from "../language/checked-model.ts";
import { baseOf, isGrouping, labelsIn, partsOf, partsWithin } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Domains } from "../model/domains.ts";
import { isDataOnly } from "../model/references.ts";
import { remembered } from "../model/remembered.ts";
import { declarationsOf } from "./declarations.ts";
import { argumentOf, type Outcome } from "./outcome.ts";
import { type Factor, type PredictorTerm, TermReader } from "./terms.ts";

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

/** Of the models that have been looked at: warnings and roles ask for the same. */
const known = new WeakMap<BoundModel, WeakMap<Expression, Decomposition>>();

/** Takes the linear predictor of a model's outcome apart into its group effects and what is none; once for each outcome. */
export function decompose(model: BoundModel, { location }: Outcome): Decomposition {
  const ofModel = remembered(known, model, () => new WeakMap<Expression, Decomposition>());
  return remembered(ofModel, location, () => findEffects(model, location));
}

function findEffects(model: BoundModel, location: Expression): Decomposition {
  const found = new EffectFinder(model).find(location);
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

/** A predictor with more terms than this is not taken apart. */
const mostTerms = 1000;
/** An effect with more factors than this is not taken apart: `d1 = d0 * d0`, `d2 = d1 * d1`, … doubles them with every step. */
const mostCoefficients = 100;

class EffectFinder {
  private readonly model: CheckedModel;
  private readonly domains: Domains;
  private readonly reader: TermReader;
  private readonly free = new Map<Expression, boolean>();

  constructor({ checked: model, domains }: BoundModel) {
    this.model = model;
    this.domains = domains;
    // Each after those that it needs, so that a long chain of definitions is no deep recursion.
    for (const { value } of declarationsOf(model).definitions.values()) this.isFree(value);
    this.reader = new TermReader({
      declarations: declarationsOf(model),
      isWhole: (expression) => this.isFree(expression),
      looksThrough: true,
      columnsOf: (design) => domains.labelsOf(design),
      mostTerms,
      mostFactors: mostCoefficients,
    });
  }

  /** The effects in an expression, or null where they do not enter linearly. */
  find(expression: Expression): GroupEffect[] | null {
    const found = this.reader.read(expression)?.map((term) => this.findInTerm(term));
    return found?.every((one) => one !== null) ? found.flat() : null;
  }

  private findInTerm({ sign, factors, part }: PredictorTerm): GroupEffect[] | null {
    if (this.isFree(part)) return [];
    const statement = part.kind === "quantity" ? this.model.declarations.get(part.name) : undefined;
    if (statement?.kind !== "parameter") return null;
    const labels = labelsIn(part as QuantityReference);
    const isLast = labels.length === 0 || (part as QuantityReference).indices.at(-1)?.kind === "label";
    if (labels.length > 1 || !isLast) return null;
    const found = this.findInParameter(statement, labels[0] ?? null)?.map(
      (effect): GroupEffect => ({ ...effect, sign: effect.sign === sign ? 1 : -1 }),
    );
    return [...factors]
      .reverse()
      .reduce<GroupEffect[] | null>((product, factor) => this.multiplied(product, factor), found ?? null);
  }

  /** No effect of groups is in the expression: the mean of all effects is in every row, but no term of one level. */
  private isFree(expression: Expression): boolean {
    return remembered(this.free, expression, () =>
      expression.kind === "quantity"
        ? this.isFreeQuantity(expression)
        : partsWithin(expression).every((part) => this.isFree(part)),
    );
  }

  private isFreeQuantity(quantity: QuantityReference): boolean {
    const statement = this.model.declarations.get(quantity.name);
    const plates = statement?.plates ?? [];
    const { indices } = quantity;
    if (statement?.kind === "definition") {
      const isFree = this.isFree(statement.value);
      if (isFree || labelsIn(quantity).length === 0) return isFree;
    }
    return !plates.some((plate, i) => {
      const known = this.model.plates.get(plate);
      // Rows have levels of a pool too, one in each of its columns.
      return indices[i]?.kind !== "label" && (known?.kind === "pool" || isGrouping(known));
    });
  }

  /** A parameter over groups is an effect, and so are those that its mean has; of a vector, the element with the label is. */
  private findInParameter(statement: ParameterStatement, label: string | null): GroupEffect[] | null {
    const { distribution } = statement;
    const plates = label === null ? statement.plates : statement.plates.slice(0, -1);
    const element =
      label === null ? null : this.domains.labelsOf(statement.plates[plates.length]!).indexOf(label);
    const predictor = { kind: "one" } as const;
    const effect: GroupEffect = { statement, plates, predictor, element, coefficients: [], sign: 1 };
    // Of a vector the effects of its mean are not told apart.
    if (distribution.kind === "vector" && !this.isFree(distribution.arguments[0]!)) return null;
    if (distribution.kind !== "scalar" || distribution.distribution.locationScale === undefined)
      return [effect];
    const mean = argumentOf(distribution, distribution.distribution.locationScale.location);
    const inMean = mean === null ? [] : this.find(mean);
    return inMean === null ? null : [effect, ...inMean];
  }

  /** Effects times a factor: arithmetic on the data becomes the predictor, what has parameters a coefficient. */
  private multiplied(effects: GroupEffect[] | null, factor: Factor): GroupEffect[] | null {
    if (effects === null) return null;
    if (factor.kind === "column") return withPredictor(effects, { ...factor, kind: "design" });
    const { kind, expression } = factor;
    const definition = this.rowDefinition(expression);
    if (kind === "times" && definition !== null)
      return this.multiplied(effects, { ...factor, expression: definition });
    if (kind === "times" && expression.kind === "call" && expression.function === "multiply") {
      return expression.arguments.reduce<GroupEffect[] | null>(
        (product, one) => this.multiplied(product, { ...factor, expression: one }),
        effects,
      );
    }
    const value = kind === "times" ? expression : reciprocal(expression);
    if (!mentionsData(value)) return withCoefficient(effects, value);
    return isDataOnly(value) ? withPredictor(effects, { kind: "data", expression: value }) : null;
  }

  /** What a name stands for that is defined row by row. */
  private rowDefinition(expression: Expression): Expression | null {
    const statement =
      expression.kind === "quantity" ? this.model.declarations.get(expression.name) : undefined;
    return statement?.kind === "definition" && statement.variesByRow ? statement.value : null;
  }
}

/** Effects with one more coefficient; null with more than are taken apart. */
function withCoefficient(effects: readonly GroupEffect[], factor: Expression): GroupEffect[] | null {
  if (effects.some(({ coefficients }) => coefficients.length >= mostCoefficients)) return null;
  return effects.map((effect) => ({ ...effect, coefficients: [...effect.coefficients, factor] }));
}

/** Effects have one predictor: those that have one are not multiplied by another. */
function withPredictor(effects: readonly GroupEffect[], predictor: Predictor): GroupEffect[] | null {
  const isFirst = effects.every((effect) => effect.predictor.kind === "one");
  return isFirst ? effects.map((effect) => ({ ...effect, predictor })) : null;
}

function reciprocal(divisor: Expression): Expression {
  const { span } = divisor;
  const one: Expression = { kind: "number", value: 1, span };
  return { kind: "call", function: "divide", arguments: [one, divisor], span };
}

function mentionsData(expression: Expression): boolean {
  return partsOf(expression).some(({ kind }) => kind === "column" || kind === "product");
}
