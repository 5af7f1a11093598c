/** Where outcomes and parameters may be, element by element, as far as numbers and data tell. */

import { categoryCount, type IntervalSupport, vectorPosition } from "../distributions/distribution.ts";
import type { CheckedDistribution, DistributionOf, Expression } from "../language/checked-model.ts";
import type { BaseDistribution } from "../language/parts.ts";
import type { BoundModel } from "./bound-model.ts";
import type { Domain } from "./domains.ts";
import { readerOf } from "./evaluate.ts";

/** An interval of numbers, or the whole numbers in it; finite ends belong to it unless it is open. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  readonly isInteger: boolean;
  readonly isOpen: boolean;
}

/** How many categories a choice has; Infinity where its vector is no list and no quantity. */
export function categoriesOf(
  model: BoundModel,
  { distribution, arguments: list }: DistributionOf<"choice">,
): number {
  const argument = list[vectorPosition(distribution)];
  const length = argument?.kind === "list" ? argument.items.length : vectorLength(model, argument);
  return categoryCount(distribution, length);
}

/** Where each element of an outcome or parameter may be; everywhere for elements of vectors. */
export function supportReader(
  model: BoundModel,
  distribution: CheckedDistribution,
  domain: Domain,
): (i: number) => Interval {
  const base = "base" in distribution ? distribution.base : distribution;
  if (base.kind === "choice") {
    const upper = categoriesOf(model, base);
    return () => ({ lower: 1, upper, isInteger: true, isOpen: false });
  }
  if (base.kind !== "scalar")
    return () => ({ lower: -Infinity, upper: Infinity, isInteger: false, isOpen: false });
  const own = intervalReader(model, base, base.distribution.support, domain);
  if (distribution.kind !== "truncated") return own;
  const from = distribution.lower && readerOf(distribution.lower, model, domain);
  const to = distribution.upper && readerOf(distribution.upper, model, domain);
  return (i) => {
    const interval = own(i);
    const lower = Math.max(interval.lower, from?.(i) ?? -Infinity);
    return { ...interval, lower, upper: Math.min(interval.upper, to?.(i) ?? Infinity) };
  };
}

/** A support whose ends may be arguments; an argument that is a parameter bounds nothing here. */
export function intervalReader(
  model: BoundModel,
  { distribution, arguments: list }: BaseDistribution,
  support: IntervalSupport,
  domain: Domain,
): (i: number) => Interval {
  const endReader = (end: IntervalSupport["lower"], otherwise: number): ((i: number) => number) => {
    if (typeof end === "number") return () => end;
    const index = distribution.arguments.findIndex((argument) => argument.name === end);
    const argument = list[index];
    return (argument && readerOf(argument, model, domain)) ?? (() => otherwise);
  };
  const lower = endReader(support.lower, -Infinity);
  const upper = endReader(support.upper, Infinity);
  const { isInteger = false, isOpen = false } = support;
  if (typeof support.lower === "number" && typeof support.upper === "number") {
    const fixed = { lower: support.lower, upper: support.upper, isInteger, isOpen };
    return () => fixed;
  }
  return (i) => ({ lower: lower(i), upper: upper(i), isInteger, isOpen });
}

/** Whether a number lies in the interval; NaN does not. */
export function contains({ lower, upper, isInteger, isOpen }: Interval, value: number): boolean {
  if (isInteger && !Number.isInteger(value)) return false;
  return isOpen ? value > lower && value < upper : value >= lower && value <= upper;
}

/** In words, as "numbers from 0 to 1". */
export function describeInterval({ lower, upper, isInteger, isOpen }: Interval): string {
  const noun = isInteger ? "whole numbers" : "numbers";
  if (lower === 0 && upper === Infinity) return isOpen ? `positive ${noun}` : `${noun} of at least 0`;
  if (lower === -Infinity && upper === Infinity) return noun;
  if (upper === Infinity) return `${noun} ${isOpen ? "above" : "of at least"} ${lower}`;
  if (lower === -Infinity) return `${noun} ${isOpen ? "below" : "of at most"} ${upper}`;
  return `${noun} ${isOpen ? "between" : "from"} ${lower} ${isOpen ? "and" : "to"} ${upper}`;
}

function vectorLength(model: BoundModel, argument: Expression | undefined): number {
  if (argument?.kind !== "quantity") return Infinity;
  const statement = model.checked.declarations.get(argument.name);
  if (statement === undefined) return Infinity;
  return model.domains.labelsOf(statement.plates[statement.plates.length - 1]!).length;
}
