/**
 * From a bound model to a run: a sampler is planned and prepared, its chains are run by whatever pool of workers there is, and their draws
 * put together. A run that is gone on with is planned and prepared as it was the first time, and its chains begin where they were.
 */

import type { BoundModel } from "../model/bound-model.ts";
import type { Either } from "../problems/either.ts";
import type { Problem } from "../problems/problem.ts";
import type { Offer, PreparedSampler } from "../samplers/sampler.ts";
import type { RunObserver, StartPool } from "./chains/chain-runner.ts";
import { mostDraws } from "./chains/extension.ts";
import { RuleWatch } from "./chains/rule-watch.ts";
import { parseRule } from "./chains/stopping-rule.ts";
import { explainFailure } from "./explain-failure.ts";
import { notEnded, OngoingRun } from "./ongoing-run.ts";
import type { RunOptions } from "./options.ts";
import type { Decided } from "./plan-run.ts";
import { type PreparedRun, prepareRun, requireSame } from "./prepare-run.ts";
import { methodRefused, recordMisfit } from "./problems.ts";
import { Checkpoints, type RunStore } from "./record/checkpoint.ts";
import { describeError, errorCode } from "./record/file-errors.ts";
import type { Run, RunSources, RunTiming } from "./run.ts";
import { runToEnd, type WatchedRule } from "./run-to-end.ts";

/** Where chains run. */
export interface ChosenRunner {
  readonly startPool: StartPool;
  /** Threads besides the calling one. */
  readonly workers: number;
  /** Why chains do not run where the options say. */
  readonly warning?: Problem;
}

/** Chooses where chains run, once it is known what they do; threads that it starts are ended by the pool, or by itself at the signal. */
export type ChooseRunner = (
  prepared: PreparedSampler,
  offer: Offer,
  options: RunOptions,
  signal?: AbortSignal,
) => ChosenRunner | Promise<ChosenRunner>;

/** A run with what was wrong without being an error, or why there is none: no chain found a point with a finite density. */
export type RunResult = Either<{ run: Run; warnings: readonly Problem[] }, { problem: Problem }>;

/** What a run may have besides model and options. */
export interface RunSurroundings {
  readonly chooseRunner: ChooseRunner;
  readonly observer: RunObserver;
  /** When the reading of the model began, by `performance.now()`. */
  readonly startedAt: number;
  /** Where the data came from, if from files. */
  readonly sources: RunSources | null;
  /** The run that is gone on with. */
  readonly earlier: Run | null;
  /** What draws hold, where that is not for the options to say; of a run that is gone on with, what it has decided. */
  readonly decided?: Decided | null;
  /** Where the run is saved while it is going on. */
  readonly store: RunStore | null;
  /** Does what comes before the first transition, and may break it off by throwing; called once. */
  readonly setUp?: <Result>(work: () => Result) => Result;
}

/** Makes a run. An option that is no rule is a bug of the caller. */
export async function runChains(
  model: BoundModel,
  options: RunOptions,
  surroundings: RunSurroundings,
): Promise<RunResult> {
  const { earlier, observer, setUp = (work) => work() } = surroundings;
  const decided = surroundings.decided ?? earlier?.record.plan ?? null;
  // What is made of the model alone is none of the record's fault.
  const { ready, refusal } = setUp(() => prepareRun(model, options, decided));
  if (ready === null) return failed(methodRefused(refusal));
  if (earlier === null) return makeRun(model, options, surroundings, ready);
  let hasMoved = false;
  const onProgress: RunObserver["onProgress"] = (chains) => {
    hasMoved = true;
    observer.onProgress?.(chains);
  };
  try {
    requireSame(ready.prepared, earlier);
    const watching = { ...surroundings, observer: { ...observer, onProgress } };
    return await makeRun(model, options, watching, ready);
  } catch (error) {
    // Chains that have moved have read what the record has of them.
    if (hasMoved || errorCode(error) !== null) throw error;
    // What is kept for the samplers is looked at by them; a record that was edited there fails in any way.
    return failed(recordMisfit(describeError(error)));
  }
}

async function makeRun(
  model: BoundModel,
  options: RunOptions,
  { earlier, chooseRunner, sources, startedAt, observer, store }: RunSurroundings,
  { offer, prepared, apart, preparationStart }: PreparedRun,
): Promise<RunResult> {
  const { rule, problem } = watchRule(options, prepared, earlier);
  if (problem !== null) return failed(problem);
  const timing = addPreparation(earlier, preparationStart - startedAt, performance.now() - preparationStart);
  const left = { ...options, draws: options.draws - (earlier?.draws.drawCount ?? 0) };
  const { startPool, workers, warning } = await chooseRunner(prepared, offer, left, observer.signal);
  const run = new OngoingRun({ model, offer, prepared, apart, options, sources, workers, timing }, earlier);
  const checkpoints = store && new Checkpoints(store);
  const pool = startPool(prepared.recipe, run.tasks, {
    ...observer,
    onProgress: (chains) => {
      observer.onProgress?.(chains);
      if (!run.hasDrawn(options.draws)) checkpoints?.offer(() => run.soFar(notEnded));
    },
    onPiece: (piece) => run.add(piece),
    pieceMs: store === null ? Infinity : store.everyMs / 2,
  });
  const { draws } = options;
  const length = { draws, most: mostDraws(options, offer), maxTreedepth: options.nuts.maxTreeDepth };
  const end = await runToEnd(run, pool, length, rule).finally(() => pool.close());
  await checkpoints?.settle();
  const { failedPosition } = run;
  if (failedPosition !== null) return failed(explainFailure(model, failedPosition));
  return { run: run.soFar(end), warnings: warning === undefined ? [] : [warning], problem: null };
}

function failed(problem: Problem): RunResult {
  return { run: null, warnings: null, problem };
}

function watchRule(
  { until }: RunOptions,
  { variables, roles }: PreparedSampler,
  earlier: Run | null,
): Either<{ rule: WatchedRule | null }, { problem: Problem }> {
  if (until === null) return { rule: null, problem: null };
  const { rule } = parseRule(until);
  if (rule === null) throw new Error(`options have passed with a rule that is none: ${until}`);
  const { watch, problem } = RuleWatch.over(rule, variables, roles);
  if (watch === null) return { rule: null, problem };
  const isNew = earlier !== null && earlier.record.options.until !== until;
  return { rule: { watch, made: earlier?.draws.drawCount ?? 0, isNew }, problem: null };
}

/** Wall seconds before the first transition, with those of the earlier run. */
function addPreparation(earlier: Run | null, setupMs: number, preparationMs: number): RunTiming {
  const { setup, warmup, sampling } = earlier?.record.timing ?? { setup: 0, warmup: 0, sampling: 0 };
  return { setup: setup + setupMs / 1000, warmup: warmup + preparationMs / 1000, sampling };
}
