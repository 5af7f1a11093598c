/** Whether an expression has one value for each element of a context: for each row, or each level of a group. */

import type { Expression } from "../language/checked-model.ts";
import type { BoundModel } from "./bound-model.ts";
import { type Domain, scalarDomain } from "./domains.ts";

/** `context` are the plates whose levels are meant. Quantities count by their indices, and must exist in the model. */
export function isKnownIn(model: BoundModel, expression: Expression, context: readonly string[]): boolean {
  const domain = model.domains.ofPlates(context);
  switch (expression.kind) {
    case "number":
    case "constant":
    case "reduction":
      return true;
    case "column":
      return leadsTo(model, domain, model.columns.get(expression.name)!.domain);
    case "quantity":
      return (
        !variesByRow(model, expression.name) &&
        expression.indices.every(
          (index) => index.kind === "label" || model.domains.mapTo(domain, [index.plate]) !== null,
        )
      );
    case "call":
      return expression.arguments.every((one) => isKnownIn(model, one, context));
    case "list":
      return expression.items.every((one) => isKnownIn(model, one, context));
    case "product":
      return (
        leadsTo(model, domain, model.designs.get(expression.design)!.domain) &&
        isKnownIn(model, expression.coefficients, context)
      );
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
