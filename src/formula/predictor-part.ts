/** Predictors of a model: which one it is, and what is written for it. */

import type { PriorScopes } from "./priors.ts";

/** Which predictor of an outcome it is. */
export interface PredictorPart {
  /** Of the names of its designs, sds and effects. */
  readonly suffix: string;
  /** Before the names of its priors. */
  readonly scopes: PriorScopes;
  /** The name of its coefficients. */
  readonly coefficients: string;
  /** What it is of, beside the other predictors of the model: `tarsus`, `sigma`; nothing of the only outcome's. */
  readonly words: readonly string[];
  /** Whether it is where the outcome lies, and not of what its family has besides. */
  readonly isLocation: boolean;
}

/** What is written for a predictor: statements, and the sum that it is. */
export interface WrittenPredictor {
  readonly statements: readonly string[];
  readonly designs: readonly string[];
  readonly sum: string;
}
