/** What comes before the first transition: a sampler is planned and prepared, and what its draws will be held against is explored. */

import type { BoundModel } from "../model/bound-model.ts";
import type { Variable } from "../posterior/draws.ts";
import { judgeMoments } from "../posterior/known-moments.ts";
import type { Either } from "../problems/either.ts";
import { exploreReference } from "../samplers/marginal/reference.ts";
import type { ModelStructure } from "../samplers/model-structure.ts";
import { sizeOfQuantity } from "../samplers/quantity-size.ts";
import type { Offer, PreparedSampler, RefusedOffer } from "../samplers/sampler.ts";
import { type RunRecipe, withPredictions } from "./chains/run-recipe.ts";
import type { RunOptions } from "./options.ts";
import { type Decided, keepingOf, planRun } from "./plan-run.ts";
import type { Run, RunPlan } from "./run.ts";

/** A sampler ready for the chains of a run. */
export interface PreparedRun {
  readonly offer: Offer;
  readonly prepared: PreparedSampler<RunRecipe>;
  /** Quantities that are drawn so that all else has the bits of a run without them. */
  readonly apart: readonly string[];
  /** When planning was over and preparation began, by `performance.now()`. */
  readonly preparationStart: number;
}

/** Plans a run, with what was decided before, and makes what its chains have in common; or says why the method that was asked for cannot be had. */
export function prepareRun(
  model: BoundModel,
  options: RunOptions,
  decided: Decided | null,
): Either<{ ready: PreparedRun }, { refusal: RefusedOffer }> {
  const { plan, refusal } = planRun(model, options, false, decided);
  if (plan === null) return { ready: null, refusal };
  const preparationStart = performance.now();
  const sampler = withReference(plan.chosen.prepare(), plan.structure, options.seed);
  const { isKept, isApart } = keepingOf(options, decided);
  const prepared = withPredictions(sampler, model, isKept);
  const names = [...model.checked.declarations.keys()];
  const apart = isApart ? names.filter((name) => isApart(name, sizeOfQuantity(model, name))) : [];
  return { ready: { offer: plan.chosen, prepared, apart, preparationStart }, refusal: null };
}

/** Where a sampler has not explored the posterior itself, what its marginal density says is kept for the verdict. */
function withReference(prepared: PreparedSampler, structure: ModelStructure, seed: number): PreparedSampler {
  if (prepared.exploration !== undefined) return prepared;
  return { ...prepared, exploration: exploreReference(structure, seed, heavyTail) };
}

/** The shape of a tail that leaves no sd, or no mean, that could be told. */
function heavyTail(sorted: Float64Array): number | null {
  const { moments, paretoK } = judgeMoments(sorted, sorted.length);
  return moments === "known" ? null : paretoK;
}

/** The same model, data, options and version make the same preparations: otherwise the record is of another run, and this throws. */
export function requireSame(prepared: PreparedSampler<RunRecipe>, { record }: Run): void {
  const textOf = (
    { kernel, warmup }: RunPlan | PreparedSampler<RunRecipe>,
    variables: readonly Variable[],
  ): string => JSON.stringify([kernel, warmup, variables.map(({ name }) => name)]);
  if (textOf(prepared, prepared.variables) !== textOf(record.plan, record.variables))
    throw new Error("its sampler, warm-up or variables are others than these make");
}
