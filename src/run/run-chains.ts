/**
 * From a bound model to a run: a sampler is planned and prepared, its chains are run by whatever crew there is, and their draws
 * put together. A run that is gone on with is planned and prepared as it was the first time, and its chains begin where they were.
 */

import { compile } from "../density/compile.ts";
import { findNotFinite } from "../density/joint/not-finite.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Draws } from "../posterior/draws.ts";
import { judgeMoments } from "../posterior/known-moments.ts";
import type { Problem } from "../problems/problem.ts";
import { exploreReference } from "../samplers/marginal/reference.ts";
import type { ModelStructure } from "../samplers/model-structure.ts";
import type { Offer, PreparedSampler } from "../samplers/sampler.ts";
import { assembleDraws, cutDraws, type DrawCut, pieceOf } from "./chains/assemble.ts";
import { ChainLog } from "./chains/chain-log.ts";
import type { ChainTask } from "./chains/chain-run.ts";
import type { HireCrew, RunObserver } from "./chains/chain-runner.ts";
import { furtherDraws, mostDraws } from "./chains/extension.ts";
import { RuleWatch } from "./chains/rule-watch.ts";
import { type BlocksEnd, type BlocksInput, runBlocks, type WatchedRule } from "./chains/run-blocks.ts";
import { parseRule } from "./chains/stopping-rule.ts";
import type { RunOptions } from "./options.ts";
import { planRun } from "./plan-run.ts";
import { gradientNotFinite, methodRefused, recordMisfit, termNotFinite } from "./problems.ts";
import { Checkpoints, type RunKeeper } from "./record/checkpoint.ts";
import { describeError, errorCode } from "./record/file-errors.ts";
import { makeRecord, type RunSetup, snapshotsOf } from "./record/make-record.ts";
import type { Run, RunSources, RunTiming, Stopping } from "./run.ts";

/** Where chains run. */
export interface ChosenRunner {
  readonly hire: HireCrew;
  /** Threads besides the calling one. */
  readonly workers: number;
}

/** Chooses where chains run, once it is known what they do. */
export type ChooseRunner = (prepared: PreparedSampler, offer: Offer, options: RunOptions) => ChosenRunner;

/** A run, or why there is none: no chain found a point with a finite density. */
export type RunResult =
  | { readonly run: Run; readonly problem: null }
  | { readonly run: null; readonly problem: Problem };

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
  /** Where the run is saved while it is going on. */
  readonly keeper: RunKeeper | null;
  /** Does what comes before the first transition, and may break it off by throwing; called once. */
  readonly setUp?: <Result>(work: () => Result) => Result;
}

/** Makes a run. An option that is no rule is a bug of the caller. */
export async function runChains(
  model: BoundModel,
  options: RunOptions,
  surroundings: RunSurroundings,
): Promise<RunResult> {
  // What is made of the model alone is none of the record's fault.
  const preparation = prepare(model, options, surroundings);
  if (surroundings.earlier === null) return makeRun(model, options, surroundings, preparation);
  let hasMoved = false;
  const observer: RunObserver = {
    ...surroundings.observer,
    onProgress: (chains) => {
      hasMoved = true;
      surroundings.observer.onProgress?.(chains);
    },
  };
  try {
    return await makeRun(model, options, { ...surroundings, observer }, preparation);
  } catch (error) {
    // Chains that have moved have read what the record has of them.
    if (hasMoved || errorCode(error) !== null) throw error;
    // What is kept for the samplers is looked at by them; a record that was edited there fails in any way.
    return { run: null, problem: recordMisfit(describeError(error)) };
  }
}

