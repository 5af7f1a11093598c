/** Problems of distributions, their arguments and supports (HP03xx). One constructor per mistake. */

import type { Problem, Span } from "../problems/problem.ts";
import { errorAt, warningAt } from "./problems-text.ts";

export const unknownDistribution = (span: Span, name: string, hint: string): Problem =>
  errorAt("HP0301", span, [`there is no distribution \`${name}\``, hint]);

export const notADistribution = (span: Span, target: string): Problem =>
  errorAt("HP0302", span, [
    "after `~` a distribution is expected",
    `write \`${target} ~ normal(…, …)\`, or \`${target} = …\` for a value`,
  ]);

export const tooManyArguments = (span: Span, signature: string, found: number): Problem =>
  errorAt("HP0303", span, [
    `found ${found} arguments, more than \`${signature}\` has`,
    `write \`${signature}\``,
  ]);

export const missingArgument = (span: Span, argument: string, signature: string): Problem =>
  errorAt("HP0304", span, [`the argument \`${argument}\` is missing`, `write \`${signature}\``]);

export const unknownArgument = (span: Span, argument: string, distribution: string, hint: string): Problem =>
  errorAt("HP0305", span, [`\`${distribution}\` has no argument \`${argument}\``, hint]);

export const repeatedArgument = (span: Span, argument: string): Problem =>
  errorAt("HP0306", span, [`the argument \`${argument}\` is given twice`, "leave out one of the two"]);

export const positionalAfterNamed = (span: Span): Problem =>
  errorAt("HP0307", span, [
    "an argument without a name follows one with a name",
    "name this one as well, or write those without names first",
  ]);

/** The teaching case of the language: a prior that lets a parameter go where its use does not allow it. */
export const priorOutsideSupport = (
  span: Span,
  parameter: string,
  use: string,
  prior: string,
  allowed: string,
  remedy: string,
): Problem =>
  errorAt("HP0308", span, [
    `\`${parameter}\` is ${use}, but its prior \`${prior}\` allows ${allowed}`,
    remedy,
  ]);

export const expressionOutsideSupport = (
  span: Span,
  use: string,
  written: string,
  allowed: string,
  remedy: string,
): Problem => errorAt("HP0309", span, [`\`${written}\` is ${use}, but it can take ${allowed}`, remedy]);

export const constantOutsideSupport = (span: Span, use: string, wanted: string, found: string): Problem =>
  errorAt("HP0310", span, [`${use} must be ${wanted}, found ${found}`, `write a value that is ${wanted}`]);

export const discreteParameter = (span: Span, name: string, distribution: string): Problem =>
  errorAt("HP0311", span, [
    `\`${name}\` would be a parameter of whole numbers, since it is not a data column, and \`${distribution}\` is for data`,
    `declare the column, \`data { ${name}: int }\`, or give \`${name}\` a continuous distribution`,
  ]);

export const realOutcome = (span: Span, column: string, distribution: string): Problem =>
  errorAt("HP0312", span, [
    `\`${distribution}\` is for whole numbers, and \`${column}\` is declared \`real\``,
    `declare \`${column}: int\`; if its values are not whole, give it a distribution of any numbers, such as \`gamma\` or \`normal\``,
  ]);

/** `type` is what a column of numbers is declared as for this distribution. */
export const factorOutcome = (
  span: Span,
  column: string,
  distribution: string,
  type: "int" | "real",
): Problem =>
  errorAt("HP0313", span, [
    `\`${column}\` is a factor, which \`${distribution}\` cannot be the distribution of`,
    `if it holds numbers, declare \`${column}: ${type}\`; of two labels write \`${column} ~ bernoulli_logit(…)\`, of more \`${column} ~ categorical_logit(…)\``,
  ]);

export const vectorOutcome = (span: Span, column: string, distribution: string): Problem =>
  errorAt("HP0314", span, [
    `\`${distribution}\` is a distribution of vectors, and \`${column}\` is a data column of numbers`,
    `write a distribution of one number, \`${column} ~ normal(…, …)\``,
  ]);

export const vectorTarget = (span: Span, name: string, distribution: string): Problem =>
  errorAt("HP0315", span, [
    `\`${distribution}\` is a distribution of vectors, and \`${name}\` has no plate to run along`,
    `write \`${name}[K] ~ ${distribution}(…)\`, where \`levels K = 1..3\``,
  ]);

export const correlationTarget = (span: Span, name: string, distribution: string, plate: string): Problem =>
  errorAt("HP0316", span, [
    `\`${distribution}\` is a distribution of correlation matrices, which have the same plate twice`,
    `write \`${name}[${plate},${plate}] ~ ${distribution}(…)\``,
  ]);

export const notAVector = (span: Span, argument: string, distribution: string, plate: string): Problem =>
  errorAt("HP0317", span, [
    `the ${argument} of \`${distribution}\` wants one number, a list, or a quantity with a value for each \`${plate}\``,
    `write its bare name, as \`τ\` where \`τ[${plate}] ~ …\``,
  ]);

