/** The record of a run, from what was asked for and what its chains have made. */

import type { BoundModel } from "../../model/bound-model.ts";
import type { Draws, Roles, Variable } from "../../posterior/draws.ts";
import { trajectoryEndings } from "../../samplers/chain.ts";
import { recordedExploration } from "../../samplers/exploration/exploration-report.ts";
import type { Offer, PreparedSampler } from "../../samplers/sampler.ts";
import type { DrawCut } from "../chains/assemble.ts";
import type { ChainLog } from "../chains/chain-log.ts";
import type { Extension } from "../chains/extension.ts";
import type { ChainSnapshot } from "../chains/state-trail.ts";
import type { RunOptions } from "../options.ts";
import type { RunPlan, RunRecord, RunSources, RunTiming, Stopping } from "../run.ts";
import { version } from "../version.ts";

/** What is known of a run before its first transition. */
export interface RunSetup {
  readonly model: BoundModel;
  readonly offer: Offer;
  readonly prepared: PreparedSampler;
  /** Quantities that are drawn so that all else has the bits of a run without them. */
  readonly apart: readonly string[];
  readonly options: RunOptions;
  readonly sources: RunSources | null;
  /** Threads besides the calling one. */
  readonly workers: number;
  /** Wall seconds, those of the run that is gone on with included. */
  readonly timing: RunTiming;
}

/** How far a run has come. */
export interface RunProgress {
  readonly logs: readonly ChainLog[];
  readonly cut: DrawCut;
  /** Whether there are fewer draws than were asked for, and no rule that holds. */
  readonly isInterrupted: boolean;
  readonly stopping: Stopping | null;
  readonly extension: Extension | null;
  /** Of the draws of the cut. */
  readonly draws: Draws;
}

export function makeRecord(
  setup: RunSetup,
  { logs, cut, isInterrupted, stopping, extension, draws }: RunProgress,
): RunRecord {
  const { model, prepared, options, workers, timing } = setup;
  const { checked } = model;
  const { name, file, source: text } = checked;
  const { kept, notKept } = sortByKeeping(model, prepared.variables);
  const plates = new Set(kept.flatMap((statement) => statement.plates));
  const snapshots = logs.map((log) => log.trail.upTo(cut.chains.includes(log.chain) ? cut.drawCount : 0));
  return {
    format: 1,
    hyperprior: version,
    model: { name, file, text, constants: declaredConstants(model) },
    data: model.data,
    levels: Object.fromEntries([...plates].map((plate) => [plate, model.domains.labelsOf(plate)])),
    options,
    sources: setup.sources,
    plan: planOf(setup, notKept),
    roles: keptRoles(prepared),
    variables: prepared.variables,
    adaptation: logs.map((log) => log.adaptation),
    drawnChains: cut.chains,
    states: snapshots.map((one) => one && { draws: one.draws, position: one.position }),
    randomState: snapshots.map((one) => (one === null ? "" : hexadecimal(one.randomState))),
    stopping,
    extension,
    trajectories: countEndings(draws),
    isInterrupted,
    timing: addTimes(timing, logs, workers),
  };
}

function planOf({ offer, prepared, apart, workers }: RunSetup, notKept: readonly string[]): RunPlan {
  return {
    method: offer.method,
    kernel: prepared.kernel,
    notes: prepared.notes,
    warmup: prepared.warmup,
    dimension: prepared.dimension ?? offer.dimension,
    integrated: (prepared.integrated ?? offer.integrated).map(({ name }) => name),
    parameterizations: prepared.parameterizations,
    centering: prepared.centering,
    exploration: prepared.exploration ? recordedExploration(prepared.exploration) : null,
    notKept,
    apart,
    modesApart: prepared.modesApart ?? 0,
    workers,
  };
}

function countEndings({ statistics: { ending } }: Draws): Record<string, number> | null {
  if (ending === undefined) return null;
  const counts = trajectoryEndings.map((name, code): [string, number] => [
    name,
    ending.reduce((count, one) => count + Number(one === code), 0),
  ]);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** Where each chain of a run can go on; null for one that begins again. */
export function snapshotsOf({ states, randomState }: RunRecord): (ChainSnapshot | null)[] {
  return states.map((state, c) => state && { ...state, randomState: wordsOf(randomState[c] ?? "") });
}

/** Statements whose values draws hold, and the names of the others. */
function sortByKeeping({ checked: { statements }, unobserved }: BoundModel, variables: readonly Variable[]) {
  const quantities = new Set(variables.map(({ quantity }) => quantity));
  const saved = statements.flatMap((statement) =>
    statement.kind === "likelihood" || (statement.kind === "definition" && statement.variesByRow)
      ? []
      : [statement],
  );
  return {
    kept: saved.filter(({ name }) => quantities.has(name)),
    notKept: [
      ...saved.map(({ name }) => name),
      ...(unobserved?.outcomes ?? []).map(({ column }) => column),
    ].filter((name) => !quantities.has(name)),
  };
}

/** Roles of what draws hold. */
function keptRoles({ roles, variables }: PreparedSampler): Roles {
  const names = new Set(variables.map(({ name }) => name));
  const { outcomes } = roles;
  const kept = rolesOfNames(roles, names);
  return outcomes === undefined
    ? kept
    : { ...kept, outcomes: outcomes.map((one) => rolesOfNames(one, names)) };
}

function rolesOfNames(roles: Roles, names: ReadonlySet<string>): Roles {
  const areKept = (coefficients: readonly (string | number)[]): boolean =>
    coefficients.every((one) => typeof one === "number" || names.has(one));
  const effects = roles.effects
    .filter((role) => role.variables.every((name) => names.has(name)))
    .map((role) => (role.raw && !areKept(role.raw.coefficients) ? { ...role, raw: null } : role));
  const fixed = roles.fixed && areKept(roles.fixed.coefficients) ? roles.fixed : null;
  return { ...roles, effects, fixed };
}

/** Eight digits for each word. */
function hexadecimal(words: Uint32Array): string {
  return Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("");
}

function wordsOf(digits: string): Uint32Array {
  return Uint32Array.from({ length: digits.length / 8 }, (_, i) =>
    Number.parseInt(digits.slice(8 * i, 8 * i + 8), 16),
  );
}

function addTimes(before: RunTiming, logs: readonly ChainLog[], workers: number): RunTiming {
  // In the calling thread chains run one after another, in workers side by side.
  const combine = (times: readonly number[]): number =>
    (workers === 0 ? times.reduce((sum, time) => sum + time, 0) : sideBySide(times, workers)) / 1000;
  return {
    setup: before.setup,
    warmup: before.warmup + combine(logs.map(({ warmupMs }) => warmupMs)),
    sampling: before.sampling + combine(logs.map(({ samplingMs }) => samplingMs)),
  };
}

/** Wall time of chains that `workers` threads take one after another. */
function sideBySide(times: readonly number[], workers: number): number {
  const busy = new Array<number>(workers).fill(0);
  for (const time of times) {
    const free = busy.indexOf(Math.min(...busy));
    busy[free] = busy[free]! + time;
  }
  return Math.max(...busy);
}

/** Those that the model declares; numbers of the data are found anew. */
function declaredConstants({ checked, constants }: BoundModel): Record<string, number> {
  return Object.fromEntries(checked.constants.map(({ name }) => [name, constants.get(name)!]));
}
