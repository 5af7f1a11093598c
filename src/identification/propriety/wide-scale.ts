/**
 * Scales that the data do not keep from going to infinity.
 *
 * An sd of effects, τ ≍ T: J effects that stay where they are have a density of order T^-J, and those combinations of
 * them and of flat coefficients that leave every linear predictor as it is, d in number, may go as far as T. With mass
 * T^κ of τ itself (1 if flat)
 *
 *   T^(κ - J + d)
 *
 * is a lower bound of the integral over such a shell, whose sum diverges if κ + d ≥ J. So a flat prior wants more than
 * one group, and more than two if the mean is flat, too (Gelman 2006, Bayesian Analysis 1, for the normal model; nothing
 * here depends on the outcome's distribution).
 *
 * A scale of N outcomes, σ ≍ T: their density is of order T^-N, and q flat coefficients that are in the means of these
 * outcomes only may go as far as T, as may the effects whose sds do so, each sd with its own mass: the sum diverges if κ
 * + Σ κ_τ + q ≥ N.
 */

import type { ParameterStatement } from "../../language/checked-model.ts";
import { SparseElimination } from "./elimination.ts";
import { CoefficientOrder, flatRangeOf, haveOneScale } from "./equations.ts";
import { isScaleOnly } from "./exact-fit.ts";
import type { Forms, ScaledOutcome } from "./forms.ts";
import type { LinearPredictor } from "./linear-predictor.ts";
import { massTowards } from "./scale-units.ts";
import { findSoleScales, findStretched, type StretchedEffect } from "./sole-scale.ts";
import type { Power } from "./tails.ts";

export interface WideScale {
  readonly kind: "effects" | "outcomes";
  readonly parameter: ParameterStatement;
  /** Which element of it; null where it has one only. */
  readonly element: number | null;
  /** Effects or outcomes that it is the scale of. */
  readonly count: number;
  /** The effects, by name; nothing for outcomes. */
  readonly effects: readonly string[];
  /** Flat coefficients that go with it. */
  readonly flat: readonly string[];
}

const nothing: ReadonlySet<string> = new Set();

/** Every scale of effects or outcomes that goes to infinity, each by itself; only what is proved. */
export function findWideScales(forms: Forms): WideScale[] {
  const flat = findFlat(forms);
  const found: WideScale[] = [];
  for (const [name, parameter] of forms.arguments.parameters) {
    const stretched = findStretched(forms, name);
    const wide =
      stretched === null
        ? wideOutcomes(forms, parameter, flat)
        : wideEffects(forms, parameter, stretched, flat);
    if (wide !== null) found.push(wide);
  }
  return found;
}

/** Parameters that are flat over all numbers, and used in linear predictors only. */
function findFlat(forms: Forms): ParameterStatement[] {
  return [...forms.arguments.parameters.values()].filter((one) => {
    const range = flatRangeOf(forms.model, one);
    return range?.[0] === -Infinity && range[1] === Infinity && forms.isLinear(one.name);
  });
}

function wideEffects(
  forms: Forms,
  parameter: ParameterStatement,
  stretched: readonly StretchedEffect[],
  flat: readonly ParameterStatement[],
): WideScale | null {
  if (stretched.length === 0 || !stretched.every(({ parameter: effect }) => forms.isLinear(effect.name)))
    return null;
  const size = forms.contextOf(parameter).size;
  const members = membersOf(stretched, size);
  const most = flat.reduce((sum, one) => sum + forms.contextOf(one).size, 0);
  for (let element = 0; element < size; element++) {
    const own = members[element]!;
    const power = own.isEven ? massTowards("infinity", forms.model, own, own.weight) : null;
    if (power === null || own.count === 0 || !reaches(power, Math.min(most, own.count) - own.count)) continue;
    const predictors = forms.predictors.map(({ predictor }) => predictor);
    if (!haveOneScale(predictors)) return null;
    const columns = new Set([...flat.map(({ name }) => name), ...own.columns.keys()]);
    const rank = rankOf(forms, predictors, columns, own.columns);
    if (rank === null || !reaches(power, most - rank)) continue;
    return {
      kind: "effects",
      parameter,
      element: parameter.plates.length === 0 ? null : element,
      count: own.count,
      effects: stretched.map((one) => one.parameter.name),
      flat: flat.map(({ name }) => name),
    };
  }
  return null;
}

