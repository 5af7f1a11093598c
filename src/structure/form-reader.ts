/**
 * Reads expressions of the model as linear forms in the latents: whatever the spelling, a mean that is affine in parameters with
 * normal priors comes out as the same sum of terms. Definitions are read in their own domain and carried to where they are
 * used; a parameter that is integrated out stands for its location plus its scale times independent latents.
 */

import type { Definition, Expression, ExpressionOf, QuantityReference } from "../language/checked-model.ts";
import { labelsIn } from "../language/parts.ts";
import { printExpression } from "../language/print-expression.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Domain } from "../model/domains.ts";
import { readerOf } from "../model/evaluate.ts";
import { labelled } from "../model/labelled.ts";
import { type Declarations, domainOf } from "../predictor/declarations.ts";
import { type Factor, type PredictorTerm, TermReader, vectorElement } from "../predictor/terms.ts";
import { unreachable } from "../problems/unreachable.ts";
import { formOfComponents } from "./components.ts";
import { DataDefinitions } from "./data-definitions.ts";
import { FormCarrier } from "./form-carrier.ts";
import {
  collect,
  columnForm,
  constantForm,
  hasLatent,
  type LinearForm,
  multiplyForms,
  scaleForm,
} from "./linear-form.ts";
import { ModelColumns } from "./model-columns.ts";
import { Obstacle } from "./obstacle.ts";
import { type ColumnRegistry, columnOf, isAll } from "./row-column.ts";
import { sampledForm } from "./sampled-form.ts";

type Call = ExpressionOf<"call">;
type DesignColumn = Extract<Factor, { kind: "column" }>;

/** Products of more terms, or with more factors in one, are not multiplied out: `d1 = d0 * d0`, … doubles them with every step. */
const mostTerms = 10_000;
const mostFactors = 64;

/** A parameter that is integrated out: what its elements are in terms of latents. */
export interface Expansion {
  /** The levels that the latents are over. */
  readonly leading: Domain;
  /** For each component of the vector that each level has, its form over the levels. */
  readonly components: readonly LinearForm[];
  /** What the latents are over where that is coarser than `leading`: what has a walk of its own. */
  readonly over?: Domain;
}

export class FormReader {
  readonly registry: ColumnRegistry;
  /** The parameters that are integrated out, as far as they have been read. */
  readonly expansions = new Map<string, Expansion>();
  readonly model: BoundModel;
  private readonly declarations: Declarations;
  private readonly latents: ReadonlySet<string>;
  /** Definitions that have been read, each over its own domain, or why they cannot be. */
  private readonly definitions = new Map<string, LinearForm | Obstacle>();
  private readonly scales = new Map<string, LinearForm>();
  private readonly columns: ModelColumns;
  private readonly values: DataDefinitions;
  private readonly terms: TermReader;
  /** Sees forms from other domains. */
  readonly carrier: FormCarrier;

  constructor(model: BoundModel, declarations: Declarations, latents: ReadonlySet<string>) {
    this.model = model;
    this.declarations = declarations;
    this.latents = latents;
    this.columns = new ModelColumns(model);
    this.registry = this.columns.registry;
    this.carrier = new FormCarrier(model, this.registry);
    this.values = new DataDefinitions(model, declarations);
    this.terms = new TermReader({
      declarations,
      isWhole: (expression) => declarations.parametersIn(expression).size === 0,
      isFactor: (expression) => !this.hasLatents(expression),
      columnsOf: (design) => model.domains.labelsOf(design),
    });
  }

  /** The parameters among the latents that an expression depends on. */
  latentsIn(expression: Expression): string[] {
    return [...this.declarations.parametersIn(expression)].filter((name) => this.latents.has(name));
  }

  private hasLatents(expression: Expression): boolean {
    for (const name of this.declarations.parametersIn(expression)) if (this.latents.has(name)) return true;
    return false;
  }

