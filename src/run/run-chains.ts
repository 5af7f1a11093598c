/**
 * From a compiled model to a run: the chains are run by whatever runner there is, and their draws put together.
 */

import { type CompiledModel, compile } from "../density/compile.ts";
import { findNotFinite } from "../density/not-finite.ts";
import type { Problem } from "../language/problem.ts";
import { assembleDraws } from "./assemble.ts";
import { chooseCentering } from "./centering.ts";
import type { ChainOutcome, ChainTask } from "./chain-run.ts";
import type { ChainRunner, RunObserver } from "./chain-runner.ts";
import { chooseIntegration, type Integration, nothingIntegrated } from "./integration.ts";
import type { RunOptions } from "./options.ts";
import { gradientNotFinite, nothingToIntegrate, termNotFinite } from "./problems.ts";
import type { Run, RunRecord } from "./run.ts";
import { version } from "./version.ts";

export interface ChosenRunner {
  readonly run: ChainRunner;
  /** Threads besides the calling one. */
  readonly workers: number;
}

/** A run, or why there is none: no chain found a point with a finite density. */
export type RunResult =
  | { readonly run: Run; readonly problem: null }
  | { readonly run: null; readonly problem: Problem };

/** What is sampled, and what is integrated out. */
interface Plan {
  readonly compiled: CompiledModel;
  readonly integration: Integration;
}

/** Group effects that are not integrated out are centered as far as a pilot says. */
function makePlan(given: CompiledModel, options: RunOptions): Plan {
  const integration = chooseIntegration(given, options.method) ?? nothingIntegrated;
  const sampled = given.joint.adjustable.filter(({ name }) => !integration.names.includes(name));
  if (sampled.length === 0) return { compiled: given, integration };
  const centering = chooseCentering(given, options.seed, options.nuts);
  if (centering.size === 0) return { compiled: given, integration };
  const compiled = compile(given.model, centering);
  return { compiled, integration: chooseIntegration(compiled, options.method) ?? nothingIntegrated };
}

/** `startedAt` is when the reading of the model began, by `performance.now()`. */
export async function runChains(
  given: CompiledModel,
  options: RunOptions,
  runner: ChosenRunner,
  observer: RunObserver,
  startedAt: number,
): Promise<RunResult> {
  if (chooseIntegration(given, options.method) === null) {
    return { run: null, problem: nothingToIntegrate() };
  }
  const { compiled, integration } = makePlan(given, options);
  const tasks = Array.from({ length: options.chains }, (_, i): ChainTask => {
    const { seed, warmup, draws, nuts } = options;
    return { chain: i + 1, seed, warmup, draws, nuts, integrated: integration.places };
  });
  const samplingStart = performance.now();
  const outcomes = await runner.run(compiled.recipe, tasks, observer);
  const failed = outcomes.find((outcome) => outcome.failedPosition !== null);
  if (failed?.failedPosition) {
    return { run: null, problem: explainFailure(compiled, failed.failedPosition) };
  }
  const draws = assembleDraws(compiled.variables, outcomes);
  const record = makeRecord(
    compiled,
    integration,
    options,
    runner,
    outcomes,
    (samplingStart - startedAt) / 1000,
  );
  return { run: { record, draws }, problem: null };
}

function explainFailure(compiled: CompiledModel, position: Float64Array): Problem {
  const found = findNotFinite(compiled.joint, position);
  if (found === null) return gradientNotFinite();
  const { term, element, value } = found;
  const { statement, domain } = term;
  const text = compiled.model.checked.source.slice(statement.span.start, statement.span.end).trim();
  const isRow = domain === compiled.model.domains.rows;
  const labels = domain.axes.length === 1 ? domain.axes[0]!.labels : null;
  const where = isRow
    ? `row ${element + 1}`
    : labels === null
      ? null
      : `${domain.name} \`${labels[element]}\``;
  return termNotFinite(text, value, where, statement.span);
}

function makeRecord(
  compiled: CompiledModel,
  integration: Integration,
  options: RunOptions,
  runner: ChosenRunner,
  outcomes: readonly ChainOutcome[],
  setup: number,
): RunRecord {
  const { model, variables } = compiled;
  const { checked } = model;
  const plates = new Set(
    checked.statements.flatMap((statement) => (statement.kind === "likelihood" ? [] : statement.plates)),
  );
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
      method: integration.names.length > 0 ? "marginal" : "nuts",
      dimension: compiled.recipe.dimension - integration.places.length,
      integrated: integration.names,
      parameterizations: Object.fromEntries(compiled.parameterizations),
      centering: Object.fromEntries(
        [...compiled.joint.centering].map(([name, weights]) => [name, [...weights]]),
      ),
      workers: runner.workers,
    },
    roles: compiled.roles,
    variables,
    adaptation: outcomes.map((outcome) => outcome.adaptation),
    randomState: outcomes.map((outcome) => hexadecimal(outcome.randomState)),
    isInterrupted: outcomes.some((outcome) => outcome.drawCount < options.draws),
    timing: {
      setup,
      warmup: combine(outcomes.map((outcome) => outcome.warmupMs)),
      sampling: combine(outcomes.map((outcome) => outcome.samplingMs)),
    },
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
