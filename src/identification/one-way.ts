/**
 * Values that are less alike within groups than by chance, in a one-way layout: a normal outcome whose mean is a constant and
 * an effect of one factor.
 *
 * With k groups of n_g values, N in all, the analysis of variance has
 *
 *   MSB = Σ n_g (ȳ_g - ȳ)² / (k - 1),   MSW = ΣΣ (y - ȳ_g)² / (N - k),   F = MSB / MSW,
 *   ICC = (MSB - MSW) / (MSB + (n₀ - 1) MSW),   n₀ = (N - Σ n_g² / N) / (k - 1)
 *
 * (Donner 1986, Int. Stat. Review 54). Told where F is below the 2.5 % quantile of the F distribution with k - 1 and N - k degrees
 * of freedom, which happens in 2.5 % of data without any correlation, and less often with a positive one:
 * P(F ≤ f) is P(X ≤ (k-1) f / ((k-1) f + N-k)) of X ~ Beta((k-1)/2, (N-k)/2).
 */

import type { Expression } from "../language/checked-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { countObservations } from "../model/cells.ts";
import type { IndexMap } from "../model/domains.ts";
import { betaCdf } from "../numeric/incomplete-beta.ts";
import { declarationsOf } from "../predictor/declarations.ts";
import type { Grouping } from "../predictor/grouping.ts";
import type { Outcome } from "../predictor/outcome.ts";
import type { Problem } from "../problems/problem.ts";
import { lessAlike } from "./problems-identification.ts";

/** How often it is told of data whose values are independent. */
const falseAlarms = 0.025;

/** A warning, if the model is a one-way layout and its data are less alike within groups than by chance. */
export function compareWithinGroups(
  model: BoundModel,
  outcome: Outcome,
  [grouping, ...others]: readonly Grouping[],
): Problem[] {
  const { likelihood, location } = outcome;
  if (grouping === undefined || others.length > 0 || grouping.effects.length > 1) return [];
  const [effect] = grouping.effects;
  const isNormal =
    likelihood.distribution.kind === "scalar" && likelihood.distribution.distribution.name === "normal";
  if (!isNormal || effect?.predictor.kind === "data" || !isWithoutData(model, location, grouping.plates))
    return [];
  const { k, total, ratio, estimate } = analyze(model, likelihood.column, grouping.map);
  const [between, within] = [k - 1, total - k];
  if (!(between > 0 && within > 0 && Number.isFinite(ratio))) return [];
  const share = (between * ratio) / (between * ratio + within);
  if (betaCdf(share, between / 2, within / 2) >= falseAlarms) return [];
  const [correlation, quotient] = [estimate.toFixed(2), ratio.toFixed(2)];
  const factor = grouping.plates.join(":");
  const { span } = effect!.statement;
  return [lessAlike(likelihood.column, factor, correlation, quotient, [between, within], span)];
}

/** Whether the predictor varies by nothing but the levels of the factor. */
function isWithoutData(model: BoundModel, written: Expression, plates: readonly string[]): boolean {
  const { definitions } = declarationsOf(model.checked);
  const seen = new Set<string>();
  const waiting = [written];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    switch (next.kind) {
      case "column":
        return false;
      case "product": {
        const { matrix, columnNames } = model.designs.get(next.design)!;
        if (!matrix.every((value, i) => value === matrix[i % columnNames.length])) return false;
        break;
      }
      case "quantity": {
        const isKnown = next.indices.every((index) => index.kind === "label" || plates.includes(index.plate));
        if (!isKnown) return false;
        const definition = seen.has(next.name) ? undefined : definitions.get(next.name);
        seen.add(next.name);
        if (definition !== undefined) waiting.push(definition.value);
        break;
      }
      case "call":
        waiting.push(...next.arguments);
        break;
      default:
    }
  }
  return true;
}

/** k groups that occur, N values in all, F and ICC. */
function analyze(model: BoundModel, outcome: string, map: IndexMap) {
  const { values } = model.columns.get(outcome)!;
  const { cells } = model;
  const { indices } = map;
  const counts = countObservations(model, map);
  const means = new Float64Array(counts.length);
  for (let row = 0; row < values.length; row++)
    means[indices[row]!]! += (cells === null ? 1 : (cells.counts[row] ?? 1)) * values[row]!;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const mean = means.reduce((sum, one) => sum + one, 0) / total;
  const k = counts.filter((count) => count > 0).length;
  let [between, within, squares] = [0, 0, 0];
  counts.forEach((count, level) => {
    if (count === 0) return;
    means[level]! /= count;
    between += count * (means[level]! - mean) * (means[level]! - mean);
    squares += count * count;
  });
  for (let row = 0; row < values.length; row++) {
    const distance = values[row]! - means[indices[row]!]!;
    if (cells === null) {
      within += distance * distance;
      continue;
    }
    const count = cells.counts[row] ?? 1;
    const deviation = cells.deviations[row] ?? 0;
    within += count * distance * distance + (count - 1) * deviation * deviation;
  }
  const [meanBetween, meanWithin] = [between / (k - 1), within / (total - k)];
  const size = (total - squares / total) / (k - 1);
  const estimate = (meanBetween - meanWithin) / (meanBetween + (size - 1) * meanWithin);
  return { k, total, ratio: meanBetween / meanWithin, estimate };
}
