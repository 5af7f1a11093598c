/** Fitting from TypeScript in Node: model and data in, a fitted model out. */

import { readFile } from "node:fs/promises";
import { readCsv } from "../data/read-csv.ts";
import type { NutsOptions } from "../samplers/nuts/nuts.ts";
import type { RunObserver } from "./chain-runner.ts";
import { chooseRunner } from "./choose-runner.ts";
import { Fitted } from "./fitted.ts";
import { type DataSource, emptyTables, loadTables } from "./load-tables.ts";
import { type Model, parseModel } from "./model.ts";
import { findOptionFaults, type RunOptions, runDefaults } from "./options.ts";
import { prepare } from "./prepare.ts";
import { ProblemError } from "./problem-error.ts";
import { badOption } from "./problems.ts";
import { runChains } from "./run-chains.ts";
import { readRunFolder, writeRun } from "./run-folder.ts";

export interface FitOptions extends Partial<Omit<RunOptions, "nuts">>, RunObserver {
  /** A CSV file, columns by name, or an array of row objects; left out for a model without data. */
  readonly data?: DataSource;
  /** Tables of group-level columns, by factor. */
  readonly groups?: Readonly<Record<string, DataSource>>;
  /** Values for the model's constants. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Drop rows with missing values, in place of an error. */
  readonly dropMissing?: boolean;
  readonly nuts?: Partial<NutsOptions>;
}

/** Reads a model file. Throws a `ProblemError` that lists every mistake, or the error of the file system. */
export async function readModel(path: string): Promise<Model> {
  return parseModel(await readFile(path, "utf8"), path);
}

/** Samples the posterior. Throws a `ProblemError` if model, data or options are at fault. */
export async function fit(model: Model, options: FitOptions): Promise<Fitted> {
  const startedAt = performance.now();
  const { checked, source } = model;
  const fail = (problems: ConstructorParameters<typeof ProblemError>[0]): never => {
    throw new ProblemError(problems, source, checked.file);
  };
  const runOptions: RunOptions = { ...runDefaults, ...pickRunOptions(options) };
  const faults = findOptionFaults(runOptions);
  if (faults.length > 0) fail(faults.map(badOption));
  const sources = { main: options.data ?? {}, groups: options.groups ?? {} };
  const loaded =
    checked.columns.length === 0
      ? { tables: emptyTables, problems: [] }
      : await loadTables(checked, sources, options.dropMissing ?? false, readCsv);
  if (loaded.tables === null) return fail(loaded.problems);
  const { compiled, problems } = prepare(checked, loaded.tables, { constants: options.constants ?? {} });
  if (compiled === null) return fail(problems);
  const runner = chooseRunner(compiled.recipe, runOptions);
  const { run, problem } = await runChains(compiled, runOptions, runner, options, startedAt);
  if (problem !== null) return fail([problem]);
  return new Fitted(run, [...model.warnings, ...loaded.problems, ...problems]);
}

function pickRunOptions(options: FitOptions): Partial<RunOptions> {
  const picked: Partial<Record<keyof RunOptions, unknown>> = {};
  for (const name of ["chains", "warmup", "draws", "seed", "workers"] as const) {
    if (options[name] !== undefined) picked[name] = options[name];
  }
  picked.nuts = { ...runDefaults.nuts, ...options.nuts };
  // Each value has the type that its name has in the options.
  return picked as Partial<RunOptions>;
}

/** Saves a fitted model as a run folder, which the commands read. Throws a `ProblemError` if it cannot be written. */
export async function saveRun(fitted: Fitted, folder: string): Promise<void> {
  const problem = await writeRun(folder, fitted);
  if (problem !== null) throw new ProblemError([problem], "", folder);
}

/** Reads a run folder. Throws a `ProblemError` if it is none. */
export async function readRun(folder: string): Promise<Fitted> {
  const { run, problem } = await readRunFolder(folder);
  if (problem !== null) throw new ProblemError([problem], "", folder);
  return new Fitted(run);
}
