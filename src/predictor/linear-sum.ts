/**
 * Linear sums: the sums of coefficients times data through which alone a model's density knows these coefficients.
 *
 * In `y ~ normal(α + X * β + exp(γ * x), σ)` one sum is α·1 + Σ β_k·X_k, another γ·x. The columns are what the coefficients are
 * multiplied by, along the rows or groups of the statement. Definitions are looked through. If a combination of the columns of
 * a sum is zero, the density is the same along that direction of the coefficients, whatever the rest of the model is,
 * since a coefficient that the model uses in a second sum, or in another way, is left out here.
 */

import type { CheckedStatement, Expression, ParameterStatement } from "../language/checked-model.ts";
import { expressionsOf, mentionedQuantities } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Domain } from "../model/domains.ts";
import { type ElementReader, readerOf } from "../model/evaluate.ts";
import type { Span } from "../problems/problem.ts";
import { variableName } from "./hidden-variable.ts";

/** What one coefficient is multiplied by. */
export interface LinearColumn {
  readonly parameter: ParameterStatement;
  /** The coefficient as in summaries: `α`, `β[days]`. */
  readonly name: string;
  /** Where it is a column of a design. */
  readonly source: { readonly design: string; readonly column: string } | null;
  /** The entry for element `i` of the context. */
  readonly at: ElementReader;
}

/** Columns in the order in which the model mentions their coefficients. */
export interface LinearSum {
  readonly context: Domain;
  readonly span: Span;
  /** False in the prior of what varies over no group. */
  readonly isOfData: boolean;
  readonly columns: readonly LinearColumn[];
}

/** Every sum of the model; none for one with too many parts to be taken apart. */
export function findLinearSums(model: BoundModel): LinearSum[] {
  return new SumFinder(model).find();
}

/** Flat over all numbers. Between bounds, one of them is enough to make sums of coefficients of one sign proper. */
export function isFlat({ distribution }: ParameterStatement): boolean {
  return (
    distribution.kind === "scalar" &&
    distribution.distribution.name === "flat" &&
    distribution.arguments.every((end) => end.kind === "number" && !Number.isFinite(end.value))
  );
}

type Call = Extract<Expression, { kind: "call" }>;
type Product = Extract<Expression, { kind: "product" }>;
type Quantity = Extract<Expression, { kind: "quantity" }>;

/** A sum in the making, its columns by name. */
interface OpenSum extends Omit<LinearSum, "columns"> {
  readonly columns: Map<string, LinearColumn>;
}

/** A model with more parts than this, definitions written out, is not taken apart. */
const mostParts = 10_000;
/** Factors are read by recursion; so deep a one takes a tenth of the stack. */
const deepestFactor = 500;
/** A flat parameter over more levels is not taken apart. */
const mostLevels = 1000;

class SumFinder {
  private readonly model: BoundModel;
  private readonly sums: OpenSum[] = [];
  /** The sums that mention each parameter; null stands for any other use. */
  private readonly uses = new Map<string, Set<OpenSum | null>>();
  private readonly data = new Map<Expression, Expression | null>();
  private readonly usedElsewhere = new Set<string>();
  private parts = 0;
  /** What is left to be done, the next of it last: a stack of its own, since a chain of definitions may be long. */
  private readonly pending: (() => void)[] = [];
  /** What the step that is being done leaves to be done, in order. */
  private readonly begun: (() => void)[] = [];
  /** How deep factors are that have been made. */
  private readonly depths = new Map<Expression, number>();

  constructor(model: BoundModel) {
    this.model = model;
  }

  find(): LinearSum[] {
    for (const statement of this.model.checked.statements) {
      if (statement.kind === "definition") continue;
      for (const part of expressionsOf(statement)) this.begin(part, statement);
      this.work();
    }
    if (this.parts > mostParts) return [];
    const isAlone = ({ parameter }: LinearColumn): boolean => this.uses.get(parameter.name)?.size === 1;
    return this.sums.map((sum) => ({ ...sum, columns: [...sum.columns.values()].filter(isAlone) }));
  }