/** What the elements of a scale stretch. */
interface Members {
  readonly parameter: ParameterStatement;
  readonly kind: "positive" | "real";
  weight: number;
  count: number;
  isEven: boolean;
  /** The elements of effects, by the effects' names. */
  readonly columns: Map<string, Set<number>>;
}

function membersOf(stretched: readonly StretchedEffect[], size: number): Members[] {
  const [{ unit: first }] = stretched as [StretchedEffect];
  const empty = { parameter: first.parameter, kind: first.kind, weight: 0, count: 0, isEven: true };
  const members = Array.from({ length: size }, (): Members => ({ ...empty, columns: new Map() }));
  for (const { parameter, domain, unit } of stretched) {
    for (let i = 0; i < domain.size; i++) {
      const weight = unit.weightAt(i);
      if (weight === 0) continue;
      const one = members[unit.elementAt(i)]!;
      if ((one.count > 0 && one.weight !== weight) || unit.kind !== one.kind) one.isEven = false;
      const own = one.columns.get(parameter.name) ?? new Set();
      if (own.has(i)) one.isEven = false;
      one.weight = weight;
      one.count++;
      one.columns.set(parameter.name, own.add(i));
    }
  }
  return members;
}

/** The rank of the columns of these parameters, of some of them certain elements only, along the rows of all predictors. */
function rankOf(
  forms: Forms,
  predictors: readonly LinearPredictor[],
  names: ReadonlySet<string>,
  only: ReadonlyMap<string, ReadonlySet<number>> = new Map(),
): number | null {
  const order = new CoefficientOrder(forms, predictors);
  const elimination = new SparseElimination();
  for (const predictor of predictors) {
    const blocks = predictor.blocks
      .filter(({ parameter }) => names.has(parameter.name))
      .map((block) => {
        const wanted = only.get(block.parameter.name);
        const valueAt = (i: number): number =>
          wanted?.has(block.elementAt(i)) === false ? 0 : block.valueAt(i);
        return { ...block, valueAt };
      });
    if (blocks.length === 0) continue;
    for (let i = 0; i < predictor.context.size; i++) {
      if (elimination.add(order.row({ ...predictor, blocks }, i, nothing), 0) !== "given up") continue;
      return null;
    }
  }
  return elimination.rank;
}

function wideOutcomes(
  forms: Forms,
  parameter: ParameterStatement,
  flat: readonly ParameterStatement[],
): WideScale | null {
  const { name } = parameter;
  const isOwn = ({ scale }: ScaledOutcome): boolean =>
    scale.units.some((unit) => unit.parameter.name === name);
  const outcomes = forms.outcomes.filter(isOwn);
  if (outcomes.length === 0 || !isScaleOnly(forms, name, outcomes)) return null;
  const most = flat.reduce((sum, one) => sum + forms.contextOf(one).size, 0);
  // The sds of effects that have mass of their own far out.
  const sds = findSoleScales(forms, "infinity", (effect) => forms.isLinear(effect)).filter(
    ({ power }) => !power.isShort && power.value > 0,
  );
  const massOfSds = sds.reduce((sum, { power }) => sum + power.value, 0);
  for (const { element, rows, count, weight, kind } of rowsByElement(forms, parameter, outcomes)) {
    const power = massTowards("infinity", forms.model, { parameter, kind }, weight);
    if (power === null || !reaches(power, massOfSds + most - count)) continue;
    const free = freeDimensions(forms, outcomes, () => placesOf(parameter, outcomes, element), flat);
    const isWhole = rows === forms.predictors.reduce((sum, one) => sum + one.predictor.context.size, 0);
    const more = isWhole ? massOfSds : 0;
    if (free === null || !reaches(power, more + free - count)) continue;
    const names = flat.map((one) => one.name);
    return {
      kind: "outcomes",
      parameter,
      element: parameter.plates.length === 0 ? null : element,
      count,
      effects: [],
      flat: isWhole ? [...names, ...sds.map((one) => one.name)] : names,
    };
  }
  return null;
}

