/** Arguments that are vectors or matrices: a bare name, a name indexed by all but its last plate, a list, one number. */

import type { ArgumentSpecification, Distribution } from "../../distributions/distribution.ts";
import type { Span } from "../../problems/problem.ts";
import type { Expression } from "../checked-model.ts";
import { matrixElsewhere, matrixOfSeveral, notAMatrix, notAVector, vectorElsewhere } from "../problems.ts";
import type { ExpressionSyntax, IndexSyntax } from "../syntax.ts";
import { checkIndices, checkItems, checkNumber } from "./expressions.ts";
import type { Context } from "./plates.ts";
import type { MatrixSymbol, QuantitySymbol, Scope } from "./scope.ts";

/** What the argument is for. */
export interface VectorUse {
  readonly specification: ArgumentSpecification;
  readonly distribution: Distribution;
  /** The plate that the variate runs along; null where the distribution only has arguments that do. */
  readonly plate: string | null;
}

/** The argument; null where something is wrong, which is reported. */
export function checkVector(
  scope: Scope,
  context: Context,
  syntax: ExpressionSyntax,
  use: VectorUse,
): Expression | null {
  if (syntax.kind === "parenthesis") return checkVector(scope, context, syntax.inner, use);
  if (use.specification.shape === "matrix") return checkMatrix(scope, context, syntax, use);
  if (syntax.kind === "list") {
    const items = checkItems(scope, context, syntax, use.plate);
    return items && { kind: "list", items, span: syntax.span };
  }
  if (syntax.kind === "name" || syntax.kind === "index") {
    const symbol = scope.require(syntax.name);
    if (symbol === null) return null;
    const given = syntax.kind === "index" ? syntax.indices : [];
    const left =
      symbol.kind === "quantity" && symbol.plates !== null ? symbol.plates.length - given.length : 0;
    if (symbol.kind === "quantity" && left === 1) {
      return checkAlongPlate(scope, context, symbol, given, syntax.span, use);
    }
    if (left > 1) {
      const { specification, distribution } = use;
      return scope.report(notAVector(syntax.span, specification.name, distribution.name, plateOf(use)));
    }
  }
  return checkNumber(scope, context, syntax);
}

function plateOf(use: VectorUse): string {
  return use.plate ?? "K";
}

function checkAlongPlate(
  scope: Scope,
  context: Context,
  symbol: QuantitySymbol,
  indices: readonly IndexSyntax[],
  span: Span,
  use: VectorUse,
): Expression | null {
  if (symbol.meaning === null) return null;
  const plate = symbol.plates?.at(-1) ?? "";
  if (use.plate !== null && plate !== use.plate) {
    return scope.report(vectorElsewhere(span, symbol.name, plate, use.plate));
  }
  return checkIndices(scope, context, symbol, indices, span);
}

function checkMatrix(
  scope: Scope,
  context: Context,
  syntax: ExpressionSyntax,
  use: VectorUse,
): Expression | null {
  if (syntax.kind === "broken") return null;
  const wrong = notAMatrix(syntax.span, use.specification.name, use.distribution.name, plateOf(use));
  if (syntax.kind !== "name") return scope.report(wrong);
  const symbol = scope.require(syntax.name);
  if (symbol === null) return null;
  if (symbol.kind === "matrix") return checkKnownMatrix(scope, context, symbol, syntax.span, use);
  if (symbol.kind !== "quantity") return scope.report(wrong);
  if (symbol.meaning === null || symbol.plates === null) return null;
  const { prior } = symbol.meaning;
  const isCorrelation = prior?.kind === "vector" && prior.distribution.support.kind === "correlation";
  const isAlong = use.plate === null || symbol.plates[0] === use.plate;
  if (!isCorrelation || !isAlong) return scope.report(wrong);
  return { kind: "quantity", name: symbol.name, indices: [], span: syntax.span };
}

/** A matrix that is known is over the plate of the effects, which have no other. */
function checkKnownMatrix(
  scope: Scope,
  context: Context,
  { name, plate }: MatrixSymbol,
  span: Span,
  use: VectorUse,
): Expression | null {
  if (plate === null) return null;
  if (use.plate !== null && use.plate !== plate)
    return scope.report(matrixElsewhere(span, name, plate, use.plate));
  if (context.kind === "plates" && context.plates.length > 1)
    return scope.report(matrixOfSeveral(span, name, context.target, plate));
  return { kind: "matrix", name, span };
}
