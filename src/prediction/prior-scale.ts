/**
 * Whether the priors of a model are of the scale of its data: the outcomes of a data set that is drawn from the priors spread a hundred times
 * as far as those of the table, or a hundredth. Most often a prior was written for other units.
 *
 * Spread is half the distance from the 16th to the 84th percentile, the sd of a normal distribution, which heavy tails have, too; of
 * the data sets the median counts. Where all outcomes lie is another matter: an intercept at a year 0 may be anywhere.
 */

import type { BoundModel } from "../model/bound-model.ts";
import { createRandomStream } from "../numeric/random-stream.ts";
import type { Problem } from "../problems/problem.ts";
import { priorOfOtherScale } from "./problems.ts";
import { GenerativeModel } from "./simulate.ts";

/** Ratio of spreads from which priors are of another scale, and below its reciprocal. */
export const farApart = 100;
/** Data sets that are drawn, fewer of models of many numbers, and none of very many. */
const mostSets = 50;
const leastSets = 10;
const numbersDrawn = 3e4;
const mostNumbers = 2e5;

/** One warning for each outcome; none where nothing can be drawn from the priors, as from flat ones. */
export function findPriorsOfOtherScale(model: BoundModel): Problem[] {
  const { generative } = GenerativeModel.of(model);
  if (generative === null || generative.size > mostNumbers) return [];
  const drawn = drawSpreads(generative);
  return model.checked.statements.flatMap((one) => {
    if (one.kind !== "likelihood") return [];
    return one.columns.flatMap((name) => {
      const column = model.columns.get(name)!;
      if (column.levels !== null) return [];
      const own = spreadOf(column.values);
      const prior = quantile(drawn.get(column.name)!, 0.5);
      const ratio = prior / own;
      if (!(own > 0) || !(prior > 0) || (ratio < farApart && ratio > 1 / farApart)) return [];
      return [priorOfOtherScale(column.name, prior, own, one.distribution.span)];
    });
  });
}

/** By outcome the spreads in data sets. */
function drawSpreads(generative: GenerativeModel): Map<string, number[]> {
  const stream = createRandomStream(1, 0);
  const sets = Math.max(leastSets, Math.min(mostSets, Math.floor(numbersDrawn / generative.size)));
  const spreads = new Map<string, number[]>(generative.outcomeNames.map((name) => [name, []]));
  for (let set = 0; set < sets; set++) {
    const { simulation } = generative.simulate(stream);
    if (simulation === null) break;
    for (const [name, values] of simulation.outcomes) spreads.get(name)!.push(spreadOf(values));
  }
  return spreads;
}

/** Half the distance from the 16th to the 84th percentile; NaN of no values. */
export function spreadOf(values: Float64Array): number {
  return (quantile(values, 0.84) - quantile(values, 0.16)) / 2;
}

/** NaN of no numbers. */
function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}
