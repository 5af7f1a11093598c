/** What a formula says, before any table is looked at. */

import type { FormulaNode, Identifier } from "../language/syntax.ts";
import type { Span } from "../problems/problem.ts";
import type { ExtraKey } from "./families.ts";

/** `(1 + days | subject)`, `(1 + days || subject)`. */
export interface GroupTerm {
  readonly terms: FormulaNode;
  /** Whether the effects of one group are correlated: `|`, not `||`. */
  readonly isCorrelated: boolean;
  /** What stands behind the bar: `subject`, `batch/cask`, `plate:sample`. */
  readonly grouping: FormulaNode;
  readonly span: Span;
}

/** A sum of terms, by what they are. */
export interface Predictor {
  /** The terms of the population; null where only groups and offsets are written. */
  readonly population: FormulaNode | null;
  readonly groups: readonly GroupTerm[];
  readonly offsets: readonly FormulaNode[];
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
  /** `y | se(s)` */
  readonly standardError: Identifier | null;
  /** `y | cens(status)`, `y | cens(status, end)` */
  readonly censoring: Censoring | null;
  /** `y | trunc(lb = 0, ub = 10)` */
  readonly truncation: Truncation | null;
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
export interface ModelFormula {
  readonly response: Response;
  readonly location: Predictor;
  /** Of what the family has besides, as `sigma`, on the scale of its link; with the place of each. */
  readonly others: ReadonlyMap<ExtraKey, Predictor & { readonly span: Span }>;
}
