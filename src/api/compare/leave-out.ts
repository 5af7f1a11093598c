/**
 * What a model says of each row, or each group, if it is left out: by weights of the draws of its run, the group effects integrated out where
 * weights of draws with them are not to be trusted, and by fitting again where nothing else is left.
 */

import { type Integration, integrateForRows } from "../../evaluation/integrated-likelihood.ts";
import { LogLikelihood } from "../../evaluation/log-likelihood.ts";
import { forEachColumn, type ObservationSource } from "../../evaluation/observation-columns.ts";
import type { IntegratedPoints, ScoredModel } from "../../posterior/compare-models.ts";
import type { Draws } from "../../posterior/draws.ts";
import { type ElpdPoint, largestTrustedK, logPredictive, looPoint, waicPoint } from "../../posterior/elpd.ts";
import type { FitSetting } from "../fit-setting.ts";
import { ProblemError } from "../problem-error.ts";
import type { NamedRun } from "./observations.ts";
import { parametersNotKept } from "./problems.ts";
import { type HeldOut, holdOut, refusalToHoldOut } from "./refit.ts";

/** How often models may be fitted again: a number of times, or as long as that takes seconds by the time that the run took. */
export type RefitRule = number | "auto";

/** How models are scored. */
export interface ScoreOptions {
  readonly refit: RefitRule;
  readonly seed: number;
  readonly setting: FitSetting;
  readonly onProgress?: (said: string) => void;
}

/** Seconds that refits may take where nothing is said. */
const refitSeconds = 20;

/** Of what was not among the data of a fit. */
export type Prediction = Pick<ElpdPoint, "elpd" | "mcse">;

/** Points of a model as they are found. */
export class Scores {
  readonly elpd: Float64Array;
  readonly p: Float64Array;
  readonly paretoK: Float64Array;
  readonly mcse: Float64Array;

  constructor(size: number) {
    const make = (): Float64Array => new Float64Array(size).fill(Number.NaN);
    this.elpd = make();
    this.p = make();
    this.paretoK = make();
    this.mcse = make();
  }

  set(i: number, { elpd, p, paretoK, mcse }: Omit<ElpdPoint, "effective">): void {
    this.elpd[i] = elpd;
    this.p[i] = p;
    this.paretoK[i] = paretoK;
    this.mcse[i] = mcse;
  }

  /** Those whose weights, or numbers, are not to be trusted. */
  bad(trusted: number): Int32Array {
    const all = Int32Array.from(this.elpd, (_, i) => i);
    return all.filter((i) => !Number.isFinite(this.elpd[i]!) || this.paretoK[i]! > trusted);
  }
}

/** Draws of all chains. */
export function totalDraws({ chainCount, drawCount }: Draws): number {
  return chainCount * drawCount;
}

/** Every row left out. */
export async function scoreRows(run: NamedRun, options: ScoreOptions): Promise<ScoredModel> {
  const { fitted, data, name } = run;
  const { draws } = fitted;
  const trusted = largestTrustedK(totalDraws(draws));
  const likelihood = new LogLikelihood(data.bound, draws);
  const scores = new Scores(likelihood.size);
  let bad: Int32Array = Int32Array.from(scores.elpd, (_, i) => i);
  if (likelihood.absent.length === 0) {
    weigh(likelihood, draws, scores);
    bad = scores.bad(trusted);
  }
  const integration = bad.length === 0 ? null : integrateForRows(data.bound, draws);
  if (integration === null && likelihood.absent.length > 0)
    throw new ProblemError([parametersNotKept(name, likelihood.absent)], "", "");
  const left = integration === null ? bad : integrateBad(integration, draws, scores, bad, trusted);
  const refits = await refitRows(run, left, scores, options);
  const integrated = bad.length - left.length;
  return {
    name,
    ...scoresOf(scores),
    unreliable: refits === 0 ? [...left] : [],
    integrated: integration && integrated > 0 ? wordsOf(integration, integrated) : null,
    refits,
    notes: [],
  };
}

/** As a scored model has them. */
export function scoresOf({
  elpd,
  p,
  paretoK,
  mcse,
}: Scores): Pick<ScoredModel, "elpd" | "p" | "paretoK" | "mcse"> {
  return { elpd, p, paretoK, mcse };
}

