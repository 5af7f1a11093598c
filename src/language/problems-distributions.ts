/** Problems of distributions, their arguments and supports (HP03xx). One constructor per mistake. */

import { modelError, modelWarning } from "./problems-text.ts";

/** `isOfOne`: the element's own distribution is of one number, and that of the others is not. */
export const elementOtherwise = modelError("HP0350", (element: string, found: string, isOfOne: boolean) => [
  isOfOne
    ? `\`${element}\` is one of several that have one distribution together, and cannot have \`${found}\``
    : `\`${element}\` is one number, and \`${found}\` is no distribution of one number`,
  isOfOne
    ? "leave it out, or give the others a distribution of one number each, such as `normal`"
    : "write a distribution of one number, such as `normal(0, 1)`",
]);

export const unknownDistribution = modelError("HP0301", (name: string, hint: string) => [
  `there is no distribution \`${name}\``,
  hint,
]);

export const notADistribution = modelError("HP0302", (target: string) => [
  "after `~` a distribution is expected",
  `write \`${target} ~ normal(…, …)\`, or \`${target} = …\` for a value`,
]);

export const tooManyArguments = modelError("HP0303", (signature: string, found: number) => [
  `found ${found} arguments, more than \`${signature}\` has`,
  `write \`${signature}\``,
]);

export const missingArgument = modelError("HP0304", (argument: string, signature: string) => [
  `the argument \`${argument}\` is missing`,
  `write \`${signature}\``,
]);

export const unknownArgument = modelError(
  "HP0305",
  (argument: string, distribution: string, hint: string) => [
    `\`${distribution}\` has no argument \`${argument}\``,
    hint,
  ],
);

export const repeatedArgument = modelError("HP0306", (argument: string) => [
  `the argument \`${argument}\` is given twice`,
  "leave out one of the two",
]);

export const positionalAfterNamed = modelError("HP0307", () => [
  "an argument without a name follows one with a name",
  "name this one as well, or write those without names first",
]);

/** The teaching case of the language: a prior that lets a parameter go where its use does not allow it. */
export const priorOutsideSupport = modelError(
  "HP0308",
  (parameter: string, use: string, prior: string, allowed: string, remedy: string) => [
    `\`${parameter}\` is ${use}, but its prior \`${prior}\` allows ${allowed}`,
    remedy,
  ],
);

export const expressionOutsideSupport = modelError(
  "HP0309",
  (use: string, written: string, allowed: string, remedy: string) => [
    `\`${written}\` is ${use}, but it can take ${allowed}`,
    remedy,
  ],
);

export const constantOutsideSupport = modelError("HP0310", (use: string, wanted: string, found: string) => [
  `${use} must be ${wanted}, found ${found}`,
  `write a value that is ${wanted}`,
]);

export const discreteParameter = modelError("HP0311", (name: string, distribution: string) => [
  `\`${name}\` would be a parameter of whole numbers, since it is not a data column, and \`${distribution}\` is for data`,
  `declare the column, \`data { ${name}: int }\`, or give \`${name}\` a continuous distribution`,
]);

export const realOutcome = modelError("HP0312", (column: string, distribution: string) => [
  `\`${distribution}\` is for whole numbers, and \`${column}\` is declared \`real\``,
  `declare \`${column}: int\`; if its values are not whole, give it a distribution of any numbers, such as \`gamma\` or \`normal\``,
]);

/** `type` is what a column of numbers is declared as for this distribution. */
export const factorOutcome = modelError(
  "HP0313",
  (column: string, distribution: string, type: "int" | "real") => [
    `\`${column}\` is a factor, which \`${distribution}\` cannot be the distribution of`,
    `if it holds numbers, declare \`${column}: ${type}\`; of two labels write \`${column} ~ bernoulli_logit(…)\`, of more \`${column} ~ categorical_logit(…)\``,
  ],
);

