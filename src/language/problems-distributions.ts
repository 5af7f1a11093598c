/** Problems of distributions, their arguments and supports (HP03xx). One constructor per mistake. */

import type { Problem, Span } from "../problems/problem.ts";
import { errorAt, warningAt } from "./problems-text.ts";

export function unknownDistribution(span: Span, name: string, hint: string): Problem {
  return errorAt("HP0301", span, `there is no distribution \`${name}\``, hint);
}

export function notADistribution(span: Span, target: string): Problem {
  return errorAt(
    "HP0302",
    span,
    "after `~` a distribution is expected",
    `write \`${target} ~ normal(…, …)\`, or \`${target} = …\` for a value`,
  );
}

export function tooManyArguments(span: Span, signature: string, found: number): Problem {
  return errorAt(
    "HP0303",
    span,
    `found ${found} arguments, more than \`${signature}\` has`,
    `write \`${signature}\``,
  );
}

export function missingArgument(span: Span, argument: string, signature: string): Problem {
  return errorAt("HP0304", span, `the argument \`${argument}\` is missing`, `write \`${signature}\``);
}

export function unknownArgument(span: Span, argument: string, distribution: string, hint: string): Problem {
  return errorAt("HP0305", span, `\`${distribution}\` has no argument \`${argument}\``, hint);
}

export function repeatedArgument(span: Span, argument: string): Problem {
  return errorAt("HP0306", span, `the argument \`${argument}\` is given twice`, "leave out one of the two");
}

export function positionalAfterNamed(span: Span): Problem {
  return errorAt(
    "HP0307",
    span,
    "an argument without a name follows one with a name",
    "name this one as well, or write those without names first",
  );
}

/** The teaching case of the language: a prior that lets a parameter go where its use does not allow it. */
export function priorOutsideSupport(
  span: Span,
  parameter: string,
  use: string,
  prior: string,
  allowed: string,
  remedy: string,
): Problem {
  return errorAt(
    "HP0308",
    span,
    `\`${parameter}\` is ${use}, but its prior \`${prior}\` allows ${allowed}`,
    remedy,
  );
}

export function expressionOutsideSupport(
  span: Span,
  use: string,
  written: string,
  allowed: string,
  remedy: string,
): Problem {
  return errorAt("HP0309", span, `\`${written}\` is ${use}, but it can take ${allowed}`, remedy);
}

export function constantOutsideSupport(span: Span, use: string, wanted: string, found: string): Problem {
  return errorAt(
    "HP0310",
    span,
    `${use} must be ${wanted}, found ${found}`,
    `write a value that is ${wanted}`,
  );
}

export function discreteParameter(span: Span, name: string, distribution: string): Problem {
  return errorAt(
    "HP0311",
    span,
    `\`${name}\` would be a parameter of whole numbers, since it is not a data column, and \`${distribution}\` is for data`,
    `declare the column, \`data { ${name}: int }\`, or give \`${name}\` a continuous distribution`,
  );
}

export function realOutcome(span: Span, column: string, distribution: string): Problem {
  return errorAt(
    "HP0312",
    span,
    `\`${distribution}\` is for whole numbers, and \`${column}\` is declared \`real\``,
    `declare \`${column}: int\`; if its values are not whole, give it a distribution of any numbers, such as \`gamma\` or \`normal\``,
  );
}

/** `type` is what a column of numbers is declared as for this distribution. */
export function factorOutcome(
  span: Span,
  column: string,
  distribution: string,
  type: "int" | "real",
): Problem {
  return errorAt(
    "HP0313",
    span,
    `\`${column}\` is a factor, which \`${distribution}\` cannot be the distribution of`,
    `if it holds numbers, declare \`${column}: ${type}\`; of two labels write \`${column} ~ bernoulli_logit(…)\`, of more \`${column} ~ categorical_logit(…)\``,
  );
}

export function vectorOutcome(span: Span, column: string, distribution: string): Problem {
  return errorAt(
    "HP0314",
    span,
    `\`${distribution}\` is a distribution of vectors, and \`${column}\` is a data column of numbers`,
    `write a distribution of one number, \`${column} ~ normal(…, …)\``,
  );
}

export function vectorTarget(span: Span, name: string, distribution: string): Problem {
  return errorAt(
    "HP0315",
    span,
    `\`${distribution}\` is a distribution of vectors, and \`${name}\` has no plate to run along`,
    `write \`${name}[K] ~ ${distribution}(…)\`, where \`levels K = 1..3\``,
  );
}

export function correlationTarget(span: Span, name: string, distribution: string, plate: string): Problem {
  return errorAt(
    "HP0316",
    span,
    `\`${distribution}\` is a distribution of correlation matrices, which have the same plate twice`,
    `write \`${name}[${plate},${plate}] ~ ${distribution}(…)\``,
  );
}

export function notAVector(span: Span, argument: string, distribution: string, plate: string): Problem {
  return errorAt(
    "HP0317",
    span,
    `the ${argument} of \`${distribution}\` wants one number, a list, or a quantity with a value for each \`${plate}\``,
    `write its bare name, as \`τ\` where \`τ[${plate}] ~ …\``,
  );
}