interface OwnRows {
  readonly element: number;
  readonly weight: number;
  readonly kind: "positive" | "real";
  /** How many observations there are. */
  readonly count: number;
  /** Rows of outcomes. */
  readonly rows: number;
}

/** The rows whose scale has each element of the parameter; elements that enter unevenly are left out. */
function rowsByElement(
  forms: Forms,
  parameter: ParameterStatement,
  outcomes: readonly ScaledOutcome[],
): OwnRows[] {
  const size = forms.contextOf(parameter).size;
  const uneven = new Set<number>();
  const { kind } = outcomes.flatMap(({ scale }) => scale.units).find((unit) => unit.parameter === parameter)!;
  const found = Array.from({ length: size }, () => ({
    weight: 0,
    count: 0,
    kind,
    rows: 0,
    last: -1,
  }));
  for (const { scale, location } of outcomes) {
    const outcome = outcomes.findIndex((one) => one.location === location);
    for (const unit of scale.units) {
      if (unit.parameter !== parameter) continue;
      for (let row = 0; row < location.context.size; row++) {
        const weight = unit.weightAt(row);
        if (weight === 0) continue;
        const element = unit.elementAt(row);
        const one = found[element]!;
        const place = row * outcomes.length + outcome;
        if (one.count > 0 && one.weight !== weight) uneven.add(element);
        if (one.last === place) uneven.add(element);
        one.weight = weight;
        one.kind = unit.kind;
        one.count += forms.model.cells?.counts[row] ?? 1;
        one.rows++;
        one.last = place;
      }
    }
  }
  return found.flatMap((one, element) => {
    if (uneven.has(element)) return [];
    // What is the scale of no row has its prior as its posterior.
    return [{ ...one, element, weight: one.count > 0 ? one.weight : 1 }];
  });
}

/** Row i of outcome k whose scale has the element, as i times the number of outcomes, plus k; of outcomes with one predictor k is the first. */
function* placesOf(
  parameter: ParameterStatement,
  outcomes: readonly ScaledOutcome[],
  element: number,
): Generator<number> {
  for (const { scale, location } of outcomes) {
    const outcome = outcomes.findIndex((one) => one.location === location);
    for (const { parameter: own, weightAt, elementAt } of scale.units) {
      if (own !== parameter) continue;
      for (let row = 0; row < location.context.size; row++)
        if (weightAt(row) !== 0 && elementAt(row) === element) yield row * outcomes.length + outcome;
    }
  }
}

/** How many combinations of the flat coefficients are in these rows, and in no others. */
function freeDimensions(
  forms: Forms,
  outcomes: readonly ScaledOutcome[],
  places: () => Iterable<number>,
  flat: readonly ParameterStatement[],
): number | null {
  const predictors = forms.predictors.map(({ predictor }) => predictor);
  const names = new Set(flat.map(({ name }) => name));
  if (names.size === 0) return 0;
  const isScaled = predictors.some(({ blocks }) =>
    blocks.some(({ parameter, scales }) => names.has(parameter.name) && scales.length > 0),
  );
  if (isScaled) return null;
  const own = new Map<LinearPredictor, Set<number>>(outcomes.map(({ location }) => [location, new Set()]));
  for (const place of places()) {
    const outcome = place % outcomes.length;
    own.get(outcomes[outcome]!.location)!.add((place - outcome) / outcomes.length);
  }
  const all = rankOf(forms, predictors, names);
  const elsewhere = rankOf(
    forms,
    predictors.map((predictor) => withoutRows(predictor, own.get(predictor))),
    names,
  );
  return all === null || elsewhere === null ? null : all - elsewhere;
}

function withoutRows(predictor: LinearPredictor, rows: ReadonlySet<number> | undefined): LinearPredictor {
  if (rows === undefined) return predictor;
  const blocks = predictor.blocks.map((block) => ({
    ...block,
    valueAt: (i: number): number => (rows.has(i) ? 0 : block.valueAt(i)),
  }));
  return { ...predictor, blocks };
}

/** Whether the sum over shells of T^(power + others) diverges. */
function reaches({ value, isShort }: Power, others: number): boolean {
  return isShort ? value + others > 0 : value + others >= 0;
}
