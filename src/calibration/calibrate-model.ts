/**
 * Calibration wherever it runs: a model and the layout of its data in, a judgement of how the program fits it out. How files are
 * read and in which threads simulations run is the setting's business, as in `fit-model.ts`.
 */

import { type BindOptions, bindData, bindTables, failOf, type ReadSetting } from "../api/bind-data.ts";
import {
  type CalibrationSettings,
  calibrationDefaults,
  findCalibrationFaults,
} from "../api/calibrate-options.ts";
import type { Model } from "../api/model.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import type { DataTables } from "../model/column-requests.ts";
import { type Calibration, judgeCalibration } from "../posterior/calibration.ts";
import { layoutMissing } from "../prediction/problems.ts";
import { GenerativeModel } from "../prediction/simulate.ts";
import type { Problem } from "../problems/problem.ts";
import { badOption } from "../run/problems.ts";
import { Calibrator, type SimulationOutcome } from "./calibrate-simulation.ts";
import { countEach, countFits } from "./count-outcomes.ts";
import { doInCallingThread } from "./numbered-jobs.ts";

/** What `calibrate` is told. */
export interface CalibrateOptions
  extends Partial<CalibrationSettings>,
    Omit<BindOptions, "summaryData" | "statistics"> {
  /** Fits this model in place of the one that simulates, with the same parameters: to see how a fault shows. */
  readonly fittedModel?: Model;
  /** Called with the number of simulations that are done. */
  readonly onProgress?: (done: number, all: number) => void;
  /** When it is aborted the calibration ends with the simulations that there are. */
  readonly signal?: AbortSignal;
}

/** What a thread must know to simulate: plain data, but for models, which are sent as their texts. */
export interface CalibrationTask {
  readonly kind: "calibration";
  readonly source: string;
  readonly fittedSource: string;
  readonly file: string;
  readonly tables: DataTables;
  readonly constants: Readonly<Record<string, number>>;
  readonly settings: CalibrationSettings;
  readonly thinning: number;
}

/** Runs simulations 1 to `count` until the signal; gives those that there are, in any order. */
export type SimulationRunner = (
  calibrator: Calibrator,
  task: CalibrationTask,
  count: number,
  observer: Pick<CalibrateOptions, "signal" | "onProgress">,
) => Promise<readonly SimulationOutcome[]>;

/** What differs between Node and a browser. */
export interface CalibrationSetting extends ReadSetting {
  readonly runSimulations: SimulationRunner;
  /** Does what comes before the first simulation, and may break it off by throwing; called once. */
  readonly setUp?: <Result>(work: () => Result) => Result;
}

/** Fits that show how far apart draws must be. */
const pilots = 5;
/** Draws are this many autocorrelation times apart: what is left of a correlation is then e⁻⁴. */
const timesApart = 2;
/** More transitions for a draw are not made: the fits of a sampler that mixes so badly fail their diagnosis. */
const mostThinning = 50;

/** A calibration before its first simulation. */
export interface OpenCalibration {
  readonly calibrator: Calibrator;
  readonly task: CalibrationTask;
  /** Whether draws would have to be farther apart than they may be. */
  readonly isThinningCut: boolean;
}

/** Throws a `ProblemError` if model, data or options are at fault. */
export async function openCalibration(
  model: Model,
  options: CalibrateOptions,
  setting: Omit<CalibrationSetting, "runSimulations">,
): Promise<OpenCalibration> {
  const fail = failOf(model);
  const settings = completeSettings(options);
  const faults = findCalibrationFaults(settings);
  if (faults.length > 0) fail(faults.map(badOption));
  const reading: ReadSetting = { ...setting, isLayout: true, dataMissing: askForLayout };
  const { bound, tables, constants } = await bindData(model, options, reading);
  const { fittedModel = model } = options;
  const isSame = fittedModel === model;
  const fitted = isSame ? bound : bindTables(fittedModel, { tables, constants }, reading).bound;
  const { setUp = (work) => work() } = setting;
  const { calibrator, distance } = setUp(() => {
    const { generative, problems } = GenerativeModel.of(bound);
    if (generative === null) return fail(problems);
    const made = new Calibrator(generative, fitted, settings);
    return { calibrator: made, distance: measureDistance(made, settings) };
  });
  if (typeof distance !== "number") return fail([distance]);
  const thinning = Math.min(mostThinning, distance);
  const sources = { source: model.source, fittedSource: fittedModel.source, file: model.checked.file };
  const task: CalibrationTask = { kind: "calibration", ...sources, tables, constants, settings, thinning };
  return { calibrator, task, isThinningCut: distance > mostThinning };
}

