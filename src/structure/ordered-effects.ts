/**
 * Effects along levels in their order as forms in independent normal variables: each is a sum of steps.
 *
 *     random walk       b_k = first · z_1 + τ Σ_{1 < m ≤ k} √d_m z_m
 *     autoregressive    b_k = Σ_{m ≤ k} ρ^(t_k - t_m) s_m z_m,   s_1 = s,   s_m = s √(1 - ρ^(2 d_m))
 *
 * with d_m the distance of level m from the one before it and t the sum of these. A walk's step is in all levels from its own
 * on, so that it needs one column; a step of the other fades, and has a term for each level that it is in.
 */

import type { DistributionOf, Expression } from "../language/checked-model.ts";
import { type Domain, scalarDomain } from "../model/domains.ts";
import type { FormReader } from "./form-reader.ts";
import {
  carryForm,
  columnTerm,
  type LinearForm,
  multiplyForms,
  scaleForm,
  type Term,
} from "./linear-form.ts";
import { Obstacle } from "./obstacle.ts";
import { columnOf, one, type RowColumn } from "./row-column.ts";

/** Of an autoregressive process along more levels the terms, half the square of their number, are too many. */
const mostFading = 60;

/** All walks together may have so many steps: they stand in one matrix that is factored for every value of the rest. */
const mostSteps = 300;

/** A parameter along levels, and its independent variables. */
export interface OrderedEffects {
  readonly name: string;
  readonly distribution: DistributionOf<"vector">;
  /** What has a walk of its own. */
  readonly leading: Domain;
  /** All elements, those of a walk side by side. */
  readonly whole: Domain;
  readonly distances: readonly number[];
  /** The variable of each step, over `leading`. */
  readonly steps: readonly Term[];
}

/** The form over all elements. Throws an `Obstacle` where there is none. */
export function expandOrdered(reader: FormReader, effects: OrderedEffects): LinearForm {
  const { name, distribution, leading, whole } = effects;
  if (leading !== scalarDomain && whole.size > mostSteps) {
    const reason = `is ${leading.size} walks of ${effects.steps.length} steps, and ${mostSteps} steps are the most`;
    throw new Obstacle([name], reason, distribution.span);
  }
  const [first, second] = distribution.arguments as [Expression, Expression];
  return distribution.distribution.name === "random_walk"
    ? expandWalk(reader, effects, first, second)
    : expandProcess(reader, effects, first, second);
}

function expandWalk(
  reader: FormReader,
  effects: OrderedEffects,
  sd: Expression,
  first: Expression,
): LinearForm {
  const { leading, distances, steps } = effects;
  const step = reader.readScale(sd, leading);
  const start = reader.readScale(first, leading);
  return steps.flatMap((z, m) => {
    const scale = m === 0 ? start : scaleForm(step, Math.sqrt(distances[m]!));
    const column = m === 0 ? one : levelColumn(reader, effects, `from ${m} on`, (k) => k >= m);
    return spread(reader, effects, column, multiplyForms(scale, [z], leading.size, reader.registry));
  });
}

function expandProcess(
  reader: FormReader,
  effects: OrderedEffects,
  correlation: Expression,
  sd: Expression,
): LinearForm {
  const { name, distribution, leading, distances, steps } = effects;
  const { registry } = reader;
  if (steps.length > mostFading) {
    const reason = `depends on all levels before its own, and has ${steps.length} of them`;
    throw new Obstacle([name], reason, distribution.span);
  }
  return steps.flatMap((z, m) => {
    const own = m === 0 ? sd : times(sd, stepFactor(correlation, distances[m]!));
    const step = multiplyForms(reader.readScale(own, leading), [z], leading.size, registry);
    let distance = 0;
    return steps.slice(m).flatMap((_, later): LinearForm => {
      const k = m + later;
      if (later > 0) distance += distances[k]!;
      const column = levelColumn(reader, effects, `at ${k}`, (level) => level === k);
      if (distance === 0) return spread(reader, effects, column, step);
      const faded = reader.readScale(powerOf(correlation, distance), leading);
      return spread(reader, effects, column, multiplyForms(faded, step, leading.size, registry));
    });
  });
}

/** Ones at the levels of every walk for which `isIn` holds; `what` says so of their numbers. */
function levelColumn(
  { registry }: FormReader,
  { whole, distances: { length: width } }: OrderedEffects,
  what: string,
  isIn: (level: number) => boolean,
): RowColumn {
  return registry.column(`levels ${what} of ${whole.id}`, () =>
    columnOf(
      Float64Array.from({ length: whole.size }, (_, i) => (isIn(i % width) ? 1 : 0)),
      true,
    ),
  );
}

/** A form over the walks, where a column is not zero. */
function spread(
  { registry }: FormReader,
  { leading, whole, distances: { length: width } }: OrderedEffects,
  column: RowColumn,
  form: LinearForm,
): LinearForm {
  const walkOf = (): Int32Array => Int32Array.from({ length: whole.size }, (_, i) => Math.floor(i / width));
  const carried = leading === scalarDomain ? form : carryForm(form, walkOf(), registry);
  return multiplyForms([columnTerm(column)], carried, whole.size, registry);
}

type Function = Extract<Expression, { kind: "call" }>["function"];

function called(name: Function, ...list: readonly Expression[]): Expression {
  return { kind: "call", function: name, arguments: list, span: list[0]!.span };
}

function times(left: Expression, right: Expression): Expression {
  return called("multiply", left, right);
}

function powerOf(base: Expression, exponent: number): Expression {
  return exponent === 1 ? base : called("power", base, numberAt(base, exponent));
}

function numberAt({ span }: Expression, value: number): Expression {
  return { kind: "number", value, span };
}

/** √(1 - ρ^(2d)), as √((1 - ρ)(1 + ρ)(1 + ρ² + … + ρ^(2d - 2))), which keeps its digits for ρ near 1. */
function stepFactor(correlation: Expression, distance: number): Expression {
  const unit = numberAt(correlation, 1);
  const ends = times(called("subtract", unit, correlation), called("add", unit, correlation));
  return called("sqrt", distance === 1 ? ends : times(ends, evenPowers(correlation, distance)));
}

/** 1 + q + … + q^(count - 1) for q = ρ², by halves: (1 + … + q^(h - 1)) (1 + q^h) for count 2h. */
function evenPowers(correlation: Expression, count: number): Expression {
  const unit = numberAt(correlation, 1);
  if (count === 1) return unit;
  if (count % 2 === 1) {
    const rest = evenPowers(correlation, count - 1);
    return called("add", unit, times(powerOf(correlation, 2), rest));
  }
  return times(evenPowers(correlation, count / 2), called("add", unit, powerOf(correlation, count)));
}
