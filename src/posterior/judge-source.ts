/**
 * Summary and verdict of draws that are read block by block: of each variable only what is found of it is kept, some hundred bytes.
 */

import { type DiagnoseOptions, diagnose } from "./diagnose.ts";
import type { Diagnosis, NamedValue } from "./diagnosis.ts";
import { ofSuperchains } from "./diagnosis-rules.ts";
import { type Divergences, divergentPlaces, gatherDivergences } from "./divergences.ts";
import type { Variable } from "./draws.ts";
import type { DrawsSource } from "./draws-source.ts";
import { defaultProb } from "./estimate.ts";
import { type MeasuredVariable, type MeterSettings, measureAll, observationOf } from "./measure-all.ts";
import { intervalNames } from "./quantile.ts";
import type { QuantilePrecision } from "./quantile-precision.ts";
import { markBroken, type Summary } from "./summary.ts";

export interface JudgeOptions extends Pick<DiagnoseOptions, "thresholds" | "program" | "thin"> {
  /** Probability of the intervals of the summary. */
  readonly prob?: number;
  /** Which variables are meant; all if not said. */
  readonly isWanted?: (variable: Variable) => boolean;
  /** Divides the chains, in their order, into so many superchains: chains of one began at the same point, and R-hat is the nested one. */
  readonly superchains?: number | null;
  /** Ascending probabilities of quantiles whose precision is asked. */
  readonly quantiles?: readonly number[];
  /** Log likelihoods that are not among the variables. */
  readonly logLikelihood?: DrawsSource;
  /** Told after each block: how many variables are done. */
  readonly onProgress?: (done: number) => void;
}

/** What is said of draws. */
export interface Judged {
  readonly summary: Summary;
  readonly diagnosis: Diagnosis;
  /** Of the quantiles that were asked for; empty where none were. */
  readonly quantiles: readonly QuantilePrecision[];
}

/** Measures variables of a source, a block after another, in whatever threads; the same to the last bit in all. */
export interface VariableMeter {
  /** Takes variables with their values, which are the caller's again when it is done; waits where it has enough to do. */
  readonly add: (variables: readonly Variable[], values: readonly Float64Array[]) => Promise<void>;
  /** How many variables are measured. */
  readonly done: () => number;
  /** All that was measured, in the order of the variables, when no more come. */
  readonly end: () => Promise<readonly MeasuredVariable[]>;
  /** Lets go of its threads, whether it has come to its end or not. */
  readonly close: () => Promise<void>;
}

/** Starts a meter for a source; `count` variables are wanted. */
export type StartMeter = (settings: MeterSettings, count: number) => VariableMeter;

/** Measures in the calling thread. */
export const startMeterHere: StartMeter = (settings) => {
  const measured: MeasuredVariable[] = [];
  return {
    async add(variables, values) {
      for (const [k, variable] of variables.entries())
        measured.push(measureAll(variable, values[k]!, settings));
    },
    done: () => measured.length,
    end: async () => measured,
    close: async () => {},
  };
};

/**
 * Judges the wanted variables of a source; about 2 ms for a variable of 4 × 1000 draws and a thread. Throws a RangeError unless 0 < prob < 1.
 */
export async function judgeSource(
  source: DrawsSource,
  options: JudgeOptions = {},
  startMeter: StartMeter = startMeterHere,
): Promise<Judged> {
  const { chainCount, drawCount, statistics } = source;
  const { superchains = null, program, thin, isWanted } = options;
  const prob = options.prob ?? defaultProb;
  const names = intervalNames(prob);
  const places = statistics.divergent === undefined ? null : divergentPlaces(statistics.divergent);
  const settings = { chainCount, prob, superchains, quantiles: options.quantiles ?? null, divergent: places };
  const wanted = isWanted === undefined ? source.variables : source.variables.filter(isWanted);
  const { variables, measured } = await measureSource(source, options, startMeter(settings, wanted.length));
  const logLikelihoods = measured.flatMap(({ observation }) => observation ?? []);
  if (options.logLikelihood !== undefined)
    logLikelihoods.push(...(await observationsOf(options.logLikelihood)));
  const convergence = measured.map((one) => one.convergence);
  const quantiles = measured.flatMap((one) => one.quantiles);
  const given = options.thresholds ?? {};
  const thresholds = superchains === null ? given : ofSuperchains(given, superchains);
  const diagnosis = diagnose(
    { chainCount, drawCount, variables, values: [], statistics },
    {
      convergence,
      thresholds,
      superchains,
      quantiles,
      divergences: divergencesOf(places, chainCount * drawCount, measured),
      logLikelihoods,
      ...(program === undefined ? {} : { program }),
      ...(thin === undefined ? {} : { thin }),
    },
  );
  const rows = measured.flatMap(({ row }) => row ?? []);
  return {
    summary: { ...names, rows: markBroken(rows, convergence, chainCount, thresholds) },
    diagnosis,
    quantiles,
  };
}

async function measureSource(source: DrawsSource, options: JudgeOptions, meter: VariableMeter) {
  const variables: Variable[] = [];
  try {
    for await (const { places, values } of source.blocks(options.isWanted)) {
      const some = places.map((v) => source.variables[v]!);
      variables.push(...some);
      await meter.add(some, values);
      options.onProgress?.(meter.done());
    }
    const measured = await meter.end();
    options.onProgress?.(measured.length);
    return { variables, measured };
  } finally {
    await meter.close();
  }
}

function divergencesOf(
  places: readonly number[] | null,
  total: number,
  measured: readonly MeasuredVariable[],
): Divergences | null {
  if (places === null) return null;
  return gatherDivergences(
    total,
    places.length,
    measured.map(({ place }) => place),
  );
}

async function observationsOf(source: DrawsSource): Promise<NamedValue[]> {
  const found: NamedValue[] = [];
  for await (const { places, values } of source.blocks())
    for (const [k, v] of places.entries())
      found.push(observationOf(source.variables[v]!, values[k]!, source.chainCount));
  return found;
}
