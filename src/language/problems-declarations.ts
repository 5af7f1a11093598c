/** Problems of what is declared: columns, levels, constants, designs, and what is never used (HP0225 to HP0248). */

import { didYouMean, listed } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";
import { problemKind } from "../problems/problem-kind.ts";
import { errorAt, warningAt } from "./problems-text.ts";

export const levelsNotWhole = (span: Span, name: string): Problem =>
  errorAt("HP0225", span, [
    `the ends of \`${name}\` must be whole numbers, the second not below the first, at most 10000 levels`,
    `write \`levels ${name} = 1..3\``,
  ]);

export const noSuchLevel = (span: Span, label: string, plate: string, range: string): Problem =>
  errorAt("HP0226", span, [`\`${plate}\` has no level ${label}`, `its levels are ${range}`]);

export const boundOfColumn = (span: Span, name: string): Problem =>
  errorAt("HP0227", span, [
    `a bound of the column \`${name}\` may only be made of numbers, constants and other columns`,
    `write \`${name}: real > 0\`, \`${name}: int in 0..n\``,
  ]);

export const boundOfFactor = (span: Span, name: string): Problem =>
  errorAt("HP0228", span, [
    `\`${name}\` is a factor: its levels have no order, so no bounds`,
    `leave the bound out, or declare \`${name}: int\``,
  ]);

export const notAFactor = (span: Span, name: string, use: string, nearest: string | null): Problem =>
  errorAt("HP0229", span, [
    `${use} wants a factor, and \`${name}\` is none`,
    didYouMean(nearest, `declare \`${name}: factor\` in \`data { }\``),
  ]);

export const circularNesting = (span: Span, name: string): Problem =>
  errorAt("HP0230", span, [`\`${name}\` would be nested in itself`, "leave out one `in` or `per`"]);

export const missingDataNotAvailable = (span: Span, name: string): Problem =>
  errorAt("HP0231", span, [
    `\`?\` after the type of \`${name}\` admits missing values, which this version cannot model`,
    `leave out the \`?\`; rows without \`${name}\` can be dropped with \`--drop-missing\``,
  ]);

export const constantNotConstant = (span: Span, name: string): Problem =>
  errorAt("HP0232", span, [
    `the constant \`${name}\` may only be made of numbers and other constants`,
    `write \`constant ${name} = 5\`, or leave out \`constant\` for a value that is computed from parameters`,
  ]);

export const unknownInFormula = problemKind(
  "HP0233",
  (code, span: Span, name: string, nearest: string | null): Problem =>
    errorAt(code, span, [
      `the formula's \`${name}\` is not a data column`,
      didYouMean(nearest, `declare \`${name}: real\` or \`${name}: factor\` in \`data { }\``),
    ]),
);

export const unknownFormulaFunction = (span: Span, name: string, known: readonly string[]): Problem =>
  errorAt("HP0234", span, [`\`${name}\` is not a function of formulas`, `these are: ${listed(known)}`]);

export const formulaNumber = (span: Span): Problem =>
  errorAt("HP0235", span, [
    "in a formula a number is `1`, `0` or a whole power",
    "write `1` for the intercept, `0` or `- 1` for none; multiply outside of the formula",
  ]);

export const indexedColumn = (span: Span, name: string): Problem =>
  errorAt("HP0236", span, [`\`${name}\` is a data column and takes no such brackets`, `write \`${name}\``]);

export const unusedColumn = (span: Span, name: string): Problem =>
  warningAt("HP0237", span, [`the column \`${name}\` is never used`, "leave it out, or use it"]);

export const unusedName = (span: Span, name: string, what: string): Problem =>
  warningAt("HP0238", span, [`the ${what} \`${name}\` is never used`, "leave it out, or use it"]);

export const withoutInfluence = (span: Span, name: string): Problem =>
  warningAt("HP0239", span, [
    `\`${name}\` influences no data: its posterior is its prior`,
    "use it in the distribution of a data column, or leave it out",
  ]);

export const noLikelihood = (span: Span): Problem =>
  warningAt("HP0240", span, [
    "no data column has a distribution, so the data say nothing: draws will be from the prior",
    "write `y ~ …` for the outcome `y`",
  ]);

export const emptyModel = problemKind(
  "HP0241",
  (code, span: Span): Problem =>
    errorAt(code, span, [
      "the model states nothing",
      "write a `data { }` block, a prior for each parameter, and a distribution for the outcome: `y ~ normal(μ, σ)`",
    ]),
);

export const outcomeBrackets = (span: Span, name: string): Problem =>
  errorAt("HP0242", span, [
    `\`${name}\` is a data column: its distribution is stated for every row at once`,
    `write \`${name} ~ …\``,
  ]);

export const parameterizedOutcome = (span: Span, name: string): Problem =>
  errorAt("HP0243", span, [
    `\`${name}\` is a data column; only parameters are centered or not`,
    "leave out `centered` or `noncentered`",
  ]);

export const referenceWithin = (span: Span, name: string, outer: string): Problem =>
  errorAt("HP0245", span, [
    `\`${name}\` is a factor in \`${outer}\`, so that its label stands for a level of each \`${outer}\`, and none can be the reference`,
    "leave out `reference` and the label",
  ]);

export const referenceOfNumbers = (span: Span, name: string, type: string, label: string): Problem =>
  errorAt("HP0246", span, [
    `\`${name}\` is a column of type \`${type}\`: only factors have a reference level`,
    `declare \`${name}: factor reference "${label}"\`, or leave out \`reference\` and the label`,
  ]);

/** `relevel(treatment, "placebo")` in a formula. */
export const referenceInFormula = (span: Span, name: string, column: string, label: string): Problem =>
  errorAt("HP0247", span, [
    `\`${name}\` is not a function of formulas: the reference level of a factor stands where the factor is declared`,
    `write \`${column}\` here, and \`${column}: factor reference "${label}"\` in \`data { }\``,
  ]);

export const acrossItself = (span: Span, name: string): Problem =>
  errorAt("HP0248", span, [
    `\`factor across\` wants another factor, and \`${name}\` is the same`,
    "name the factor whose levels share the labels, or leave out `across`",
  ]);
