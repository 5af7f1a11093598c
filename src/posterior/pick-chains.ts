/** Some of the chains of draws. */

import type { Draws, StatisticName } from "./draws.ts";

/** The chains at these places, in their order; the draws themselves where that is all of them. */
export function outOf(draws: Draws, places: readonly number[]): Draws {
  const { chainCount, drawCount, values, statistics } = draws;
  if (places.length === chainCount) return draws;
  const picked = (all: Float64Array): Float64Array => {
    const some = new Float64Array(places.length * drawCount);
    places.forEach((place, c) => {
      some.set(all.subarray(place * drawCount, (place + 1) * drawCount), c * drawCount);
    });
    return some;
  };
  const names = Object.keys(statistics) as StatisticName[];
  return {
    ...draws,
    chainCount: places.length,
    values: values.map(picked),
    statistics: Object.fromEntries(names.map((name) => [name, picked(statistics[name]!)])),
  };
}