export const vectorElsewhere = (span: Span, name: string, plate: string, expected: string): Problem =>
  errorAt("HP0318", span, [
    `\`${name}\` has a value for each \`${plate}\`, and one for each \`${expected}\` is wanted`,
    `use a quantity that is defined with \`[${expected}]\``,
  ]);

export const notAMatrix = (span: Span, argument: string, distribution: string, plate: string): Problem =>
  errorAt("HP0319", span, [
    `the ${argument} of \`${distribution}\` wants a correlation matrix over \`${plate}\``,
    `write its bare name, as \`Ω\` where \`Ω[${plate},${plate}] ~ lkj(2)\``,
  ]);

export const truncatedWithoutBounds = (span: Span): Problem =>
  errorAt("HP0320", span, [
    "`truncated` wants a distribution and at least one bound",
    "write `truncated(normal(0, 1), lower: 0)`",
  ]);

export const notABase = (span: Span, modifier: string): Problem =>
  errorAt("HP0321", span, [
    `\`${modifier}\` wants a distribution of one number`,
    modifier === "ordered" ? "write `ordered(normal(0, 2))`" : "write `truncated(normal(0, 1), lower: 0)`",
  ]);

export const cannotTruncate = (span: Span, distribution: string): Problem =>
  errorAt("HP0322", span, [
    `\`${distribution}\` can only be truncated where its arguments and bounds are numbers or data`,
    "write numbers, or use a distribution such as `normal`, whose cumulative distribution is known here",
  ]);

export const notAvailable = (span: Span, name: string): Problem =>
  errorAt("HP0323", span, [
    `\`${name}\` belongs to the language but is not available in this version`,
    remedies[name] ?? "use another distribution",
  ]);

const remedies: Readonly<Record<string, string>> = {
  zero_inflated: "use `negative_binomial` or `beta_binomial`, which allow for many zeros by overdispersion",
  censored: "use the uncensored distribution on the rows that are fully observed, and say so",
  mixture: "use a distribution with heavier tails, such as `student_t`",
  von_mises: "use `normal` where the angles stay within a small arc",
  random_walk: "use independent effects, `b[week] ~ normal(0, τ)`",
  ordered_logistic: "use `categorical_logit`",
};

export const argumentMustBeData = (span: Span, argument: string, distribution: string): Problem =>
  errorAt("HP0324", span, [
    `the argument \`${argument}\` of \`${distribution}\` must be a number or data, and this depends on parameters`,
    "write a number, a constant or a column",
  ]);

export const improperOutcome = (span: Span, column: string, distribution: string): Problem =>
  errorAt("HP0325", span, [
    `\`${distribution}\` is an improper prior, and \`${column}\` is data`,
    `write a distribution that the data can have, such as \`${column} ~ normal(…, …)\``,
  ]);

export const rankInDensity = (span: Span): Problem =>
  errorAt("HP0326", span, [
    "`rank` jumps, so a distribution may not depend on it",
    "define ranks with `=` and read them in the summary; nothing else may use them",
  ]);

export const squaredScale = (
  span: Span,
  written: string,
  argument: string,
  distribution: string,
  base: string,
): Problem =>
  warningAt("HP0327", span, [
    `\`${written}\` stands as the ${argument} of \`${distribution}\`, which is a standard deviation and not a variance`,
    `write \`${base}\`; or give \`${written}\` a name of its own if the square is meant`,
  ]);

export const listLength = (span: Span, found: number, plate: string, expected: number): Problem =>
  errorAt("HP0328", span, [
    `the list has ${found} values, and \`${plate}\` has ${expected} levels`,
    `write ${expected} values, or one number for all`,
  ]);

export const emptyList = (span: Span): Problem =>
  errorAt("HP0329", span, ["the list is empty", "write its values, as `[1, 2, 3]`"]);

/** `use` is "the probabilities of `y`", `target` what stands left of the prior's `~`. */
export const sharesPrior = (span: Span, name: string, use: string, prior: string, target: string): Problem =>
  errorAt("HP0330", span, [
    `\`${name}\` is ${use}, which sum to 1, but its prior \`${prior}\` allows other sums`,
    `write \`${target} ~ dirichlet(1)\``,
  ]);

export const sharesSum = (span: Span, use: string, found: number): Problem =>
  errorAt("HP0331", span, [
    `${use} must sum to 1, found the sum ${found}`,
    "divide each by their sum; where they are not known, give them a prior, `θ[K] ~ dirichlet(1)`",
  ]);

export const sharesVary = (span: Span, use: string, written: string): Problem =>
  errorAt("HP0332", span, [
    `\`${written}\` is ${use}, which must sum to 1, but its sum depends on parameters`,
    "take all of them from `θ[K] ~ dirichlet(1)`, where `levels K = 1..3`, or write `categorical_logit`, which takes any logarithms of weights",
  ]);
