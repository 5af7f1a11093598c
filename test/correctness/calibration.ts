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
import { type FitOptions, fit, parseModel } from "../../src/index.ts";
import { createRandomStream, type RandomStream } from "../../src/numeric/random-stream.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import type { Deviations } from "./deviations.ts";
import { testUniformity } from "./uniformity.ts";

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
  /**
   * Of free numbers that are no element of a parameter by themselves, by name, a function of the draw that rises with the number in a
   * straight line: of a correlation ρ, whose free number is `Ω`, atanh ρ.
   */
  readonly free?: Readonly<Record<string, (values: Values) => number>>;
}

/** One draw of a scalar distribution of the program, by its name in models. */
export type DrawFrom = (distribution: string, ...values: readonly number[]) => number;

export interface CalibrationOptions {
  readonly simulations: number;
  readonly seed: number;
  /** What is fitted in place of the model that simulates: a fault. */
  readonly fittedText?: string;
  /** How it is fitted; as the program chooses if not given. */
  readonly fitting?: Fitting;
}

/** A way of fitting, with as many draws as it takes for a few nearly independent ones. */
export type Fitting = Pick<FitOptions, "method" | "collapse" | "nuts" | "hmc"> & {
  readonly warmup?: number;
  readonly draws?: number;
  /** Draws of which one is ranked. */
  readonly thinning?: number;
};

/** Every `every`-th draw of the one chain, the first one included, without statistics. */
function thinDraws(draws: Draws, every: number): Draws {
  const values = draws.values.map((all) => all.filter((_, i) => i % every === 0));
  return { ...draws, drawCount: Math.ceil(draws.drawCount / every), values, statistics: {} };
}

/** Deviates of the rank of the truth among the draws, over simulations, for each parameter and for the log density. */
export async function calibrate(
  model: CalibratedModel,
  { simulations, seed, fittedText, fitting = {} }: CalibrationOptions,
): Promise<Deviations> {
  // Chain 0 of this seed belongs to no fit: their seeds come after it.
  const stream = createRandomStream(seed, 0);
  const fitted = parseModel(fittedText ?? model.text);
  const { thinning = 10, ...options } = { warmup: 200, draws: 400, ...fitting };
  const places: Record<string, number>[] = [];
  for (let i = 1; i <= simulations; i++) {
    const { data, truth } = model.simulate(drawFrom(stream));
    const posterior = await fit(fitted, { data, chains: 1, workers: 0, ...options, seed: seed + i });
    places.push(rankTruth(model, thinDraws(posterior.draws, thinning), { data, truth }, stream));
  }
  const names = Object.keys(places[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const { shift, spread, shape } = testUniformity(places.map((place) => place[name]!));
      return [name, { "shift of ranks": shift, "spread of ranks": spread, "shape of ranks": shape }];
    }),
  );
}

/** Draws of a stream. */
export function drawFrom(stream: RandomStream): DrawFrom {
  return (name, ...values) => {
    const distribution = findDistribution(name);
    if (distribution?.kind !== "scalar" || !distribution.draw) throw new Error(`expected draws of ${name}`);
    return distribution.draw(stream, values);
  };
}

/** (rank + a uniform number) / (draws + 1), which is uniform on (0, 1) if the truth is like the draws. */
function rankTruth(
  model: CalibratedModel,
  draws: Draws,
  { data, truth }: Simulation,
  stream: RandomStream,
): Record<string, number> {
  const { variables, values, drawCount, chainCount } = draws;
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
