/** Posterior predictive checks: data sets that a run's model makes of its draws, for its own rows, beside the data. */

import { baseOf } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { groupingFactors } from "../model/grouping-factors.ts";
import { isKnownPart, knownColumn } from "../model/imputation.ts";
import { dataStatistics, statisticNamed, type ValueGroups } from "../posterior/data-statistics.ts";
import { defaultProb } from "../posterior/estimate.ts";
import {
  checkStatistic,
  groupMean,
  type OutcomeCheck,
  type PredictiveCheck,
} from "../posterior/predictive-check.ts";
import { intervalNames } from "../posterior/quantile.ts";
import { RowPredictor } from "../prediction/predict-rows.ts";
import { notReplicated } from "../prediction/problems-rows.ts";
import { rowLikelihoods } from "../predictor/outcome.ts";
import { nearestName } from "../problems/nearest-name.ts";
import { badOption } from "../run/problems.ts";
import { failOf } from "./bind-data.ts";
import { type BoundRun, bindRun, type RunDataOptions } from "./bound-run.ts";
import { type AnswerSetting, completeRun } from "./complete-run.ts";
import type { Fitted } from "./fitted.ts";
import { type GroupMode, readNewRows } from "./new-rows.ts";
import { ProblemError } from "./problem-error.ts";

/** What is checked. */
export interface PpcOptions extends RunDataOptions {
  /** Names of numbers of data sets: `mean`, `sd`, `min`, `max`, `median`, `zeros`, `q95`, `sd_between`, `sd_within`, `icc`. */
  readonly statistics?: readonly string[];
  /** The grouping factor of those that are of groups, and of means by group; the first of the model if left out. */
  readonly by?: string;
  /** Whether replicates are of the groups of the run (`known`), or of new ones with their predictors, by factor. */
  readonly groups?: Readonly<Record<string, GroupMode>>;
  /** Replicated data sets: 1,000, or fewer of very many rows. */
  readonly replicates?: number;
  readonly prob?: number;
  readonly seed?: number;
}

const usualReplicates = 1000;
/** Numbers of all replicates together. */
const mostNumbers = 20_000_000;
const usualStatistics = [
  "mean",
  "sd",
  "min",
  "q5",
  "median",
  "q95",
  "max",
  "zeros",
  "sd_between",
  "sd_within",
];

/** Throws a `ProblemError` for what cannot be replicated, or where the data of the run are gone. */
export async function ppcModel(
  fitted: Fitted,
  options: PpcOptions,
  setting: AnswerSetting,
): Promise<PredictiveCheck> {
  const { prob = defaultProb, statistics = usualStatistics } = options;
  const run = await bindRun(fitted, options, setting);
  const chosen = statistics.map((name) => statisticNamed(name) ?? unknownStatistic(name));
  const factor = factorOf(run, options.by);
  const groups = factor === null ? null : groupsOf(run.data.bound, factor);
  const outcomes = (await replicate(run, options, setting)).map(({ outcome, replicates }): OutcomeCheck => {
    const observed = run.data.bound.columns.get(outcome)!.values;
    const isOfInterest = (name: string): boolean =>
      options.statistics !== undefined || name !== "zeros" || observed.some((value) => value === 0);
    return {
      outcome,
      observed,
      replicates,
      statistics: chosen
        .filter(({ isOfGroups, name }) => (groups !== null || !isOfGroups) && isOfInterest(name))
        .map((one) => checkStatistic(one, observed, replicates, groups, prob)),
      groups: groups === null ? [] : checkGroups(run.data.bound, factor!, groups, observed, replicates, prob),
    };
  });
  const isOfNewGroups = Object.values(options.groups ?? {}).some((mode) => mode !== "known");
  return { ...intervalNames(prob), outcomes, factor, isOfNewGroups };
}

function unknownStatistic(name: string): never {
  const names = dataStatistics.map((one) => one.name);
  const nearest = nearestName(name, names);
  const hint =
    nearest === null ? `there are ${names.join(", ")}, and quantiles as q95` : `did you mean \`${nearest}\`?`;
  throw new ProblemError([badOption(`\`${name}\` is no number of data sets; ${hint}`)], "", "");
}

/** The factor that is named, or the first with group effects that rows have. */
function factorOf({ fitted, data }: BoundRun, by: string | undefined): string | null {
  const { domains } = data.bound;
  const factors = [...groupingFactors(data.bound.checked)].filter(
    (name) => domains.mapTo(domains.rows, [name]) !== null,
  );
  if (by === undefined) return factors[0] ?? null;
  const wanted = fitted.groupNamed(by);
  if (factors.includes(wanted)) return wanted;
  const known = factors.length === 0 ? "the model has none" : `there are ${factors.join(", ")}`;
  throw new ProblemError([badOption(`\`${by}\` is no grouping factor; ${known}`)], "", "");
}