  /** An expression as a form over `context`. Throws an `Obstacle` where it is not affine in the latents. */
  read(expression: Expression, context: Domain): LinearForm {
    const terms = this.terms.read(expression);
    if (terms === null) throw new Obstacle([], "has too many terms", expression.span);
    return this.sum(terms, context);
  }

  private sum(terms: readonly PredictorTerm[], context: Domain): LinearForm {
    const forms: LinearForm[] = [];
    for (let first = 0, end = 0; first < terms.length; first = end) {
      const { sign, factors, part } = terms[first]!;
      const [factor] = factors;
      end = first + 1;
      while (factor !== undefined && terms[end]?.factors[0] === factor) end++;
      if (factor === undefined) {
        const form = this.part(part, context);
        forms.push(sign === 1 ? form : scaleForm(form, -1));
      } else {
        const inner = terms.slice(first, end).map((term) => ({ ...term, factors: term.factors.slice(1) }));
        forms.push(this.product(factor, inner, context));
      }
    }
    return forms.length === 1 ? forms[0]! : collect(forms.flat(), this.registry);
  }

  /** A factor times the terms that stand in one product with it. */
  private product(factor: Factor, inner: readonly PredictorTerm[], context: Domain): LinearForm {
    if (factor.kind === "column") {
      const column = this.designColumn(factor, context);
      return multiplyForms(column, this.sum(inner, context), context.size, this.registry);
    }
    const { kind, expression, within } = factor;
    const value = kind === "times" ? this.read(expression, context) : this.reciprocal(expression, context);
    const sides = [value, this.sum(inner, context)] as const;
    const [left, right] = expression === within.arguments[0] ? sides : [...sides].reverse();
    const isNegated = (): boolean => this.terms.read(within)![0]!.sign !== inner[0]!.sign;
    return this.multiplied(left!, right!, within, context, isNegated);
  }

  /** What is no sum and no product. */
  private part(part: Expression, context: Domain): LinearForm {
    switch (part.kind) {
      case "number":
        return constantForm(part.value);
      case "constant":
        return constantForm(this.model.constants.get(part.name)!);
      case "column":
        return this.column(part.name, context);
      case "quantity":
        return this.quantity(part, context);
      case "call":
        return this.call(part, context);
      case "reduction":
        this.refuse(part, `stands inside \`${part.reduction}\``);
        return this.hyper(part, context);
      case "product":
      case "list":
      case "matrix":
        throw new Error(`a ${part.kind} stands where a number is wanted`);
      default:
        return unreachable(part);
    }
  }

  /** Element k of a vector argument as an expression over the leading domain, or null if it is one over all elements. */
  elementOf(expression: Expression, k: number): Expression | null {
    if (expression.kind === "list") return expression.items[k]!;
    if (expression.kind !== "quantity") return null;
    const plates = this.declarations.platesOf(expression.name);
    if (expression.indices.length === plates.length) return null;
    const label = this.model.domains.labelsOf(plates[plates.length - 1]!)[k]!;
    return vectorElement(expression, plates, label);
  }

  /** A standard deviation: a form without latents, of which at every element one term is not zero. */
  readScale(expression: Expression, context: Domain): LinearForm {
    this.refuse(expression, "stands in a standard deviation");
    if (expression.kind === "call" && ["multiply", "divide"].includes(expression.function)) {
      const [left, right] = expression.arguments as [Expression, Expression];
      const a = this.readScale(left, context);
      const isProduct = expression.function === "multiply";
      const b = isProduct ? this.readScale(right, context) : this.reciprocal(right, context);
      return this.multiplied(a, b, expression, context);
    }
    if (this.declarations.parametersIn(expression).size === 0) return this.data(expression, context);
    if (expression.kind === "quantity" && expression.indices.every((index) => index.kind === "plate")) {
      const definition = this.declarations.definitions.get(expression.name);
      if (definition !== undefined) {
        const domain = definition.variesByRow ? context : this.model.domains.ofPlates(definition.plates);
        const key = `${expression.name} over ${domain.id}`;
        const form = this.scales.get(key) ?? this.readScale(definition.value, domain);
        this.scales.set(key, form);
        return this.carrier.carry(form, domain, context);
      }
    }
    return this.hyper(expression, context);
  }

