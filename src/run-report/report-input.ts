/** What the sections of a report are made of: a run, what was found of it once for all of them, and its data where they can be had. */

import { type BoundRun, bindRun, type RunDataOptions } from "../api/bound-run.ts";
import type { FitSetting } from "../api/fit-setting.ts";
import type { Fitted } from "../api/fitted.ts";
import { type PredictedOfRun, predictedOfRun } from "../api/predicted-of-run.ts";
import { ProblemError } from "../api/problem-error.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { readModelText } from "../language/model-text.ts";
import type { Diagnosis } from "../posterior/diagnosis.ts";
import type { Summary } from "../posterior/summary.ts";
import type { RunObserver } from "../run/chains/chain-runner.ts";
import { aside, type ParagraphBlock, upperFirst } from "./blocks.ts";
import { PicturesOfRun } from "./pictures-of-run.ts";

/** How numbers are shown, and where the data of the runs are. */
export interface ReportOptions extends RunDataOptions {
  /** Probability of the intervals, 0.9 if not given. */
  readonly prob?: number;
  /** Significant digits in place of those that Monte Carlo errors support. */
  readonly digits?: number;
  /** Told before each part is made, and while a part draws. */
  readonly onProgress?: (told: ReportProgress) => void;
}

/** How far a report is. */
export interface ReportProgress {
  /** What is made: "sensitivity"; of several runs a run, by its name. */
  readonly part: string;
  /** Parts that are made, of all. */
  readonly done: number;
  readonly of: number;
  /** Iterations of all chains where the part draws; null where it does not. */
  readonly iterations: number | null;
}

/** A run, and how commands name it. */
export interface NamedRun {
  readonly fitted: Fitted;
  /** A folder; or what a reader calls the run. */
  readonly name: string;
}

/** What can be had, or why not. */
export type Had<Value> =
  | { readonly value: Value; readonly reason: null }
  | { readonly value: null; readonly reason: string };

/** Of one run. */
export interface ReportInput extends NamedRun {
  /** What a reader calls it: shorter than its name where runs can be told apart by less. */
  readonly called: string;
  /** Null where this version cannot read it. */
  readonly model: CheckedModel | null;
  readonly summary: Summary;
  readonly diagnosis: Diagnosis;
  readonly pictures: PicturesOfRun;
  /** For tables: probability and digits where they are given. */
  readonly numbers: { readonly prob?: number; readonly digits?: number };
  readonly options: ReportOptions;
  readonly setting: FitSetting;
  /** The run with its data. */
  readonly data: Had<BoundRun>;
  /** To be told of chains that are run for a part; undefined where nobody asks. */
  readonly onChains?: RunObserver["onProgress"];
  /** Replicated data and log likelihoods; drawn when they are asked for. */
  readonly predicted: () => Promise<Had<PredictedOfRun>>;
}

/** Reads the model and the data, and judges the draws. */
export async function reportInput(
  { fitted, name }: NamedRun,
  options: ReportOptions,
  setting: FitSetting,
): Promise<ReportInput> {
  const { prob, digits, runData, runGroups } = options;
  const numbers = { ...(prob === undefined ? {} : { prob }), ...(digits === undefined ? {} : { digits }) };
  const summary = fitted.summary(prob === undefined ? {} : { prob });
  const { text, file } = fitted.record.model;
  const given = { ...(runData && { runData }), ...(runGroups && { runGroups }) };
  const data = await had(setting, () => bindRun(fitted, given, setting));
  let predicted: Promise<Had<PredictedOfRun>> | null = null;
  return {
    fitted,
    name,
    called: name,
    model: readModelText(text, file).model,
    summary,
    diagnosis: fitted.diagnose(),
    pictures: new PicturesOfRun(fitted, summary, prob),
    numbers,
    options,
    setting,
    data,
    predicted: () => {
      predicted ??=
        data.value === null ? Promise.resolve(data) : had(setting, () => predictedOfRun(fitted, setting));
      return predicted;
    },
  };
}

/**
 * What the work gives; where a `ProblemError` stands against it, what that says. A report is made of much: a fault of ours in one of its parts
 * is told in that part's place, and takes none of the others away.
 */
export async function had<Value>(
  { isInFlagWords = false }: FitSetting,
  work: () => Value | Promise<Value>,
): Promise<Had<Value>> {
  try {
    return { value: await work(), reason: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) return { value: null, reason: faultWords(error) };
    const [first] = isInFlagWords ? error.told : error.problems;
    return { value: null, reason: first === undefined ? "" : `${first.message}; ${first.hint}` };
  }
}

function faultWords(error: unknown): string {
  return `a fault of Hyperprior stands against it (${error instanceof Error ? error.message : String(error)})`;
}

/** In the place of a part that cannot be had. */
export function notHad(what: string, reason: string): ParagraphBlock {
  return aside(`${upperFirst(what)} cannot be shown: ${reason.replace(/[.;\s]+$/, "")}.`);
}
