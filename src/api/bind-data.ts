/** The data of a model from wherever they are, read and bound. */

import { bindModel } from "../identification/bind-model.ts";
import { spelledAs } from "../language/names.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { unknownGroupTable } from "../model/problems.ts";
import { rowsAndCells } from "../model/problems-cells.ts";
import type { Problem } from "../problems/problem.ts";
import { dataNotGiven } from "../run/problems.ts";
import type { RunSources } from "../run/run.ts";
import type { FitSetting } from "./fit-setting.ts";
import { type DataSource, emptyTables, loadTables } from "./load-tables.ts";
import type { Model } from "./model.ts";
import { ProblemError } from "./problem-error.ts";

/** Where the data of a model are. */
export interface DataOptions {
  /** A CSV file, columns by name, or an array of row objects; left out for a model without data. */
  readonly data?: DataSource;
  /**
   * In place of `data`, for a normal outcome: a table with a row for each cell, the observations that agree in all predictors and
   * factors, with their number, mean and sd as columns `n`, `mean` and `sd` (or `y_n`, `y_mean` and `y_sd`) in place of the outcome.
   */
  readonly summaryData?: DataSource;
  /** Tables of group-level columns, by factor. */
  readonly groups?: Readonly<Record<string, DataSource>>;
  /** Drop rows with missing values, in place of an error. */
  readonly dropMissing?: boolean;
}

/** A model with its data, the problems that are no errors, and the files that the data came from. */
export interface BoundData {
  readonly bound: BoundModel;
  readonly problems: readonly Problem[];
  readonly sources: RunSources | null;
}

/** Throws a `ProblemError` if the data are at fault. */
export async function bindData(
  model: Model,
  options: DataOptions & { readonly constants?: Readonly<Record<string, number>> },
  { readFile, isPath, bind = (work) => work() }: Omit<FitSetting, "chooseRunner">,
): Promise<BoundData> {
  const { checked } = model;
  const fail = failOf(model);
  const { data, summaryData, dropMissing = false } = options;
  const groups = spelledAs(options.groups ?? {}, checked.columns);
  if (data === undefined && summaryData === undefined && checked.columns.length > 0)
    return fail([dataNotGiven(checked.columns.map(({ name }) => name))]);
  const constants = spelledAs(options.constants ?? {}, checked.constants);
  if (data !== undefined && summaryData !== undefined) fail([rowsAndCells()]);
  const main = summaryData ?? data;
  if (main === undefined && Object.keys(groups).length > 0)
    fail(Object.keys(groups).map((factor) => unknownGroupTable(factor, [])));
  const mainHolds = summaryData === undefined ? "rows" : "cells";
  const loaded =
    main === undefined
      ? { tables: emptyTables, problems: [] }
      : await loadTables(checked, { main, mainHolds, groups }, dropMissing, readFile);
  const { tables } = loaded;
  if (tables === null) return fail(loaded.problems);
  const { model: bound, problems } = bind(() => bindModel(checked, tables, { constants }));
  if (bound === null) return fail([...loaded.problems, ...problems]);
  const files = Object.entries(groups).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const areFiles = isPath && files.length === Object.keys(groups).length;
  const file = main ?? null;
  const sources: RunSources | null =
    areFiles && (file === null || typeof file === "string")
      ? { main: file, mainHolds, groups: Object.fromEntries(files), dropMissing }
      : null;
  return { bound, problems: [...loaded.problems, ...problems], sources };
}

/** Throws problems of a model. */
export type Fail = (problems: readonly Problem[]) => never;

/** For the model that the problems are of. */
export function failOf({ source, checked }: Model): Fail {
  return (problems) => {
    throw new ProblemError(problems, source, checked.file);
  };
}