  private begin(expression: Expression, statement: CheckedStatement): void {
    const { model } = this;
    if (statement.kind === "likelihood") {
      this.open(expression, model.columns.get(statement.column)!.domain, true);
    } else {
      const isGroup = (plate: string): boolean =>
        ["factor", "combination"].includes(model.checked.plates.get(plate)?.kind ?? "");
      this.open(expression, model.domains.ofPlates(statement.plates), statement.plates.some(isGroup));
    }
  }

  /** Does all that has been left to be done, in the order of a walk in depth. */
  private work(): void {
    do {
      while (this.begun.length > 0) this.pending.push(this.begun.pop()!);
      this.pending.pop()?.();
    } while (this.begun.length + this.pending.length > 0);
  }

  private open(expression: Expression, context: Domain, isOfData: boolean): void {
    this.begun.push(() => {
      const { span } = expression;
      const sum: OpenSum = { context, span, isOfData, columns: new Map() };
      this.sums.push(sum);
      this.add(expression, { kind: "number", value: 1, span }, sum);
    });
  }

  /** Adds the terms of `factor * expression`, where `factor` is data. */
  private add(expression: Expression, factor: Expression, sum: OpenSum): void {
    this.begun.push(() => this.addTerms(expression, factor, sum));
  }

  private addTerms(expression: Expression, factor: Expression, sum: OpenSum): void {
    if (++this.parts > mostParts) return;
    switch (expression.kind) {
      case "number":
      case "constant":
      case "column":
        return;
      case "list":
        for (const item of expression.items) this.open(item, sum.context, sum.isOfData);
        return;
      case "reduction":
        this.useElsewhere(expression);
        return;
      case "quantity":
        this.addQuantity(expression, factor, sum);
        return;
      case "product":
        this.addProduct(expression, factor, sum);
        return;
      case "call":
        if (this.asData(expression) === null) this.addCall(expression, factor, sum);
    }
  }

  private addCall(call: Call, factor: Expression, sum: OpenSum): void {
    const [left, right] = call.arguments;
    const [leftData, rightData] = call.arguments.map((argument) => this.asData(argument));
    if (call.function === "add" || call.function === "subtract") {
      this.add(left!, factor, sum);
      this.add(right!, call.function === "add" ? factor : this.combined("negate", factor), sum);
    } else if (call.function === "negate") {
      this.add(left!, this.combined("negate", factor), sum);
    } else if (call.function === "multiply" && leftData) {
      this.add(right!, this.combined("multiply", factor, leftData), sum);
    } else if ((call.function === "multiply" || call.function === "divide") && rightData) {
      this.add(left!, this.combined(call.function, factor, rightData), sum);
    } else {
      for (const argument of call.arguments) this.open(argument, sum.context, sum.isOfData);
    }
  }

  private addQuantity(quantity: Quantity, factor: Expression, sum: OpenSum): void {
    const statement = this.model.checked.declarations.get(quantity.name)!;
    const labels = quantity.indices.flatMap((index) => (index.kind === "label" ? [index.label] : []));
    const isWhole = quantity.indices.length === statement.plates.length;
    const value = readerOf(factor, this.model, sum.context);
    if (statement.kind === "definition" && isWhole && labels.length === 0) {
      this.add(statement.value, factor, sum);
    } else if (statement.kind === "definition" || !isWhole || value === null) {
      this.useElsewhere(quantity);
    } else if (labels.length === quantity.indices.length) {
      this.addColumn(statement, variableName(quantity.name, labels), null, value, sum);
    } else if (labels.length > 0 || !this.addLevels(statement, value, sum)) {
      this.useElsewhere(quantity);
    }
  }