export const vectorOutcome = modelError("HP0314", (column: string, distribution: string) => [
  `\`${distribution}\` is a distribution of vectors, and \`${column}\` is a data column of numbers`,
  `write a distribution of one number, \`${column} ~ normal(…, …)\``,
]);

/** `others` are the distributions that rows of several columns may have. */
export const notOfColumns = modelError(
  "HP0345",
  (columns: readonly string[], distribution: string, others: readonly string[]) => [
    `\`${distribution}\` is no distribution of ${columns.length} columns together`,
    `write one of ${others.map((one) => `\`${one}\``).join(", ")}, or a statement for each column, \`${columns[0]} ~ ${distribution}(…)\``,
  ],
);

/** `found` is a number of elements, or the plate that the argument runs along. */
export const unlikeColumns = modelError(
  "HP0346",
  (argument: string, isList: boolean, found: number | string, columns: readonly string[]) => [
    typeof found === "number"
      ? `\`${argument}\` has ${found} elements, and \`[${columns.join(", ")}]\` has ${columns.length} columns`
      : `\`${argument}\` runs along \`${found}\`, which does not number the columns \`[${columns.join(", ")}]\``,
    isList
      ? "write one value for each column, in the order of the columns"
      : `write \`levels K = 1..${columns.length}\` and let \`${argument}\` run along \`K\`, one level for each column in their order`,
  ],
);

export const notAColumn = modelError("HP0347", (name: string) => [
  `\`${name}\` stands in a list of columns, and no column of data has this name`,
  `declare it in \`data { }\`, or take it out of the list; parameters have statements of their own, \`${name}[K] ~ …\``,
]);

export const otherRows = modelError("HP0348", (column: string, per: string, first: string, other: string) => [
  `\`${column}\` has one value for each ${per}, and \`${first}\` one for each ${other}`,
  "write columns with values for the same rows or levels, or a statement for each column",
]);

export const tooFewColumns = modelError("HP0349", (column: string | null, written: string) => [
  "a list of columns that are distributed together has two columns at least",
  column === null
    ? "write the columns, `[y1, y2] ~ multi_normal(…)`"
    : `write \`[${column}, …] ~ ${written}\` with the other columns, or \`${column} ~ …\` with a distribution of one number`,
]);

export const vectorTarget = modelError("HP0315", (name: string, distribution: string) => [
  `\`${distribution}\` is a distribution of vectors, and \`${name}\` has no plate to run along`,
  `write \`${name}[K] ~ ${distribution}(…)\`, where \`levels K = 1..3\``,
]);

export const correlationTarget = modelError("HP0316", (name: string, distribution: string, plate: string) => [
  `\`${distribution}\` is a distribution of correlation matrices, which have the same plate twice`,
  `write \`${name}[${plate},${plate}] ~ ${distribution}(…)\``,
]);

export const notAVector = modelError("HP0317", (argument: string, distribution: string, plate: string) => [
  `the ${argument} of \`${distribution}\` wants one number, a list, or a quantity with a value for each \`${plate}\``,
  `write its bare name, as \`τ\` where \`τ[${plate}] ~ …\``,
]);

export const vectorElsewhere = modelError("HP0318", (name: string, plate: string, expected: string) => [
  `\`${name}\` has a value for each \`${plate}\`, and one for each \`${expected}\` is wanted`,
  `use a quantity that is defined with \`[${expected}]\``,
]);

export const notAMatrix = modelError("HP0319", (argument: string, distribution: string, plate: string) => [
  `the ${argument} of \`${distribution}\` wants a correlation matrix over \`${plate}\``,
  `write its bare name, as \`Ω\` where \`Ω[${plate},${plate}] ~ lkj(2)\``,
]);

export const truncatedWithoutBounds = modelError("HP0320", () => [
  "`truncated` wants a distribution and at least one bound",
  "write `truncated(normal(0, 1), lower: 0)`",
]);

