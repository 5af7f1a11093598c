/** A checked model as it is before it meets data: what each name is, how many numbers it has, and where they may lie. */

import type { CheckedModel, CheckedStatement, Column, Plate } from "../language/checked-model.ts";
import { vectorPlates } from "../language/latex.ts";
import { outcomeName } from "../language/parts.ts";
import { printExpression, printStated, withPlates } from "../language/print-expression.ts";
import { describeSupport } from "../language/support-words.ts";

export interface CheckedDescription {
  readonly name: string | null;
  readonly columns: readonly CheckedColumn[];
  readonly plates: readonly {
    readonly name: string;
    readonly kind: Plate["kind"];
    readonly levels: string;
  }[];
  readonly constants: readonly { readonly name: string; readonly value: string }[];
  /** Each after all that it uses; outcomes last. */
  readonly statements: readonly StatementDescription[];
}

export interface CheckedColumn {
  readonly name: string;
  /** `real`, `factor in batch`, … */
  readonly type: string;
  /** `one for each row` */
  readonly shape: string;
  /** `> 0` */
  readonly bounds: readonly string[];
  readonly from: string;
  readonly mayBeMissing: boolean;
}

export interface StatementDescription {
  /** With its plates: `b[sample]`. */
  readonly name: string;
  readonly role: "parameter" | "defined" | "outcome";
  /** In the model's text, from 1. */
  readonly line: number;
  /** `one for each sample` */
  readonly shape: string;
  /** Of a parameter, where its numbers may lie; null of others. */
  readonly support: string | null;
  /** As it was asked for. */
  readonly parameterization: "automatic" | "centered" | "noncentered" | null;
  /** `~ normal(0, 10)` or `= exp(α)`, arguments that have their default left out. */
  readonly meaning: string;
}

/** What the checker found of a model without errors. */
export function describeChecked(model: CheckedModel): CheckedDescription {
  const plates = [...model.plates.values()];
  return {
    name: model.name,
    columns: model.columns.map(describeColumn),
    plates: plates.map((plate) => ({ name: plate.name, kind: plate.kind, levels: describeLevels(plate) })),
    constants: model.constants.map(({ name, value }) => ({ name, value: printExpression(value) })),
    statements: model.statements.map(describeStatement),
  };
}

function describeColumn(column: Column) {
  const { name, type, per, within, across, pool, reference, order, bounds, from, mayBeMissing } = column;
  const words = [
    type,
    ...(within === null ? [] : [`in ${within}`]),
    ...(across.length === 0 ? [] : [`across ${across.join(":")}`]),
    ...(order === null ? [] : [`ordered [${order.map((label) => JSON.stringify(label)).join(", ")}]`]),
    ...(pool === null ? [] : [`of ${pool}`]),
    ...(reference === null ? [] : [`reference ${JSON.stringify(reference)}`]),
  ];
  return {
    name,
    type: words.join(" "),
    shape: `one for each ${per ?? "row"}`,
    bounds: bounds.map(({ operator, value }) => `${operator} ${printExpression(value)}`),
    from,
    mayBeMissing,
  };
}

function describeLevels(plate: Plate): string {
  switch (plate.kind) {
    case "factor":
      return plate.within === null ? "labels of the data" : `labels of the data, in ${plate.within}`;
    case "combination":
      return `combinations of ${plate.factors.join(" and ")} in the data`;
    case "pool":
      return `labels of ${plate.columns.join(" and ")}`;
    case "levels":
      return plate.labels === null ? `numbers ${plate.first} to ${plate.last}` : plate.labels.join(", ");
    case "design":
      return `columns of a design by ${plate.per ?? "row"}`;
  }
}

function describeStatement(statement: CheckedStatement): StatementDescription {
  const isOutcome = statement.kind === "likelihood";
  const isParameter = statement.kind === "parameter";
  return {
    name: isOutcome ? outcomeName(statement.columns) : withPlates(statement.name, statement.plates),
    role: isOutcome ? "outcome" : isParameter ? "parameter" : "defined",
    line: statement.span.line,
    shape: shapeOf(statement),
    support: isParameter ? describeSupport(statement.distribution) : null,
    parameterization: isParameter ? statement.parameterization : null,
    meaning:
      statement.kind === "definition"
        ? `= ${printExpression(statement.value)}`
        : `~ ${printStated(statement)}`,
  };
}

/** `one number`, `one for each sample`, `a vector over X for each subject`. */
function shapeOf(statement: CheckedStatement): string {
  if (statement.kind === "likelihood") return `one for each ${statement.per ?? "row"}`;
  if (statement.kind === "definition") {
    return statement.variesByRow ? "one for each row" : over("one", statement.plates);
  }
  const { plates, distribution } = statement;
  const inner = distribution.kind === "ordered" ? 1 : vectorPlates(distribution);
  if (inner === 0) return over("one", plates);
  const [along] = plates.slice(-inner);
  return over(`a ${inner === 2 ? "matrix" : "vector"} over ${along}`, plates.slice(0, -inner));
}

function over(what: string, plates: readonly string[]): string {
  if (plates.length === 0) return what === "one" ? "one number" : what;
  return `${what} for each ${plates.join(" and ")}`;
}
