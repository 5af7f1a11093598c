/**
 * Fitting from TypeScript, wherever it runs: model and data in, a fitted model out. How files are read and in which threads
 * chains run is the setting's business: `fit.ts` has that of Node, `browser/` that of a page.
 */

import type { RunObserver } from "../run/chains/chain-runner.ts";
import { mostDrawsOfRule, type RunOptions, runDefaults } from "../run/options.ts";
import { optionGroups, type SamplerOptions } from "../samplers/index.ts";
import { type BindOptions, bindData } from "./bind-data.ts";
import { type FitSetting, requireValid, runTask } from "./fit-setting.ts";
import type { Fitted } from "./fitted.ts";
import type { AsKnown, Model } from "./model.ts";

/** What `fit` is told: data, and whatever of the run differs from the defaults. */
export interface FitOptions<Row = unknown> extends SomeRunOptions, RunObserver, BindOptions<Row> {}

/** What is given; of each group of options, too. */
type SomeRunOptions = {
  readonly [Key in keyof RunOptions]?: RunOptions[Key] extends object
    ? Partial<RunOptions[Key]>
    : RunOptions[Key];
};

/** Samples the posterior. Throws a `ProblemError` if model, data or options are at fault. */
export async function fitModel<Variable extends string, Row>(
  model: Model<Variable, Row>,
  given: FitOptions<AsKnown<Row>>,
  setting: FitSetting,
): Promise<Fitted<Variable>> {
  // The compiler cannot see that rows of any type are rows.
  const options = given as FitOptions;
  const { startedAt = performance.now() } = setting;
  const runOptions = completeOptions(options);
  requireValid(runOptions, setting);
  const data = await bindData(model, options, setting);
  return runTask<Variable>({ model, data, options: runOptions, startedAt, earlier: null }, options, setting);
}

/** The options of a run: the defaults where nothing is said. */
export function completeOptions(options: FitOptions): RunOptions {
  // With a rule draws are many unless their number is given.
  const draws = (options.until ?? null) === null ? runDefaults.draws : mostDrawsOfRule;
  return { ...runDefaults, draws, ...pickRunOptions(options) };
}

function pickRunOptions(options: FitOptions): Partial<RunOptions> {
  const picked: Partial<Record<keyof RunOptions, unknown>> = {};
  // The defaults have every name.
  for (const name of Object.keys(runDefaults) as (keyof RunOptions)[]) {
    if (options[name] !== undefined) picked[name] = options[name];
  }
  for (const { name, defaults } of optionGroups) {
    const group = name as keyof SamplerOptions;
    if (name !== "") picked[group] = { ...defaults, ...given(options[group] as object | undefined) };
  }
  // Each value has the type that its name has in the options.
  return picked as Partial<RunOptions>;
}

/** Without what is undefined. */
function given<Options extends object>(options: Options | undefined): Partial<Options> {
  const entries = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
  // Each value keeps its name.
  return Object.fromEntries(entries) as Partial<Options>;
}
