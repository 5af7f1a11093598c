/**
 * The place of what was simulated among the draws of its posterior: of each quantity (rank + u) / (draws + 1) with u uniform, so that
 * places are uniform on (0, 1) if the truth is like the draws. What is equal is put in order at random.
 */

import type { RandomStream } from "../numeric/random-stream.ts";
import { fillParameter, parameterPlaces } from "../prediction/parameter-values.ts";
import type { GenerativeModel, Simulation } from "../prediction/simulate.ts";
import type { RankedEntry } from "./ranked-quantities.ts";

/** Numbers that differ by a smaller share are one number, computed in two ways. */
const rounding = 1e-12;

/** `columns[variable][draw]` in the order of the model's variables. */
export function rankTruth(
  generative: GenerativeModel,
  entries: readonly RankedEntry[],
  simulation: Simulation,
  columns: readonly Float64Array[],
  stream: RandomStream,
): Float64Array {
  const drawCount = columns[0]?.length ?? 0;
  const functions = functionsOfDraws(generative, simulation, columns, drawCount, stream);
  return Float64Array.from(entries, ({ kind, factors }) => {
    if (kind === "log likelihood")
      return place(generative.logLikelihood!(simulation.values), functions.logLikelihoods, stream);
    if (kind === "new outcome") return place(simulation.newOutcome, functions.newOutcomes, stream);
    const product = (value: (variable: number) => number): number =>
      factors.reduce((result, variable) => result * value(variable), 1);
    const truth = product((variable) => simulation.draw[variable]!);
    const draws = new Float64Array(drawCount);
    for (let i = 0; i < drawCount; i++) draws[i] = product((variable) => columns[variable]![i]!);
    return place(truth, draws, stream);
  });
}

/** What is computed of all parameters of a draw together. */
function functionsOfDraws(
  generative: GenerativeModel,
  { values }: Simulation,
  columns: readonly Float64Array[],
  drawCount: number,
  stream: RandomStream,
): { readonly logLikelihoods: Float64Array; readonly newOutcomes: Float64Array } {
  const logLikelihoods = new Float64Array(drawCount);
  const newOutcomes = new Float64Array(drawCount);
  if (generative.logLikelihood === null) return { logLikelihoods, newOutcomes };
  const parameters = parameterPlaces(generative.drawn, generative.variables);
  // The outcomes stay those of the simulation.
  const drawn = values.slice();
  for (let i = 0; i < drawCount; i++) {
    for (const parameter of parameters) fillParameter(parameter, (variable) => columns[variable]![i]!, drawn);
    logLikelihoods[i] = generative.logLikelihood(drawn);
    if (generative.newOutcome !== null) newOutcomes[i] = generative.drawNewOutcome(stream, drawn);
  }
  return { logLikelihoods, newOutcomes };
}

/** NaN is in no order, and so anywhere. */
function place(truth: number, draws: Float64Array, stream: RandomStream): number {
  let [below, equal] = [0, 0];
  for (const draw of draws) {
    const nearness = rounding * Math.max(Math.abs(draw), Math.abs(truth));
    // Of infinities neither is less by more than an infinite nearness.
    const isFar = nearness === Infinity ? draw !== truth : Math.abs(draw - truth) > nearness;
    if (!isFar || Number.isNaN(draw) || Number.isNaN(truth)) equal++;
    else if (draw < truth) below++;
  }
  // Among equal draws each place is as likely as any other, the first and the last included.
  const rank = below + Math.floor(stream.uniform() * (equal + 1));
  return (rank + stream.uniform()) / (draws.length + 1);
}
