/**
 * Definitions of data: each is computed once, over its own domain, and then read like a column. (Written out in place of their
 * names, those that use one another twice would double with every step.)
 */

import type { Definition, Expression, Index } from "../language/checked-model.ts";
import type { BoundColumn, BoundModel } from "../model/bound-model.ts";
import { type Domain, scalarDomain } from "../model/domains.ts";
import { type ElementReader, readerOf } from "../model/evaluate.ts";
import { labelled } from "../model/labelled.ts";
import { type Declarations, domainOf } from "../predictor/declarations.ts";
import { variableName } from "../predictor/hidden-variable.ts";

/** Reads expressions without parameters. */
export class DataDefinitions {
  private readonly model: BoundModel;
  private readonly declarations: Declarations;
  /** The columns of the data, and each definition that was computed, under a name that no column has. */
  private readonly columns: Map<string, BoundColumn>;
  /** Definitions that have been looked at. */
  private readonly seen = new Set<string>();

  constructor(model: BoundModel, declarations: Declarations) {
    this.model = model;
    this.declarations = declarations;
    this.columns = new Map(model.columns);
  }

  /** Reads an expression without parameters over `context`; null if it is of a kind that cannot be read. */
  readerOf(expression: Expression, context: Domain): ElementReader | null {
    const { constants, domains } = this.model;
    return readerOf(this.inline(expression), { constants, columns: this.columns, domains }, context);
  }

  /** Names of definitions replaced by numbers or columns. */
  private inline(expression: Expression): Expression {
    if (expression.kind === "call") {
      return { ...expression, arguments: expression.arguments.map((argument) => this.inline(argument)) };
    }
    if (expression.kind !== "quantity") return expression;
    const definition = this.declarations.definitions.get(expression.name);
    if (definition === undefined) return expression;
    const isSeen = (name: string): boolean => this.seen.has(name);
    for (const one of this.declarations.withNeeds(definition, isSeen)) this.compute(one);
    return this.valueOf(definition, expression.indices) ?? expression;
  }

  private compute(definition: Definition): void {
    this.seen.add(definition.name);
    const domain = domainOf(this.model, definition);
    const reader = this.readerOf(definition.value, domain);
    if (reader === null) return;
    this.add(columnName(definition, []), domain, reader);
  }

  private add(name: string, domain: Domain, reader: ElementReader): void {
    const values = Float64Array.from({ length: domain.size }, (_, i) => reader(i));
    this.columns.set(name, { name, domain, values, levels: null });
  }

  /** A number, or a column; at labels, a column of what is left. */
  private valueOf(definition: Definition, indices: readonly Index[]): Expression | null {
    const { span, plates } = definition;
    const whole = this.columns.get(columnName(definition, []));
    if (whole === undefined) return null;
    const name = columnName(definition, indices);
    if (!this.columns.has(name)) {
      const { leading, elements } = labelled(this.model, plates, indices);
      this.add(name, leading, (i) => whole.values[elements[i]!]!);
    }
    const { domain, values } = this.columns.get(name)!;
    return domain === scalarDomain
      ? { kind: "number", value: values[0]!, span }
      : { kind: "column", name, span };
  }
}

/** Of the whole, or of what is left at labels of some plates. */
function columnName({ name }: Definition, indices: readonly Index[]): string {
  const hasLabels = indices.some(({ kind }) => kind === "label");
  const levels = indices.map((index) => (index.kind === "label" ? index.label : ""));
  return `= ${variableName(name, hasLabels ? levels : [])}`;
}
