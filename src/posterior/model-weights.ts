/**
 * Weights of models by what each predicts for every observation: stacking, which makes the mixture of the models predict best, and
 * pseudo-Bayesian model averaging with the Bayesian bootstrap (pseudo-BMA+).
 *
 * Source: Yao, Vehtari, Simpson & Gelman (2018), "Using stacking to average Bayesian predictive distributions", Bayesian Analysis 13, 917-1007,
 * sections 3.1 and 3.4. Stacking is a concave problem on the simplex; each step goes from the model with the least gradient to that with the largest,
 * as far as is best (pairwise Frank-Wolfe steps: Lacoste-Julien & Jaggi 2015, theorem 1).
 */

import { exp } from "../numeric/exponential.ts";
import { log } from "../numeric/logarithm.ts";
import { createRandomStream } from "../numeric/random-stream.ts";

/** Log score per observation that may be left to gain. */
const enough = 1e-10;
const mostSteps = 10_000;
const halvings = 60;
const bootstraps = 1000;
/** Any will do. */
const seed = 1;

/** `elpd[model][observation]`; the weights add up to 1. */
export function stackingWeights(elpd: readonly Float64Array[]): Float64Array {
  const densities = scaledDensities(elpd);
  const weights = new Float64Array(elpd.length).fill(1 / elpd.length);
  for (let step = 0; step < mostSteps; step++) {
    const mixture = mixtureOf(densities, weights);
    const gradient = densities.map((own) => meanRatio(own, mixture));
    const to = gradient.indexOf(Math.max(...gradient));
    // By concavity no weights gain more than log of the largest gradient per observation.
    if (log(gradient[to]!) <= enough) break;
    const held = gradient.map((one, k) => (weights[k]! > 0 ? one : Number.POSITIVE_INFINITY));
    const from = held.indexOf(Math.min(...held));
    if (from === to) break;
    const moved = bestStep(densities[to]!, densities[from]!, mixture, weights[from]!);
    weights[to] = weights[to]! + moved;
    weights[from] = moved === weights[from]! ? 0 : weights[from]! - moved;
  }
  return weights;
}

/** Of each observation over the largest of it, so that none underflows. */
function scaledDensities(elpd: readonly Float64Array[]): Float64Array[] {
  const largest = elpd[0]!.map((_, i) => Math.max(...elpd.map((own) => own[i]!)));
  return elpd.map((own) => own.map((one, i) => exp(one - largest[i]!)));
}

function mixtureOf(densities: readonly Float64Array[], weights: Float64Array): Float64Array {
  return densities[0]!.map((_, i) => densities.reduce((sum, own, k) => sum + weights[k]! * own[i]!, 0));
}

function meanRatio(own: Float64Array, mixture: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < own.length; i++) sum += own[i]! / mixture[i]!;
  return sum / own.length;
}

/** Where Σ log(mixture + t (to - from)) is largest for 0 ≤ t ≤ most, by halving on its derivative, which falls. */
function bestStep(to: Float64Array, from: Float64Array, mixture: Float64Array, most: number): number {
  const slope = (t: number): number => {
    let sum = 0;
    for (let i = 0; i < mixture.length; i++) {
      const gain = to[i]! - from[i]!;
      sum += gain / (mixture[i]! + t * gain);
    }
    return sum;
  };
  if (slope(most) >= 0) return most;
  let [low, high] = [0, most];
  for (let k = 0; k < halvings; k++) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}

/** As above: the mean over resamples of the observations of weights ∝ exp(elpd). */
export function pseudoBmaWeights(elpd: readonly Float64Array[]): Float64Array {
  const count = elpd[0]!.length;
  const stream = createRandomStream(seed, 0);
  const weights = new Float64Array(elpd.length);
  const shares = new Float64Array(count);
  for (let b = 0; b < bootstraps; b++) {
    let whole = 0;
    for (let i = 0; i < count; i++) {
      shares[i] = stream.exponential();
      whole += shares[i]!;
    }
    const sums = elpd.map((own) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += shares[i]! * own[i]!;
      return (sum / whole) * count;
    });
    const largest = Math.max(...sums);
    const unscaled = sums.map((one) => exp(one - largest));
    const scale = bootstraps * unscaled.reduce((sum, one) => sum + one, 0);
    unscaled.forEach((one, k) => {
      weights[k] = weights[k]! + one / scale;
    });
  }
  return weights;
}
