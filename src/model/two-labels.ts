/**
 * Outcomes that are factors of two labels, `yes` and `no`: to a Bernoulli distribution the first label is 0 and the second, in the
 * order of levels, 1.
 */

import { isBinary } from "../distributions/distribution.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { baseOf } from "../language/parts.ts";
import type { BoundColumn, DataReport } from "./bound-model.ts";

/** Whether the column is an outcome, and is 0 or 1 by all of its distributions. */
export function isBinaryOutcome(model: CheckedModel, column: string): boolean {
  const likelihoods = model.statements.filter((one) => one.kind === "likelihood");
  const own = likelihoods.filter((one) => one.columns.includes(column));
  return own.length > 0 && own.every(({ distribution }) => isBinary(baseOf(distribution).distribution));
}

/** What a report says of such outcomes. */
export function labelsOfOutcomes(
  model: CheckedModel,
  columns: ReadonlyMap<string, BoundColumn>,
): Pick<DataReport, "outcomeLabels"> {
  const labels: Record<string, readonly string[]> = {};
  for (const { name, levels } of columns.values()) {
    if (levels !== null && isBinaryOutcome(model, name)) labels[name] = levels;
  }
  return Object.keys(labels).length === 0 ? {} : { outcomeLabels: labels };
}
