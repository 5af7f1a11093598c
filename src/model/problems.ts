/**
 * Every problem that only shows when a model meets its data. Codes HP0501–HP0519: errors, HP0520–HP0539: warnings.
 */

import { canBeNoncentered } from "../distributions/distribution.ts";
import { distributions } from "../distributions/index.ts";
import { inFile, inModel, listed, nowhere, problem, warning } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";
import { problemKind } from "../problems/problem-kind.ts";

/** Where a value stands in the data. */
export interface Element {
  readonly file: string;
  /** The line of the file, if it came from one. */
  readonly line: number | null;
  /** "row 5", or "county `AITKIN`". */
  readonly words: string;
}

export const unknownConstant = (name: string, known: readonly string[]) =>
  problem("HP0501", nowhere, [
    `the model has no constant \`${name}\` to set`,
    known.length === 0
      ? `declare it in the model: \`constant ${name} = 1\``
      : `its constants are ${listed(known, 6)}`,
  ]);

export const constantNotFinite = (name: string, value: number, span: Span) =>
  problem("HP0502", inModel(span), [
    `the constant \`${name}\` has the value ${value}`,
    "give it a finite number",
  ]);

export const boundBroken = (column: string, rule: string, value: number, count: number, at: Element) =>
  problem("HP0503", inFile(at.file, at.line, column), [
    `\`${column}\` must be ${rule}, but is ${value} in ${at.words}${count > 1 ? ` and breaks the bound in ${count} places` : ""}`,
    `correct the data, or the bound in the declaration of \`${column}\``,
  ]);

export const outcomeOutside = (
  column: string,
  distribution: string,
  support: string,
  value: number,
  count: number,
  at: Element,
) =>
  problem("HP0504", inFile(at.file, at.line, column), [
    `\`${column}\` is ${value} in ${at.words}, but \`${distribution}\` gives ${support}${count > 1 ? ` (so in ${count} places)` : ""}`,
    `correct the data, or give \`${column}\` a distribution that can give such values`,
  ]);

export const argumentOutside = (
  argument: string,
  distribution: string,
  support: string,
  value: number,
  at: Element,
  span: Span,
) =>
  problem("HP0505", inModel(span), [
    `the ${argument} of \`${distribution}\` must be ${support}, but is ${value} in ${at.words}`,
    "correct the data, or the expression; a bound in the column's declaration, as `real > 0`, says so earlier",
  ]);

export const notNested = (plate: string, context: string, span: Span) =>
  problem("HP0506", inModel(span), [
    `\`[${plate}]\` has no one value for each level of \`${context}\`: some levels of \`${context}\` occur with several of \`${plate}\``,
    `if labels of \`${context}\` are only unique within \`${plate}\`, declare \`${context}: factor in ${plate}\`; if not, index by \`${context}:${plate}\``,
  ]);

export const unknownLevel = (
  label: string,
  plate: string,
  levels: readonly string[],
  nearest: string | null,
  span: Span,
) =>
  problem("HP0507", inModel(span), [
    `\`${plate}\` has no level \`${label}\``,
    `${nearest === null ? "" : `did you mean \`${nearest}\`? `}its levels are ${listed(levels, 6)}`,
  ]);

export const sizeMismatch = (what: string, expected: number, found: number, span: Span) =>
  problem("HP0509", inModel(span), [
    `${what} must have ${expected} elements, but has ${found}`,
    "make the lengths agree",
  ]);

export const noDistributionFunction = (distribution: string, span: Span) =>
  problem("HP0510", inModel(span), [
    `\`${distribution}\` cannot be truncated where its arguments are parameters: its distribution function has no closed form here`,
    "give it arguments that are numbers, or truncate another distribution",
  ]);

/** What can be written non-centered, as a list in words. */
const noncenteredNames = distributions
  .filter(canBeNoncentered)
  .map(({ name }) => name)
  .join(", ");

export const notNoncentered = (name: string, distribution: string, span: Span) =>
  problem("HP0511", inModel(span), [
    `\`${name}\` cannot be \`noncentered\`: \`${distribution}\` is not of a distribution that is written so`,
    `leave the word out; these can be non-centered: ${noncenteredNames}`,
  ]);

export const emptyPlate = (plate: string) =>
  problem("HP0512", nowhere, [`\`${plate}\` has no levels in the data`, "check that the table has rows"]);

export const missingEntry = (column: string, count: number, file: string) =>
  problem("HP0513", inFile(file, null, column), [
    `\`${column}\` has ${count} missing ${count === 1 ? "value" : "values"}`,
    "fill them in, or drop the rows with `--drop-missing`",
  ]);

export const sdOfOne = (plate: string, span: Span) =>
  problem("HP0514", inModel(span), [
    `\`sd\` over \`${plate}\` needs at least two levels, but there is one`,
    "leave the quantity out for these data",
  ]);

export const unknownGroupTable = (factor: string, known: readonly string[]) =>
  problem("HP0515", nowhere, [
    `a table was given for \`${factor}\`, but the model declares no \`data per ${factor}\``,
    known.length === 0 ? "leave the table out" : `the model has group-level columns for ${listed(known, 6)}`,
  ]);

