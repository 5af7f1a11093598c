/** From a bound model to the plan of its run. Nothing here touches files or threads, so it is the same in Node and in a browser. */

import type { BoundModel } from "../model/bound-model.ts";
import type { Either } from "../problems/either.ts";
import { type Plan, planSampling } from "../samplers/plan.ts";
import type { PlanRequest, RefusedOffer } from "../samplers/sampler.ts";
import type { RunOptions } from "./options.ts";

/** Draws of more numbers than this are 40 MB: group effects that would exceed it are left out. */
const mostNumbers = 5e6;
/** Of a run that a rule may end, whose draws are not known before. */
const likelyDraws = 10_000;

/**
 * The plan of a run; `isThorough` asks every sampler, to tell why it was not chosen. `notKept` are the quantities that draws do not
 * hold, where an earlier run has decided it.
 */
export function planRun(
  model: BoundModel,
  options: RunOptions,
  isThorough: boolean,
  notKept: readonly string[] | null = null,
): Either<{ plan: Plan }, { refusal: RefusedOffer }> {
  const { method, chains, warmup, draws, seed } = options;
  return planSampling(model, method, {
    chains,
    warmup,
    draws,
    seed,
    options: { ...options },
    isThorough,
    isKept: keepingOf(options, notKept),
  });
}

/** Whether draws hold a quantity, by its name and size; `notKept` as an earlier run has decided it. */
export function keepingOf(
  options: RunOptions,
  notKept: readonly string[] | null = null,
): PlanRequest["isKept"] {
  return notKept === null ? keeping(options) : (name) => !notKept.includes(name);
}

/** Whether draws hold a quantity of so many numbers. */
function keeping({ keep, chains, draws, until }: RunOptions): PlanRequest["isKept"] {
  const expected = until === null ? draws : Math.min(draws, likelyDraws);
  return (_, size) => keep === "all" || size * chains * expected <= mostNumbers;
}
