/** Exact refits over a grid of the scale of one prior: the model with another number in its text, by the same sampler. */

import type { CheckedModel, ParameterStatement } from "../language/checked-model.ts";
import { canonicalName } from "../language/names.ts";
import { expressionsOf, mentionedQuantities, partsOf } from "../language/parts.ts";
import { printDistribution, withPlates } from "../language/print-expression.ts";
import { type ScalePlace, scalePlaces, withScales } from "../language/scaled-prior.ts";
import { scalarDomain } from "../model/domains.ts";
import { readerOf } from "../model/evaluate.ts";
import { mostPoints, type ScaleGrid, scaleGrid, scaleGridDefaults } from "../posterior/scale-grid.ts";
import type { RunObserver } from "../run/chains/chain-runner.ts";
import type { RunOptions } from "../run/options.ts";
import { type Quantity, quantitiesOf } from "./answer-draws.ts";
import { bindTables } from "./bind-data.ts";
import { type BoundRun, bindRun, type RunDataOptions } from "./bound-run.ts";
import { type FitSetting, requireValid, runTask } from "./fit-setting.ts";
import type { Fitted } from "./fitted.ts";
import { parseModel } from "./model.ts";
import { nearestSpelled } from "./nearest-spelled.ts";
import { ProblemError } from "./problem-error.ts";
import { badScaleRange, noScale, noSuchPrior, priorDepends } from "./problems-sensitivity.ts";

/** What `sensitivityToScale` is told. */
export interface ScaleGridOptions extends RunDataOptions, RunObserver {
  /** Factors of the scale: the least, 1/4 if not given, and the largest, 4. */
  readonly from?: number;
  readonly to?: number;
  /** How many scales there are, ends included, at equal ratios; 9 if not given. */
  readonly points?: number;
  /** Names or patterns of quantities; without them single numbers and intraclass correlations. */
  readonly variables?: readonly string[];
  /** Probability of the intervals, 0.9 if not given. */
  readonly prob?: number;
  readonly workers?: RunOptions["workers"];
  /** Called after each refit. */
  readonly onRefit?: (done: number, of: number) => void;
}

/**
 * Fits the model of a run with other scales of the prior of `name`, with the options and the seed of the run. Throws a `ProblemError` for a
 * parameter whose prior has no scale, if the data of the run are gone, or if a refit fails to begin.
 */
export async function scaleGridOfRun(
  fitted: Fitted,
  name: string,
  options: ScaleGridOptions,
  setting: FitSetting,
): Promise<ScaleGrid> {
  const factors = factorsOf(options);
  const run = await bindRun(fitted, options, setting);
  const { statement, places } = findScale(run.model.checked, name);
  const own = quantitiesOf(fitted, options.variables);
  const names = own.map((one) => one.name);
  const draws: { readonly quantities: readonly Quantity[]; readonly chainCount: number }[] = [];
  const points: { factor: number; isGood: boolean }[] = [];
  for (const factor of factors) {
    // The run itself is there already.
    const refit = factor === 1 ? fitted : await fitWith(run, places, factor, options, setting);
    points.push({ factor, isGood: refit.diagnose().verdict === "good" });
    const { chainCount } = refit.draws;
    draws.push({ quantities: quantitiesOf(refit, names), chainCount });
    options.onRefit?.(points.length, factors.length);
  }
  const at = (variable: string) =>
    draws.flatMap(({ quantities, chainCount }) => {
      const found = quantities.find((one) => one.name === variable);
      return found === undefined ? [] : [{ values: found.values, chainCount }];
    });
  const quantities = own.map(({ name: variable, values }) => ({
    variable,
    own: { values, chainCount: fitted.draws.chainCount },
    draws: at(variable),
  }));
  const head = {
    parameter: statement.name,
    written: printDistribution(statement.distribution),
    scale: scaleOf(places, run),
    points,
  };
  const known = quantities.filter((one) => one.draws.length === points.length);
  return scaleGrid(head, known, options.prob);
}

/** At equal ratios; 1 is exactly 1. */
function factorsOf(options: ScaleGridOptions): number[] {
  const { from, to, points } = { ...scaleGridDefaults, ...given(options) };
  if (!(from > 0 && to > from && Number.isFinite(to)))
    throw new ProblemError([badScaleRange(`there is no range of factors from ${from} to ${to}`)], "", "");
  if (!(Number.isInteger(points) && points >= 2 && points <= mostPoints))
    throw new ProblemError(
      [badScaleRange(`a grid has from 2 to ${mostPoints} points, not ${points}`)],
      "",
      "",
    );
  return Array.from({ length: points }, (_, k) => {
    const factor = k === points - 1 ? to : from * (to / from) ** (k / (points - 1));
    return Math.abs(factor - 1) < 1e-9 ? 1 : Number(factor.toPrecision(12));
  });
}

function given({ from, to, points }: ScaleGridOptions): Partial<Record<"from" | "to" | "points", number>> {
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(points !== undefined && { points }),
  };
}

function findScale({ statements }: CheckedModel, name: string) {
  const parameters = statements.filter((one) => one.kind === "parameter");
  const withScale = parameters
    .filter((one) => others(one).length === 0 && scalePlaces(one).length > 0)
    .map((one) => one.name);
  const statement = parameters.find((one) => canonicalName(one.name) === canonicalName(name));
  if (statement === undefined)
    throw new ProblemError([noSuchPrior(name, nearestSpelled(name, withScale), withScale)], "", "");
  const known = others(statement);
  if (known.length > 0)
    throw new ProblemError([priorDepends(statement.name, stated(statement), known)], "", "");
  const places = scalePlaces(statement);
  if (places.length === 0) throw new ProblemError([noScale(stated(statement), withScale)], "", "");
  return { statement, places };
}

/** `b[g] ~ normal(0, σ_b)` */
function stated({ name, plates, distribution }: ParameterStatement): string {
  return `${withPlates(name, plates)} ~ ${printDistribution(distribution)}`;
}

/** The quantities that a prior names: then it is no prior of its own. */
function others(statement: ParameterStatement): string[] {
  return [...new Set(expressionsOf(statement).flatMap(mentionedQuantities))];
}

function scaleOf(places: readonly ScalePlace[], { data }: BoundRun): number | null {
  const [only, ...rest] = places;
  if (only === undefined || rest.length > 0) return null;
  const { constants } = data.bound;
  const isSingle = partsOf(only.value).every(({ kind }) => kind !== "column");
  const read = isSingle
    ? readerOf(only.value, { constants, columns: new Map(), domains: null }, scalarDomain)
    : null;
  const value = read?.(0) ?? Number.NaN;
  if (!Number.isFinite(value)) return null;
  return only.isRate ? 1 / value : value;
}

async function fitWith(
  { fitted, data, model }: BoundRun,
  places: readonly ScalePlace[],
  factor: number,
  { workers, onProgress, signal }: ScaleGridOptions,
  setting: FitSetting,
): Promise<Fitted> {
  const { record, draws } = fitted;
  const changed = parseModel(withScales(model.source, places, factor), record.model.file);
  const { bound, problems } = bindTables(changed, data, setting);
  const options: RunOptions = {
    ...record.options,
    draws: draws.drawCount,
    until: null,
    workers: workers ?? record.options.workers,
  };
  requireValid(options, setting);
  const { notKept, apart } = record.plan;
  return runTask(
    {
      model: changed,
      data: { ...data, bound, problems },
      options,
      startedAt: performance.now(),
      earlier: null,
      decided: { notKept, apart },
    },
    { ...(onProgress && { onProgress }), ...(signal && { signal }) },
    setting,
  );
}
