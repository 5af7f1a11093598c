/**
 * Exact draws of Poisson counts of any size.
 *
 * Events of rate 1 are counted up to the time `mean`. Where that is far, the time of the m-th event, a gamma variate, is
 * drawn at once: if it comes before `mean`, counting goes on from there; if after, the m-1 events before it are uniform,
 * so that a binomial number of them fall before `mean`. Source: Ahrens & Dieter (1974), Computing 12, 223-246 (method PG).
 */

import type { RandomStream } from "../numeric/random-stream.ts";
import { drawBinomial } from "./binomial-draw.ts";

/** Up to this mean it is cheaper to draw the events one by one. */
const smallMean = 16;
/** Ahrens and Dieter's share of the mean: the m-th event then mostly comes before `mean`. */
const share = 7 / 8;

/** One draw of a count; the mean itself where it is Infinity or NaN. */
export function drawPoisson(stream: RandomStream, mean: number): number {
  let count = 0;
  let left = mean;
  if (!(mean < Infinity)) return mean;
  while (left > smallMean) {
    const events = Math.floor(share * left);
    const time = stream.gamma(events, 1);
    if (time > left) return count + drawBinomial(stream, events - 1, left / time);
    count += events;
    left -= time;
  }
  for (let time = stream.exponential(); time < left; time += stream.exponential()) {
    count++;
  }
  return count;
}