/** Throws a `ProblemError` if model, data or options are at fault. */
export async function calibrateModel(
  model: Model,
  options: CalibrateOptions,
  setting: CalibrationSetting,
): Promise<Calibration> {
  const { calibrator, task, isThinningCut } = await openCalibration(model, options, setting);
  const { settings, thinning } = task;
  const outcomes = await setting.runSimulations(calibrator, task, settings.simulations, options);
  const problem = outcomes.find((one) => one.problem !== null)?.problem;
  if (problem != null) failOf(model)([problem]);
  return summarizeOutcomes(calibrator, settings, outcomes, { thinning, isThinningCut });
}

function completeSettings(options: CalibrateOptions): CalibrationSettings {
  const names = Object.keys(calibrationDefaults) as (keyof CalibrationSettings)[];
  const given = names.map((name) => [name, options[name] ?? calibrationDefaults[name]]);
  // Each value has the type that its name has in the options.
  return Object.fromEntries(given) as CalibrationSettings;
}

function askForLayout({ columns, statements }: CheckedModel): Problem {
  const names = columns.map(({ name }) => name);
  const outcomes = statements.flatMap((one) => (one.kind === "likelihood" ? one.columns : []));
  return layoutMissing(names, outcomes);
}

/** Transitions for a draw: the median of the pilots, each that of its quantity that mixes worst. */
function measureDistance(calibrator: Calibrator, { simulations }: CalibrationSettings): number | Problem {
  const times: number[] = [];
  for (let number = 1; number <= Math.min(pilots, simulations); number++) {
    const time = calibrator.measureAutocorrelation(number);
    if (typeof time !== "number") return time;
    times.push(time);
  }
  times.sort((a, b) => a - b);
  return Math.ceil(timesApart * times[times.length >> 1]!);
}

function summarizeOutcomes(
  calibrator: Calibrator,
  settings: CalibrationSettings,
  outcomes: readonly SimulationOutcome[],
  thinned: Pick<Calibration, "thinning" | "isThinningCut">,
): Calibration {
  const { entries, partly } = calibrator.quantities;
  const sorted = [...outcomes].sort((a, b) => a.number - b.number);
  const ranked = sorted.flatMap(({ places }) => (places === null ? [] : [places]));
  const places = entries.map((_, q) => Float64Array.from(ranked, (one) => one[q]!));
  const quantities = entries.map(({ name, kind }) => ({ name, kind }));
  return {
    ...judgeCalibration(quantities, places, settings.draws, settings.alpha),
    requested: settings.simulations,
    isInterrupted: outcomes.length < settings.simulations,
    seed: settings.seed,
    fits: countFits(sorted),
    ...thinned,
    failedFits: sorted.filter(({ brokenRules }) => brokenRules.length > 0).length,
    brokenRules: countEach(sorted.flatMap(({ brokenRules }) => brokenRules)),
    notBegun: sorted.length - ranked.length,
    rejected: sorted.reduce((sum, one) => sum + one.rejected, 0),
    partly,
  };
}

/** Simulations one after another in the calling thread. */
export const simulateInCallingThread: SimulationRunner = (calibrator, task, count, observer) =>
  doInCallingThread((number) => calibrator.simulate(number, task.thinning), count, observer);