  /** Objects if the expression has latents. */
  private refuse(expression: Expression, reason: string): void {
    if (this.hasLatents(expression)) throw new Obstacle(this.latentsIn(expression), reason, expression.span);
  }

  private column(name: string, context: Domain): LinearForm {
    const { domain } = this.model.columns.get(name)!;
    return this.carrier.carry(columnForm(this.columns.ofData(name)), domain, context);
  }

  private quantity(expression: QuantityReference, context: Domain): LinearForm {
    const { name } = expression;
    const definition = this.declarations.definitions.get(name);
    if (definition !== undefined) return this.definition(definition, expression, context);
    if (!this.latents.has(name)) return this.hyper(expression, context);
    return this.latent(expression, context);
  }

  private definition(definition: Definition, expression: QuantityReference, context: Domain): LinearForm {
    const domain = domainOf(this.model, definition);
    const form = this.formOf(definition);
    if (labelsIn(expression).length === 0) return this.carrier.carryBy(expression, form, domain, context);
    const { leading, elements } = labelled(this.model, definition.plates, expression.indices);
    return this.carrier.carryBy(
      expression,
      this.carrier.pick(form, elements, domain, leading),
      leading,
      context,
    );
  }

  /** A definition over its own domain; first those that it needs, so that a long chain of them is no deep recursion. */
  private formOf(definition: Definition): LinearForm {
    for (const one of this.declarations.withNeeds(definition, (name) => this.definitions.has(name))) {
      try {
        this.definitions.set(one.name, this.read(one.value, domainOf(this.model, one)));
      } catch (error) {
        // It may not be needed as a form, inside of a function; where it is, this is why it cannot be read.
        if (!(error instanceof Obstacle)) throw error;
        this.definitions.set(one.name, error);
      }
    }
    const form = this.definitions.get(definition.name)!;
    if (form instanceof Obstacle) throw form;
    return form;
  }

  /** The product of two forms; as one number for each class of its values where it would be too long. */
  private multiplied(
    a: LinearForm,
    b: LinearForm,
    product: Call,
    context: Domain,
    isNegated = (): boolean => false,
  ): LinearForm {
    const factorsOf = (form: LinearForm): number =>
      form.reduce((most, { multiplier }) => Math.max(most, multiplier?.atoms.length ?? 0), 0);
    const isShort = a.length * b.length <= mostTerms && factorsOf(a) + factorsOf(b) <= mostFactors;
    if (isShort) return multiplyForms(a, b, context.size, this.registry);
    this.refuse(product, `is multiplied by more than ${mostFactors} factors`);
    const value = this.hyper(product, context);
    return isNegated() ? scaleForm(value, -1) : value;
  }

  /** A parameter that is integrated out, over all of its plates or at labels of some. */
  private latent(expression: QuantityReference, context: Domain): LinearForm {
    const { name } = expression;
    const { leading, components, over } = this.expansions.get(name)!;
    const plates = this.declarations.platesOf(name);
    const whole = this.model.domains.ofPlates(plates);
    if (labelsIn(expression).length === 0) {
      const form = formOfComponents(leading, components, this.columns);
      const carried = this.carrier.carryBy(expression, form, whole, context);
      return over === undefined ? carried : this.carrier.withLevelsOf(carried, over, context);
    }
    const { leading: rest, elements, last } = labelled(this.model, plates, expression.indices);
    if (rest === leading && last !== null)
      return this.carrier.carryBy(expression, components[last.flat]!, leading, context);
    const form = formOfComponents(leading, components, this.columns);
    return this.carrier.carryBy(expression, this.carrier.pick(form, elements, whole, rest), rest, context);
  }

