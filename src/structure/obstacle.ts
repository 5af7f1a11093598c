/** What stands against integrating parameters out, with the words that a user reads. */

import type { Span } from "../problems/problem.ts";

/** Thrown while a model is read, and caught where reading is begun: some parameters cannot be integrated out. */
export class Obstacle extends Error {
  /** The parameters that stand in the way; empty if it is the model as a whole. */
  readonly parameters: readonly string[];
  readonly span: Span | null;

  constructor(parameters: readonly string[], reason: string, span: Span | null) {
    super(reason);
    this.parameters = parameters;
    this.span = span;
  }
}

/** Why a parameter is sampled and not integrated out. */
export interface Refusal {
  readonly parameter: string;
  /** A sentence without its subject: "stands inside `exp` in line 12". */
  readonly reason: string;
  readonly span: Span | null;
}