export function vectorElsewhere(span: Span, name: string, plate: string, expected: string): Problem {
  return errorAt(
    "HP0318",
    span,
    `\`${name}\` has a value for each \`${plate}\`, and one for each \`${expected}\` is wanted`,
    `use a quantity that is defined with \`[${expected}]\``,
  );
}

export function notAMatrix(span: Span, argument: string, distribution: string, plate: string): Problem {
  return errorAt(
    "HP0319",
    span,
    `the ${argument} of \`${distribution}\` wants a correlation matrix over \`${plate}\``,
    `write its bare name, as \`Ω\` where \`Ω[${plate},${plate}] ~ lkj(2)\``,
  );
}

export function truncatedWithoutBounds(span: Span): Problem {
  return errorAt(
    "HP0320",
    span,
    "`truncated` wants a distribution and at least one bound",
    "write `truncated(normal(0, 1), lower: 0)`",
  );
}

export function notABase(span: Span, modifier: string): Problem {
  return errorAt(
    "HP0321",
    span,
    `\`${modifier}\` wants a distribution of one number`,
    modifier === "ordered" ? "write `ordered(normal(0, 2))`" : "write `truncated(normal(0, 1), lower: 0)`",
  );
}

export function cannotTruncate(span: Span, distribution: string): Problem {
  return errorAt(
    "HP0322",
    span,
    `\`${distribution}\` can only be truncated where its arguments and bounds are numbers or data`,
    "write numbers, or use a distribution such as `normal`, whose cumulative distribution is known here",
  );
}

export function notAvailable(span: Span, name: string): Problem {
  return errorAt(
    "HP0323",
    span,
    `\`${name}\` belongs to the language but is not available in this version`,
    remedies[name] ?? "use another distribution",
  );
}

const remedies: Readonly<Record<string, string>> = {
  zero_inflated: "use `negative_binomial` or `beta_binomial`, which allow for many zeros by overdispersion",
  censored: "use the uncensored distribution on the rows that are fully observed, and say so",
  mixture: "use a distribution with heavier tails, such as `student_t`",
  von_mises: "use `normal` where the angles stay within a small arc",
  random_walk: "use independent effects, `b[week] ~ normal(0, τ)`",
  ordered_logistic: "use `categorical_logit`",
};

export function argumentMustBeData(span: Span, argument: string, distribution: string): Problem {
  return errorAt(
    "HP0324",
    span,
    `the argument \`${argument}\` of \`${distribution}\` must be a number or data, and this depends on parameters`,
    "write a number, a constant or a column",
  );
}

export function improperOutcome(span: Span, column: string, distribution: string): Problem {
  return errorAt(
    "HP0325",
    span,
    `\`${distribution}\` is an improper prior, and \`${column}\` is data`,
    `write a distribution that the data can have, such as \`${column} ~ normal(…, …)\``,
  );
}

export function rankInDensity(span: Span): Problem {
  return errorAt(
    "HP0326",
    span,
    "`rank` jumps, so a distribution may not depend on it",
    "define ranks with `=` and read them in the summary; nothing else may use them",
  );
}

export function squaredScale(
  span: Span,
  written: string,
  argument: string,
  distribution: string,
  base: string,
): Problem {
  return warningAt(
    "HP0327",
    span,
    `\`${written}\` stands as the ${argument} of \`${distribution}\`, which is a standard deviation and not a variance`,
    `write \`${base}\`; or give \`${written}\` a name of its own if the square is meant`,
  );
}

export function listLength(span: Span, found: number, plate: string, expected: number): Problem {
  return errorAt(
    "HP0328",
    span,
    `the list has ${found} values, and \`${plate}\` has ${expected} levels`,
    `write ${expected} values, or one number for all`,
  );
}

export function emptyList(span: Span): Problem {
  return errorAt("HP0329", span, "the list is empty", "write its values, as `[1, 2, 3]`");
}

/** `use` is "the probabilities of `y`", `target` what stands left of the prior's `~`. */
export function sharesPrior(span: Span, name: string, use: string, prior: string, target: string): Problem {
  return errorAt(
    "HP0330",
    span,
    `\`${name}\` is ${use}, which sum to 1, but its prior \`${prior}\` allows other sums`,
    `write \`${target} ~ dirichlet(1)\``,
  );
}

export function sharesSum(span: Span, use: string, found: number): Problem {
  return errorAt(
    "HP0331",
    span,
    `${use} must sum to 1, found the sum ${found}`,
    "divide each by their sum; where they are not known, give them a prior, `θ[K] ~ dirichlet(1)`",
  );
}

export function sharesVary(span: Span, use: string, written: string): Problem {
  return errorAt(
    "HP0332",
    span,
    `\`${written}\` is ${use}, which must sum to 1, but its sum depends on parameters`,
    "take all of them from `θ[K] ~ dirichlet(1)`, where `levels K = 1..3`, or write `categorical_logit`, which takes any logarithms of weights",
  );
}