const modifierExamples = {
  ordered: "write `ordered(normal(0, 2))`",
  truncated: "write `truncated(normal(0, 1), lower: 0)`",
  other:
    "write one inside, as `zero_inflated(p, poisson(λ))`; what is truncated is so outside: `truncated(censored(…), lower: 0)`",
};

export const notABase = modelError("HP0321", (modifier: string, kind: keyof typeof modifierExamples) => [
  `\`${modifier}\` wants a distribution of one number`,
  modifierExamples[kind],
]);

export const cannotTruncate = modelError("HP0322", (distribution: string) => [
  `\`${distribution}\` can only be truncated where its arguments and bounds are numbers or data`,
  "write numbers, or use a distribution such as `normal`, whose cumulative distribution is known here",
]);

/** `example` is a whole call of the modifier. */
export const modifierArguments = modelError("HP0333", (modifier: string, example: string) => [
  `the arguments of \`${modifier}\` are others than these`,
  `write \`${example}\``,
]);

export const notInflated = modelError(
  "HP0334",
  (modifier: string, wanted: string, found: string, example: string) => [
    `\`${modifier}\` wants ${wanted}, and \`${found}\` is none`,
    `write \`${example}\``,
  ],
);

export const notCensored = modelError("HP0335", (distribution: string) => [
  `the distribution function of \`${distribution}\` is not known here, and \`censored\` needs it`,
  "use a distribution such as `normal`, `lognormal` or `weibull`",
]);

export const censoredBeyondTruncation = modelError("HP0360", () => [
  "values that are censored on the side of a truncation lie between its bound and their own",
  "write them as intervals, from the bound `to` the value: `truncated(censored(weibull(k, s), to: end), lower: start)`, with the bound as their outcome",
]);

export const componentsDiffer = modelError("HP0336", () => [
  "some components of the mixture have whole numbers only, others all numbers",
  "write components of one kind; where one number has a probability of its own, `zero_inflated` or `hurdle`",
]);

/** `found` is the number of weights, or null for one probability. */
export const weightsOfMixture = modelError("HP0337", (components: number, found: number | null) => [
  found === null
    ? `one probability is the weight of the first of two components, and the mixture has ${components}`
    : `the mixture has ${components} components, and there are ${found} weights`,
  `write \`w[K] ~ dirichlet(1)\`, where \`levels K = 1..${components}\`, and \`mixture(w, [… ${components} distributions …])\``,
]);

export const labelsMaySwitch = modelWarning("HP0338", (first: string, second: string) => [
  `the components of the mixture can exchange places, since nothing tells \`${first}\` from \`${second}\``,
  "give them an order, `μ[K] ~ ordered(normal(0, 5))` with `levels K = 1..2`, and write `μ[1]` and `μ[2]`; or different priors",
]);

export const modifiedParameter = modelError("HP0339", (modifier: string, name: string) => [
  `\`${modifier}\` is for data, and \`${name}\` is a parameter`,
  `write a distribution without it, \`${name} ~ normal(…, …)\``,
]);

export const argumentMustBeData = modelError("HP0324", (argument: string, distribution: string) => [
  `the argument \`${argument}\` of \`${distribution}\` must be a number or data, and this depends on parameters`,
  "write a number, a constant or a column",
]);

export const improperOutcome = modelError("HP0325", (column: string, distribution: string) => [
  `\`${distribution}\` is an improper prior, and \`${column}\` is data`,
  `write a distribution that the data can have, such as \`${column} ~ normal(…, …)\``,
]);

export const rankInDensity = modelError("HP0326", () => [
  "`rank` jumps, so a distribution may not depend on it",
  "define ranks with `=` and read them in the summary; nothing else may use them",
]);

export const squaredScale = modelWarning(
  "HP0327",
  (written: string, argument: string, distribution: string, base: string) => [
    `\`${written}\` stands as the ${argument} of \`${distribution}\`, which is a standard deviation and not a variance`,
    `write \`${base}\`; or give \`${written}\` a name of its own if the square is meant`,
  ],
);

