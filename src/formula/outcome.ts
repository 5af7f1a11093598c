/** The outcome of a formula: which family it has, and the units that its predictor is in. */

import type { FactorColumn } from "../data/table.ts";
import { printNumber } from "../language/print-expression.ts";
import type { Identifier } from "../language/syntax.ts";
import { log } from "../numeric/logarithm.ts";
import { mean, variance } from "../numeric/sums.ts";
import type { Fix } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import type { FormulaTable } from "./columns.ts";
import { type Family, families, familyNamed, type LinkName, linkNames } from "./families.ts";
import { nearestFamily } from "./family-names.ts";
import {
  labelsWithoutOrder,
  twoLinks,
  unknownFamily,
  unknownLink,
  wrongNumber,
  wrongOutcome,
} from "./problems.ts";
import type { Response } from "./syntax.ts";

/** What is said of a formula's model besides the formula. */
export interface FormulaOptions {
  /** Of the outcome: `gaussian`, `poisson`, `student(4)`, …; without it that of the outcome's labels or counts. */
  readonly family?: string;
  /** Of the mean: `identity`, `log`, `logit`, `probit`, …; without it the family's usual one. */
  readonly link?: string;
  /** Priors in place of the defaults: `sd(Subject) = half_normal(20)`. */
  readonly priors?: readonly string[];
}

/** A family, with what an outcome of labels needs. */
export interface ChosenFamily {
  readonly family: string;
  readonly link: LinkName;
  /** The number behind the family's name, as the 4 of `student(4)`. */
  readonly fixed: string | null;
  /** The label that counts as failure, where one was chosen. */
  readonly reference: string | null;
}

/** Where the predictor lies, and how far it and its groups spread. */
export interface Unit {
  readonly mean: number;
  readonly sd: number;
  readonly groupSd: number;
  /** How far an outcome may be from its mean, in its own unit. */
  readonly residualSd: number;
  /** The least outcome, as a model has it. */
  readonly least: string;
}

type Choice =
  | { readonly chosen: ChosenFamily; readonly problem: null }
  | { readonly chosen: null; readonly problem: Problem };

/** The family that was asked for, or that the outcome has. */
export function chooseFamily(response: Response, found: FormulaTable, options: FormulaOptions): Choice {
  const refuse = (problem: Problem): Choice => ({ chosen: null, problem });
  const { column, success } = response;
  const levels = levelsOf(response, found);
  const asked = options.family ?? usualFamily(response, levels !== null);
  const [, name = asked, inside = null] = withNumber.exec(asked.trim()) ?? [];
  const linkInside = inside === null ? null : linkNamed(inside);
  const number = linkInside === null ? inside : null;
  const named = familyNamed(name);
  const family = named === "binomial" && !hasTrials(response) ? "bernoulli" : named;
  if (family === null) {
    return refuse(unknownFamily(name, nearestFamily(name), Object.keys(families)));
  }
  if (number !== null && !isFixable(families[family]!, number))
    return refuse(wrongNumber(family, number, families[family]!.fixed ?? null));
  const { links } = families[family]!;
  if (linkInside !== null && options.link !== undefined && options.link !== linkInside)
    return refuse(twoLinks(family, linkInside, options.link));
  const wanted = options.link ?? linkInside ?? links[0]!;
  const link = links.find((one) => one === wanted);
  if (link === undefined) return refuse(unknownLink(wanted, family, links));
  const unordered = levels !== null && response.order === null && families[family]!.outcome === "ordered";
  if (unordered) return refuse(labelsWithoutOrder(column.span, column.text, levels));
  const wrong =
    wrongNumbers(response, family, found) ??
    wrongLabels(response, family, levels) ??
    wrongResponse(response, family) ??
    wrongStart(response, families[family]!, found);
  if (wrong !== null) return refuse(wrongOutcome(column.span, family, ...wrong));
  const reference = success === null ? null : levels!.find((one) => one !== success.text)!;
  const fixed = number === null ? null : printNumber(Number(number));
  return { chosen: { family, link, fixed, reference }, problem: null };
}

/** `asym_laplace(0.9)` */
const withNumber = /^([^()]+)\(([^()]*)\)$/;

