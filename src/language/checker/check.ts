/**
 * Syntax tree → checked model: every name resolved, every shape and support found consistent.
 *
 * ```
 * check(tree: SyntaxTree, file?: string): { model: CheckedModel | null; problems: readonly Problem[] }
 * ```
 *
 * All problems of the file are found in one go. What depends on something that is wrong stays silent: a symbol whose
 * statement failed is known by name, and nothing is said about those who use it.
 */

import type { Problem } from "../../problems/problem.ts";
import { isProblem } from "../../problems/problem-kind.ts";
import type { CheckedModel, Column } from "../checked-model.ts";
import { capped, type Lost } from "../parser.ts";
import { emptyModel, notAPlate, unknownInFormula, unknownName, unknownPlate } from "../problems.ts";
import type { SyntaxTree } from "../syntax.ts";
import { checkBounds, checkConstants } from "./constants.ts";
import { declareNames } from "./declarations.ts";
import { checkMatrices } from "./matrices.ts";
import { Scope } from "./scope.ts";
import { checkStatements } from "./statements.ts";
import { warnOfUnused } from "./usage.ts";

/** Checks a tree; `model` is null exactly if one of the problems is an error. `file` is for reports only; nothing is said about names that are `lost`. */
export function check(
  tree: SyntaxTree,
  file = "<model>",
  lost: Lost = { lostNames: new Set(), lostColumns: new Set() },
): { readonly model: CheckedModel | null; readonly problems: readonly Problem[] } {
  const scope = new Scope(tree.source);
  if (tree.statements.length === 0) {
    scope.report(emptyModel(tree.name?.span ?? { start: 0, end: 0, line: 1, column: 1 }));
  }
  declareNames(scope, tree, lost);
  const constants = checkConstants(scope, tree);
  const columns = checkColumns(scope);
  const statements = checkStatements(scope, tree);
  const hasErrors = () => scope.problems.some(({ severity }) => severity === "error");
  if (!hasErrors()) warnOfUnused(scope, tree, statements);
  const problems = capped(withoutRepetition(scope.problems));
  if (hasErrors()) return { model: null, problems };
  const model: CheckedModel = {
    name: tree.name?.text ?? null,
    label: tree.label?.text ?? null,
    source: tree.source,
    file,
    columns,
    constants,
    lists: scope.lists,
    levelTests: scope.levelTests,
    series: scope.series,
    statistics: scope.statistics,
    matrices: checkMatrices(scope),
    plates: scope.plates,
    statements,
    declarations: new Map(
      statements.flatMap((one) => (one.kind === "likelihood" ? [] : [[one.name, one] as const])),
    ),
  };
  return { model, problems };
}

function checkColumns(scope: Scope): readonly Column[] {
  const symbols = [...scope.all()].filter((symbol) => symbol.kind === "column");
  return symbols.map((symbol) => {
    const { name, per } = symbol;
    const { type, mayBeMissing, within, across, pool, reference, order, from, label, span } = symbol.syntax;
    return {
      name,
      type,
      from: from?.text ?? name,
      per,
      within: scope.column(within?.text ?? "")?.name ?? null,
      across: (across?.parts ?? []).flatMap(({ text }) => scope.column(text)?.name ?? []),
      pool: scope.find(pool?.text ?? "")?.name ?? null,
      reference: reference?.text ?? null,
      order: order?.map(({ text }) => text) ?? null,
      mayBeMissing,
      bounds: checkBounds(scope, symbol),
      label: label?.text ?? null,
      span,
    };
  });
}

/** Problems of one name, wherever it stands. */
const ofNames = [unknownName, unknownPlate, notAPlate, unknownInFormula];

/** One mistake can be met from several sides, and an unknown name in many places; it is told once, at the first. */
function withoutRepetition(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const { code, place, message } = problem;
    const isOfName = ofNames.some((kind) => isProblem(kind, problem));
    const at = place.kind === "model" ? `${place.span.start} ${place.span.end}` : "";
    const key = `${code} ${isOfName ? message : at}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
