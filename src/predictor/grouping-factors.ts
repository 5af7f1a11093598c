/** Grouping factors by what they are within, and the predictors of their terms as functions of columns. */

import type { BoundModel } from "../model/bound-model.ts";
import type { GroupingFactor, PredictorAt } from "../posterior/draws.ts";
import { type Condition, predictorConditions } from "./conditions.ts";
import type { Predictor } from "./effects.ts";
import { implies, partitionByLevel } from "./partition.ts";
import type { RowTerm } from "./row-term.ts";

/** Each factor once, in the order of the terms. Cost: a pass over the rows for each pair of factors. */
export function groupingFactors(terms: readonly RowTerm[]): GroupingFactor[] {
  const levels = new Map(terms.map((term) => [term.group, term.levels]));
  const partitions = [...levels].map(([group, { indices, to }]) => ({
    group,
    partition: partitionByLevel(indices, to.size),
  }));
  return partitions.map(({ group, partition }) => ({
    group,
    within: partitions
      .filter((other) => other.group !== group && implies(partition, other.partition))
      .map((other) => other.group),
    levels: partition.size,
  }));
}

/** A number with more values than this, of which the predictor is no line, is not told by its values. */
const mostValues = 1000;

/** Null where the predictor depends on several columns, or on one of many values in a curve. */
export function predictorAt(model: BoundModel, predictor: Predictor, { z }: RowTerm): PredictorAt | null {
  if (z === null || z.every((one) => one === 1)) return { kind: "one" };
  // A design has columns of several variables, and each column is of its own ones.
  for (const condition of predictorConditions(model, predictor)) {
    const found = functionOf(condition, z);
    if (found !== null) return found;
  }
  return null;
}

function functionOf(condition: Condition, z: Float64Array): PredictorAt | null {
  const { name, values, isNumber, partition, labelOf } = condition;
  const line = isNumber ? lineThrough(values, z) : null;
  if (line !== null) return { kind: "line", of: name, ...line };
  if (partition.size > mostValues) return null;
  const byValue: Record<string, number> = {};
  for (let row = 0; row < z.length; row++) {
    const label = labelOf(row);
    if (Object.hasOwn(byValue, label) && byValue[label] !== z[row]) return null;
    byValue[label] = z[row]!;
  }
  return { kind: "values", of: name, values: byValue };
}

/** The line on which all points are, up to rounding; null where there is none. */
function lineThrough(x: ArrayLike<number>, y: Float64Array): { intercept: number; slope: number } | null {
  let [low, high] = [0, 0];
  for (let row = 1; row < y.length; row++) {
    if (x[row]! < x[low]!) low = row;
    if (x[row]! > x[high]!) high = row;
  }
  const slope = (y[high]! - y[low]!) / (x[high]! - x[low]!);
  const intercept = y[low]! - slope * x[low]!;
  const scale = y.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const isOn = (value: number, row: number): boolean =>
    Math.abs(intercept + slope * x[row]! - value) <= 1e-9 * scale;
  return Number.isFinite(slope) && y.every(isOn) ? { intercept, slope } : null;
}