/** The link of `cumulative(probit)`, or as R writes it, `binomial(link = "logit")`; null where it is none. */
function linkNamed(inside: string): LinkName | null {
  const [, word = ""] = /^(?:link *= *)?["']?(\w+)["']?$/.exec(inside.trim()) ?? [];
  return linkNames.find((one) => one === word) ?? null;
}

function isFixable({ fixed }: Family, number: string): boolean {
  const value = number.trim() === "" ? Number.NaN : Number(number);
  return fixed !== undefined && value > fixed.lower && value < fixed.upper;
}

/** What the least of an outcome has against a start above 0. */
function wrongStart({ column }: Response, { isShifted }: Family, found: FormulaTable): Fix | null {
  const least = leastOf(column.text, found);
  if (isShifted !== true || least > 0) return null;
  return [
    `has positive outcomes, and the least of \`${column.text}\` is ${printNumber(least)}`,
    "correct the data, or choose another family",
  ];
}

function leastOf(header: string, found: FormulaTable): number {
  return valuesOf(header, found).reduce((least, value) => Math.min(least, value), Infinity);
}

/** More categories than these are numbers that were measured. */
const mostCategories = 30;

/** What a column of numbers has against a family of ordered categories. */
function wrongNumbers(response: Response, family: string, found: FormulaTable): Fix | null {
  if (families[family]!.outcome !== "ordered" || response.order !== null) return null;
  const { count } = categoriesOf(response, found);
  if (count <= mostCategories) return null;
  return [
    `has few ordered categories, and \`${response.column.text}\` would have ${count}`,
    "choose a column of few numbers, or a family of numbers such as `gaussian`",
  ];
}

/** The categories of an ordinal outcome. */
export interface Categories {
  readonly count: number;
  /** How the column is declared: whole numbers from 1, labels in their order, or numbers as labels. */
  readonly declared: "numbers" | "listed" | "labels";
}

/** Those that are listed; of whole numbers from 1 all up to the largest; of other numbers those that occur. */
export function categoriesOf({ column, order, thresholds }: Response, found: FormulaTable): Categories {
  if (order !== null) return { count: order.length, declared: "listed" };
  const values = valuesOf(column.text, found);
  if (values.every((value) => Number.isInteger(value) && value >= 1)) {
    const largest = values.reduce((most, value) => Math.max(most, value), 2);
    return { count: Math.max(largest, (thresholds?.count ?? 0) + 1), declared: "numbers" };
  }
  return { count: new Set(values).size, declared: "labels" };
}

/** What an outcome's labels, `levels` where it has any, have against a family. */
function wrongLabels(
  { column, success }: Response,
  family: string,
  levels: readonly string[] | null,
): Fix | null {
  const { outcome } = families[family]!;
  const count = levels?.length ?? 0;
  if (outcome === "categories" && levels === null)
    return [`has labels as outcomes, and \`${column.text}\` has numbers`, "choose a column of labels"];
  if (levels !== null && !["binary", "categories", "ordered"].includes(outcome))
    return [
      `has numbers as outcomes, and \`${column.text}\` has labels`,
      count === 2 ? "leave `--family` out" : "write `--family categorical`, or choose a column of numbers",
    ];
  if (outcome === "binary" && levels !== null && count !== 2)
    return [
      `has outcomes of two labels, and \`${column.text}\` has ${count}`,
      "write `--family categorical`, or `ordered(y, levels = [low, high]) ~ …` with the labels in their order",
    ];
  if (
    success !== null &&
    (outcome === "categories" || outcome === "ordered" || !(levels ?? []).includes(success.text))
  )
    return [
      `has no outcome \`${success.text}\` in \`${column.text}\``,
      levels === null
        ? "write the column alone, with `--family bernoulli` if it is 0 and 1"
        : "write one of its labels in quotes",
    ];
  return null;
}

/** What the words about an outcome have against a family. */
function wrongResponse(
  { isLogarithm, trials, failures, otherCounts, standardError, thresholds }: Response,
  family: string,
): Fix | null {
  const isOfTrials = hasTrials({ trials, failures });
  const { outcome } = families[family]!;
  if (isLogarithm && family !== "lognormal")
    return ["has no outcome that is a logarithm", "leave `--family` out: `log(y)` is a lognormal outcome"];
  if (outcome === "counts" && failures === null && otherCounts === null)
    return ["has counts of several categories, a column each", "write `cbind(a, b, c) ~ …`"];
  if (outcome !== "counts" && otherCounts !== null)
    return ["has one outcome, and `cbind(…)` here has several", "leave `--family` out, or write one column"];
  if (outcome === "trials" && !isOfTrials)
    return ["has counts out of a number of trials", "write `y | trials(n) ~ …` or `cbind(y, failures) ~ …`"];
  if (outcome !== "ordered" && thresholds !== null)
    return ["has no thresholds", "write `--family cumulative`, or leave `thres(…)` out"];
  if (outcome !== "trials" && isOfTrials && !(outcome === "counts" && trials === null))
    return ["has no trials", "write `--family binomial`, or leave the trials out"];
  if (standardError !== null && !["gaussian", "student"].includes(family))
    return ["has no known standard errors", "write `--family gaussian`"];
  return null;
}

/** The columns behind the first of an outcome of several. */
export function otherColumns({ failures, otherCounts }: Response): readonly Identifier[] {
  return otherCounts ?? (failures === null ? [] : [failures]);
}

function hasTrials({ trials, failures }: Pick<Response, "trials" | "failures">): boolean {
  return trials !== null || failures !== null;
}

function usualFamily(response: Response, hasLabels: boolean): string {
  const { isLogarithm, trials, failures, otherCounts, order } = response;
  if (otherCounts !== null) return "multinomial";
  if (order !== null) return "cumulative";
  if (isLogarithm) return "lognormal";
  if (trials !== null || failures !== null) return "binomial";
  return hasLabels ? "bernoulli" : "gaussian";
}

function levelsOf({ column }: Response, { columns, table }: FormulaTable): readonly string[] | null {
  const found = table.columns.get(columns.get(column.text)!.name);
  return found?.kind === "factor" ? (found as FactorColumn).levels : null;
}

/** On the scale of the predictor: an outcome's own, the logarithm of its mean, or log odds, which are in no unit. */
export function outcomeUnit(
  { column }: Response,
  table: FormulaTable,
  { outcome, isShifted }: Family,
  link: LinkName,
): Unit {
  const least = leastOf(column.text, table);
  // Half of the least is where a start between 0 and it is expected.
  const origin = isShifted === true && least > 0 ? 0.5 * least : 0;
  const isLog = outcome === "positive" && link === "identity";
  const whole = numbersUnit(column.text, table, isLog ? origin : null);
  const { mean: center } = whole;
  if (link === "identity") return whole;
  if (link === "tan_half") return { ...whole, mean: 0, sd: 1, groupSd: 1 };
  if (link !== "log") return { ...whole, mean: 0, sd: 1, groupSd: 2 };
  return { ...whole, mean: center > 0 ? log(center) : 0, sd: 1, groupSd: 1 };
}

/** Of the numbers of a column, as far as they are known; with an origin, of the logarithms of those above 0 from it on. */
export function numbersUnit(header: string, table: FormulaTable, origin: number | null = null): Unit {
  const values = valuesOf(header, table);
  // Of a hurdle, zeros are no values of the logarithm.
  const own = origin === null ? values : values.filter((value) => value > 0).map((one) => log(one - origin));
  const center = own.length > 0 ? mean(own) : 0;
  const spread = own.length > 1 ? Math.sqrt(variance(own)) : 0;
  const sd = spread > 0 && Number.isFinite(spread) ? spread : Math.max(Math.abs(center), 1);
  const least = leastOf(header, table);
  const text = printNumber(Number.isFinite(least) ? least : 1);
  return { mean: center, sd, groupSd: sd, residualSd: sd, least: text };
}

/** The known numbers of a column; none of a factor. */
function valuesOf(header: string, { columns, table }: FormulaTable): readonly number[] {
  const found = table.columns.get(columns.get(header)!.name);
  return found?.kind === "numeric" ? [...found.values].filter(Number.isFinite) : [];
}
