/** The parts of a cross-validation as jobs by number, which other threads and machines can do: plain data, but for the model, which is sent as its text. */

import type { DataTables } from "../../model/column-requests.ts";
import type { Problem } from "../../problems/problem.ts";
import { callingThread } from "../../run/chains/chain-runner.ts";
import type { RunOptions } from "../../run/options.ts";
import { bindTables } from "../bind-data.ts";
import type { FitSetting } from "../fit-setting.ts";
import { parseModel } from "../model.ts";
import { ProblemError } from "../problem-error.ts";
import { predictGroups } from "./leave-groups.ts";
import { type Prediction, predictRows } from "./leave-out.ts";
import type { RowGroups } from "./observations.ts";
import { holdOut, type Refittable } from "./refit.ts";

/** What every part is made from. */
export interface FoldTask {
  readonly kind: "folds";
  /** Of the run, for messages. */
  readonly name: string;
  readonly source: string;
  readonly file: string;
  readonly tables: DataTables;
  readonly constants: Readonly<Record<string, number>>;
  readonly options: RunOptions;
  /** Whose levels the parts are of; null where they are of rows. */
  readonly groups: RowGroups | null;
  readonly folds: readonly Int32Array[];
  /** Of the first part; the others follow. */
  readonly seed: number;
}

/** What the model says of a part that it was fitted without; plain data. */
export interface FoldOutcome {
  /** The number of the part, from 1. */
  readonly number: number;
  /** In the order of the part; empty with a problem. */
  readonly predictions: readonly Prediction[];
  readonly problem: Problem | null;
}

/** Does parts 1 to `count`, in any order. */
export type FoldRunner = (
  task: FoldTask,
  count: number,
  onProgress: (done: number, all: number) => void,
) => Promise<readonly FoldOutcome[]>;

/** What the parts of a run are made from; parts have the options of the run. */
export function foldTaskOf(
  run: Refittable,
  groups: RowGroups | null,
  folds: readonly Int32Array[],
  seed: number,
): FoldTask {
  const { name, model, data, fitted } = run;
  const { tables, constants } = data;
  const { options } = fitted.record;
  const sources = { source: model.source, file: model.checked.file };
  return { kind: "folds", name, ...sources, tables, constants, options, groups, folds, seed };
}

/** The same numbers wherever it is done. */
export async function predictFold(task: FoldTask, number: number): Promise<FoldOutcome> {
  const { name, source, file, tables, constants, options, groups, folds, seed } = task;
  const model = parseModel(source, file);
  const bound = bindTables(model, { tables, constants }, setting);
  const fitted = { record: { options: { ...options, workers: 0 } } };
  const run: Refittable = {
    name,
    model,
    data: { tables, constants, sources: null, answer: null, ...bound },
    fitted,
  };
  const fold = folds[number - 1]!;
  try {
    const predictions = await predictPart(run, groups, fold, seed + number - 1, setting);
    return { number, predictions, problem: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { number, predictions: [], problem: error.told[0]! };
  }
}

/** Points of a part, by a fit without them. */
export async function predictPart(
  run: Refittable,
  groups: RowGroups | null,
  fold: Int32Array,
  seed: number,
  how: FitSetting,
): Promise<readonly Prediction[]> {
  if (groups !== null) return predictGroups(run, groups, [...fold], seed, how);
  return predictRows(run, await holdOut(run, fold, seed, how));
}

/** In a thread that has its part and reads nothing. */
const setting: FitSetting = {
  readFile: async () => {
    throw new Error("parts of a cross-validation have their tables");
  },
  chooseRunner: () => ({ startPool: callingThread, workers: 0 }),
};
