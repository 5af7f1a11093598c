/**
 * What raw means of levels tell of their effects: on the scale of the linear predictor, the raw mean less what the predictor has besides the
 * effect, averaged over the level's rows. Effects of other groups are not taken off, but for their means.
 */

import { baseOf } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { IndexMap } from "../model/domains.ts";
import type { ObservedScale, RawLink, RawScale } from "../posterior/draws.ts";
import type { GroupEffect } from "./effects.ts";
import type { FixedTerm } from "./fixed-part.ts";
import type { Outcome } from "./outcome.ts";
import { trialsOf } from "./predictor.ts";

/** With more numbers than this the means of all levels are not kept. */
const mostNumbers = 100_000;

/** Distributions whose mean is the linear predictor itself. */
const ofMean: ReadonlySet<string> = new Set(["normal", "multi_normal", "student_t", "laplace", "logistic"]);
const ofScales: Readonly<Record<string, RawLink>> = {
  " on the log scale": "log",
  " on the logit scale": "logit",
  " on the probit scale": "probit",
};
const choices: ReadonlySet<string> = new Set(["bernoulli", "bernoulli_logit", "binomial", "binomial_logit"]);
const counts: ReadonlySet<string> = new Set([
  "poisson",
  "poisson_log",
  "negative_binomial",
  "negative_binomial_log",
  "negative_binomial_1",
]);

/** From the mean of an outcome to its predictor; null where a raw mean is not that of the outcome, as where values are bounds. */
function rawLinkOf({ likelihood, scale, origin }: Outcome): RawLink | null {
  if (likelihood.distribution.kind === "choice") return origin === 1 ? "logit" : null;
  const { name } = baseOf(likelihood.distribution).distribution;
  if (scale === "") return ofMean.has(name) ? "identity" : null;
  const link = ofScales[scale] ?? null;
  const isOfMean = link === "log" ? counts.has(name) : choices.has(name);
  return isOfMean ? link : null;
}

/** Null of other outcomes, where group effects are not normal, and where the overdispersion is no parameter of the model. */
export function observedScaleOf(outcome: Outcome, effects: readonly GroupEffect[]): ObservedScale | null {
  const link = rawLinkOf(outcome);
  const isNormal = effects.every(({ statement: { distribution } }) => {
    const { name } = baseOf(distribution).distribution;
    return distribution.kind !== "truncated" && (name === "normal" || name === "multi_normal");
  });
  const { residual } = outcome;
  if (link === null || link === "identity" || !isNormal || residual === null) return null;
  if (residual.kind !== "count") return { link, noise: "trial", parameter: 0 };
  const beside = residual.overdispersion ?? residual.excess;
  if (beside === null) return { link, noise: "poisson", parameter: 0 };
  const noise = residual.overdispersion === null ? "excess" : "overdispersion";
  if (beside.kind === "number") return { link, noise, parameter: beside.value };
  return beside.kind === "quantity" && beside.indices.length === 0
    ? { link, noise, parameter: beside.name }
    : null;
}

/** Null where raw means are not on the scale, or the numbers would be too many. */
export function rawScaleOf(
  model: BoundModel,
  outcome: Outcome,
  { indices, to: { size } }: IndexMap,
  terms: readonly FixedTerm[] | null,
): RawScale | null {
  const link = rawLinkOf(outcome);
  if (link === null || terms === null) return null;
  const weights = trialsOf(model, outcome) ?? model.cells?.counts;
  const totals = new Float64Array(size);
  const sums = terms.map(() => new Float64Array(size));
  indices.forEach((level, row) => {
    const weight = weights?.[row] ?? 1;
    totals[level] = totals[level]! + weight;
    terms.forEach(({ x }, k) => {
      sums[k]![level] = sums[k]![level]! + weight * x[row]!;
    });
  });
  const coefficients = terms.map(({ coefficient }) => coefficient);
  const meansAt = (level: number): number[] => sums.map((sum) => sum[level]! / totals[level]!);
  const filled = [...totals.keys()].filter((level) => totals[level]! > 0);
  const first = meansAt(filled[0] ?? 0);
  const isAlike = filled.every((level) => meansAt(level).every((mean, k) => isNear(mean, first[k]!)));
  if (isAlike) return { link, coefficients, means: [first] };
  if (size * terms.length > mostNumbers) return null;
  return { link, coefficients, means: Array.from(totals, (_, level) => meansAt(level)) };
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}