function groupsOf({ domains }: BoundModel, factor: string): ValueGroups {
  const map = domains.mapTo(domains.rows, [factor])!;
  return { codes: map.indices, count: map.to.size };
}

function checkGroups(
  { domains }: BoundModel,
  factor: string,
  groups: ValueGroups,
  observed: Float64Array,
  replicates: readonly Float64Array[],
  prob: number,
): OutcomeCheck["groups"] {
  const sizes = new Array<number>(groups.count).fill(0);
  for (const code of groups.codes) sizes[code]!++;
  return domains.labelsOf(factor).flatMap((label, group) => {
    if (sizes[group] === 0) return [];
    const statistic = { name: label, words: label, of: groupMean(group) };
    return [{ n: sizes[group]!, ...checkStatistic(statistic, observed, replicates, groups, prob) }];
  });
}

/** Throws where the table has bounds, or nothing, in the place of values that the model would make. */
function requireWholeValues({ checked, columns }: BoundModel): void {
  const fail = (reason: string, instead: string): never => {
    throw new ProblemError([notReplicated(reason, instead)], "", "");
  };
  for (const statement of checked.statements) {
    if (statement.kind !== "likelihood") continue;
    const base = baseOf(statement.distribution);
    if (base.kind !== "scalar" || base.modified?.modifier !== "censored") continue;
    const name = statement.columns.join(", ");
    fail(
      `\`${name}\` is censored: the table has bounds where the model makes values, so that the two are not alike`,
      "hold the model against another one by their likelihoods: `hyperprior compare RUN RUN`",
    );
  }
  for (const [name, { values }] of columns) {
    if (!isKnownPart(name) || values.length === 0) continue;
    fail(
      `the table has \`${knownColumn(name)}\` in some rows only, and data sets with such predictors are not made yet`,
      "fit the model to the rows that have it, with `--drop-missing` and without the `?` of the column",
    );
  }
}

/** Replicated data sets of each outcome over the rows, and the draws that they are of. */
export async function replicate(
  run: BoundRun,
  options: Pick<PpcOptions, "replicates" | "seed" | "groups">,
  setting: AnswerSetting,
): Promise<readonly Replicated[]> {
  const { replicates = usualReplicates, seed, groups = {} } = options;
  const { fitted, model, data } = run;
  if (data.bound.cells !== null) {
    const words = "a row of the run's table stands for several observations, which are not known one by one";
    throw new ProblemError([badOption(words)], "", "");
  }
  requireWholeValues(data.bound);
  const rows = await readNewRows(run, null, { groups }, setting);
  const total = fitted.draws.chainCount * fitted.draws.drawCount;
  const rowCount = data.bound.domains.rows.size;
  const most = Math.max(1, Math.floor(mostNumbers / Math.max(1, rowCount)));
  const count = Math.min(total, replicates, most);
  const draws = Int32Array.from({ length: count }, (_, k) => Math.floor(((k + 0.5) * total) / count));
  const predictor = new RowPredictor(rows.model, fitted.draws, {
    kind: "outcome",
    seed: seed ?? fitted.record.options.seed,
    newLevels: rows.newLevels,
    draws,
  });
  if (predictor.lacksDraws) {
    const complete = await completeRun(run, setting);
    if (complete !== null) return replicate(complete, options, setting);
  }
  if (predictor.problems.length > 0) failOf(model)(predictor.problems);
  // Rows whose outcome is missing are none that there are data of.
  const observed = observedRows(run, rows.model);
  const { values } = predictor.predict(0, predictor.rowCount);
  return predictor.quantities.map(({ outcome }, q) => ({
    outcome,
    draws,
    replicates: Array.from({ length: count }, (_, d) =>
      Float64Array.from(observed, (row) => values[q]![row * count + d]!),
    ),
  }));
}

/** Data sets of an outcome. */
export interface Replicated {
  readonly outcome: string;
  readonly replicates: readonly Float64Array[];
  /** Of each data set the draw that it is of, counted through all chains. */
  readonly draws: Int32Array;
}

/** Which of the rows that are predicted the model was fitted to. */
function observedRows({ data }: BoundRun, predicted: BoundModel): Int32Array {
  const { main } = data.tables;
  const outcomes = rowLikelihoods(predicted.checked).map(({ columns }) => columns);
  const isObserved = (row: number): boolean =>
    outcomes.every((columns) =>
      columns.every((name) => {
        const column = main.columns.get(name);
        return column?.kind === "factor" ? column.codes[row]! >= 0 : !Number.isNaN(column?.values[row] ?? 0);
      }),
    );
  const all = Int32Array.from({ length: main.rowCount }, (_, row) => row);
  return data.bound.domains.rows.size === main.rowCount ? all : all.filter(isObserved);
}
