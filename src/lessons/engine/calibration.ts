/**
 * Simulated experiments, some at a time: those that `calibrate` makes, with the same numbers, the intervals that their fits give beside the
 * places of the truths. They stay in the worker, and the page knows them by a number.
 */

import { parseModel } from "../../api/model.ts";
import { type OpenCalibration, openCalibration } from "../../calibration/calibrate-model.ts";
import { type Deviation, judgeCalibration } from "../../posterior/calibration.ts";
import { limitsOf, tailsOf, weightsAround } from "../../posterior/count-band.ts";
import { sortDraws } from "../../posterior/quantile.ts";
import { simulatedShare } from "../../posterior/study-design.ts";
import { ecdfDifference } from "../../report/ecdf-difference.ts";
import type { LessonData } from "./fit.ts";
import { noFiles } from "./no-files.ts";

export interface OpenExperimentsRequest {
  readonly model: string;
  /** Fits what the model simulates; itself if not given. */
  readonly fittedModel?: string;
  readonly data: LessonData;
  readonly seed: number;
  /** That each truth is ranked among. */
  readonly draws: number;
  /** Single numbers of the model. */
  readonly quantities: readonly string[];
}

export interface ExperimentsRequest {
  readonly id: number;
  /** As many as are made in this time, at least one; of at most so many in all. */
  readonly milliseconds: number;
  readonly until: number;
}

/** What one experiment gave, quantity by quantity. */
export interface ExperimentAnswer {
  readonly truths: readonly number[];
  /** Ends of the 95 % interval: ranks of draws, so that a right analysis covers 95 % exactly. */
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly isCovered: readonly boolean[];
}

export interface JudgeExperimentsRequest {
  readonly id: number;
  /** Its place among the quantities. */
  readonly quantity: number;
  readonly bins: number;
}

export interface ExperimentsJudgement {
  /** Share of the intervals that cover the truth, with its Monte Carlo standard error, quantity by quantity. */
  readonly coverage: readonly { readonly value: number; readonly error: number }[];
  readonly pValues: readonly number[];
  readonly deviation: Deviation;
  /** Experiments by the rank of the truth, and how many chance gives: all bins lie within with probability 0.99. */
  readonly counts: readonly number[];
  readonly least: number;
  readonly most: number;
  /** Distribution function of the ranks less that of uniform ones, and its 99 % band, at equal steps from 0 to 1. */
  readonly curve: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

interface Experiments {
  readonly opened: OpenCalibration;
  /** Of each quantity the entry that is ranked, and the variable. */
  readonly quantities: readonly {
    readonly name: string;
    readonly entry: number;
    readonly variable: number;
  }[];
  /** By quantity. */
  readonly places: readonly number[][];
  made: number;
}

const alpha = 0.01;
const tail = 0.025;
const kept = 3;
const open = new Map<number, Experiments>();
let opened = 0;

/** Rejects with what `calibrate` throws. Gives a number, and the transitions of the sampler for each draw. */
export async function openExperimentsOperation(
  request: OpenExperimentsRequest,
): Promise<{ readonly id: number; readonly thinning: number }> {
  const { model, fittedModel, data, seed, draws, quantities } = request;
  const fitted = fittedModel === undefined ? {} : { fittedModel: parseModel(fittedModel) };
  const options = { ...fitted, data, seed, draws };
  const found = await openCalibration(parseModel(model), options, noFiles);
  const { entries } = found.calibrator.quantities;
  opened++;
  // A question about those before may be under way.
  open.delete(opened - kept);
  open.set(opened, {
    opened: found,
    quantities: quantities.map((name) => {
      const entry = entries.findIndex((one) => one.name === name);
      if (entry < 0) throw new RangeError(`${name} is not ranked`);
      return { name, entry, variable: entries[entry]!.factors[0]! };
    }),
    places: quantities.map(() => []),
    made: 0,
  });
  return { id: opened, thinning: found.task.thinning };
}

/** Makes some of the experiments. Rejects if none of that number are open. */
export async function experimentsOperation(
  request: ExperimentsRequest,
): Promise<readonly ExperimentAnswer[]> {
  const experiments = experimentsOf(request.id);
  const startedAt = performance.now();
  const answers: ExperimentAnswer[] = [];
  do {
    if (experiments.made >= request.until) break;
    const answer = makeOne(experiments);
    if (answer !== null) answers.push(answer);
  } while (performance.now() - startedAt < request.milliseconds);
  return answers;
}

/** Null where the fit found no point to begin at. */
function makeOne(experiments: Experiments): ExperimentAnswer | null {
  const { opened, quantities, places } = experiments;
  const { calibrator, task } = opened;
  const cut = Math.floor(tail * (task.settings.draws + 1));
  let intervals: Omit<ExperimentAnswer, "isCovered"> | null = null;
  experiments.made++;
  const outcome = calibrator.simulate(experiments.made, task.thinning, (truth, draws) => {
    const sorted = quantities.map(({ variable }) => sortDraws(draws[variable]!));
    intervals = {
      truths: quantities.map(({ variable }) => truth[variable]!),
      lower: sorted.map((own) => own[cut - 1]!),
      upper: sorted.map((own) => own[own.length - cut]!),
    };
  });
  if (outcome.problem !== null) throw new Error(outcome.problem.message);
  if (outcome.places === null || intervals === null) return null;
  const own = quantities.map(({ entry }) => outcome.places![entry]!);
  for (const [q, place] of own.entries()) places[q]!.push(place);
  return { ...(intervals as Omit<ExperimentAnswer, "isCovered">), isCovered: own.map(isInside) };
}

function isInside(place: number): boolean {
  return place >= tail && place < 1 - tail;
}

/** Of those that were made; at least one. */
export async function judgeExperimentsOperation({
  id,
  quantity,
  bins,
}: JudgeExperimentsRequest): Promise<ExperimentsJudgement> {
  const { opened, quantities, places } = experimentsOf(id);
  const { draws } = opened.task.settings;
  const judgements = quantities.map(({ name }, q) =>
    judgeCalibration([{ name, kind: "parameter" }], [Float64Array.from(places[q]!)], draws, alpha),
  );
  const own = judgements[quantity]!;
  const counts = new Array<number>(bins).fill(0);
  for (const place of places[quantity]!) {
    const bin = Math.floor(place * bins);
    counts[bin] = counts[bin]! + 1;
  }
  const [least, most] = binLimits(places[quantity]!.length, bins);
  return {
    coverage: places.map((all) => simulatedShare(Float64Array.from(all, (one) => Number(isInside(one))))),
    pValues: judgements.map(({ quantities: [only] }) => only!.pValue),
    deviation: own.quantities[0]!.deviation,
    counts,
    least,
    most,
    ...ecdfDifference(own.quantities[0]!, own),
  };
}

/** Counts of one of so many equally likely bins, such that all lie within with a probability of at least 1 - α (Bonferroni). */
function binLimits(count: number, bins: number): [number, number] {
  const odds = 1 / (bins - 1);
  const mode = Math.min(count, Math.floor((count + 1) / bins));
  const weights = weightsAround(mode, 0, count, (k) => ((count - k) / (k + 1)) * odds);
  return limitsOf(tailsOf(0, weights), alpha / bins);
}

function experimentsOf(id: number): Experiments {
  const found = open.get(id);
  if (found === undefined) throw new RangeError(`no experiments ${id} are open`);
  return found;
}
