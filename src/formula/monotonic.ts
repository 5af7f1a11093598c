/**
 * Monotonic effects (Bürkner & Charpentier 2020, Br. J. Math. Stat. Psychol. 73): of a factor with D + 1 levels the predictor has
 *
 *   b D Σ_(i ≤ level) ζ_i,   ζ ~ dirichlet(1),
 *
 * so that b is the mean step from a level to the next, and ζ the shares of the way that the steps are. As statements the sum is a design of
 * steps times ζ.
 */

import { isNumberText } from "../data/cell.ts";
import type { FactorColumn } from "../data/table.ts";
import { describeColumns } from "./design-columns.ts";

/** Whether the order of the levels is known: as declared, or by their numbers. */
export function isInOrder({ order, levels }: FactorColumn): boolean {
  return order != null || levels.every(isNumberText);
}

/** How wide a prior of the mean step is, for 1 of an ordinary coefficient: that of the numbers of the levels as a column. */
export function spreadOfLevels({ codes }: FactorColumn): number {
  const matrix = Float64Array.from({ length: 2 * codes.length }, (_, i) =>
    i % 2 === 0 ? 1 : codes[(i - 1) / 2]!,
  );
  return describeColumns(["intercept", "level"], matrix, codes.length).spread[1]!;
}

/** Names of what a monotonic effect is made of. */
export interface MonotonicNames {
  readonly factor: string;
  readonly design: string;
  readonly shares: string;
  readonly step: string;
}

/** The design, the parameters with their priors, and the summand; `stepCount` is D. */
export function monotonicText(
  { factor, design, shares, step }: MonotonicNames,
  stepCount: number,
  priors: { readonly step: string; readonly shares: string },
) {
  return {
    designs: [`${design} = design(no_intercept(steps(${factor})))`],
    statements: [
      `${step} ~ ${priors.step}  "mean step of ${factor}"`,
      `${shares}[${design}] ~ ${priors.shares}  "shares of the steps of ${factor}"`,
    ],
    sum: `${stepCount} * ${step} * (${design} * ${shares})`,
  };
}
