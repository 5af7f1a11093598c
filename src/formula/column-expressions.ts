/** The columns of a design as expressions of the model: `x`, `(sex == "male")`, `x * (sex == "male")`, `(x - mean(x))`. */

import { expandFormula } from "../data/design/formula-terms.ts";
import { printFormula } from "../data/design/print-formula.ts";
import type { FormulaNode } from "../language/syntax.ts";
import { partsOf } from "./named-columns.ts";

/** A column of a design, or of one of the variables that it is a product of. */
interface NamedExpression {
  readonly name: string;
  /** Null for ones. */
  readonly text: string | null;
}

/** Functions of designs that expressions have, too. */
const functions: readonly string[] = ["log", "log1p", "exp", "sqrt", "square", "abs"];

/**
 * By the name of a column of the design of `terms`, which have the names of the model; of columns that are no expression, such as those of
 * `poly(x, 2)`, there is none. `levelsOf` gives the labels of a factor, null for a column of numbers.
 */
export function columnExpressions(
  terms: FormulaNode,
  levelsOf: (name: string) => readonly string[] | null,
): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>([["intercept", null]]);
  const expanded = expandFormula(terms).terms;
  if (expanded === null) return found;
  const variables = expanded.variables.map(({ text, node }) => expressionsOf(text, node, levelsOf));
  for (const term of expanded.terms) {
    const columns = term
      .map((variable) => variables[variable]!)
      .reduce((heads, own) => own.flatMap((tail) => heads.map((head) => product(head, tail))));
    for (const { name, text } of columns) found.set(name, text);
  }
  return found;
}

function product(head: NamedExpression, tail: NamedExpression): NamedExpression {
  return { name: `${head.name}:${tail.name}`, text: `${head.text} * ${tail.text}` };
}

function expressionsOf(
  name: string,
  node: FormulaNode,
  levelsOf: (name: string) => readonly string[] | null,
): readonly NamedExpression[] {
  if (node.kind === "name") {
    const levels = levelsOf(node.name.text);
    if (levels === null) return [{ name, text: node.name.text }];
    return levels.map((level) => ({
      name: `${name}=${level}`,
      text: `(${node.name.text} == ${JSON.stringify(level)})`,
    }));
  }
  const [argument, ...more] = node.kind === "call" ? node.arguments : [];
  if (node.kind !== "call" || argument === undefined || more.length > 0) return [];
  const inner = printFormula(argument);
  const callee = node.callee.text;
  if (!callsOf(argument).every((one) => functions.includes(one))) return [];
  if (callee === "I") return [{ name, text: `(${inner})` }];
  if (callee === "center") return [{ name, text: `(${inner} - mean(${inner}))` }];
  if (callee === "scale") return [{ name, text: `((${inner} - mean(${inner})) / sd(${inner}))` }];
  return functions.includes(callee) ? [{ name, text: `${callee}(${inner})` }] : [];
}

function callsOf(node: FormulaNode): string[] {
  const own = node.kind === "call" ? [node.callee.text] : [];
  return [...own, ...partsOf(node).flatMap(callsOf)];
}
