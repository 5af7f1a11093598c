/** What priors say of data, with files, in Node. */

import { requireKnownOptions, requireModel } from "../api/given-options.ts";
import type { Model } from "../api/model.ts";
import { readTable } from "../sources/read-table.ts";
import { type PriorPredictive, priorOfModel } from "./prior-model.ts";
import type { PriorOptions } from "./settings.ts";

/**
 * What the priors of a model say of data before they are seen: numbers of data sets that are drawn from them, beside those of the data where
 * `data` has outcomes. Throws a `ProblemError` if model, data or options are at fault, or if a prior is improper.
 */
export async function priorPredictive(model: Model, options: PriorOptions = {}): Promise<PriorPredictive> {
  requireModel("priorPredictive", model);
  requireKnownOptions("priorPredictive", options);
  return priorOfModel(model, options, { readFile: readTable });
}
