/** Where a parameter may be, in words, and the ends of intervals as text. */

import type { IntervalSupport } from "../distributions/distribution.ts";
import type { CheckedDistribution, CheckedScalar, DistributionOf } from "./checked-model.ts";
import { printExpression } from "./print-expression.ts";

/** Where a parameter with this prior may be: "real", "positive", "between 0 and 1", "correlation matrix". */
export function describeSupport(distribution: CheckedDistribution): string {
  if (distribution.kind !== "scalar" && distribution.kind !== "truncated") return wordsOf(distribution)[0];
  if (distribution.kind === "scalar" && distribution.distribution.supports !== undefined) return "by element";
  const { lower, upper } = endsOf(distribution);
  if (lower !== null && upper !== null) return `between ${lower} and ${upper}`;
  if (lower !== null) return lower === "0" ? "positive" : `above ${lower}`;
  return upper === null ? "real" : `below ${upper}`;
}

/** Of vectors: where they may be, and how they are put to the sampler. */
const vectorWords = {
  vector: ["real vector", "centered: as it is"],
  simplex: ["shares that sum to 1", "as the logits of a stick that is broken"],
  ordered: ["increasing vector", "as the logarithms of its steps"],
  orderedBetween: ["increasing vector", "as the logits of a stick that is broken"],
  correlation: ["correlation matrix", "as partial correlations, on the atanh scale"],
  counts: ["whole numbers of at least 0", ""],
} as const;

/** Of what has no interval: where it may be, and how it is put to the sampler. */
export function wordsOf(
  distribution: DistributionOf<"ordered" | "vector" | "choice">,
): readonly [string, string] {
  if (distribution.kind === "choice") return ["whole numbers from 1", ""];
  if (distribution.kind !== "ordered") return vectorWords[distribution.distribution.support.kind];
  const ends = Object.values(endsOf(distribution.base));
  return vectorWords[ends.includes(null) ? "ordered" : "orderedBetween"];
}

/** The ends of an interval as text; null where it has none. */
export function endsOf(distribution: DistributionOf<"scalar" | "truncated">): {
  readonly lower: string | null;
  readonly upper: string | null;
} {
  if (distribution.kind === "scalar") {
    const { lower, upper } = distribution.distribution.support;
    return { lower: endText(lower, distribution), upper: endText(upper, distribution) };
  }
  const { base, lower, upper } = distribution;
  const own = endsOf(base);
  return {
    lower: lower === null ? own.lower : printExpression(lower),
    upper: upper === null ? own.upper : printExpression(upper),
  };
}

function endText(end: IntervalSupport["lower"], checked: CheckedScalar): string | null {
  if (typeof end === "number") return Number.isFinite(end) ? String(end) : null;
  const index = checked.distribution.arguments.findIndex((argument) => argument.name === end);
  const argument = checked.arguments[index];
  return argument === undefined ? end : printExpression(argument);
}
