/** What a formula says, before any table is looked at. */

import type { FormulaNode, Identifier } from "../language/syntax.ts";
import type { Span } from "../problems/problem.ts";
import type { ExtraKey } from "./extra-parameters.ts";

/** How the effects of a group vary: those of `(1 | g)` alike, independent and normal; others as `gr(…)` and `mm(…)` say it. */
export type GroupLaw =
  | { readonly kind: "alike" }
  /** `gr(animal, cov = A)`: with the covariances of a matrix, or of the inverse of `precision = Q`. */
  | { readonly kind: "covariance"; readonly matrix: Identifier; readonly isInverse: boolean }
  /** `gr(patient, by = arm)`: with sds and correlations of each level of a factor that patients are nested in. */
  | { readonly kind: "by"; readonly factor: Identifier }
  /** `gr(g, dist = "student")`: with a Student t distribution. */
  | { readonly kind: "student" }
  /** `mm(school1, school2)`: the sum of those of several columns, times weights; null where these are equal. */
  | {
      readonly kind: "members";
      readonly columns: readonly Identifier[];
      readonly weights: MemberWeights | null;
    };

/** `weights = cbind(w1, w2)`: a weight for each column; scaled they are divided by their sum. */
export interface MemberWeights {
  readonly of: readonly FormulaNode[];
  readonly isScaled: boolean;
  readonly span: Span;
}

/** `(1 + days | subject)`, `(1 + days || subject)`. */
export interface GroupTerm {
  readonly terms: FormulaNode;
  /** Whether the effects of one group are correlated: `|`, not `||`. */
  readonly isCorrelated: boolean;
  /** What stands behind the bar: `subject`, `batch/cask`, `plate:sample`. */
  readonly grouping: FormulaNode;
  readonly law: GroupLaw;
  /** `p` of `(1 | p | subject)`: terms of equal words are correlated. */
  readonly id: Identifier | null;
  /** The terms as they were written, where `terms` are joined of several. */
  readonly parts: readonly FormulaNode[];
  readonly span: Span;
}

/** `s(x, k = 10, by = g)`: a smooth curve of a column. */
export interface SmoothTerm {
  /** What it is a curve of: `x`, `log(x)`. */
  readonly argument: FormulaNode;
  /** How many B-splines it has; null where that is not said. */
  readonly size: { readonly value: number; readonly span: Span } | null;
  /** A factor whose levels have a curve each, or numbers that the curve is multiplied with. */
  readonly by: FormulaNode | null;
  readonly span: Span;
}

/** An argument of a call, with its name where one is written. */
export interface CallArgument {
  readonly name: Identifier | null;
  readonly value: FormulaNode;
}

/** A call with its arguments, before it is known what it stands for. */
export interface ReadCall {
  readonly callee: Identifier;
  readonly arguments: readonly CallArgument[];
  readonly span: Span;
}

/** A sum of terms, by what they are. */
export interface Predictor {
  /** The terms of the population; null where only groups and offsets are written. */
  readonly population: FormulaNode | null;
  readonly groups: readonly GroupTerm[];
  readonly smooths: readonly SmoothTerm[];
  readonly offsets: readonly FormulaNode[];
  /** What `mo(…)` is of: factors whose levels go one way. */
  readonly monotonic: readonly FormulaNode[];
  /** Columns whose missing values are parameters: `mi(x)`. */
  readonly missing: readonly Identifier[];
}

/** The left side of a formula. */
export interface Response {
  readonly column: Identifier;
  /** `log(y)` */
  readonly isLogarithm: boolean;
  /** `y == "yes"`: what counts as success. */
  readonly success: Identifier | null;
  /** `y | trials(n)`, or the failures of `cbind(y, failures)`. */
  readonly trials: FormulaNode | null;
  readonly failures: Identifier | null;
  /** `cbind(a, b, c)`: the columns of counts behind the first, two or more; null otherwise. */
  readonly otherCounts: readonly Identifier[] | null;
  /** `y | se(s)` */
  readonly standardError: Identifier | null;
  /** `y | cens(status)`, `y | cens(status, end)` */
  readonly censoring: Censoring | null;
  /** `y | trunc(lb = 0, ub = 10)` */
  readonly truncation: Truncation | null;
  /** `y | weights(w)`: for how many rows each row stands. */
  readonly weights: FormulaNode | null;
  /** `ordered(y, levels = [low, high])`: the labels from the lowest to the highest. */
  readonly order: readonly string[] | null;
  /** `y | thres(4, gr = item)`: how many thresholds there are, if that is said, and the factor each level of which has its own. */
  readonly thresholds: { readonly count: number | null; readonly group: Identifier | null } | null;
  /** `y | mi()`, `mi(y)`: whether it may be missing, and is predicted then. */
  readonly mayBeMissing: boolean;
}

/** -1 where the outcome is known to be at most its value, 0 where it is its value, 1 above it, 2 between it and `end`. */
export interface Censoring {
  readonly status: FormulaNode;
  readonly end: Identifier | null;
  readonly span: Span;
}

/** The bounds between which outcomes are in the table. */
export interface Truncation {
  readonly lower: FormulaNode | null;
  readonly upper: FormulaNode | null;
}

/** `y ~ x + (1 | g)`, and with it `sigma ~ x` and the like. */
export interface OutcomeFormula {
  readonly response: Response;
  readonly location: Predictor;
  /** Of what the family has besides, as `sigma`, on the scale of its link; with the place of each. */
  readonly others: OtherPredictors;
  /** `poisson` of `bf(y ~ x, family = poisson())`; null where no family is said. */
  readonly family: string | null;
}

/** Predictors of what a family has besides, with the place of each. */
export type OtherPredictors = ReadonlyMap<ExtraKey, Predictor & { readonly span: Span }>;

/** The formulas of one outcome or of several, and what belongs to all of them. */
export interface ModelFormula {
  /** One or more. */
  readonly outcomes: readonly OutcomeFormula[];
  /** Of predictors with missing values: `mi(x) ~ z`. */
  readonly missing: readonly MissingFormula[];
  /** `set_rescor(TRUE)`: whether residuals of several outcomes are correlated; null where that is not said. */
  readonly residuals: SaidResiduals | null;
}

/** `set_rescor(TRUE)`, `set_rescor(FALSE)` */
export interface SaidResiduals {
  readonly areCorrelated: boolean;
  readonly span: Span;
}

/** What the missing values of a predictor are drawn from, a normal distribution with this mean. */
export interface MissingFormula {
  readonly column: Identifier;
  readonly location: Predictor;
}

/** Whether a column is an outcome or a predictor that may be missing. */
export function mayBeMissing({ outcomes, missing }: ModelFormula, header: string): boolean {
  const isOutcome = outcomes.some(({ response }) => response.mayBeMissing && header === response.column.text);
  return isOutcome || missing.some(({ column }) => column.text === header);
}

/** The predictors of an outcome, that of its mean or the like first. */
export function predictorsOfOutcome({ location, others }: OutcomeFormula): Predictor[] {
  return [location, ...others.values()];
}

/** The predictors of a formula, those of the outcomes first. */
export function predictorsOf({ outcomes, missing }: ModelFormula): Predictor[] {
  return [...outcomes.flatMap(predictorsOfOutcome), ...missing.map((one) => one.location)];
}
