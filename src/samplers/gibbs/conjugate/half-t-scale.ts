/**
 * Standard deviations τ of normal values with a half-t (half-Cauchy) prior, by an auxiliary variable a that makes the full
 * conditionals of both inverse gamma:
 *
 *     a  | τ ~ inverse_gamma((ν + 1)/2, ν/τ² + 1/A²)
 *     τ² | a ~ inverse_gamma((n + ν)/2, SS/2 + ν/a)
 *
 * for n values with sum of squared deviations SS. The auxiliary is drawn anew in each update, so it is no part of the state.
 * Source: Wand, Ormerod, Padoan & Frühwirth (2011), Bayesian Analysis 6, result 5; Makalic & Schmidt (2016).
 */

import { exp } from "../../../numeric/exponential.ts";
import { log } from "../../../numeric/logarithm.ts";
import { coefficients, type PowerBlock } from "../power-block.ts";
import type { ConjugatePair } from "./conjugate-pair.ts";

/** Pairs of draws in an update: they cost nothing beside the sums, and each forgets more of the present value. */
const rounds = 3;

function priorNodes({ graph, prior, priorArguments }: PowerBlock) {
  if (prior.name === "half_student_t") return priorArguments;
  return prior.name === "half_cauchy" ? [graph.joint.graph.constant(1), priorArguments[0]!] : null;
}

export const halfTScale: ConjugatePair = {
  name: "half-t",
  description: "a half-t or half-Cauchy prior of a standard deviation of normal values",
  conditional: "τ² ~ inverse_gamma((n + ν)/2, SS/2 + ν/a), a ~ inverse_gamma((ν + 1)/2, ν/τ² + 1/A²)",
  match: (block) => {
    const prior = priorNodes(block);
    const sums = coefficients(block, block.withoutPrior, [-1, -3]);
    return prior && sums && [...sums, ...prior];
  },
  draw: (stream, [overX, overCube, df, scale], present) => {
    const [count, squares] = [-overX!, overCube!];
    const shape = 0.5 * (count + df!);
    if (!(shape > 0 && squares >= 0)) return Number.NaN;
    let logVariance = 2 * present;
    for (let round = 0; round < rounds; round++) {
      // ν/a with 1/a a gamma variate
      const rate = df! * exp(-logVariance) + 1 / (scale! * scale!);
      const auxiliary = df! * (stream.gamma(0.5 * (df! + 1), 1) / rate);
      logVariance = log(0.5 * squares + auxiliary) - log(stream.gamma(shape, 1));
    }
    return 0.5 * logVariance;
  },
};
