/** What comes of a model with its data and of options in full, be it a new run or one that is gone on with. */

import type { RunObserver } from "../run/chains/chain-runner.ts";
import { runChains } from "../run/run-chains.ts";
import { failOf } from "./bind-data.ts";
import type { FitSetting, RunTask } from "./fit-setting.ts";
import { Fitted } from "./fitted.ts";

/** Samples. Throws a `ProblemError` if the model cannot be sampled as it was asked for. */
export async function makeRun(
  task: RunTask,
  observer: RunObserver,
  { chooseRunner, setUp, openStore }: FitSetting,
): Promise<Fitted> {
  const { model, data, options, startedAt, earlier } = task;
  const store = (await openStore?.(task)) ?? null;
  const { bound, sources } = data;
  const surroundings = { chooseRunner, setUp, observer, startedAt, sources, earlier, store };
  const { run, problem } = await runChains(bound, options, surroundings);
  if (problem !== null) return failOf(model)([problem]);
  return new Fitted(run, [...model.warnings, ...data.problems]);
}