  private call(call: Call, context: Domain): LinearForm {
    if (this.declarations.parametersIn(call).size === 0) return this.data(call, context);
    const [a, b, c] = call.arguments as [Expression, Expression, Expression];
    switch (call.function) {
      case "multiply":
        return this.times(call, context);
      case "if":
        return this.choice(a, b, c, context);
      case "divide":
        this.refuse(b, "stands in a denominator");
    }
    this.refuse(call, `stands inside \`${call.function}\``);
    return this.hyper(call, context);
  }

  /** A product whose factors both have latents, as far as is seen before they are read. */
  private times(product: Call, context: Domain): LinearForm {
    const [a, b] = product.arguments as [Expression, Expression];
    const [left, right] = [this.read(a, context), this.read(b, context)];
    if (hasLatent(left) && hasLatent(right)) {
      const [inLeft, inRight] = [this.latentsIn(a), this.latentsIn(b)];
      const fewer = this.sizeOf(inLeft) < this.sizeOf(inRight) ? inLeft : inRight;
      const other = fewer === inLeft ? b : a;
      throw new Obstacle(fewer, `is multiplied by \`${printExpression(other)}\``, a.span);
    }
    return this.multiplied(left, right, product, context);
  }

  private sizeOf(names: readonly string[]): number {
    return names.reduce(
      (sum, name) => sum + this.model.domains.ofPlates(this.declarations.platesOf(name)).size,
      0,
    );
  }

  /** `if(condition, b, c)` with a condition that is data. */
  private choice(condition: Expression, b: Expression, c: Expression, context: Domain): LinearForm {
    this.refuse(condition, "stands in the condition of an `if`");
    if (this.declarations.parametersIn(condition).size > 0) {
      const latents = [...this.latentsIn(b), ...this.latentsIn(c)];
      if (latents.length > 0)
        throw new Obstacle(latents, "is chosen by a condition on parameters", condition.span);
      const { span } = condition;
      return this.hyper({ kind: "call", function: "if", arguments: [condition, b, c], span }, context);
    }
    const holds = readerOf(condition, this.model, context);
    if (holds === null) throw new Obstacle(this.latentsIn(b), "is chosen by a condition", condition.span);
    const name = `${printExpression(condition)} over ${context.id}`;
    return [b, c].flatMap((branch, k) => {
      const column = this.columns.where(
        `${name} is ${k}`,
        context.size,
        (i) => (holds(i) !== 0) === (k === 0),
      );
      if (isAll(column, 0, context.size)) return [];
      return multiplyForms(columnForm(column), this.read(branch, context), context.size, this.registry);
    });
  }

  private designColumn({ design, index }: DesignColumn, context: Domain): LinearForm {
    const { domain } = this.model.designs.get(design)!;
    return this.carrier.carry(columnForm(this.columns.ofDesign(design, index)), domain, context);
  }

  /** The value of an expression without parameters. */
  private data(expression: Expression, context: Domain): LinearForm {
    if (expression.kind === "number" || expression.kind === "constant" || expression.kind === "column") {
      return this.part(expression, context);
    }
    const key = `${printExpression(expression)} over ${context.id}`;
    const column = this.registry.column(key, () => {
      const reader = this.values.readerOf(expression, context);
      if (reader === null)
        throw new Obstacle([], "has data of a kind that is not read here", expression.span);
      return columnOf(Float64Array.from({ length: context.size }, (_, i) => reader(i)));
    });
    const first = column.at(0);
    for (let i = 1; i < context.size; i++) {
      if (column.at(i) !== first) return columnForm(column);
    }
    return constantForm(first);
  }

  private reciprocal(expression: Expression, context: Domain): LinearForm {
    if (this.declarations.parametersIn(expression).size > 0) return this.hyper(expression, context, true);
    const { span } = expression;
    const numerator: Expression = { kind: "number", value: 1, span };
    return this.data({ kind: "call", function: "divide", arguments: [numerator, expression], span }, context);
  }

  /** What depends on sampled parameters only. */
  private hyper(expression: Expression, context: Domain, isReciprocal = false): LinearForm {
    return sampledForm({ expression, isReciprocal }, context, this.model, this.columns);
  }
}
