/** An expression of sampled parameters only, as a form: one term for each value that it takes along its context. */

import { printExpression } from "../language/print-expression.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Domain } from "../model/domains.ts";
import { classify } from "./classes.ts";
import { columnTerm, type HyperAtom, type LinearForm, type Term } from "./linear-form.ts";
import type { ModelColumns } from "./model-columns.ts";
import { Obstacle } from "./obstacle.ts";
import { one } from "./row-column.ts";

type ExpressionAtom = Extract<HyperAtom["value"], { kind: "expression" }>;

/** It may have so many different values along its context. */
const mostClasses = 64;

/** Throws an `Obstacle` where it takes too many values. */
export function sampledForm(
  { expression, isReciprocal }: Omit<ExpressionAtom, "kind">,
  context: Domain,
  model: BoundModel,
  columns: ModelColumns,
): LinearForm {
  const classes = classify(expression, context, model, mostClasses);
  const text = `${isReciprocal ? "1/" : ""}${printExpression(expression)}`;
  if (classes === null) {
    const reason = `\`${text}\` takes more than ${mostClasses} different values`;
    throw new Obstacle([], reason, expression.span);
  }
  const { codes, representatives, isScalar } = classes;
  return representatives.map((element, k): Term => {
    const key = isScalar ? text : `${text}#${element}/${context.id}`;
    const value: HyperAtom["value"] = { kind: "expression", expression, isReciprocal };
    const seen = isScalar ? null : { from: context, element };
    const multiplier = { key, atoms: [{ key, seen, value }] };
    const name = `${text} over ${context.id} is its value ${k}`;
    const column = codes === null ? one : columns.where(name, context.size, (i) => codes[i] === k);
    return { ...columnTerm(column), multiplier };
  });
}
