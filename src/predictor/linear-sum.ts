/**
 * Linear sums: the sums of coefficients times data through which alone a model's density knows these coefficients.
 *
 * In `y ~ normal(α + X * β + exp(γ * x), σ)` one sum is α·1 + Σ β_k·X_k, another γ·x. The columns are what the coefficients are
 * multiplied by, along the rows or groups of the statement. Definitions are looked through. If a combination of the columns of
 * a sum is zero, the density is the same along that direction of the coefficients, whatever the rest of the model is,
 * since a coefficient that the model uses in a second sum, or in another way, is left out here.
 */

import type {
  CheckedStatement,
  Definition,
  Expression,
  ParameterStatement,
  QuantityReference,
} from "../language/checked-model.ts";
import { expressionsOf, isGrouping, labelsIn, mentionedQuantities, partsWithin } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { type Domain, labelsAt } from "../model/domains.ts";
import type { ElementReader } from "../model/evaluate.ts";
import { remembered } from "../model/remembered.ts";
import type { Span } from "../problems/problem.ts";
import { declarationsOf } from "./declarations.ts";
import { factorReader, productReader } from "./factor-values.ts";
import { variableName } from "./hidden-variable.ts";
import { type PredictorTerm, TermReader } from "./terms.ts";

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

/** A sum in the making, its columns by name. */
interface OpenSum extends Omit<LinearSum, "columns"> {
  readonly columns: Map<string, LinearColumn>;
}

/** A sum that is still to be read. */
interface Begun extends Pick<LinearSum, "context" | "isOfData"> {
  readonly expression: Expression;
}

/** A model with more parts than this, definitions written out, is not taken apart. */
const mostParts = 10_000;
/** Nor is one with more factors in a term, as a long chain of definitions has. */
const mostFactors = 500;
/** A flat parameter over more levels is not taken apart. */
const mostLevels = 1000;

class SumFinder {
  private readonly model: BoundModel;
  private readonly reader: TermReader;
  private readonly sums: OpenSum[] = [];
  /** The sums that mention each parameter; null stands for any other use. */
  private readonly uses = new Map<string, Set<OpenSum | null>>();
  private readonly data = new Map<Expression, Expression | null>();
  private parts = 0;

  constructor(model: BoundModel) {
    this.model = model;
    this.reader = new TermReader({
      declarations: declarationsOf(model.checked),
      isWhole: (expression) => this.asData(expression) !== null,
      looksThrough: true,
      columnsOf: (design) => model.domains.labelsOf(design),
      mostTerms: mostParts,
      mostFactors,
    });
  }

  find(): LinearSum[] {
    for (const statement of this.model.checked.statements) {
      if (statement.kind === "definition") continue;
      for (const expression of expressionsOf(statement)) this.readAll(this.begin(expression, statement));
    }
    if (this.parts > mostParts) return [];
    const isAlone = ({ parameter }: LinearColumn): boolean => this.uses.get(parameter.name)?.size === 1;
    return this.sums.map((sum) => ({ ...sum, columns: [...sum.columns.values()].filter(isAlone) }));
  }

  private begin(expression: Expression, statement: Exclude<CheckedStatement, Definition>): Begun {
    const { model } = this;
    if (statement.kind === "likelihood") {
      return { expression, context: model.columns.get(statement.column)!.domain, isOfData: true };
    }
    const context = model.domains.ofPlates(statement.plates);
    const isOfData = statement.plates.some((plate) => isGrouping(model.checked.plates.get(plate)));
    return { expression, context, isOfData };
  }

  /** A sum and those that stand inside of its functions, in the order of a walk in depth. */
  private readAll(first: Begun): void {
    const waiting = [first];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (this.parts > mostParts) return;
      const { context, isOfData } = next;
      const inner = this.readSum(next).map((expression) => ({ expression, context, isOfData }));
      for (const one of inner.reverse()) waiting.push(one);
    }
  }

  /** Gives back the expressions that are sums of their own. */
  private readSum({ expression, context, isOfData }: Begun): Expression[] {
    const sum: OpenSum = { context, span: expression.span, isOfData, columns: new Map() };
    this.sums.push(sum);
    const terms = this.reader.read(expression);
    this.parts += terms?.length ?? mostParts + 1;
    return (terms ?? []).flatMap((term) => {
      const { part } = term;
      if (part.kind === "quantity") this.addQuantity(part, term, sum);
      else if (part.kind === "reduction") this.useElsewhere(part);
      else if (this.asData(part) === null) return partsWithin(part);
      return [];
    });
  }

  private addQuantity(quantity: QuantityReference, term: PredictorTerm, sum: OpenSum): void {
    const statement = this.model.checked.declarations.get(quantity.name)!;
    const labels = labelsIn(quantity);
    const isWhole = quantity.indices.length === statement.plates.length;
    const value = this.valueOf(term, sum.context);
    if (statement.kind === "definition" || !isWhole || value === null) {
      this.useElsewhere(quantity);
    } else if (labels.length === quantity.indices.length) {
      const inner = term.factors[term.factors.length - 1];
      const source =
        inner?.kind === "column" ? { design: inner.design, column: labels[labels.length - 1]! } : null;
      this.addColumn(statement, variableName(quantity.name, labels), source, value, sum);
    } else if (labels.length > 0 || !this.addLevels(statement, value, sum)) {
      this.useElsewhere(quantity);
    }
  }

  /** What a parameter is multiplied by, which is data; null where it is not known of each element. */
  private valueOf({ sign, factors }: PredictorTerm, context: Domain): ElementReader | null {
    const values = factors.map((factor) => {
      const isColumn = factor.kind === "column";
      const known = isColumn ? factor : { ...factor, expression: this.asData(factor.expression)! };
      return factorReader(this.model, known, context);
    });
    return values.every((value) => value !== null) ? productReader(sign, values) : null;
  }

  /** A column for each element of a flat parameter over groups. The effects of groups with a proper prior are let be. */
  private addLevels(statement: ParameterStatement, value: ElementReader, sum: OpenSum): boolean {
    const { domains } = this.model;
    const domain = domains.ofPlates(statement.plates);
    if (!isFlat(statement) || domain.size > mostLevels) return false;
    const indices = domains.mapBetween(sum.context, domain)?.indices;
    if (indices === undefined) return false;
    for (let element = 0; element < domain.size; element++) {
      const at = (i: number): number => (indices[i] === element ? value(i) : 0);
      this.addColumn(statement, variableName(statement.name, labelsAt(domain, element)), null, at, sum);
    }
    return true;
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
    remembered(this.uses, name, () => new Set()).add(sum);
  }

  private useElsewhere(expression: Expression): void {
    for (const name of declarationsOf(this.model.checked).parametersIn(expression)) this.use(name, null);
  }

  /** The expression without names of definitions, if it is one of numbers and columns; null if it is not. */
  private asData(expression: Expression): Expression | null {
    return remembered(this.data, expression, () => this.readData(expression));
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
