/**
 * Simulation-based calibration of the whole program: parameters are drawn from the prior, data from the parameters, and the
 * data are fitted. If text, binding, density, transforms, sampler and draws are all right, the parameter is one more
 * draw of its posterior, so that its rank among the draws is uniform over simulations. Source: Talts et al. (2018),
 * arXiv:1804.06788, algorithm 2.
 *
 * The log density of parameters and data is ranked too, as it sees what single parameters do not, such as data that were
 * never used: Modrák et al. (2023), Bayesian Analysis, doi:10.1214/23-BA1404. It is written by hand, so that it
 * has nothing in common with the compiler's.
 */

import { findDistribution } from "../../src/distributions/index.ts";
import { type FitOptions, type Fitted, fit, parseModel } from "../../src/index.ts";
import { createRandomStream, type RandomStream } from "../../src/numeric/random-stream.ts";
import { thinDraws } from "../../src/posterior/variables.ts";
import { testUniformity, type Uniformity } from "./uniformity.ts";

export type Columns = Readonly<Record<string, readonly (number | string)[]>>;

/** The value of a variable by its name in the draws: `b[A]`. */
export type Values = (name: string) => number;

/** Parameters from the prior with data from them. */
export interface Simulation {
  readonly data: Columns;
  /** What is ranked, by the names of the draws. */
  readonly truth: Readonly<Record<string, number>>;
}

export interface CalibratedModel {
  readonly name: string;
  readonly text: string;
  readonly simulate: (draw: DrawFrom) => Simulation;
  /** Of parameters and data, up to a constant. */
  readonly logDensity: (values: Values, data: Columns) => number;
}

/** One draw of a scalar distribution of the program, by its name in models. */
export type DrawFrom = (distribution: string, ...values: readonly number[]) => number;

export interface CalibrationOptions {
  readonly simulations: number;
  readonly seed: number;
  /** What is fitted in place of the model that simulates: a fault. */
  readonly fittedText?: string;
  /** How it is fitted; as the program chooses if not given. */
  readonly method?: FitOptions["method"];
}

/** Rank of the truth among the draws, over simulations, for each parameter and for the log density. */
export type Calibration = Readonly<Record<string, Uniformity>>;

/** Standard errors from which on a deviation is printed, and fails: 1 in 700 and 1 in 1.7 million by chance. */
export const alert = 3.2;
export const failure = 5;

/** Few draws, but nearly independent ones: one of ten. */
const run = { chains: 2, warmup: 300, draws: 300, workers: 0 };
const thinning = 10;

export async function calibrate(
  model: CalibratedModel,
  { simulations, seed, fittedText, method = "auto" }: CalibrationOptions,
): Promise<Calibration> {
  // Chain 0 of this seed belongs to no fit: their seeds come after it.
  const stream = createRandomStream(seed, 0);
  const fitted = parseModel(fittedText ?? model.text);
  const places: Record<string, number>[] = [];
  for (let i = 1; i <= simulations; i++) {
    const { data, truth } = model.simulate(drawFrom(stream));
    const posterior = await fit(fitted, { data, ...run, method, seed: seed + i });
    places.push(rankTruth(model, posterior, { data, truth }, stream));
  }
  const names = Object.keys(places[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, testUniformity(places.map((place) => place[name]!))]));
}

/** The largest deviations first, as sentences, of those that exceed `level` standard errors. */
export function findMiscalibration(calibration: Calibration, level: number): string[] {
  return Object.entries(calibration)
    .flatMap(([name, tests]) => Object.entries(tests).map(([test, deviate]) => ({ name, test, deviate })))
    .filter(({ test, deviate }) => !((test === "shape" ? deviate : Math.abs(deviate)) <= level))
    .sort((a, b) => Math.abs(b.deviate) - Math.abs(a.deviate))
    .map(({ name, test, deviate }) => `${name}: ${test} of ranks ${deviate.toFixed(1)}`);
}

function drawFrom(stream: RandomStream): DrawFrom {
  return (name, ...values) => {
    const distribution = findDistribution(name);
    if (distribution?.kind !== "scalar" || !distribution.draw) throw new Error(`expected draws of ${name}`);
    return distribution.draw(stream, values);
  };
}

/** (rank + a uniform number) / (draws + 1), which is uniform on (0, 1) if the truth is like the draws. */
function rankTruth(
  model: CalibratedModel,
  posterior: Fitted,
  { data, truth }: Simulation,
  stream: RandomStream,
): Record<string, number> {
  const { variables, values, drawCount, chainCount } = thinDraws(posterior.draws, thinning);
  const columns = new Map(variables.map(({ name }, v) => [name, values[v]!]));
  const count = drawCount * chainCount;
  const place = (isBelow: (draw: number) => boolean): number => {
    let rank = 0;
    for (let draw = 0; draw < count; draw++) if (isBelow(draw)) rank++;
    return (rank + stream.uniform()) / (count + 1);
  };
  const result: Record<string, number> = {};
  for (const [name, value] of Object.entries(truth)) {
    const column = columns.get(name);
    if (!column) throw new Error(`expected draws of ${name}, found those of ${[...columns.keys()]}`);
    result[name] = place((draw) => column[draw]! < value);
  }
  const ofTruth = model.logDensity((name) => truth[name]!, data);
  const ofDraw = (draw: number): number => model.logDensity((name) => columns.get(name)![draw]!, data);
  result["log density"] = place((draw) => ofDraw(draw) < ofTruth);
  return result;
}
