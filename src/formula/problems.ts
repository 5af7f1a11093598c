/** Problems of formulas (HP09xx): what was expected, what was found, and what to write. */

import { didYouMean, inModel, listed, nowhere, problem } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";

const example = "write it as `y ~ x + (1 | group)`";

export const responseWanted = (span: Span, found = "nothing"): Problem =>
  problem("HP0901", inModel(span), [`expected the outcome of a formula, a column, found ${found}`, example]);

export const tildeWanted = (span: Span): Problem =>
  problem("HP0902", inModel(span), ["expected `~` behind the outcome of a formula", example]);

export const notAResponse = (span: Span, callee: string): Problem =>
  problem("HP0903", inModel(span), [
    `\`${callee}(…)\` is no outcome that a formula can have`,
    callee === "Surv"
      ? "write `time | cens(1 - event) ~ …`, where `event` is 1 of what was seen"
      : "write a column, `log(y)` for a lognormal outcome, or `cbind(successes, failures)`; others are made as a column of the table",
  ]);

export const unknownAddition = (span: Span, name: string): Problem =>
  problem("HP0904", inModel(span), [
    `\`${name}\` does not say anything of an outcome`,
    "write `y | trials(n) ~ …` for counts out of n, `y | se(s) ~ …` for known standard errors, `y | weights(w) ~ …` for rows that stand for w rows",
  ]);

/** What other programs have. */
export const notOffered = (span: Span, name: string, instead: string): Problem =>
  problem("HP0905", inModel(span), [`\`${name}(…)\` is not there in formulas`, instead]);

export const groupInside = (span: Span): Problem =>
  problem("HP0906", inModel(span), [
    "a group term or an offset stands inside another term, or behind a minus sign",
    "add it to the sum: `y ~ x + (1 | group) + offset(z)`",
  ]);

export const twoFormulas = (span: Span, what: string): Problem =>
  problem("HP0907", inModel(span), [
    `there are two formulas for \`${what}\``,
    "write one, with all its terms",
  ]);

export const groupingWanted = (span: Span, found: string): Problem =>
  problem("HP0908", inModel(span), [
    `expected factors behind the bar, found \`${found}\``,
    "write `(1 | g)`, `(1 | a:b)` for their combinations, `(1 | a/b)` for b within a, `(1 | a*b)` for both and them",
  ]);

/** At the place where the formula names it. */
export const columnNotThere = (span: Span, { message, hint }: Pick<Problem, "message" | "hint">): Problem =>
  problem("HP0909", inModel(span), [message, hint]);

export const unknownFamily = (name: string, nearest: string | null, known: readonly string[]): Problem =>
  problem("HP0910", nowhere, [`\`${name}\` is no family`, didYouMean(nearest, `known are ${listed(known)}`)]);

export const unknownLink = (link: string, family: string, known: readonly string[]): Problem =>
  problem("HP0911", nowhere, [
    `the family \`${family}\` has no link \`${link}\``,
    `it has ${listed(known)}; the first is the usual one`,
  ]);

/** What an outcome is, and what a family wants. */
export const wrongOutcome = (span: Span, family: string, message: string, hint: string): Problem =>
  problem("HP0912", inModel(span), [`the family \`${family}\` ${message}`, hint]);

export const unknownPrior = (text: string, known: readonly string[]): Problem =>
  problem("HP0913", nowhere, [`\`${text}\` is no prior of this model`, `it has those of ${listed(known)}`]);

/** A text that does not say what it is a prior of. */
export const unreadPrior = (text: string): Problem =>
  problem("HP0913", nowhere, [
    `\`${text}\` is no prior of something`,
    "write what it is of, and its distribution: `b = normal(0, 5)`, `sd(group) = half_normal(20)`, `sd(group) < 50 with 0.95`",
  ]);

export const iccRefused = (plate: string): Problem =>
  problem("HP0915", nowhere, [
    `the intraclass correlation of \`${plate}\` has no prior of its own here: it is one of a normal outcome with one residual sd and one such group`,
    "give `sd(…)` and `sigma` priors",
  ]);

export const wordAmongNumbers = (span: Span, column: string, word: string): Problem =>
  problem("HP0916", inModel(span), [
    `\`${column}\` is a column of numbers, but for values such as \`${word}\``,
    `write \`--na "${word}"\` if that stands for a missing value, or \`factor(${column})\` if all are labels`,
  ]);

/** `known` is what the family has. */
export const scaleOfNothing = (span: Span, key: string, family: string, known: readonly string[]): Problem =>
  problem("HP0917", inModel(span), [
    `there is a formula for \`${key}\`, and the outcome has none: its family is \`${family}\``,
    known.length === 0
      ? "leave it out, or choose a family that has it, as `gaussian` has `sigma`"
      : `leave it out; this family has ${listed(known)}`,
  ]);

export const unknownCensoring = (span: Span, found: string | null): Problem =>
  problem("HP0918", inModel(span), [
    `what is censored is told by the numbers -1, 0, 1 and 2 or the labels left, none, right and interval, found ${found ?? "something else"}`,
    'write a column with 1 where the outcome is above its value, -1 where it is below, 2 where it lies between two columns, otherwise 0: `y | cens(status)`, of events `y | cens(1 - event)`, of other labels `y | cens(status == "dead")`',
  ]);

