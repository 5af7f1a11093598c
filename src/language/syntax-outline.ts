/** The syntax tree as an outline: every node by its kind, names and numbers as they were written. */

import { leaf, type Outline } from "../text/outline.ts";
import type {
  ArgumentSyntax,
  ColumnSyntax,
  ExpressionSyntax,
  FormulaNode,
  Identifier,
  IndexSyntax,
  PlateSyntax,
  Statement,
  SyntaxTree,
  TargetSyntax,
  Text,
} from "./syntax.ts";

/** Statements and columns of data have their lines. */
export function outlineSyntax({ name, label, statements }: SyntaxTree): Outline {
  return node(
    name === null ? "model" : `model ${name.text}`,
    ...labelled(label),
    ...statements.map(statementOf),
  );
}

function node(words: string, ...parts: readonly Outline[]): Outline {
  return { words, parts };
}

function statementOf(statement: Statement): Outline {
  const { words, parts } = partsOf(statement);
  const label = statement.kind === "data" || statement.kind === "element" ? null : statement.label;
  return { words, parts: [...parts, ...labelled(label)], line: statement.span.line };
}

/** A statement without its label. */
function partsOf(statement: Statement): Outline {
  switch (statement.kind) {
    case "data": {
      const { per, columns } = statement;
      return node(per === null ? "data" : `data per ${plateText(per)}`, ...columns.map(columnOf));
    }
    case "constant":
      return node("constant", leaf(statement.name.text), expressionOf(statement.value));
    case "levels": {
      const { name, listed } = statement;
      return listed.kind === "numbers"
        ? node("levels", leaf(name.text), expressionOf(listed.first), expressionOf(listed.last))
        : node("levels", leaf(name.text), ...listed.labels.map(({ text }) => leaf(text)));
    }
    case "matrix": {
      const { name, plates, isInverse } = statement;
      const words = isInverse ? "matrix inverse" : "matrix";
      return node(words, leaf(name.text), ...(plates ?? []).map((plate) => leaf(plateText(plate))));
    }
    case "distribution": {
      const { parameterization, target, distribution } = statement;
      const words = parameterization === null ? "distribution" : `distribution ${parameterization}`;
      return node(words, targetOf(target), expressionOf(distribution));
    }
    case "element": {
      const { target, distribution } = statement;
      const { name, indices } = target;
      return node("element", indexed(name, indices.map(indexText)), expressionOf(distribution));
    }
    case "definition":
      return node("definition", targetOf(statement.target), expressionOf(statement.value));
    case "design":
      return node("design", leaf(statement.name.text), formulaOf(statement.formula));
  }
}

function columnOf(column: ColumnSyntax): Outline {
  const { name, type, within, across, pool, reference, order, bounds, mayBeMissing, from, label, span } =
    column;
  const parts = [
    leaf(name.text),
    leaf(type),
    ...(within === null ? [] : [node("in", leaf(within.text))]),
    ...(across === null ? [] : [node("across", leaf(plateText(across)))]),
    ...(order === null ? [] : [node("ordered", ...order.map(quoted))]),
    ...(pool === null ? [] : [node("of", leaf(pool.text))]),
    ...(reference === null ? [] : [node("reference", quoted(reference))]),
    ...bounds.map(({ operator, value }) => node(operator, expressionOf(value))),
    ...(mayBeMissing ? [leaf("?")] : []),
    ...(from === null ? [] : [node("from", quoted(from))]),
    ...labelled(label),
  ];
  return { words: "column", parts, line: span.line };
}

function targetOf({ name, list, plates }: TargetSyntax): Outline {
  if (list !== null) return node("list", ...list.map(({ text }) => leaf(text)));
  return indexed(name, plates.map(plateText));
}

function plateText({ parts }: PlateSyntax): string {
  return parts.map(({ text }) => text).join(":");
}

function labelled(label: Text | null): Outline[] {
  return label === null ? [] : [node("label", quoted(label))];
}

function quoted({ text }: Text): Outline {
  return leaf(JSON.stringify(text));
}

function indexed(name: Identifier, indices: readonly string[]): Outline {
  return indices.length === 0 ? leaf(name.text) : node("index", leaf(name.text), ...indices.map(leaf));
}

function expressionOf(expression: ExpressionSyntax): Outline {
  switch (expression.kind) {
    case "number":
      return leaf(expression.text);
    case "name":
      return leaf(expression.name.text);
    case "index":
      return indexed(expression.name, expression.indices.map(indexText));
    case "unary":
      return node(expression.operator, expressionOf(expression.operand));
    case "binary":
      return node(expression.operator, expressionOf(expression.left), expressionOf(expression.right));
    case "call":
      return node("call", leaf(expression.callee.text), ...expression.arguments.map(argumentOf));
    case "list":
      return node("list", ...expression.items.map(expressionOf));
    case "label":
      return leaf(JSON.stringify(expression.label));
    case "parenthesis":
      return node("parenthesis", expressionOf(expression.inner));
    case "broken":
      return leaf("broken");
  }
}

function indexText(index: IndexSyntax): string {
  if (index.kind === "plate") return plateText(index.plate);
  return index.isQuoted ? JSON.stringify(index.label) : index.label;
}

function argumentOf({ name, value }: ArgumentSyntax): Outline {
  return name === null ? expressionOf(value) : node(`${name.text}:`, expressionOf(value));
}

function formulaOf(formula: FormulaNode): Outline {
  switch (formula.kind) {
    case "number":
      return leaf(String(formula.value));
    case "name":
      return leaf(formula.name.text);
    case "series":
      return leaf(formula.text);
    case "call":
      return node("call", leaf(formula.callee.text), ...formula.arguments.map(formulaOf));
    case "operator":
      return node(formula.operator, formulaOf(formula.left), formulaOf(formula.right));
    case "sign":
      return node(formula.operator, formulaOf(formula.operand));
    case "label":
      return leaf(JSON.stringify(formula.label));
    case "parenthesis":
      return node("parenthesis", formulaOf(formula.inner));
    case "broken":
      return leaf("broken");
  }
}
