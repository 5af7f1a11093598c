/**
 * Fitting from TypeScript, wherever it runs: model and data in, a fitted model out. How files are read and in which threads
 * chains run is the setting's business: `fit.ts` has that of Node, `browser/` that of a page.
 */

import type { Problem } from "../language/problem.ts";
import { bind } from "../model/bind.ts";
import { rowsAndCells } from "../model/problems-cells.ts";
import type { NutsOptions } from "../samplers/nuts/nuts.ts";
import type { RunObserver } from "./chain-runner.ts";
import { Fitted } from "./fitted.ts";
import { type DataSource, emptyTables, type FileReader, loadTables } from "./load-tables.ts";
import type { Model } from "./model.ts";
import { findOptionFaults, type RunOptions, runDefaults } from "./options.ts";
import { ProblemError } from "./problem-error.ts";
import { badOption } from "./problems.ts";
import { type ChooseRunner, runChains } from "./run-chains.ts";

/** What `fit` is told: data, and whatever of the run differs from the defaults. */
export interface FitOptions extends Partial<Omit<RunOptions, "nuts">>, RunObserver {
  /** A CSV file, columns by name, or an array of row objects; left out for a model without data. */
  readonly data?: DataSource;
  /**
   * In place of `data`, for a normal outcome: a table with a row for each cell, the observations that agree in all predictors and
   * factors, with their number, mean and sd as columns `n`, `mean` and `sd` (or `y_n`, `y_mean` and `y_sd`) in place of the outcome.
   */
  readonly summaryData?: DataSource;
  /** Tables of group-level columns, by factor. */
  readonly groups?: Readonly<Record<string, DataSource>>;
  /** Values for the model's constants. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Drop rows with missing values, in place of an error. */
  readonly dropMissing?: boolean;
  readonly nuts?: Partial<NutsOptions>;
}

/** What differs between Node and a browser. */
export interface FitSetting {
  /** Reads what a text in place of data stands for. */
  readonly readFile: FileReader;
  /** Where the chains of a run are run. */
  readonly chooseRunner: ChooseRunner;
}

/** Samples the posterior. Throws a `ProblemError` if model, data or options are at fault. */
export async function fitModel(model: Model, options: FitOptions, setting: FitSetting): Promise<Fitted> {
  const startedAt = performance.now();
  const { checked, source } = model;
  const fail = (problems: readonly Problem[]): never => {
    throw new ProblemError(problems, source, checked.file);
  };
  const runOptions: RunOptions = { ...runDefaults, ...pickRunOptions(options) };
  const faults = findOptionFaults(runOptions);
  if (faults.length > 0) fail(faults.map(badOption));
  if (options.data !== undefined && options.summaryData !== undefined) fail([rowsAndCells()]);
  const sources = {
    main: options.summaryData ?? options.data ?? {},
    mainHolds: options.summaryData === undefined ? "rows" : "cells",
    groups: options.groups ?? {},
  } as const;
  const loaded =
    checked.columns.length === 0
      ? { tables: emptyTables, problems: [] }
      : await loadTables(checked, sources, options.dropMissing ?? false, setting.readFile);
  if (loaded.tables === null) return fail(loaded.problems);
  const { model: bound, problems } = bind(checked, loaded.tables, { constants: options.constants ?? {} });
  if (bound === null) return fail(problems);
  const { run, problem } = await runChains(bound, runOptions, setting.chooseRunner, options, startedAt);
  if (problem !== null) return fail([problem]);
  return new Fitted(run, [...model.warnings, ...loaded.problems, ...problems]);
}

function pickRunOptions(options: FitOptions): Partial<RunOptions> {
  const picked: Partial<Record<keyof RunOptions, unknown>> = {};
  // The defaults have every name.
  for (const name of Object.keys(runDefaults) as (keyof RunOptions)[]) {
    if (options[name] !== undefined) picked[name] = options[name];
  }
  picked.nuts = { ...runDefaults.nuts, ...options.nuts };
  // Each value has the type that its name has in the options.
  return picked as Partial<RunOptions>;
}
