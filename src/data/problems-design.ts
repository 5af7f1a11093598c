/** Every message about designs, HP0450–HP0469. Their places are in the model, where the formula stands. */

import { type Fix, inModel, problem, warning } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";
import { problemKind } from "../problems/problem-kind.ts";
import { plural, quote, quoteList, suggestion, type TableSource } from "./problems.ts";

export const unknownVariable = (name: string, known: readonly string[], span: Span) =>
  problem("HP0450", inModel(span), [
    `expected a column of the data in the design, but ${quote(name)} is none`,
    `${suggestion(name, known)}declared columns are ${known.length === 0 ? "none" : quoteList(known)}`,
  ]);

/** The rest of the formula's problems are worded where they are found; all have code, span, message, hint. */
export const badFormula = (code: "HP0451" | "HP0452" | "HP0453" | "HP0454", span: Span, fix: Fix) =>
  problem(code, inModel(span), fix);

export const unknownFunction = (name: string, known: readonly string[], span: Span) =>
  badFormula("HP0452", span, [
    `expected a function of the design notation, but ${quote(name)} is none`,
    `${suggestion(name, known)}known are ${known.join(", ")}`,
  ]);

/** A label in `I(f == "a")` that no row has. */
export const unknownLabel = (label: string, factor: string, levels: readonly string[], span: Span) =>
  problem("HP0442", inModel(span), [
    `the factor ${quote(factor)} has no level ${JSON.stringify(label)}`,
    `${suggestion(label, levels)}its levels are ${quoteList(levels)}`,
  ]);

export function outsideDomain(
  text: string,
  rows: readonly number[],
  count: number,
  source: TableSource,
  span: Span,
): Problem {
  const shown = rows.join(", ") + (count > rows.length ? " and more" : "");
  return problem("HP0455", inModel(span), [
    `${quote(text)} is not a finite number in ${plural(count, "row")} of ${quote(source.name)} (${source.unit} ${shown})`,
    "check the values there: log needs positive numbers, sqrt none below zero, division no zeros",
  ]);
}

export const missingInDesign = (name: string, count: number, span: Span) =>
  problem("HP0456", inModel(span), [
    `expected a value in every row of ${quote(name)}, which stands in a design, but ${plural(count, "value")} ${count === 1 ? "is" : "are"} missing`,
    `remove the \`?\` of its declaration and leave such rows out with --drop-missing; or take ${quote(name)} out of the design and write its coefficient by hand, ${quote(`β_${name} * ${name}`)}`,
  ]);

export const dependentColumn = problemKind(
  "HP0457",
  (code, column: string, on: readonly string[], span: Span): Problem =>
    warning(code, inModel(span), [
      on.length === 0
        ? `column ${quote(column)} of the design is zero in every row`
        : `column ${quote(column)} of the design is a combination of ${quoteList(on)}, so that only priors tell their effects apart`,
      "remove a term, or combine levels that were never observed together",
    ]),
);

export const singleLevel = (term: string, factor: string, level: string, span: Span) =>
  warning("HP0458", inModel(span), [
    `${quote(term)} has no column in the design, since ${quote(factor)} has the single level ${quote(level)}, which is the reference`,
    "remove the term, or check that the data hold the other levels",
  ]);

export const emptyDesign = (span: Span) =>
  problem("HP0459", inModel(span), [
    "expected at least one column in the design, but it has none",
    "write design(1) for an intercept alone",
  ]);

export const tooLarge = (columns: number, rows: number, span: Span) =>
  problem("HP0460", inModel(span), [
    `the design would have ${plural(columns, "column")} for ${plural(rows, "row")}, too many to hold`,
    "give factors with many levels effects of their own, such as b[sample], in place of design columns",
  ]);

export const sameColumnNames = (name: string, span: Span) =>
  problem("HP0461", inModel(span), [
    `two columns of the design would both be named ${quote(name)}`,
    "remove one of the terms, or rename the levels",
  ]);

export const rankUnchecked = (columns: number, span: Span) =>
  warning("HP0462", inModel(span), [
    `the design has ${columns} columns, too many to check here whether some are combinations of others`,
    "give factors with many levels effects of their own, such as b[sample], in place of design columns",
  ]);

/** `fewest`: the least that a spline can have. */
export const tooFewForSpline = (argument: string, size: number, fewest: number, found: number, span: Span) =>
  problem("HP0463", inModel(span), [
    `expected at least ${size} different values of ${quote(argument)} for a spline of ${size} functions, but there are ${found}`,
    found >= fewest
      ? `write ${found}, or fewer, in place of ${size}`
      : `write ${quote(argument)} without \`spline\`, or declare it as a factor and give its levels effects of their own`,
  ]);
