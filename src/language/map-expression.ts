/** Expressions with other parts in place of some of theirs. */

import { unreachable } from "../problems/unreachable.ts";
import type {
  CheckedDistribution,
  CheckedScalar,
  Elements,
  Expression,
  ModifiedPart,
} from "./checked-model.ts";

/** What stands in place of a part, whole; null where its own parts are looked at. */
export type Replace = (part: Expression) => Expression | null;

/** The expression with what `replace` gives, from the outside inwards. */
export function mapExpression(expression: Expression, replace: Replace): Expression {
  const replaced = replace(expression);
  if (replaced !== null) return replaced;
  const inner = (one: Expression): Expression => mapExpression(one, replace);
  switch (expression.kind) {
    case "call":
      return { ...expression, arguments: expression.arguments.map(inner) };
    case "list":
      return { ...expression, items: expression.items.map(inner) };
    // Their parts are quantities by name.
    case "product":
    case "reduction":
    case "number":
    case "constant":
    case "column":
    case "quantity":
    case "matrix":
      return expression;
    default:
      return unreachable(expression);
  }
}

function mapElements({ general, single, parts }: Elements, replace: Replace): Elements {
  const inner = <Kind extends CheckedDistribution>(one: Kind): Kind => mapDistribution(one, replace) as Kind;
  return {
    general: inner(general),
    single: single.map((one) => ({ ...one, distribution: inner(one.distribution) })),
    parts: parts.map(inner),
  };
}

/** The distribution with its arguments, and the ends of its truncation, mapped. */
export function mapDistribution(distribution: CheckedDistribution, replace: Replace): CheckedDistribution {
  const inner = (one: Expression): Expression => mapExpression(one, replace);
  const scalar = (one: CheckedScalar): CheckedScalar => {
    const modified = one.modified && { ...one.modified, parts: one.modified.parts.map(part) };
    const elements = one.elements && mapElements(one.elements, replace);
    return {
      ...one,
      arguments: one.arguments.map(inner),
      ...(modified && { modified }),
      ...(elements && { elements }),
    };
  };
  const part = (one: ModifiedPart): ModifiedPart => {
    switch (one.kind) {
      case "argument":
        return { ...one, value: inner(one.value) };
      case "distribution":
        return { ...one, distribution: scalar(one.distribution) };
      case "distributions":
        return { ...one, distributions: one.distributions.map(scalar) };
    }
  };
  switch (distribution.kind) {
    case "scalar":
      return scalar(distribution);
    case "truncated": {
      const { base, lower, upper } = distribution;
      return {
        ...distribution,
        base: scalar(base),
        lower: lower && inner(lower),
        upper: upper && inner(upper),
      };
    }
    case "ordered":
      return { ...distribution, base: scalar(distribution.base) };
    case "vector":
    case "choice":
      return { ...distribution, arguments: distribution.arguments.map(inner) };
  }
}
