/** A run: draws, and the record of how they came about. The record is plain JSON, and is what `run.json` holds. */

import type { DataReport } from "../model/bound-model.ts";
import type { Draws, KernelKind, Roles, Variable } from "../posterior/draws.ts";
import type { ChainAdaptation } from "../samplers/chain.ts";
import type { RecordedExploration } from "../samplers/exploration/exploration-report.ts";

import type { Extension } from "./chains/extension.ts";
import type { Shortfall } from "./chains/rule-watch.ts";
import type { RunOptions } from "./options.ts";

export interface Run {
  readonly record: RunRecord;
  readonly draws: Draws;
}

export interface RunRecord {
  /** Of the record itself: readers refuse what they do not know. */
  readonly format: 1;
  /** The version that made the run. */
  readonly hyperprior: string;
  readonly model: RunModel;
  readonly data: DataReport;
  /** Labels of the levels of every plate that a quantity has. */
  readonly levels: Readonly<Record<string, readonly string[]>>;
  /** Of its last continuation, if it was gone on with. */
  readonly options: RunOptions;
  /** The files that the data came from, as they were named; null where some were in memory. */
  readonly sources: RunSources | null;
  readonly plan: RunPlan;
  readonly roles: Roles;
  /** In the order of the columns of the draws. */
  readonly variables: readonly Variable[];
  /** What warm-up arrived at, chain by chain; null for a chain that did not end it. */
  readonly adaptation: readonly (ChainAdaptation | null)[];
  /** Numbers of the chains that the draws are of: all, unless some had too few when the run was stopped. */
  readonly drawnChains: readonly number[];
  /** From where each chain can go on; null for one that begins again. Empty if it was not kept. */
  readonly states: readonly (RecordedState | null)[];
  /** The random numbers of each chain at its state: the words of theirs in hexadecimal, eight digits each; empty without a state. */
  readonly randomState: readonly string[];
  /** What became of the rule of `until`; null without one. */
  readonly stopping: Stopping | null;
  /** That the run went on for more draws than were asked for; null if it did not. */
  readonly extension: Extension | null;
  /** Draws by why their trajectory ended; null of samplers without trajectories, and of runs of earlier versions. */
  readonly trajectories: Readonly<Record<string, number>> | null;
  /** Stopped before its end: the draws are those that there were. */
  readonly isInterrupted: boolean;
  readonly timing: RunTiming;
}

export interface RunSources {
  /** Null for a model without data, and where statistics stand for the rows. */
  readonly main: string | null;
  readonly mainHolds: "rows" | "cells";
  readonly groups: Readonly<Record<string, string>>;
  readonly dropMissing: boolean;
  /** What stood for a missing value besides what always does. */
  readonly na: readonly string[];
  /** How rows of the main table became several. */
  readonly wide: readonly string[];
  /** What was asked of the source of the main table; left out where that was all of it. */
  readonly query?: string | undefined;
  /** Files of statistics in place of the main table; left out where there are none. */
  readonly statistics?: readonly string[];
}

export interface RecordedState {
  /** Draws of the chain before this state: at most those of the run. */
  readonly draws: number;
  /** As in `ChainState`. */
  readonly position: readonly number[];
}

export interface Stopping {
  readonly rule: string;
  readonly isMet: boolean;
  /** What kept the rule from holding at the last draw; null if it was met, or if nobody looked. */
  readonly shortfall: Shortfall | null;
}

export interface RunModel {
  readonly name: string | null;
  readonly file: string;
  readonly text: string;
  /** Values of the constants, after `--set`. */
  readonly constants: Readonly<Record<string, number>>;
}

export interface RunPlan {
  readonly method: string;
  /** What sampled. */
  readonly kernel: KernelKind;
  /** What came out differently from what was planned, and why. */
  readonly notes: readonly string[];
  /** Transitions of each chain before those that are kept; 0 where chains need none. */
  readonly warmup: number;
  /** Unconstrained numbers that are sampled. */
  readonly dimension: number;
  /** Parameters that are integrated out, and drawn given the rest. */
  readonly integrated: readonly string[];
  /** Parameter by parameter. */
  readonly parameterizations: Readonly<Record<string, "centered" | "noncentered">>;
  /** How far each level of a group effect is centered, 0 to 1, where a pilot chain chose it. */
  readonly centering: Readonly<Record<string, readonly number[]>>;
  /** What an exploration of the density before sampling found; null where there was none. */
  readonly exploration: RecordedExploration | null;
  /** Parameters and defined values over so many levels that draws do not hold them. */
  readonly notKept: readonly string[];
  /** Those that draws hold all the same, drawn so that all else has the bits of a run without them. */
  readonly apart: readonly string[];
  /** Modes apart that climbs found before sampling, in which chains began by turns; 0 where nobody looked. */
  readonly modesApart: number;
  /** Threads that the chains ran in besides the calling one; 0 if they ran in that. */
  readonly workers: number;
}

/** Wall seconds in the process. */
export interface RunTiming {
  /** From reading the model to the first transition, but for what is adapted for all chains together. */
  readonly setup: number;
  /** Adaptation, together and chain by chain. */
  readonly warmup: number;
  readonly sampling: number;
}