/** What is told of how the effects of single rows were integrated out. */
function wordsOf({ factor, method }: Integration, points: number): IntegratedPoints {
  return { factor, method, points, quadrature: null };
}

/** Scores observations by weights of the draws: all, or those that are wanted. */
export function weigh(source: ObservationSource, draws: Draws, scores: Scores, wanted?: Int32Array): void {
  forEachColumn(
    source,
    totalDraws(draws),
    (i, column) => scores.set(i, looPoint(column, draws.chainCount)),
    wanted,
  );
}

/** Of bad rows those that are better without the effects of their groups get the numbers; the others are given back. */
function integrateBad(
  { rows }: Integration,
  draws: Draws,
  scores: Scores,
  bad: Int32Array,
  trusted: number,
): Int32Array {
  const left: number[] = [];
  const visit = (i: number, column: Float64Array): void => {
    const found = looPoint(column, draws.chainCount);
    const { elpd, paretoK } = found;
    if (!Number.isFinite(elpd)) left.push(i);
    else {
      if (!(scores.paretoK[i]! <= paretoK)) scores.set(i, { ...found, p: wholeOf(scores, i) - elpd });
      if (paretoK > trusted) left.push(i);
    }
  };
  forEachColumn(rows!, totalDraws(draws), visit, bad);
  return Int32Array.from(left);
}

/** log p(y_i | y), which the weighted elpd is less than by p. */
function wholeOf({ elpd, p }: Scores, i: number): number {
  return elpd[i]! + p[i]!;
}

/** Fits without each of some rows, where that is allowed; says how many it was. */
async function refitRows(
  run: NamedRun,
  rows: Int32Array,
  scores: Scores,
  options: ScoreOptions,
): Promise<number> {
  if (!mayRefit(run, rows.length, options.refit)) return 0;
  for (const [k, row] of rows.entries()) {
    options.onProgress?.(`${run.name}: fit ${k + 1} of ${rows.length}, without one row`);
    const held = await holdOut(run, Int32Array.of(row), options.seed + k, options.setting);
    const [found] = predictRows(run, held);
    setRefitted(scores, row, found!);
  }
  return rows.length;
}

/** By refitting: no weights, and no k. */
export function setRefitted(scores: Scores, i: number, { elpd, mcse }: Prediction): void {
  scores.set(i, { elpd, mcse, p: wholeOf(scores, i) - elpd, paretoK: Number.NaN });
}

/** Whether so many fits can be made, and are allowed: by the time of the run itself, which its record has, where nothing is said. */
export function mayRefit(run: NamedRun, count: number, rule: RefitRule): boolean {
  if (count === 0 || refusalToHoldOut(run) !== null) return false;
  if (rule !== "auto") return count <= rule;
  const { setup, warmup, sampling } = run.fitted.record.timing;
  return count * (setup + warmup + sampling) <= refitSeconds;
}

/** What is predicted of each held-out row. */
export function predictRows(
  { name }: Pick<NamedRun, "name">,
  { model, fitted }: HeldOut,
): readonly Prediction[] {
  const { draws } = fitted;
  const source = new LogLikelihood(model, draws);
  if (source.absent.length > 0) throw new ProblemError([parametersNotKept(name, source.absent)], "", "");
  const found: Prediction[] = [];
  forEachColumn(source, totalDraws(draws), (_, column) => {
    found.push(logPredictive(column, draws.chainCount));
  });
  return found;
}

/** A point with more of an effective number of parameters has a WAIC that is off, as `waic` of loo says. */
const largestWaicP = 0.4;

/** Every row by the widely applicable information criterion. */
export function scoreByWaic({ name, fitted, data }: NamedRun): ScoredModel {
  const { draws } = fitted;
  const likelihood = new LogLikelihood(data.bound, draws);
  if (likelihood.absent.length > 0)
    throw new ProblemError([parametersNotKept(name, likelihood.absent)], "", "");
  const [elpd, p] = [new Float64Array(likelihood.size), new Float64Array(likelihood.size)];
  forEachColumn(likelihood, totalDraws(draws), (i, column) => {
    const found = waicPoint(column);
    elpd[i] = found.elpd;
    p[i] = found.p;
  });
  const unreliable = [...p.keys()].filter((i) => !(p[i]! <= largestWaicP));
  return { name, elpd, p, paretoK: null, mcse: null, unreliable, integrated: null, refits: 0, notes: [] };
}
