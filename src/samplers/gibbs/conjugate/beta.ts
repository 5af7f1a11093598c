/**
 * Beta full conditionals: probabilities of binomial, Bernoulli and geometric counts with a beta or uniform prior.
 *
 *     ∂ log p / ∂x = (a - 1)/x - (b - 1)/(1 - x)   ⇔   x ~ beta(a, b)
 *
 * Drawn as gamma variates g, h with x = g/(g + h): logit x = log g - log h keeps its digits at both ends.
 */

import { drawLogGamma } from "../../../distributions/beta-draw.ts";
import type { PowerTerm } from "../power-expansion.ts";
import type { ConjugatePair } from "./conjugate-pair.ts";

export const beta: ConjugatePair = {
  name: "beta",
  description: "a beta or uniform prior of a probability of binomial, Bernoulli or geometric counts",
  conditional: "beta(a, b): a of the prior plus the successes, b of the prior plus the failures",
  match: ({ graph, support, whole }) => {
    if (support !== "unit" || whole === null) return null;
    const isOver = (term: PowerTerm): boolean => term.power === -1 && term.complementPower === 0;
    const isUnder = (term: PowerTerm): boolean => term.power === 0 && term.complementPower === -1;
    if (!whole.every((term) => isOver(term) || isUnder(term))) return null;
    const zero = graph.joint.graph.constant(0);
    return [isOver, isUnder].map((isThis) => whole.find(isThis)?.coefficient ?? zero);
  },
  draw: (stream, [overX, overRest]) => {
    const [a, b] = [1 + overX!, 1 - overRest!];
    return a > 0 && b > 0 ? drawLogGamma(stream, a) - drawLogGamma(stream, b) : Number.NaN;
  },
};
