/** What a formula says, before any table is looked at. */

import type { FormulaNode, Identifier } from "../language/syntax.ts";
import type { Span } from "../problems/problem.ts";

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
}

/** `y ~ x + (1 | g)`, and with it `sigma ~ x`. */
export interface ModelFormula {
  readonly response: Response;
  readonly location: Predictor;
  /** Of the logarithm of the residual sd; null where it is one number. */
  readonly scale: Predictor | null;
}