export const orderedApart = (distribution: string, plate: string, span: Span) =>
  problem("HP0516", inModel(span), [
    `the bounds of \`${distribution}\` differ along \`${plate}\`, and the elements of an \`ordered\` vector lie between the same ones`,
    "give all elements one bound, as `ordered(uniform(0, 10))`",
  ]);

export const choiceOfNumber = (distribution: string, categories: "items" | "gaps", span: Span) =>
  problem(
    "HP0517",
    inModel(span),
    categories === "items"
      ? [
          `\`${distribution}\` needs one number for each category, but was given one number`,
          "write a list, `[0, a, b]`, or a quantity over a plate of categories",
        ]
      : [
          `\`${distribution}\` needs a vector of thresholds, one less than there are categories, but was given one number`,
          "write a quantity over a plate, `θ[K] ~ ordered(normal(0, 3))` with `levels K = 1..3`; for two categories a list of one, `[a]`",
        ],
  );

export const thresholdsDiffer = (
  column: string,
  categories: number,
  isFactor: boolean,
  thresholds: number,
  span: Span,
) =>
  problem("HP0343", inModel(span), [
    `\`${column}\` has ${categories} ${isFactor ? "levels" : "categories, as it is declared"}, between which there are ${categories - 1} thresholds, but here are ${thresholds}`,
    `give it ${categories - 1} thresholds, over \`levels K = 1..${categories - 1}\``,
  ]);

export const emptyInterval = (distribution: string, lower: number, upper: number, at: Element, span: Span) =>
  problem("HP0518", inModel(span), [
    `\`${distribution}\` goes from ${lower} to ${upper} in ${at.words}, which leaves no numbers between`,
    "give it a lower bound that is below the upper one",
  ]);

/** A column that the data do not tell from others. */
export interface DependentColumn {
  /** The design that it and the others are columns of; null where they are named by their coefficients. */
  readonly design: string | null;
  readonly name: string;
  /** What it is a combination of; nothing where it is zero. */
  readonly on: readonly string[];
  /** How many more there are. */
  readonly others: number;
}

function dependence({ design, name, on, others }: DependentColumn): string {
  const [what, those] =
    design === null
      ? [`what multiplies \`${name}\``, `what multiplies ${listed(on, 6)}`]
      : [`column \`${name}\` of the design \`${design}\``, listed(on, 6)];
  const combination =
    on.length === 0 ? "zero throughout" : `a ${on.length === 1 ? "multiple" : "combination"} of ${those}`;
  return `${what} is ${combination}${others > 0 ? ` (and ${others} more such)` : ""}`;
}

/** `flat` are the parameters that have flat priors. */
export const improperPosterior = (dependent: DependentColumn, flat: readonly string[], span: Span) =>
  problem("HP0519", inModel(span), [
    `${dependence(dependent)}, and the ${flat.length === 1 ? "prior" : "priors"} of ${listed(flat, 6)} ${flat.length === 1 ? "is" : "are"} flat: the posterior is improper`,
    `leave out one of the ${dependent.design === null ? "terms" : "columns"}${[dependent.name, ...dependent.on].includes("intercept") ? " (a design that begins with `0 +` has no intercept)" : ""}, or give \`${flat[flat.length - 1]}\` a proper prior, such as \`normal(0, 10)\``,
  ]);

export const oneLevel = (plate: string, quantity: string, span: Span) =>
  warning("HP0520", inModel(span), [
    `\`${plate}\` has one level only, so the data say nothing of the spread of \`${quantity}\``,
    "its posterior is its prior; use a model without this plate",
  ]);

/** `rows` are the most that a level has; `quantities` are the effects of the levels. */
export const oneRowEach = (
  plate: string,
  rows: number,
  quantities: readonly string[],
  residual: string,
  span: Span,
) => {
  const [have, remedy] =
    rows === 1
      ? ["has one row", "repeated measurements"]
      : [`has at most ${rows} rows, too few for all its effects`, "fewer effects, more rows in each level"];
  const spreads = `the ${quantities.length > 1 ? "spreads" : "spread"} of ${listed(quantities, 6)}`;
  return warning("HP0521", inModel(span), [
    `every level of \`${plate}\` ${have}, so ${spreads} and ${residual} cannot be told apart`,
    `only their priors separate them; ${remedy}, or a known standard error, would`,
  ]);
};

export const constantOutcome = problemKind(
  "HP0522",
  (code, column: string, value: number, file: string): Problem =>
    warning(code, inFile(file, null, column), [
      `\`${column}\` is ${value} in every row`,
      "its spread is then learned from the priors alone; check that the right column was read",
    ]),
);

export const dependentTerms = (dependent: DependentColumn, span: Span) =>
  warning("HP0523", inModel(span), [
    `${dependence(dependent)}, so that ${dependent.on.length === 0 ? "the data say nothing of its effect" : "only priors tell their effects apart"}`,
    "leave out one of the terms",
  ]);

/** Of tables that were read for another model. */
export const seriesNotRead = (names: readonly string[]) =>
  problem("HP0479", nowhere, [
    `the table was read for a model without ${listed(names)}, and lags are made when a table is read`,
    "write the same lags in the model that the table is read for",
  ]);