  /** A column for each element of a flat parameter over groups. The effects of groups with a proper prior are let be. */
  private addLevels(statement: ParameterStatement, value: ElementReader, sum: OpenSum): boolean {
    const { domains } = this.model;
    const domain = domains.ofPlates(statement.plates);
    if (!isFlat(statement) || domain.size > mostLevels) return false;
    const indices = domains.mapBetween(sum.context, domain)?.indices;
    if (indices === undefined) return false;
    for (let element = 0; element < domain.size; element++) {
      let rest = element;
      const labels = domain.axes.map(() => "");
      for (let k = domain.axes.length - 1; k >= 0; k--) {
        const levels = domain.axes[k]!.labels;
        labels[k] = levels[rest % levels.length]!;
        rest = Math.trunc(rest / levels.length);
      }
      const at = (i: number): number => (indices[i] === element ? value(i) : 0);
      this.addColumn(statement, variableName(statement.name, labels), null, at, sum);
    }
    return true;
  }

  private addProduct({ design: name, coefficients }: Product, factor: Expression, sum: OpenSum): void {
    const statement = this.model.checked.declarations.get(coefficients.name)!;
    const { domain, columnNames, matrix } = this.model.designs.get(name)!;
    const map = domain === sum.context ? null : this.model.domains.mapBetween(sum.context, domain);
    const value = readerOf(factor, this.model, sum.context);
    const isKnown = value !== null && (map !== null || domain === sum.context);
    if (statement.kind === "definition" || statement.plates.length > 1 || !isKnown) {
      this.useElsewhere(coefficients);
      return;
    }
    const width = columnNames.length;
    for (const [k, column] of columnNames.entries()) {
      const at = (i: number): number => matrix[(map?.indices[i] ?? i) * width + k]! * value(i);
      this.addColumn(statement, variableName(statement.name, [column]), { design: name, column }, at, sum);
    }
  }

  private addColumn(
    parameter: ParameterStatement,
    name: string,
    source: LinearColumn["source"],
    at: ElementReader,
    sum: OpenSum,
  ): void {
    this.use(parameter.name, sum);
    const known = sum.columns.get(name);
    const both = known && ((i: number): number => known.at(i) + at(i));
    sum.columns.set(name, { parameter, name, source: known ? null : source, at: both ?? at });
  }

  private use(name: string, sum: OpenSum | null): void {
    const uses = this.uses.get(name) ?? new Set();
    this.uses.set(name, uses.add(sum));
  }

  private useElsewhere(expression: Expression): void {
    const names = [...mentionedQuantities(expression)];
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      const statement = this.model.checked.declarations.get(name)!;
      if (statement.kind === "parameter") this.use(name, null);
      else if (!this.usedElsewhere.has(name)) {
        this.usedElsewhere.add(name);
        names.push(...mentionedQuantities(statement.value));
      }
    }
  }

  /** A factor made of others. One that is too deep to be read, of a long chain of definitions, ends the search. */
  private combined(name: Call["function"], ...parts: readonly Expression[]): Expression {
    const made: Expression = { kind: "call", function: name, arguments: parts, span: parts[0]!.span };
    const depth = 1 + Math.max(...parts.map((part) => this.depths.get(part) ?? 0));
    this.depths.set(made, depth);
    if (depth > deepestFactor) this.parts = mostParts;
    return made;
  }

  /** The expression without names of definitions, if it is one of numbers and columns; null if it is not. */
  private asData(expression: Expression): Expression | null {
    const known = this.data.get(expression);
    if (known !== undefined) return known;
    if (++this.parts > mostParts) return null;
    const found = this.readData(expression);
    this.data.set(expression, found);
    return found;
  }

  private readData(expression: Expression): Expression | null {
    switch (expression.kind) {
      case "number":
      case "constant":
      case "column":
        return expression;
      case "call": {
        const parts = expression.arguments.map((argument) => this.asData(argument));
        return parts.every((part) => part !== null) ? { ...expression, arguments: parts } : null;
      }
      case "quantity": {
        const statement = this.model.checked.declarations.get(expression.name)!;
        // A definition of data that is used many times would be read as often: only those without others in them.
        const isSimple = statement.kind === "definition" && mentionedQuantities(statement.value).length === 0;
        return isSimple && expression.indices.every(({ kind }) => kind === "plate")
          ? this.asData(statement.value)
          : null;
      }
      default:
        return null;
    }
  }
}
