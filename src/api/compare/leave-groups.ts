/** What a model says of all rows of a new group: groups of a factor left out one by one, or several at a time. */

import { NotGrouped } from "../../evaluation/group-terms.ts";
import { heldFactors } from "../../evaluation/held-factors.ts";
import { type Integration, integrateGroups } from "../../evaluation/integrated-likelihood.ts";
import { LogLikelihood } from "../../evaluation/log-likelihood.ts";
import { forEachColumn, type ObservationSource } from "../../evaluation/observation-columns.ts";
import type { IntegratedPoints, ScoredModel } from "../../posterior/compare-models.ts";
import { largestTrustedK, logPredictive } from "../../posterior/elpd.ts";
import type { FitSetting } from "../fit-setting.ts";
import { ProblemError } from "../problem-error.ts";
import {
  mayRefit,
  type Prediction,
  type ScoreOptions,
  Scores,
  scoresOf,
  setRefitted,
  totalDraws,
  weigh,
} from "./leave-out.ts";
import { factorsOf, type NamedRun, type RowGroups } from "./observations.ts";
import { notIntegrated, parametersNotKept } from "./problems.ts";
import { type HeldOut, holdOut, type Refittable } from "./refit.ts";

/** Every group of a factor left out, with all its rows. */
export async function scoreGroups(
  run: NamedRun,
  groups: RowGroups,
  options: ScoreOptions,
): Promise<ScoredModel> {
  const { fitted, name } = run;
  const { draws } = fitted;
  const { source, integration } = groupSource(run, groups);
  const scores = new Scores(source.size);
  weigh(source, draws, scores);
  const bad = scores.bad(largestTrustedK(totalDraws(draws)));
  const refits = await refitGroups(run, groups, bad, scores, options);
  const isIntegrated = integration !== null && integration.effects.length > 0;
  return {
    name,
    ...scoresOf(scores),
    unreliable: refits === 0 ? [...bad] : [],
    integrated: isIntegrated ? integratedGroups(integration) : null,
    refits,
    notes: notesOn(run, groups.factor),
  };
}

function integratedGroups({ factor, method, groups, accuracy }: Integration): IntegratedPoints {
  const found = accuracy();
  const errors = found?.errors ?? new Float64Array(0);
  const total = errors.reduce((sum, one) => sum + one, 0);
  const worst = errors.reduce((most, one) => Math.max(most, one), 0);
  const quadrature = found && { rule: found.rule, total, worst };
  return { factor, method, points: groups.size, quadrature };
}

/** What is to be known of a model whose groups are left out: that it has none, or effects that are not of single ones. */
export function notesOn({ name, data }: NamedRun, factor: string): string[] {
  if (!factorsOf(data.bound).includes(factor)) return [`${name} has nothing of its own for each ${factor}`];
  return heldFactors(data.bound, factor).map(({ label, crosses }) => {
    const relation = crosses ? "which cross it" : "which it is within";
    return `${name}: what is left out is a ${factor}; the effects of ${label}, ${relation}, stay as they were drawn`;
  });
}

/** log p of all rows of each group, as a function of what is not of single groups. Throws a `ProblemError` where that cannot be had. */
function groupSource(
  { name, fitted, data }: NamedRun,
  { factor, labels, codes }: RowGroups,
): { readonly source: ObservationSource; readonly integration: Integration | null } {
  const { draws } = fitted;
  if (!factorsOf(data.bound).includes(factor)) {
    const source = summed(new LogLikelihood(data.bound, draws), codes, labels.length, name);
    return { source, integration: null };
  }
  const integration = integrateGroups(data.bound, draws, factor);
  if (integration instanceof NotGrouped)
    throw new ProblemError([notIntegrated(name, factor, integration.reason)], "", "");
  if (integration.absent.length > 0)
    throw new ProblemError([parametersNotKept(name, integration.absent)], "", "");
  return { source: integration.groups, integration };
}

/** Log likelihoods of rows added up by group. */
function summed(likelihood: LogLikelihood, codes: Int32Array, size: number, name: string): ObservationSource {
  if (likelihood.absent.length > 0)
    throw new ProblemError([parametersNotKept(name, likelihood.absent)], "", "");
  const rows = new Float64Array(likelihood.size);
  return {
    size,
    fill: (draw, target) => {
      likelihood.fill(draw, rows);
      target.fill(0);
      for (let i = 0; i < codes.length; i++) target[codes[i]!] = target[codes[i]!]! + rows[i]!;
    },
  };
}

async function refitGroups(
  run: NamedRun,
  groups: RowGroups,
  bad: Int32Array,
  scores: Scores,
  options: ScoreOptions,
): Promise<number> {
  // Without its only group nothing is left.
  if (groups.labels.length < 2 || !mayRefit(run, bad.length, options.refit)) return 0;
  for (const [k, group] of bad.entries()) {
    options.onProgress?.(`${run.name}: fit ${k + 1} of ${bad.length}, without one ${groups.factor}`);
    const [found] = await predictGroups(run, groups, [group], options.seed + k, options.setting);
    setRefitted(scores, group, found!);
  }
  return bad.length;
}

/** Fits without some groups and says what is then predicted of each, all its rows together. */
export async function predictGroups(
  run: Refittable,
  groups: RowGroups,
  held: readonly number[],
  seed: number,
  setting: FitSetting,
): Promise<readonly Prediction[]> {
  const isHeld = new Set(held);
  const rows = Int32Array.from(groups.codes, (_, i) => i).filter((i) => isHeld.has(groups.codes[i]!));
  const without = await holdOut(run, rows, seed, setting);
  const { draws } = without.fitted;
  const { source, placeOf } = heldGroups(run, groups, without, rows);
  const found = new Map<number, Prediction>();
  const visit = (i: number, column: Float64Array): void => {
    found.set(i, logPredictive(column, draws.chainCount));
  };
  forEachColumn(source, totalDraws(draws), visit, Int32Array.from(held, placeOf));
  return held.map((group) => found.get(placeOf(group))!);
}

/** The groups of a model over held-out rows: integrated out where that can be done, else with effects as they were drawn. */
function heldGroups(
  run: Pick<NamedRun, "name">,
  { factor, labels, codes }: RowGroups,
  held: HeldOut,
  rows: Int32Array,
): { readonly source: ObservationSource; readonly placeOf: (group: number) => number } {
  const { draws } = held.fitted;
  if (factorsOf(held.model).includes(factor)) {
    const own = held.model.domains.labelsOf(factor);
    const integration = integrateGroups(held.model, draws, factor);
    if (!(integration instanceof NotGrouped) && integration.absent.length === 0)
      return { source: integration.groups, placeOf: (group) => own.indexOf(labels[group]!) };
  }
  const source = new LogLikelihood(held.model, draws);
  const own = Int32Array.from(rows, (row) => codes[row]!);
  return { source: summed(source, own, labels.length, run.name), placeOf: (group) => group };
}
