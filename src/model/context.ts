/** Whether an expression has one value for each element of a context: for each row, or each level of a group. */

import type { CheckedStatement, Expression, Index } from "../language/checked-model.ts";
import { partsOf } from "../language/parts.ts";
import type { BoundModel } from "./bound-model.ts";
import { type Domain, scalarDomain } from "./domains.ts";

/** `context` are the plates whose levels are meant. Quantities count by their indices, and must exist in the model. */
export function isKnownIn(model: BoundModel, expression: Expression, context: readonly string[]): boolean {
  const domain = model.domains.ofPlates(context);
  return partsOf(expression).every((part) => {
    if (part.kind === "column") return leadsTo(model, domain, model.columns.get(part.name)!.domain);
    if (part.kind === "product") return leadsTo(model, domain, model.designs.get(part.design)!.domain);
    if (part.kind !== "quantity") return true;
    const isKnown = (index: Index) =>
      index.kind === "label" || model.domains.mapTo(domain, [index.plate]) !== null;
    return !variesByRow(model, part.name) && part.indices.every(isKnown);
  });
}

/** What a statement has one value, or one distribution, for each element of. */
export function contextOf({ domains }: BoundModel, statement: CheckedStatement): Domain {
  switch (statement.kind) {
    case "likelihood":
      return statement.per === null ? domains.rows : domains.ofPlates([statement.per]);
    case "definition":
      return statement.variesByRow ? domains.rows : domains.ofPlates(statement.plates);
    case "parameter":
      return domains.ofPlates(statement.plates);
  }
}

/** Whether each element of `from` has one element of `to`. */
export function leadsTo(model: BoundModel, from: Domain, to: Domain): boolean {
  return to === scalarDomain || from === to || model.domains.mapBetween(from, to) !== null;
}

function variesByRow(model: BoundModel, name: string): boolean {
  const declared = model.checked.declarations.get(name);
  return declared?.kind === "definition" && declared.variesByRow;
}
