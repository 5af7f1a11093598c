/**
 * Where each observation lies in what the model predicts for it from all the others: the probability that a replicate is below it,
 * its draws weighted for leave-one-out. Uniform on (0, 1) if the model predicts as it should (Gelfand, Dey & Chang 1992; Gabry,
 * Simpson, Vehtari, Betancourt & Gelman 2019, "Visualization in Bayesian workflow", section 5).
 *
 * Replicates that are equal to the observation, as of counts, are below it by a uniform random share (Czado, Gneiting & Held 2009,
 * equation 1), so that the values are uniform for them, too.
 */

import { createRandomStream } from "../numeric/random-stream.ts";
import { isConstant } from "./moments.ts";
import { smoothWeights, worstParetoK } from "./psis.ts";

/** Of the observations that are numbers and have log likelihoods. */
export interface LooPit {
  readonly values: Float64Array;
  /** Observations whose weights are not to be trusted. */
  readonly unreliable: number;
}

/** Any will do. */
const seed = 1;

/** `replicated` and `logLikelihood` are `[observation][draw]`. */
export function looPit(
  observed: Float64Array,
  replicated: readonly Float64Array[],
  logLikelihood: readonly Float64Array[],
): LooPit {
  const stream = createRandomStream(seed, 0);
  const values: number[] = [];
  let unreliable = 0;
  observed.forEach((value, i) => {
    const share = stream.uniform();
    const [replicates, terms] = [replicated[i], logLikelihood[i]];
    if (!Number.isFinite(value) || replicates === undefined || terms === undefined) return;
    const { weights, paretoK } = smoothWeights(terms.map((one) => -one));
    // Σ w (1(ỹ < y) + u 1(ỹ = y))
    let [below, equal] = [0, 0];
    weights.forEach((weight, d) => {
      if (replicates[d]! < value) below += weight;
      else if (replicates[d] === value) equal += weight;
    });
    const place = below + share * equal;
    if (!Number.isFinite(place)) return;
    // Weights that are all alike have no tail, and need none.
    if (paretoK > worstParetoK && !isConstant(weights)) unreliable++;
    values.push(Math.min(1, Math.max(0, place)));
  });
  return { values: Float64Array.from(values), unreliable };
}