async function makeRun(
  model: BoundModel,
  options: RunOptions,
  surroundings: RunSurroundings,
  { plan, refusal, prepared, preparationStart }: ReturnType<typeof prepare>,
): Promise<RunResult> {
  const { earlier, chooseRunner, sources, startedAt } = surroundings;
  if (plan === null || prepared === null) return { run: null, problem: methodRefused(refusal!) };
  requireSame(prepared, earlier);
  const { watched, problem } = watchRule(options, prepared, earlier);
  if (problem !== null) return { run: null, problem };
  const samplingStart = performance.now();
  const left = { ...options, draws: options.draws - (earlier?.draws.drawCount ?? 0) };
  const { hire, workers } = chooseRunner(prepared, plan.chosen, left);
  const tasks = makeTasks(options, prepared, earlier);
  const logs = tasks.map((task) => new ChainLog(task, knownDraws(task, earlier)));
  const timing = addPreparation(earlier, preparationStart - startedAt, samplingStart - preparationStart);
  const setup = { model, offer: plan.chosen, prepared, options, sources, workers, timing };
  const end = await followChains(setup, logs, tasks, hire, watched, surroundings);
  const failed = logs.find((log) => log.failedPosition !== null);
  if (failed?.failedPosition) return { run: null, problem: explainFailure(model, failed.failedPosition) };
  return { run: runOf(setup, logs, end), problem: null };
}

/** Plans the run, and makes what its chains have in common. */
function prepare(model: BoundModel, options: RunOptions, { earlier, setUp }: RunSurroundings) {
  const work = () => {
    const planned = planRun(model, options, false, earlier?.record.plan.notKept);
    const preparationStart = performance.now();
    const prepared =
      planned.plan === null
        ? null
        : withReference(planned.plan.chosen.prepare(), planned.plan.structure, options);
    return { ...planned, prepared, preparationStart };
  };
  return setUp === undefined ? work() : setUp(work);
}

/** Where a sampler has not explored the posterior itself, what its marginal density says is kept for the verdict. */
function withReference(
  prepared: PreparedSampler,
  structure: ModelStructure,
  { seed }: RunOptions,
): PreparedSampler {
  if (prepared.exploration !== undefined) return prepared;
  return { ...prepared, exploration: exploreReference(structure, seed, heavyTail) };
}

/** The shape of a tail that leaves no sd, or no mean, that could be told. */
function heavyTail(sorted: Float64Array): number | null {
  const { moments, paretoK } = judgeMoments(sorted, sorted.length);
  return moments === "known" ? null : paretoK;
}

/** Runs the blocks, with checkpoints if somebody keeps the run. */
async function followChains(
  setup: RunSetup,
  logs: readonly ChainLog[],
  tasks: readonly ChainTask[],
  hire: HireCrew,
  watch: WatchedRule | null,
  { observer, keeper }: RunSurroundings,
): Promise<BlocksEnd> {
  const { prepared, options } = setup;
  const checkpoints = keeper && new Checkpoints(keeper);
  const isOver = (): boolean => logs.every(({ drawCount }) => drawCount >= options.draws);
  const watching: RunObserver = {
    ...observer,
    onProgress: (chains) => {
      observer.onProgress?.(chains);
      if (!isOver()) checkpoints?.offer(() => runOf(setup, logs, notEnded));
    },
  };
  const end = await runBlocks({
    hire,
    prepared,
    tasks,
    logs,
    draws: options.draws,
    watch,
    observer: watching,
    extend: extending(setup, logs),
    pieceMs: keeper === null ? Infinity : keeper.everyMs / 2,
  });
  await checkpoints?.settle();
  return end;
}

const notEnded: BlocksEnd = { wasAsked: false, shortfall: null, extension: null };

/** The draws that were put together last: they are judged before a run ends, and again when it has ended. */
const lastDraws = new WeakMap<readonly ChainLog[], Draws>();

function drawsOf({ variables }: PreparedSampler, logs: readonly ChainLog[], cut: DrawCut): Draws {
  const last = lastDraws.get(logs);
  if (last?.drawCount === cut.drawCount && last.chainCount === cut.chains.length) return last;
  const draws = assembleDraws(variables, logs, cut);
  lastDraws.set(logs, draws);
  return draws;
}

/** Looks at the draws that a run would end with, and says how far it goes on. */
function extending({ offer, prepared, options }: RunSetup, logs: readonly ChainLog[]): BlocksInput["extend"] {
  const most = mostDraws(options, offer);
  if (most <= options.draws) return null;
  return () => {
    const draws = drawsOf(prepared, logs, cutDraws(logs));
    return furtherDraws(draws, { maxTreedepth: options.nuts.maxTreeDepth }, most);
  };
}

