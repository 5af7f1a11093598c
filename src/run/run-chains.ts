/**
 * From a bound model to a run: a sampler is planned and prepared, its chains are run by whatever runner there is, and their draws
 * put together.
 */

import { compile } from "../density/compile.ts";
import { findNotFinite } from "../density/not-finite.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import type { Problem } from "../language/problem.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Roles, Variable } from "../posterior/draws.ts";
import type { Offer, PreparedSampler } from "../samplers/offer.ts";
import { assembleDraws } from "./assemble.ts";
import type { ChainOutcome, ChainTask } from "./chain-run.ts";
import type { ChainRunner, RunObserver } from "./chain-runner.ts";
import type { RunOptions } from "./options.ts";
import { planRun } from "./plan-run.ts";
import { gradientNotFinite, methodRefused, termNotFinite } from "./problems.ts";
import type { Run, RunRecord } from "./run.ts";
import { version } from "./version.ts";

/** Where chains run. */
export interface ChosenRunner {
  readonly run: ChainRunner;
  /** Threads besides the calling one. */
  readonly workers: number;
}

/** Chooses where chains run, once it is known what they do. */
export type ChooseRunner = (prepared: PreparedSampler, offer: Offer, options: RunOptions) => ChosenRunner;

/** A run, or why there is none: no chain found a point with a finite density. */
export type RunResult =
  | { readonly run: Run; readonly problem: null }
  | { readonly run: null; readonly problem: Problem };

/** `startedAt` is when the reading of the model began, by `performance.now()`. */
export async function runChains(
  model: BoundModel,
  options: RunOptions,
  chooseRunner: ChooseRunner,
  observer: RunObserver,
  startedAt: number,
): Promise<RunResult> {
  const { plan, refusal } = planRun(model, options, false);
  if (plan === null) return { run: null, problem: methodRefused(refusal) };
  const preparationStart = performance.now();
  const prepared = plan.chosen.prepare();
  const samplingStart = performance.now();
  const runner = chooseRunner(prepared, plan.chosen, options);
  const tasks = Array.from({ length: options.chains }, (_, i): ChainTask => {
    const { seed, draws } = options;
    return { chain: i + 1, seed, warmup: prepared.warmup, draws };
  });
  const outcomes = await runner.run(prepared.recipe, tasks, observer);
  const failed = outcomes.find((outcome) => outcome.failedPosition !== null);
  if (failed?.failedPosition)
    return { run: null, problem: explainFailure(model, prepared, failed.failedPosition) };
  const draws = assembleDraws(prepared.variables, outcomes);
  const record = makeRecord(model, plan.chosen, prepared, options, runner, outcomes, {
    setup: (preparationStart - startedAt) / 1000,
    preparation: (samplingStart - preparationStart) / 1000,
  });
  return { run: { record, draws }, problem: null };
}

/** Says which term of the joint density is not finite where a chain should have begun. */
function explainFailure(model: BoundModel, { recipe }: PreparedSampler, position: Float64Array): Problem {
  const compiled = compile(model);
  const { dimension } = compiled.recipe;
  const found = findNotFinite(
    compiled.joint,
    recipe.kind === "joint" ? position : new Float64Array(dimension),
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

function makeRecord(
  model: BoundModel,
  offer: Offer,
  prepared: PreparedSampler,
  options: RunOptions,
  runner: ChosenRunner,
  outcomes: readonly ChainOutcome[],
  before: { readonly setup: number; readonly preparation: number },
): RunRecord {
  const { checked } = model;
  const { variables } = prepared;
  const { kept, notKept } = sortByKeeping(checked, variables);
  const plates = new Set(kept.flatMap((statement) => statement.plates));
  // In the calling thread chains run one after another, in workers side by side.
  const combine = (times: readonly number[]): number =>
    (runner.workers === 0 ? times.reduce((sum, time) => sum + time, 0) : sideBySide(times, runner.workers)) /
    1000;
  return {
    format: 1,
    hyperprior: version,
    model: {
      name: checked.name,
      file: checked.file,
      text: checked.source,
      constants: Object.fromEntries(model.constants),
    },
    data: model.data,
    levels: Object.fromEntries([...plates].map((plate) => [plate, model.domains.labelsOf(plate)])),
    options,
    plan: {
      method: offer.method,
      kernel: prepared.kernel,
      notes: prepared.notes,
      warmup: prepared.warmup,
      dimension: offer.dimension,
      integrated: offer.integrated.map(({ name }) => name),
      parameterizations: prepared.parameterizations,
      centering: prepared.centering,
      notKept,
      workers: runner.workers,
    },
    roles: keptRoles(prepared),
    variables,
    adaptation: outcomes.map((outcome) => outcome.adaptation),
    randomState: outcomes.map((outcome) => hexadecimal(outcome.randomState)),
    isInterrupted: outcomes.some((outcome) => outcome.drawCount < options.draws),
    timing: {
      setup: before.setup,
      warmup: before.preparation + combine(outcomes.map((outcome) => outcome.warmupMs)),
      sampling: combine(outcomes.map((outcome) => outcome.samplingMs)),
    },
  };
}
/** Statements whose values draws hold, and the names of the others. */
function sortByKeeping({ statements }: CheckedModel, variables: readonly Variable[]) {
  const quantities = new Set(variables.map(({ quantity }) => quantity));
  const saved = statements.flatMap((statement) =>
    statement.kind === "likelihood" || (statement.kind === "definition" && statement.variesByRow)
      ? []
      : [statement],
  );
  return {
    kept: saved.filter(({ name }) => quantities.has(name)),
    notKept: saved.filter(({ name }) => !quantities.has(name)).map(({ name }) => name),
  };
}

/** Roles of what draws hold. */
function keptRoles({ roles, variables }: PreparedSampler): Roles {
  const names = new Set(variables.map(({ name }) => name));
  return {
    ...roles,
    effects: roles.effects.filter((role) => role.variables.every((name) => names.has(name))),
  };
}

/** Eight digits for each word. */
function hexadecimal(words: Uint32Array): string {
  return Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("");
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
