/** What the chains of a run are made from, in whichever thread. */

import type { BoundModel } from "../../model/bound-model.ts";
import { type PredictionRecipe, Predictor, predictionsOf } from "../../prediction/predict.ts";
import { chainsOf } from "../../samplers/index.ts";
import type { ChainRecipe, PlanRequest, PreparedSampler } from "../../samplers/sampler.ts";
import { ChainRun, type ChainTask } from "./chain-run.ts";

/** A recipe of chains, and what missing outcomes are predicted from; plain data. */
export interface RunRecipe extends ChainRecipe {
  readonly prediction: PredictionRecipe | null;
}

/** A sampler that was prepared for a model, with predictions of its missing outcomes among the numbers of a draw. */
export function withPredictions(
  prepared: PreparedSampler,
  model: BoundModel,
  isKept?: PlanRequest["isKept"],
): PreparedSampler<RunRecipe> {
  const predictions = predictionsOf(model, prepared.variables, isKept);
  const recipe = { ...prepared.recipe, prediction: predictions?.recipe ?? null };
  return { ...prepared, recipe, variables: predictions?.variables ?? prepared.variables };
}

/** The predictor of a recipe; null where there is nothing to predict. */
export function predictorOf({ prediction }: RunRecipe): Predictor | null {
  return prediction && new Predictor(prediction);
}

/** Makes the chains of a recipe, which share a workspace. */
export function runsOf(recipe: RunRecipe): (task: ChainTask) => ChainRun {
  const maker = chainsOf(recipe);
  const predictor = predictorOf(recipe);
  return (task) => new ChainRun(maker, task, predictor);
}
