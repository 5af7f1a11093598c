/** From a bound model to the plan of its run. Nothing here touches files or threads, so it is the same in Node and in a browser. */

import type { BoundModel } from "../model/bound-model.ts";
import type { Either } from "../problems/either.ts";
import { type Plan, planSampling } from "../samplers/plan.ts";
import type { PlanRequest, RefusedOffer } from "../samplers/sampler.ts";
import type { RunOptions } from "./options.ts";
import type { RunPlan } from "./run.ts";

/** Draws of more numbers than this are 40 MB: group effects that would exceed it are left out. */
const mostNumbers = 5e6;
/** Of a run that a rule may end, whose draws are not known before. */
const likelyDraws = 10_000;

/** What an earlier run has decided of what draws hold, or who asks for a run like it. */
export type Decided = Pick<RunPlan, "notKept" | "apart">;

/** The plan of a run; `isThorough` asks every sampler, to tell why it was not chosen. */
export function planRun(
  model: BoundModel,
  options: RunOptions,
  isThorough: boolean,
  decided: Decided | null = null,
): Either<{ plan: Plan }, { refusal: RefusedOffer }> {
  const { method, chains, warmup, draws, seed } = options;
  return planSampling(model, method, {
    chains,
    warmup,
    draws,
    seed,
    options: { ...options },
    isThorough,
    ...keepingOf(options, decided),
  });
}

/** Whether draws hold a quantity, by its name and size, and whether all else must not notice. */
export function keepingOf(
  options: RunOptions,
  decided: Decided | null = null,
): Pick<PlanRequest, "isKept" | "isApart"> {
  if (decided !== null) {
    const { notKept, apart } = decided;
    return {
      isKept: (name) => !notKept.includes(name),
      ...(apart.length > 0 && { isApart: (name) => apart.includes(name) }),
    };
  }
  const { keep, chains, draws, until } = options;
  const expected = until === null ? draws : Math.min(draws, likelyDraws);
  const isMuch = (_: string, size: number): boolean => size * chains * expected > mostNumbers;
  if (keep === "all") return { isKept: () => true, isApart: isMuch };
  return { isKept: (name, size) => !isMuch(name, size) };
}
