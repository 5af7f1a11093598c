/** What both pictures of pooling share: the groups whose raw means are on the scale of their effects, sorted, and why there is none. */

import type { EffectsRole } from "../posterior/draws.ts";
import { type PooledLevel, type Pooling, poolingOf } from "../posterior/pooling.ts";
import { effectsToShow } from "./group-levels.ts";
import { isNoPicture, type NoPicture, type PictureInput } from "./kind.ts";
import { formatRounded } from "./ticks.ts";

/** Each group's levels, the largest model estimate first; or why there is none. */
export function poolingsToShow(input: PictureInput): readonly Pooling[] | NoPicture {
  const shown = effectsToShow(input);
  if (isNoPicture(shown)) return shown;
  const { run, effects } = shown;
  const intercepts = effects.filter(({ term }) => term === "intercept");
  const poolings = intercepts.flatMap((role) => poolingOf(run.draws, run.roles, role, input.prob) ?? []);
  if (poolings.length > 0) return poolings.map(sorted);
  return { reason: whyNone(effects, intercepts) };
}

function sorted(pooling: Pooling): Pooling {
  const levels = pooling.levels.filter(({ partial }) => Number.isFinite(partial.center));
  return { ...pooling, levels: [...levels].sort((a, b) => b.partial.center - a.partial.center) };
}

function whyNone(effects: readonly EffectsRole[], intercepts: readonly EffectsRole[]): string {
  if (intercepts.length === 0)
    return "no group has an intercept of its own, so that there are no means to compare; draw a `caterpillar` of the effects";
  if (intercepts.every(({ information }) => information === null))
    return "raw means can be compared with effects of a normal outcome of one residual sd only; draw a `caterpillar` of the effects";
  const isOld = effects.some(
    ({ term, meanPredictor }) => term !== "intercept" && meanPredictor === undefined,
  );
  return isOld
    ? "the run does not say what the slopes give each group's mean; fit the model again, or draw a `caterpillar`"
    : "not all effects of a group are in the draws; draw a `caterpillar` of those that are";
}

/** Whether other terms than the group's own are in the model: raw means carry them as well. */
export function hasOthers({ run }: PictureInput, { group }: Pooling): boolean {
  return run?.roles.components.some((one) => one.group !== group) ?? false;
}

/** The share by which a level is drawn from its raw mean to the mean of all, 1 - partial / none; NaN of no rows. */
export function drawnIn({ none, partial }: PooledLevel): number {
  return 1 - partial.center / none.center;
}

/** `difference from the mean of yield, 1527`. */
export function differenceLabel({ grandMean }: Pooling, outcome: string | null): string {
  return `difference from the mean of ${outcome ?? "all rows"}, ${formatRounded(grandMean, 4)}`;
}