export const listLength = modelError("HP0328", (found: number, plate: string, expected: number) => [
  `the list has ${found} values, and \`${plate}\` has ${expected} levels`,
  `write ${expected} values, or one number for all`,
]);

export const emptyList = modelError("HP0329", () => [
  "the list is empty",
  "write its values, as `[1, 2, 3]`",
]);

/** `use` is "the probabilities of `y`", `target` what stands left of the prior's `~`. */
export const sharesPrior = modelError(
  "HP0330",
  (name: string, use: string, prior: string, target: string) => [
    `\`${name}\` is ${use}, which sum to 1, but its prior \`${prior}\` allows other sums`,
    `write \`${target} ~ dirichlet(1)\``,
  ],
);

export const sharesSum = modelError("HP0331", (use: string, found: number) => [
  `${use} must sum to 1, found the sum ${found}`,
  "divide each by their sum; where they are not known, give them a prior, `θ[K] ~ dirichlet(1)`",
]);

export const sharesVary = modelError("HP0332", (use: string, written: string) => [
  `\`${written}\` is ${use}, which must sum to 1, but its sum depends on parameters`,
  "take all of them from `θ[K] ~ dirichlet(1)`, where `levels K = 1..3`, or write `categorical_logit`, which takes any logarithms of weights",
]);

export const weightedWithoutWeight = modelError("HP0545", () => [
  "`weighted` wants the distribution of an outcome and a weight, and stands outermost",
  "write `y ~ weighted(normal(μ, σ), w)`, with a column `w` that says for how many rows each row stands",
]);

export const weightOfParameters = modelError("HP0546", () => [
  "a weight says for how many rows a row stands, and is made of columns and constants alone",
  "write a column, `weighted(normal(μ, σ), w)`; a spread that differs by row is an sd, `normal(μ, σ * s)`",
]);

/** `target` is the left side with plates of which the last has an order. */
export const unorderedPlate = modelError(
  "HP0355",
  (distribution: string, plate: string, kind: "combination" | "design", target: string) => [
    `\`${distribution}\` runs along levels in their order, and \`${plate}\` is a ${kind === "design" ? "design, whose columns have none" : "combination of factors, whose levels have none"}`,
    `let the last plate be a factor or \`levels\`: \`${target} ~ ${distribution}(…)\``,
  ],
);

export const nestedOrder = modelError(
  "HP0356",
  (distribution: string, plate: string, within: string, name: string) => [
    `\`${distribution}\` would run from the levels of \`${plate}\` in one \`${within}\` on to those in the next`,
    `declare \`${plate}: factor across ${within}\`, and write \`${name}[${within}, ${plate}] ~ ${distribution}(…)\`, one for each \`${within}\``,
  ],
);

export const movedLevel = modelError("HP0357", (distribution: string, plate: string) => [
  `\`${distribution}\` runs along the levels of \`${plate}\` in their order, and \`reference\` puts one of them first`,
  `leave out \`reference\`, or declare a second column for it, \`${plate}_0: factor reference … from "…"\``,
]);

/** `ordered` is the prior that thresholds want; a prior over all numbers is kept inside of it. */
export const thresholdsPrior = modelError(
  "HP0340",
  (parameter: string, use: string, prior: string, remedy: string) => [
    `\`${parameter}\` is ${use}, which must increase, but its prior \`${prior}\` gives numbers in any order`,
    remedy,
  ],
);

export const thresholdsFall = modelError("HP0341", (use: string, written: string) => [
  `\`${written}\` is ${use}, which must increase, each larger than the one before`,
  "write the numbers from the lowest to the highest",
]);

export const thresholdsVary = modelError("HP0342", (use: string, written: string) => [
  `\`${written}\` is ${use}, which must increase, but it does not at all values of its parameters`,
  "take all of them from `θ[K] ~ ordered(normal(0, 3))`, where `levels K = 1..3`, or add positive steps, `[a, a + step]` with `step ~ half_normal(3)`",
]);
