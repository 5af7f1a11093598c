/**
 * Hidden variables: numbers that each draw carries beside the parameters, so that the answers (variance components,
 * intraclass correlations) need nothing but draws.
 */

import type { Expression, Index } from "../language/checked-model.ts";

export interface HiddenVariable {
  /** Begins with a dot, which no name of a model does. */
  readonly name: string;
  /** A formula in these names. */
  readonly formula: string;
  readonly names: Readonly<Record<string, Expression>>;
  /** Where the expressions are evaluated: the levels of plates, or the rows. */
  readonly context: readonly string[] | "rows";
  /** One number: the mean over the context, where the value varies in it. Otherwise one for each element. */
  readonly isAveraged: boolean;
  /** Of the mean: what each element of the context counts, summing to one; without it all observations or levels count the same. */
  readonly weights?: Float64Array;
  /** A formula in `mean` and those of the names that are one number: what is kept in place of the mean. */
  readonly ofMean?: string;
}

/** The name of one element of a quantity, as in summaries: `σ`, `b[A]`, `u[308,days]`. */
export function variableName(quantity: string, levels: readonly string[]): string {
  return levels.length === 0 ? quantity : `${quantity}[${levels.join(",")}]`;
}

/** An expression with one level of a plate in place of the plate: `τ[Z]` becomes `τ["days"]`. */
export function atLevel(expression: Expression, plate: string, label: string): Expression {
  const inner = (one: Expression): Expression => atLevel(one, plate, label);
  if (expression.kind === "call") return { ...expression, arguments: expression.arguments.map(inner) };
  if (expression.kind === "list") return { ...expression, items: expression.items.map(inner) };
  if (expression.kind !== "quantity") return expression;
  const own: Index = { kind: "label", label, span: expression.span };
  const isOwn = (index: Index): boolean => index.kind === "plate" && index.plate === plate;
  return { ...expression, indices: expression.indices.map((index) => (isOwn(index) ? own : index)) };
}

/** The element of a vector argument at a level of the plate that the vector is over. */
export function elementOf(argument: Expression, element: number, plate: string, label: string): Expression {
  if (argument.kind === "list") return argument.items[element]!;
  const isIndexed = argument.kind !== "quantity" || mentionsPlate(argument.indices, plate);
  if (isIndexed) return atLevel(argument, plate, label);
  const index: Index = { kind: "label", label, span: argument.span };
  return { ...argument, indices: [...argument.indices, index] };
}

function mentionsPlate(indices: readonly Index[], plate: string): boolean {
  return indices.some((index) => index.kind === "plate" && index.plate === plate);
}
