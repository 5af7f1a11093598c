/**
 * Group effects that draws do not hold, being over so many levels, drawn later: the run is made again, and all that it has already comes
 * out with the same bits. It costs the time of the run and the memory of the effects; nothing is saved.
 */

import type { BoundModel } from "../model/bound-model.ts";
import type { Draws } from "../posterior/draws.ts";
import { outOf } from "../posterior/pick-chains.ts";
import type { RunObserver } from "../run/chains/chain-runner.ts";
import type { RunOptions } from "../run/options.ts";
import { otherVersion } from "../run/problems.ts";
import { version } from "../run/version.ts";
import { sizeOfQuantity } from "../samplers/quantity-size.ts";
import { bindRun, type RunDataOptions } from "./bound-run.ts";
import { type FitSetting, requireValid, runTask } from "./fit-setting.ts";
import type { Fitted } from "./fitted.ts";
import { ProblemError } from "./problem-error.ts";
import { drawnOtherwise, tooMuchToDraw } from "./problems-sensitivity.ts";

/** What is told besides the run. */
export interface DrawAgainOptions extends RunDataOptions, RunObserver {
  readonly workers?: RunOptions["workers"];
}

/** Numbers that are drawn at once: 2 GB. */
const mostNumbers = 2.5e8;

/**
 * The run with everything that its draws do not hold; the run itself where they hold all. Throws a `ProblemError` if its data are gone or
 * have changed, if another version made it, if the effects are more than fits into memory, or if what is known comes out otherwise.
 */
export async function drawAllAgain<Name extends string>(
  fitted: Fitted<Name>,
  options: DrawAgainOptions,
  setting: FitSetting,
): Promise<Fitted<Name>> {
  const { record, draws } = fitted;
  if (record.plan.notKept.length === 0) return fitted;
  if (record.hyperprior !== version)
    throw new ProblemError([otherVersion(record.model.file, record.hyperprior, version)], "", "");
  const { model, data } = await bindRun(fitted, options, setting);
  requireRoom(fitted, data.bound);
  const runOptions: RunOptions = {
    ...record.options,
    draws: draws.drawCount,
    exactDraws: true,
    until: null,
    keep: "all",
    workers: options.workers ?? record.options.workers,
  };
  requireValid(runOptions, setting);
  const { onProgress, signal } = options;
  const again = await runTask<Name>(
    {
      model,
      data,
      options: runOptions,
      startedAt: performance.now(),
      earlier: null,
      decided: { notKept: [], apart: record.plan.notKept },
    },
    { ...(onProgress && { onProgress }), ...(signal && { signal }) },
    setting,
  );
  const all = outOf(again.draws, againChains(fitted, again));
  requireSame(draws, all);
  const { levels, roles, variables, plan } = again.record;
  const known = { ...record.plan, notKept: [], apart: plan.apart };
  return fitted.withRun({ record: { ...record, levels, roles, variables, plan: known }, draws: all });
}

/** Where the chains of a run that was stopped stand among all. */
function againChains({ record }: Fitted, again: Fitted): readonly number[] {
  return again.record.drawnChains.flatMap((chain, place) =>
    record.drawnChains.includes(chain) ? [place] : [],
  );
}

function requireRoom({ record, draws }: Fitted, bound: BoundModel): void {
  const size = record.plan.notKept.reduce((sum, name) => sum + sizeOfQuantity(bound, name), 0);
  const numbers = size * draws.chainCount * draws.drawCount;
  if (numbers > mostNumbers) throw new ProblemError([tooMuchToDraw(size, numbers)], "", "");
}

/** Every variable of the first has the very same draws in the second. */
function requireSame(known: Draws, all: Draws): void {
  const places = new Map(all.variables.map(({ name }, v) => [name, v]));
  const differing = known.variables.filter(({ name }, v) => {
    const again = all.values[places.get(name) ?? -1];
    const values = known.values[v]!;
    return again === undefined || !values.every((value, i) => Object.is(value, again[i]));
  });
  if (differing.length > 0)
    throw new ProblemError([drawnOtherwise(differing.map(({ name }) => name))], "", "");
}
