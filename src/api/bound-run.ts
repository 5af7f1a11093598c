/**
 * A run with its model and data at hand: what answers are computed from that draws alone do not hold, such as predictions or the
 * likelihood of each row. Data that were fitted in the same process are remembered; those of a run folder are read again.
 */

import type { RunRecord } from "../run/run.ts";
import { bindAgain } from "./bind-again.ts";
import type { BoundData, DataOptions, ReadSetting } from "./bind-data.ts";
import type { Fitted } from "./fitted.ts";
import { type Model, parseModel } from "./model.ts";

/** A run, its model, and its data bound to that. */
export interface BoundRun {
  readonly fitted: Fitted;
  readonly model: Model;
  readonly data: BoundData;
}

/** Where the data of a run are that was read from a folder. */
export interface RunDataOptions {
  /** The data that the run was made of, where they were in memory, or their file is no longer where it was. */
  readonly runData?: DataOptions["data"];
  /** Their group-level tables and known matrices, by name. */
  readonly runGroups?: DataOptions["groups"];
}

const remembered = new WeakMap<RunRecord, BoundData>();

/** Keeps the data of a run for as long as its record is. */
export function rememberData(record: RunRecord, data: BoundData): void {
  remembered.set(record, data);
}

/**
 * The run with its model and data. Throws a `ProblemError` if the data are gone or have changed; the advice names `--run-data`. Once
 * for a run: the second time it costs nothing.
 */
export async function bindRun(
  fitted: Fitted,
  { runData, runGroups }: RunDataOptions,
  setting: ReadSetting,
): Promise<BoundRun> {
  const { record } = fitted;
  const model = parseModel(record.model.text, record.model.file);
  const known = runData === undefined && runGroups === undefined ? remembered.get(record) : undefined;
  if (known !== undefined) return { fitted, model, data: known };
  const given = {
    ...(runData === undefined ? {} : mainOf(record, runData)),
    ...(runGroups === undefined ? {} : { groups: runGroups }),
  };
  const data = await bindAgain(model, record, given, setting, "run-data");
  rememberData(record, data);
  return { fitted, model, data };
}

/** The table of a run as what it was read as: rows, cells, or statistics in one file. */
function mainOf({ sources, data }: RunRecord, runData: NonNullable<RunDataOptions["runData"]>): DataOptions {
  const isOfStatistics = data.reduction !== undefined && sources?.main == null;
  if (isOfStatistics && typeof runData === "string") return { statistics: [runData] };
  return sources?.mainHolds === "cells" ? { summaryData: runData } : { data: runData };
}
