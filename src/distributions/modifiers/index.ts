/** Distributions that are made of others, by the words that make them. (`truncated` and `ordered` are made elsewhere.) */

import type { ScalarDistribution } from "../distribution.ts";
import { byElement } from "./by-element.ts";
import { censored } from "./censored.ts";
import { type Cut, cut } from "./cut.ts";
import { hurdle } from "./hurdle.ts";
import { mixture } from "./mixture.ts";
import { zeroInflated } from "./zero-inflated.ts";
import { zeroOneInflated } from "./zero-one-inflated.ts";

export { byElement, type Cut, censored, cut, mixture };

/** What makes some values of a distribution more likely, with probabilities that stand before it. */
export interface Inflation {
  /** The probabilities, as `zero_inflated(zeros, distribution)` has them. */
  readonly probabilities: readonly string[];
  readonly make: (base: ScalarDistribution) => ScalarDistribution;
  /** Whether it may be made of this distribution. */
  readonly suits: (base: ScalarDistribution) => boolean;
  /** The distributions that it may be made of, in words. */
  readonly wanted: string;
  readonly example: string;
}

const isCount = ({ support }: ScalarDistribution): boolean =>
  support.isInteger === true && support.lower === 0;

/** Whether arguments of a part would have the names of the modifier's own: it was modified so before. */
export function hasArguments({ arguments: list }: ScalarDistribution, names: readonly string[]): boolean {
  return list.some(({ name }) => names.includes(name));
}

/** By name. */
export const inflations = {
  zero_inflated: {
    probabilities: ["zeros"],
    make: zeroInflated,
    suits: isCount,
    wanted: "a distribution of counts",
    example: "zero_inflated(p, poisson(λ))",
  },
  hurdle: {
    probabilities: ["zeros"],
    make: hurdle,
    suits: (base) => isCount(base) || (base.support.lower === 0 && base.support.isInteger !== true),
    wanted: "a distribution of counts or of positive numbers",
    example: "hurdle(p, lognormal(μ, σ))",
  },
  zero_one_inflated: {
    probabilities: ["ends", "ones"],
    make: zeroOneInflated,
    suits: ({ support }) => support.lower === 0 && support.upper === 1 && support.isInteger !== true,
    wanted: "a distribution of shares",
    example: "zero_one_inflated(p, q, beta(a, b))",
  },
} satisfies Readonly<Record<string, Inflation>>;

/** The words that make a distribution of one number of others. */
export type ModifierName = keyof typeof inflations | "mixture" | "censored";

/** The inflation of this name, or undefined. */
export function findInflation(name: string): (Inflation & { readonly name: ModifierName }) | undefined {
  const isKnown = (text: string): text is keyof typeof inflations => Object.hasOwn(inflations, text);
  return isKnown(name) ? { name, ...inflations[name] } : undefined;
}
