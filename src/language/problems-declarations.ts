/** Problems of what is declared: columns, levels, constants, designs, and what is never used (HP0225 to HP0248). */

import { didYouMean, listed } from "../problems/make-problem.ts";
import { modelError, modelWarning } from "./problems-text.ts";

export const levelsNotWhole = modelError("HP0225", (name: string) => [
  `the ends of \`${name}\` must be whole numbers, the second not below the first, at most 10000 levels`,
  `write \`levels ${name} = 1..3\``,
]);

export const noSuchLevel = modelError("HP0226", (label: string, plate: string, range: string) => [
  `\`${plate}\` has no level \`${label}\``,
  `its levels are ${range}`,
]);

export const boundOfColumn = modelError("HP0227", (name: string) => [
  `a bound of the column \`${name}\` may only be made of numbers, constants and other columns`,
  `write \`${name}: real > 0\`, \`${name}: int in 0..n\``,
]);

export const boundOfFactor = modelError("HP0228", (name: string) => [
  `\`${name}\` is a factor: its levels have no order, so no bounds`,
  `leave the bound out, or declare \`${name}: int\``,
]);

export const notAFactor = modelError("HP0229", (name: string, use: string, nearest: string | null) => [
  `${use} wants a factor, and \`${name}\` is none`,
  didYouMean(nearest, `declare \`${name}: factor\` in \`data { }\``),
]);

export const circularNesting = modelError("HP0230", (name: string) => [
  `\`${name}\` would be nested in itself`,
  "leave out one `in` or `per`",
]);

export const constantNotConstant = modelError("HP0232", (name: string) => [
  `the constant \`${name}\` may only be made of numbers and other constants`,
  `write \`constant ${name} = 5\`, or leave out \`constant\` for a value that is computed from parameters`,
]);

export const unknownInFormula = modelError("HP0233", (name: string, nearest: string | null) => [
  `the formula's \`${name}\` is not a data column`,
  didYouMean(nearest, `declare \`${name}: real\` or \`${name}: factor\` in \`data { }\``),
]);

export const unknownFormulaFunction = modelError("HP0234", (name: string, known: readonly string[]) => [
  `\`${name}\` is not a function of formulas`,
  `these are: ${listed(known)}`,
]);

export const formulaNumber = modelError("HP0235", () => [
  "in a formula a number is `1`, `0` or a whole power",
  "write `1` for the intercept, `0` or `- 1` for none; multiply outside of the formula",
]);

export const indexedColumn = modelError("HP0236", (name: string) => [
  `\`${name}\` is a data column and takes no such brackets`,
  `write \`${name}\``,
]);

export const unusedColumn = modelWarning("HP0237", (name: string) => [
  `the column \`${name}\` is never used`,
  "leave it out, or use it",
]);

export const unusedName = modelWarning("HP0238", (name: string, what: string) => [
  `the ${what} \`${name}\` is never used`,
  "leave it out, or use it",
]);

export const withoutInfluence = modelWarning("HP0239", (name: string) => [
  `\`${name}\` influences no data: its posterior is its prior`,
  "use it in the distribution of a data column, or leave it out",
]);

export const noLikelihood = modelWarning("HP0240", () => [
  "no data column has a distribution, so the data say nothing: draws will be from the prior",
  "write `y ~ …` for the outcome `y`",
]);

export const emptyModel = modelError("HP0241", () => [
  "the model states nothing",
  "write a `data { }` block, a prior for each parameter, and a distribution for the outcome: `y ~ normal(μ, σ)`",
]);

export const outcomeBrackets = modelError("HP0242", (name: string) => [
  `\`${name}\` is a data column: its distribution is stated for every row at once`,
  `write \`${name} ~ …\``,
]);

export const parameterizedOutcome = modelError("HP0243", (name: string) => [
  `\`${name}\` is a data column; only parameters are centered or not`,
  "leave out `centered` or `noncentered`",
]);

export const referenceWithin = modelError("HP0245", (name: string, outer: string) => [
  `\`${name}\` is a factor in \`${outer}\`, so that its label stands for a level of each \`${outer}\`, and none can be the reference`,
  "leave out `reference` and the label",
]);

export const referenceOfNumbers = modelError("HP0246", (name: string, type: string, label: string) => [
  `\`${name}\` is a column of type \`${type}\`: only factors have a reference level`,
  `declare \`${name}: factor reference "${label}"\`, or leave out \`reference\` and the label`,
]);

/** `relevel(treatment, "placebo")` in a formula. */
export const referenceInFormula = modelError("HP0247", (name: string, column: string, label: string) => [
  `\`${name}\` is not a function of formulas: the reference level of a factor stands where the factor is declared`,
  `write \`${column}\` here, and \`${column}: factor reference "${label}"\` in \`data { }\``,
]);

export const acrossItself = modelError("HP0248", (name: string) => [
  `\`factor across\` wants another factor, and \`${name}\` is the same`,
  "name the factor whose levels share the labels, or leave out `across`",
]);

export const orderOfNumbers = modelError("HP0135", (name: string, type: string, labels: string) => [
  `\`${name}\` is a column of type \`${type}\`: only the levels of factors are listed`,
  `declare \`${name}: factor ordered [${labels}]\`, or leave out \`ordered\` and the list`,
]);

export const orderWithin = modelError("HP0136", (name: string, outer: string) => [
  `\`${name}\` is a factor in \`${outer}\`, whose labels stand for a level of each \`${outer}\`, and so have no order of their own`,
  "leave out `ordered` and the list",
]);

export const orderAndReference = modelError("HP0137", (name: string, label: string) => [
  `the levels of \`${name}\` are in the order of their list, and \`reference\` would put \`${label}\` before them`,
  "leave out `reference` and its label; the first label of the list is the reference",
]);

export const labelTwice = modelError("HP0138", (name: string, label: string) => [
  `\`${label}\` stands twice among the levels of \`${name}\``,
  "leave out one of the two",
]);

export const noInterceptInside = modelError("HP0139", () => [
  "`no_intercept` stands around all terms of a design",
  "write `design(no_intercept(…))` with all terms in it",
]);

export const poolOfGroups = modelError("HP0152", (column: string, pool: string, per: string) => [
  `\`${column}\` has one value for each \`${per}\`, and only columns of the rows can be \`factor of ${pool}\``,
  "declare it in the block of the rows, `data { … }`",
]);

export const poolWithReference = modelError("HP0153", (column: string, pool: string) => [
  `\`${column}\` has the levels of \`${pool}\` of all its columns, and cannot have an order of its own`,
  "leave out `reference`, or `ordered` and its list",
]);
