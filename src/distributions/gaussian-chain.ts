/**
 * Gaussian Markov chains: vectors of which each element depends on the one before it,
 *
 *     x₁ = s₁ z₁,   xₖ = cₖ xₖ₋₁ + sₖ zₖ,   z standard normal.
 *
 * So log f(x) = Σₖ log N(xₖ | cₖ xₖ₋₁, sₖ), and x is a function of z, which is its non-centered form. Source: Rue & Held
 * (2005), Gaussian Markov Random Fields, chapter 1.
 */

import type { RandomStream } from "../numeric/random-stream.ts";
import type { Algebra, ChainLink } from "./distribution.ts";

/** The terms of the log density at `x`. */
export function chainDensity<Term>(
  algebra: Algebra<Term>,
  x: readonly Term[],
  links: readonly ChainLink<Term>[],
): Term[] {
  return links.flatMap(({ coefficient, sd }, k) => {
    const names = { x: x[k]!, sd };
    const z =
      coefficient === null
        ? algebra.formula("x / sd", names)
        : algebra.formula("(x - coefficient * before) / sd", { ...names, coefficient, before: x[k - 1]! });
    return [
      algebra.formula("-0.5 * square(z)", { z }),
      algebra.formula("-log(sd)", { sd }),
      algebra.formula("-half_log_two_pi", {}),
    ];
  });
}

/** One draw, of as many numbers as there are links. */
export function drawChain(stream: RandomStream, links: readonly ChainLink<number>[]): number[] {
  let before = 0;
  return links.map(({ coefficient, sd }) => {
    before = (coefficient ?? 0) * before + sd * stream.normal();
    return before;
  });
}
