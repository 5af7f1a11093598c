/**
 * What fitting and going on with a run have in common: what differs between the places where that is done, which options are none, and the
 * run that is made when model, data and options are there.
 */

import type { RunObserver } from "../run/chains/chain-runner.ts";
import { parseRule } from "../run/chains/stopping-rule.ts";
import { findOptionFaults, type RunOptions } from "../run/options.ts";
import type { Decided } from "../run/plan-run.ts";
import { badOption } from "../run/problems.ts";
import type { RunStore } from "../run/record/checkpoint.ts";
import type { Run } from "../run/run.ts";
import { type ChooseRunner, type RunSurroundings, runChains } from "../run/run-chains.ts";
import { inFlagWords } from "../samplers/options/option-group.ts";
import { type BoundData, failOf, type ReadSetting } from "./bind-data.ts";
import { rememberData } from "./bound-run.ts";
import { Fitted } from "./fitted.ts";
import type { Model } from "./model.ts";
import { ProblemError } from "./problem-error.ts";

/** What differs between a script, a command and a page. */
export interface FitSetting extends ReadSetting, Pick<RunSurroundings, "setUp"> {
  /** Where the chains of a run are run. */
  readonly chooseRunner: ChooseRunner;
  /** Called when the data are bound, before anything is sampled: gives where the run is saved while it is going on. */
  readonly openStore?: (task: RunTask) => Promise<RunStore | null>;
  /** When the reading of the model began, where that is a part of the set-up. */
  readonly startedAt?: number;
  /** Whether faults name flags (`--draws`), as on the command line, or options. */
  readonly isInFlagWords?: boolean;
}

/** What is to be sampled. */
export interface RunTask {
  readonly model: Model;
  readonly data: BoundData;
  readonly options: RunOptions;
  /** When the reading of model or data began, by `performance.now()`. */
  readonly startedAt: number;
  /** The run that is gone on with. */
  readonly earlier: Run | null;
  /** What draws hold, where that is not for the options to say. */
  readonly decided?: Decided;
}

/** Throws a `ProblemError` that lists what is wrong with the options of a run. */
export function requireValid(
  options: RunOptions,
  { isInFlagWords = false }: Pick<FitSetting, "isInFlagWords"> = {},
): void {
  const faults = findOptionFaults(options, isInFlagWords ? inFlagWords : (path) => path);
  if (faults.length > 0) throw new ProblemError(faults.map(badOption), "", "");
  if (options.until === null) return;
  const { problem } = parseRule(options.until);
  // Its place is in the rule.
  if (problem !== null)
    throw new ProblemError([problem], options.until, isInFlagWords ? "--until" : "until", false);
}

/** Samples. Throws a `ProblemError` if the model cannot be sampled as it was asked for. */
export async function runTask<Variable extends string = string>(
  task: RunTask,
  observer: RunObserver,
  { chooseRunner, setUp, openStore }: FitSetting,
): Promise<Fitted<Variable>> {
  const { model, data, options, startedAt, earlier, decided = null } = task;
  const store = (await openStore?.(task)) ?? null;
  const { bound, sources } = data;
  const surroundings = { chooseRunner, setUp, observer, startedAt, sources, earlier, store, decided };
  const { run, warnings, problem } = await runChains(bound, options, surroundings);
  if (problem !== null) return failOf(model)([problem]);
  rememberData(run.record, data);
  return new Fitted<Variable>(run, [...model.warnings, ...data.problems, ...warnings]);
}
