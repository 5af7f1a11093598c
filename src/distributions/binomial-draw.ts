/**
 * Exact draws of binomial counts of any size.
 *
 * The i-th smallest of n uniform numbers has a Beta(i, n+1-i) distribution. Drawing the middle one tells for half of the
 * trials at once whether they succeed (are below p); the others are again uniform, above or below it. So the number of
 * trials halves with each beta draw until few are left. Source: Relles (1972), JASA 67, 612-613; Devroye (1986), X.4.3.
 */

import type { RandomStream } from "../numeric/random-stream.ts";
import { drawBeta } from "./beta-draw.ts";

/** Up to so many trials it is cheaper to draw them one by one than to halve them. */
const fewTrials = 16;

/** One draw of the number of successes. */
export function drawBinomial(stream: RandomStream, trials: number, probability: number): number {
  let successes = 0;
  let left = trials;
  let p = probability;
  while (left > fewTrials && p > 0 && p < 1) {
    const middle = Math.floor(0.5 * left) + 1;
    const cut = drawBeta(stream, middle, left + 1 - middle);
    if (cut <= p) {
      successes += middle;
      left -= middle;
      p = (p - cut) / (1 - cut);
    } else {
      left = middle - 1;
      p /= cut;
    }
  }
  if (p <= 0 || p >= 1) return p <= 0 ? successes : successes + left;
  for (; left > 0; left--) {
    if (stream.uniform() < p) {
      successes++;
    }
  }
  return successes;
}