/** The run as far as its chains have come. */
function runOf(setup: RunSetup, logs: readonly ChainLog[], end: BlocksEnd): Run {
  const { options, prepared } = setup;
  const cut = cutDraws(logs);
  const isMet = end.wasAsked && end.shortfall === null;
  const isInterrupted = !isMet && logs.some(({ drawCount }) => drawCount < options.draws);
  const stopping: Stopping | null =
    options.until === null ? null : { rule: options.until, isMet, shortfall: end.shortfall };
  const draws = drawsOf(prepared, logs, cut);
  const { extension } = end;
  return { record: makeRecord(setup, { logs, cut, isInterrupted, stopping, extension, draws }), draws };
}

function watchRule(
  { until }: RunOptions,
  { variables, roles }: PreparedSampler,
  earlier: Run | null,
):
  | { readonly watched: WatchedRule | null; readonly problem: null }
  | { readonly watched: null; readonly problem: Problem } {
  if (until === null) return { watched: null, problem: null };
  const { rule } = parseRule(until);
  if (rule === null) throw new Error(`options have passed with a rule that is none: ${until}`);
  const { watch, problem } = RuleWatch.over(rule, variables, roles);
  if (watch === null) return { watched: null, problem };
  const isNew = earlier !== null && earlier.record.options.until !== until;
  return { watched: { watch, made: earlier?.draws.drawCount ?? 0, isNew }, problem: null };
}

function makeTasks({ chains, seed }: RunOptions, { warmup }: PreparedSampler, earlier: Run | null) {
  const snapshots = earlier === null ? [] : snapshotsOf(earlier.record);
  return Array.from({ length: chains }, (_, c): ChainTask => {
    const chain = c + 1;
    const snapshot = snapshots[c] ?? null;
    const adaptation = earlier?.record.adaptation[c] ?? null;
    if (earlier === null || snapshot === null || adaptation === null)
      return { chain, seed, warmup, from: null };
    const kept = earlier.record.drawnChains.includes(chain) ? earlier.draws.drawCount : 0;
    return { chain, seed, warmup, from: { snapshot, adaptation, kept } };
  });
}

/** What an earlier run has of the chain. */
function knownDraws({ chain, from }: ChainTask, earlier: Run | null) {
  if (earlier === null || from === null || from.kept === 0) return null;
  return pieceOf(earlier.draws, earlier.record.drawnChains.indexOf(chain));
}

/** The same model, data, options and version make the same preparations: otherwise the record is of another run. */
function requireSame({ variables, warmup, kernel }: PreparedSampler, earlier: Run | null): void {
  if (earlier === null) return;
  const { record } = earlier;
  const now = JSON.stringify([kernel, warmup, variables.map(({ name }) => name)]);
  const then = JSON.stringify([
    record.plan.kernel,
    record.plan.warmup,
    record.variables.map(({ name }) => name),
  ]);
  if (now !== then) throw new Error("its sampler, warm-up or variables are others than these make");
}

function addPreparation(earlier: Run | null, setupMs: number, preparationMs: number): RunTiming {
  const before = earlier?.record.timing ?? { setup: 0, warmup: 0, sampling: 0 };
  return {
    setup: before.setup + setupMs / 1000,
    warmup: before.warmup + preparationMs / 1000,
    sampling: before.sampling,
  };
}

/** Says which term of the joint density is not finite where a chain should have begun. */
export function explainFailure(model: BoundModel, position: Float64Array): Problem {
  const compiled = compile(model);
  const { dimension } = compiled.recipe;
  const found = findNotFinite(
    compiled.joint,
    position.length === dimension ? position : new Float64Array(dimension),
  );
  if (found === null) return gradientNotFinite();
  const { term, element, value } = found;
  const { statement, domain } = term;
  const text = model.checked.source.slice(statement.span.start, statement.span.end).trim();
  const isRow = domain === model.domains.rows;
  const labels = domain.axes.length === 1 ? domain.axes[0]!.labels : null;
  const where = isRow
    ? `row ${element + 1}`
    : labels === null
      ? null
      : `${domain.name} \`${labels[element]}\``;
  return termNotFinite(text, value, where, statement.span);
}
