/** What a model declares and does not need: warnings, since a model is often written piece by piece. */

import type { CheckedStatement } from "../checked-model.ts";
import { expressionsOf, mentionedQuantities } from "../parts.ts";
import { noLikelihood, unusedColumn, unusedName, withoutInfluence } from "../problems.ts";
import type { SyntaxTree } from "../syntax.ts";
import type { Scope } from "./scope.ts";

/** Looks at a model in which no error was found. */
export function warnOfUnused(scope: Scope, tree: SyntaxTree, statements: readonly CheckedStatement[]): void {
  const last = tree.statements.at(-1);
  const hasLikelihood = statements.some((statement) => statement.kind === "likelihood");
  if (!hasLikelihood && last !== undefined) scope.report(noLikelihood(last.span));
  const needed = neededNames(statements);
  for (const symbol of scope.all()) {
    if (symbol.kind === "column") {
      if (!scope.isUsed(symbol)) scope.report(unusedColumn(symbol.span, symbol.name));
    } else if (symbol.kind !== "quantity") {
      if (!scope.isUsed(symbol)) scope.report(unusedName(symbol.span, symbol.name, symbol.kind));
    } else if (symbol.meaning?.variesByRow) {
      if (!scope.isUsed(symbol)) scope.report(unusedName(symbol.span, symbol.name, "value"));
    } else if (symbol.meaning?.prior && hasLikelihood && !needed.has(symbol.name)) {
      scope.report(withoutInfluence(symbol.span, symbol.name));
    }
  }
}

/** Everything that a likelihood or a defined value depends on, near or far. Statements stand in order of dependence. */
function neededNames(statements: readonly CheckedStatement[]): ReadonlySet<string> {
  const needed = new Set<string>();
  for (const statement of [...statements].reverse()) {
    const isRead = statement.kind !== "parameter" || needed.has(statement.name);
    if (!isRead) continue;
    for (const name of expressionsOf(statement).flatMap(mentionedQuantities)) needed.add(name);
  }
  return needed;
}