export const censoringWithoutEnd = (span: Span): Problem =>
  problem("HP0919", inModel(span), [
    "some outcomes lie between two values, and the column of the second one is not named",
    "write `y | cens(status, end)`",
  ]);

export const smoothInside = (span: Span): Problem =>
  problem("HP0930", inModel(span), [
    "a smooth stands inside another term, or behind a minus sign",
    "add it to the sum, `y ~ x + s(z)`; a curve for each level of a factor is `s(z, by = f)`",
  ]);

/** What is said of a smooth and cannot be. */
export const smoothArgument = (span: Span, message: string, hint: string): Problem =>
  problem("HP0931", inModel(span), [`the smooth ${message}`, hint]);

export const unknownArgument = (span: Span, callee: string, name: string, value: string): Problem =>
  problem("HP0932", inModel(span), [
    `\`${callee}(…)\` has no argument \`${name}\` here`,
    `leave \`${name} = ${value}\` out`,
  ]);

/** `fewest`: the least that a smooth needs; `k`: how many B-splines were asked for. */
export const tooFewForSmooth = (
  span: Span,
  argument: string,
  found: number,
  k: number,
  fewest: number,
): Problem =>
  problem("HP0933", inModel(span), [
    `a smooth of ${k} B-splines needs as many different values, and \`${argument}\` has ${found}`,
    found >= fewest
      ? `write \`k = ${found}\`, or leave \`k\` out`
      : `write \`${argument}\` for a straight line, or \`(1 | ${argument})\` for an effect of each value`,
  ]);

/** Two effects of one group that only their sum is known of. */
export const sameEffects = (span: Span, effects: string): Problem =>
  problem("HP0934", inModel(span), [
    `${effects} is there twice, and the data are about the sum of the two alone`,
    "leave one of the two out",
  ]);

/** Effects that brms would correlate. */
export const notCorrelated = (span: Span, id: string, why: string, hint: string): Problem =>
  problem("HP0935", inModel(span), [`the effects of \`| ${id} |\` are not correlated here: ${why}`, hint]);

export const noOtherColumns = (span: Span): Problem =>
  problem("HP0936", inModel(span), [
    "`.` stands for all columns but those of the outcome and of the groups, and the table has no other",
    "write `1` for an intercept alone",
  ]);

export const orderWanted = (span: Span, found: string): Problem =>
  problem("HP0945", inModel(span), [
    `effects along an order are of one column, or of one for each level of another, found \`${found}\``,
    "write `(1 | rw(week))`, or `(1 | rw(week, subject))` for one walk of each subject",
  ]);

export const slopeAlongOrder = (span: Span, terms: string, grouping: string): Problem =>
  problem("HP0946", inModel(span), [
    `\`${terms}\` stands before \`${grouping}\`, and only the intercept can vary along an order`,
    `write \`(1 | ${grouping})\`; slopes that do are a statement of a model`,
  ]);

/** Of labels the order is not known; theirs by the alphabet is hardly ever the one that is meant. */
export const labelsWithoutOrder = (span: Span, column: string, labels: readonly string[]): Problem =>
  problem("HP0920", inModel(span), [
    `the labels of \`${column}\`, ${listed(labels, 6)}, are in no order that is known`,
    `write \`ordered(${column}, levels = [${labels
      .slice(0, 6)
      .map((label) => JSON.stringify(label))
      .join(", ")}${labels.length > 6 ? ", …" : ""}])\` in its place, from the lowest to the highest`,
  ]);

export const monotonicInside = (span: Span): Problem =>
  problem("HP0921", inModel(span), [
    "a monotonic effect is of one factor, and a term by itself",
    "write `mo(dose)` as a term of the sum; with other effects at each level of another factor, write the column without `mo`",
  ]);

/** `--family "bernoulli(probit)" --link logit` */
export const twoLinks = (family: string, inside: string, option: string): Problem =>
  problem("HP0925", nowhere, [
    `the link behind the family \`${family}\` is \`${inside}\`, and that of \`--link\` is \`${option}\``,
    `write \`--family ${family} --link ${option}\``,
  ]);

/** A number behind a family's name, `student(-1)`; `fixed` is what one may be, null where none may stand. */
export const wrongNumber = (
  family: string,
  found: string,
  fixed: { readonly key: string; readonly lower: number; readonly upper: number } | null,
): Problem => {
  if (fixed === null)
    return problem("HP0925", nowhere, [
      `the family \`${family}\` has nothing that a number fixes, and \`(${found})\` stands behind it`,
      `write \`--family ${family}\``,
    ]);
  const range =
    fixed.upper < Infinity ? `a number between ${fixed.lower} and ${fixed.upper}` : "a positive number";
  return problem("HP0925", nowhere, [
    `the ${fixed.key} of the family \`${family}\` is ${range}, and \`(${found})\` stands behind it`,
    `write it as \`--family "${family}(${fixed.upper < Infinity ? 0.5 : 4})"\``,
  ]);
};
