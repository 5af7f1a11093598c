/** Going on with a run from TypeScript, wherever it runs; the counterpart of `fit-model.ts`. */

import type { RunObserver } from "../run/chains/chain-runner.ts";
import { planResumption, type ResumeRequest } from "../run/record/resumption.ts";
import { bindAgain } from "./bind-again.ts";
import type { DataOptions } from "./bind-data.ts";
import { type FitSetting, requireValid, runTask } from "./fit-setting.ts";
import type { Fitted } from "./fitted.ts";
import { parseModel } from "./model.ts";
import { ProblemError } from "./problem-error.ts";

/** What `resume` is told. */
export interface ResumeOptions extends ResumeRequest, RunObserver, DataOptions {}

/**
 * Goes on with a run that was stopped, or that is to have more draws: with the bits that a run of so many draws would have had. Tables
 * that are not given are read from the files that they came from. A run that has all its draws is given back as it is. Throws a
 * `ProblemError` if it cannot be gone on with. `folder` is for messages.
 */
export async function resumeModel<Variable extends string = string>(
  earlier: Fitted<Variable>,
  request: ResumeOptions,
  setting: FitSetting,
  folder = "<run>",
): Promise<Fitted<Variable>> {
  const startedAt = performance.now();
  const { record } = earlier;
  const { options, problem } = planResumption(earlier, folder, request);
  if (problem !== null) throw new ProblemError([problem], "", folder);
  if (options === null) return earlier;
  requireValid(options, setting);
  const model = parseModel(record.model.text, record.model.file);
  const data = await bindAgain(model, record, request, setting);
  return runTask<Variable>({ model, data, options, startedAt, earlier }, request, setting);
}
