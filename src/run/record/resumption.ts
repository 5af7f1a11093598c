/** What going on with a run takes: whether it can be done, what is left to do, and whether the data are the same. */

import type { BoundModel } from "../../model/bound-model.ts";
import type { Either } from "../../problems/either.ts";
import type { Problem } from "../../problems/problem.ts";
import { mostDrawsOfRule, type RunOptions } from "../options.ts";
import { dataChanged, fewerDraws, otherVersion, withoutStates } from "../problems.ts";
import type { Run, RunRecord } from "../run.ts";
import { version } from "../version.ts";

/** What may differ from the first time. */
export interface ResumeRequest {
  /** Draws per chain that there are to be in the end, those of the run included; with a rule the most. */
  readonly draws?: number;
  /** A rule that ends the run as soon as it holds, in place of the run's own. */
  readonly until?: string;
  readonly workers?: RunOptions["workers"];
}

/** The options to go on with, null where nothing is left to do; or why the run cannot be gone on with. */
export type ResumptionPlan = Either<{ options: RunOptions | null }, { problem: Problem }>;

/** `folder` is for messages. */
export function planResumption(run: Run, folder: string, request: ResumeRequest): ResumptionPlan {
  const { record } = run;
  const made = run.draws.drawCount;
  const obstacle =
    findObstacleTo(record, folder) ??
    (request.draws !== undefined && request.draws < made ? fewerDraws(request.draws, made) : null);
  if (obstacle !== null) return { options: null, problem: obstacle };
  const asksForMore = (request.draws ?? made) > made || request.until !== undefined;
  if (!record.isInterrupted && !asksForMore) return { options: null, problem: null };
  // A rule that held has done its work; one that did not stays.
  const until = request.until ?? (record.stopping?.isMet === true ? null : record.options.until);
  const options: RunOptions = {
    ...record.options,
    until,
    draws: request.draws ?? drawsWithout(record, request),
    workers: request.workers ?? record.options.workers,
  };
  return { options, problem: null };
}

/** Where no number of draws is given. */
function drawsWithout({ options }: RunRecord, { until }: ResumeRequest): number {
  return until === undefined ? options.draws : Math.max(options.draws, mostDrawsOfRule);
}

/** Another version may draw other numbers, and earlier records do not say where chains were. */
function findObstacleTo({ hyperprior, states, options }: RunRecord, folder: string): Problem | null {
  if (hyperprior !== version) return otherVersion(folder, hyperprior, version);
  if (states.length !== options.chains) return withoutStates(folder);
  return null;
}

/** Null if the data are those that the run was made of. */
export function findChange({ data }: RunRecord, { data: now }: BoundModel): Problem | null {
  if (data.fingerprint === now.fingerprint) return null;
  return dataChanged(now.name, now.rowsUsed, data.rowsUsed);
}
