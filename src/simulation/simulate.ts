/** Simulations with files, in Node. */

import { requireKnownOptions, requireModel } from "../api/given-options.ts";
import type { Model } from "../api/model.ts";
import { readTable } from "../sources/read-table.ts";
import type { SimulateOptions } from "./settings.ts";
import { type Simulated, simulateModel } from "./simulate-model.ts";

/**
 * Data sets that a model makes, each with the truth that it was made from. Parameters have the values that `truth` gives them; others are drawn
 * from their priors. Throws a `ProblemError` if model, data or options are at fault.
 */
export async function simulate(model: Model, options: SimulateOptions = {}): Promise<Simulated> {
  requireModel("simulate", model);
  requireKnownOptions("simulate", options);
  return simulateModel(model, options, { readFile: readTable });
}
