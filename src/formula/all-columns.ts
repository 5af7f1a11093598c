/** `y ~ .` of R: all columns of the table but those of the outcome and of the groups. */

import type { FormulaNode, Identifier } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";
import type { ReadColumns } from "./columns.ts";
import { lookAt } from "./columns.ts";
import { identifiersIn, partsOf, weightsOf } from "./named-columns.ts";
import { noOtherColumns } from "./problems.ts";
import { summands, sumOf } from "./summands.ts";
import { type ModelFormula, type Predictor, predictorsOf, type Response } from "./syntax.ts";

/** The formula with the columns themselves; null with problems. Headers are looked for in the table where there is a point. */
export async function withAllColumns(
  formula: ModelFormula,
  read: ReadColumns,
): Promise<{ readonly formula: ModelFormula | null; readonly problems: readonly Problem[] }> {
  const { outcomes, missing } = formula;
  const point = predictorsOf(formula).flatMap(nodesOf).flatMap(pointsIn)[0];
  if (point === undefined) return { formula, problems: [] };
  const { table, problems, headers = [] } = await read([lookAt(outcomes[0]!.response.column.text)]);
  // That the outcome is not there is told where all columns are read.
  if (table === null && headers.length === 0) return { formula: null, problems };
  const named = new Set(namedBeside(formula));
  const rest = headers.filter((header) => header !== "" && !named.has(header));
  if (rest.length === 0) return { formula: null, problems: [noOtherColumns(point.span)] };
  const columns = rest.map(
    (text): FormulaNode => ({ kind: "name", name: { text, span: point.span }, span: point.span }),
  );
  const filled = (predictor: Predictor): Predictor => ({
    ...predictor,
    population: predictor.population && fillSum(predictor.population, columns),
    groups: predictor.groups.map((group) => ({
      ...group,
      terms: fillSum(group.terms, columns),
      parts: group.parts.map((part) => fillSum(part, columns)),
    })),
  });
  const all = outcomes.map((one) => ({
    ...one,
    location: filled(one.location),
    others: new Map([...one.others].map(([key, other]) => [key, { ...other, ...filled(other) }] as const)),
  }));
  const own = missing.map((one) => ({ ...one, location: filled(one.location) }));
  return { formula: { ...formula, outcomes: all, missing: own }, problems: [] };
}

/** The terms in which a point has its meaning. */
function nodesOf({ population, groups }: Predictor): readonly FormulaNode[] {
  return [...(population === null ? [] : [population]), ...groups.map(({ terms }) => terms)];
}

function isPoint(node: FormulaNode): boolean {
  return node.kind === "name" && node.name.text === ".";
}

function pointsIn(node: FormulaNode): FormulaNode[] {
  return isPoint(node) ? [node] : partsOf(node).flatMap(pointsIn);
}

/** The columns of the outcomes, those behind bars, and those that may be missing. */
function namedBeside(formula: ModelFormula): string[] {
  const groups = predictorsOf(formula).flatMap((one) =>
    one.groups.flatMap(({ grouping, law }) => [grouping, ...weightsOf(law)]),
  );
  const by = predictorsOf(formula).flatMap((one) =>
    one.groups.flatMap(({ law }) => (law.kind === "by" ? [law.factor] : [])),
  );
  const names = [
    ...formula.outcomes.flatMap(({ response }) => namedBy(response)),
    ...formula.missing.map(({ column }) => column),
    ...by,
    ...groups.flatMap(identifiersIn),
  ];
  return names.map(({ text }) => text);
}

/** The columns of an outcome. */
function namedBy(response: Response): Identifier[] {
  const { column, trials, failures, standardError, weights, censoring, truncation, thresholds } = response;
  const single = [column, failures, standardError, censoring?.end, thresholds?.group];
  const said = [trials, weights, censoring?.status, truncation?.lower, truncation?.upper];
  return [
    ...single.flatMap((name) => name ?? []),
    ...(response.otherCounts ?? []),
    ...said.flatMap((node) => node ?? []).flatMap(identifiersIn),
  ];
}

/** A point that is a term of the sum is so many terms; one within a term is their sum in brackets. */
function fillSum(sum: FormulaNode, columns: readonly FormulaNode[]): FormulaNode {
  const terms = summands(sum).flatMap(({ sign, node }) =>
    isPoint(node)
      ? columns.map((column) => ({ sign, node: column }))
      : [{ sign, node: fillWithin(node, columns) }],
  );
  return sumOf(terms)!;
}

function fillWithin(node: FormulaNode, columns: readonly FormulaNode[]): FormulaNode {
  const fill = (part: FormulaNode): FormulaNode => fillWithin(part, columns);
  if (isPoint(node))
    return {
      kind: "parenthesis",
      inner: sumOf(columns.map((one) => ({ sign: "+", node: one })))!,
      span: node.span,
    };
  switch (node.kind) {
    case "operator":
      return { ...node, left: fill(node.left), right: fill(node.right) };
    case "sign":
      return { ...node, operand: fill(node.operand) };
    case "parenthesis":
      return { ...node, inner: fillSum(node.inner, columns) };
    case "call":
      return { ...node, arguments: node.arguments.map(fill) };
    default:
      return node;
  }
}
