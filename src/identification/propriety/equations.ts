/**
 * The equations that say that outcomes are what their linear predictors are: which coefficients there are, in which
 * order they are eliminated, and which of them may have any value.
 */

import type { ParameterStatement } from "../../language/checked-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { Forms } from "./forms.ts";
import { type LinearPredictor, scaleText } from "./linear-predictor.ts";
import { numberIn } from "./tails.ts";

/** Coefficients over many levels come first, so that a row that begins none is found soon; those that may not have any value last. */
export class CoefficientOrder {
  /** The first column of coefficients that may not have any value. */
  readonly firstBounded: number;
  private readonly offsets = new Map<string, number>();
  private readonly owners: { readonly parameter: ParameterStatement; readonly from: number }[] = [];

  constructor(forms: Forms, predictors: readonly LinearPredictor[]) {
    const parameters = new Set(predictors.flatMap(({ blocks }) => blocks.map(({ parameter }) => parameter)));
    const sizeOf = (one: ParameterStatement): number => forms.contextOf(one).size;
    const isFree = (one: ParameterStatement): boolean =>
      mayBeAnything(forms.model, one) && forms.isHarmless(one.name);
    const sorted = [...parameters].sort((a, b) => sizeOf(b) - sizeOf(a));
    let next = 0;
    const place = (parameter: ParameterStatement): void => {
      this.offsets.set(parameter.name, next);
      this.owners.push({ parameter, from: next });
      next += sizeOf(parameter);
    };
    for (const one of sorted) if (isFree(one)) place(one);
    this.firstBounded = next;
    for (const one of sorted) if (!isFree(one)) place(one);
  }

  /** The entries of one row; those of the parameters in `without` are left out. */
  row({ blocks }: LinearPredictor, i: number, without: ReadonlySet<string>): Map<number, number> {
    const entries = new Map<number, number>();
    for (const { parameter, elementAt, valueAt } of blocks) {
      if (without.has(parameter.name)) continue;
      const value = valueAt(i);
      if (value === 0) continue;
      const column = this.offsets.get(parameter.name)! + elementAt(i);
      entries.set(column, (entries.get(column) ?? 0) + value);
    }
    return entries;
  }

  offsetOf({ name }: ParameterStatement): number {
    return this.offsets.get(name)!;
  }

  ownerOf(column: number): ParameterStatement {
    let owner = this.owners[0]!;
    for (const one of this.owners) if (one.from <= column) owner = one;
    return owner.parameter;
  }
}

/** Whether a coefficient stands in all of the predictors with the same factor in front. */
export function haveOneScale(predictors: readonly LinearPredictor[]): boolean {
  const texts = new Map<string, string>();
  return predictors.every(({ blocks }) =>
    blocks.every((block) => {
      const text = scaleText(block);
      const known = texts.get(block.parameter.name);
      texts.set(block.parameter.name, text);
      return known === undefined || known === text;
    }),
  );
}

const overAllNumbers = [
  "normal",
  "student_t",
  "cauchy",
  "laplace",
  "asymmetric_laplace",
  "logistic",
  "skew_normal",
  "exp_mod_normal",
];

/** Whether the prior of each element is positive at every number. */
function mayBeAnything(model: BoundModel, parameter: ParameterStatement): boolean {
  const { distribution } = parameter;
  if (distribution.kind === "vector") {
    const { name, chain } = distribution.distribution;
    return name === "multi_normal" || chain !== undefined;
  }
  if (distribution.kind !== "scalar") return false;
  if (overAllNumbers.includes(distribution.distribution.name)) return true;
  const range = rangeOf(model, parameter);
  return range !== null && range[0] === -Infinity && range[1] === Infinity;
}

/** An open interval. */
export type Range = readonly [number, number];

/** Where a flat prior is positive; null for any other prior. */
export function flatRangeOf(model: BoundModel, parameter: ParameterStatement): Range | null {
  const { distribution } = parameter;
  const isFlat = distribution.kind === "scalar" && distribution.distribution.name === "flat";
  return isFlat ? rangeOf(model, parameter) : null;
}

/** Where the prior is positive; null if that is not known. */
export function rangeOf(model: BoundModel, { distribution }: ParameterStatement): Range | null {
  if (distribution.kind !== "scalar" && distribution.kind !== "truncated") return null;
  const base = distribution.kind === "truncated" ? distribution.base : distribution;
  const { support, name } = base.distribution;
  const hasOwnEnds = name === "flat" || name === "uniform";
  const own = hasOwnEnds
    ? base.arguments.map((one) => numberIn(model, one))
    : [support.lower, support.upper].map((end) => (typeof end === "number" ? end : null));
  const ends = distribution.kind === "truncated" ? [distribution.lower, distribution.upper] : [null, null];
  const cuts = ends.map((end, k) => (end === null ? [-Infinity, Infinity][k]! : numberIn(model, end)));
  if (own[0] == null || own[1] == null || cuts[0] == null || cuts[1] == null) return null;
  return [Math.max(own[0], cuts[0]), Math.min(own[1], cuts[1])];
}
