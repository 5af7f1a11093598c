/** Numbers that the data have: `mean(y)`, `sd(log(dose))`, `max(size)`. They stand for constants, which binding gives their values. */

import type { Span } from "../../problems/problem.ts";
import type { Expression, ReductionName } from "../checked-model.ts";
import { partsOf } from "../parts.ts";
import { printExpression } from "../print-expression.ts";
import { rankOfColumn } from "../problems.ts";
import type { SyntaxOf } from "../syntax.ts";
import { namesIn } from "./order.ts";
import type { Scope } from "./scope.ts";

type Call = SyntaxOf<"call">;

/** Whether a reduction is of one expression in which columns are named, and beside them nothing but constants. */
export function isOfColumns(scope: Scope, { arguments: list }: Call): boolean {
  const [argument, ...more] = list;
  if (argument === undefined || argument.name !== null || more.length > 0) return false;
  const kinds = [...namesIn(argument.value)].map((name) => scope.find(name)?.kind ?? null);
  return kinds.includes("column") && kinds.every((kind) => kind === "column" || kind === "constant");
}

/** The constant that stands for the number, where `of` was checked on a row; null where something is wrong, which is reported. */
export function checkStatistic(
  scope: Scope,
  reduction: ReductionName,
  of: Expression,
  span: Span,
): Expression | null {
  if (reduction === "rank") return scope.report(rankOfColumn(span, printExpression(of)));
  const name = `${reduction}(${printExpression(of)})`;
  if (!scope.statistics.has(name)) {
    scope.statistics.set(name, { reduction, of, per: groupOf(scope, of), span });
  }
  return { kind: "constant", name, statistic: { reduction, of }, span };
}

/** The plate of all columns that are in it. */
function groupOf(scope: Scope, of: Expression): string | null {
  const groups = partsOf(of).flatMap((part) =>
    part.kind === "column" ? [scope.column(part.test?.factor ?? part.name)?.per ?? null] : [],
  );
  const [first = null] = groups;
  return groups.every((group) => group === first) ? first : null;
}
