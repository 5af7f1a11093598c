/**
 * Slopes that vary between groups and whose predictor is far from 0, as years are.
 *
 * The priors of intercepts and slopes hold where the predictor is 0. Where 0 is far from the data, groups that differ little
 * there are at slopes that hardly differ: the sd of group means at the mean m of the predictor is at least |m| τ. Measured
 * with eight rows for each of 15 groups, whose slopes have an sd of .83 in truth and in the model with the predictor centered:
 *
 *   |mean| / sd of the predictor     1    2    3    5   10   222
 *   independent: τ                 .84  .70  .54  .34  .16  .006
 *   correlated, lkj(2): τ          .83  .76  .66  .47  .23  .008
 */

import { printExpression } from "../language/print-expression.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { GroupEffect } from "../predictor/effects.ts";
import type { Grouping } from "../predictor/grouping.ts";
import { predictorValues } from "../predictor/predictor.ts";
import { correlationVariable, termName } from "../predictor/variance-formula.ts";
import type { Problem } from "../problems/problem.ts";
import { type DistantPredictor, slopeFarFromZero } from "./problems-identification.ts";

/** |mean| / sd from which on it is told: where a third of the slopes' sd is lost, by the table above. */
const farIndependent = 3;
const farCorrelated = 5;

/** A warning for each slope whose intercept is far from the data. A model of lines through 0 means what it says. */
export function warnOfSlopes(model: BoundModel, { effects }: Grouping): Problem[] {
  const values = effects.map(({ predictor }) => predictorValues(model, predictor));
  const intercept = effects.find((_, i) => values[i] === null || isConstant(values[i]!));
  if (intercept === undefined) return [];
  return effects.flatMap((slope, i) => {
    const z = values[i] ?? null;
    if (slope === intercept || z === null || isConstant(z)) return [];
    const isCorrelated = correlationVariable(model, intercept, slope) !== null;
    const place = placeOf(z, model.cells?.counts ?? null);
    const far = isCorrelated ? farCorrelated : farIndependent;
    if (place === null || place.mean * place.mean < far * far * place.variance) return [];
    const { name, span } = slope.statement;
    return [slopeFarFromZero(described(model, slope, place), name, intercept.statement.name, span)];
  });
}

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

interface Values {
  readonly mean: number;
  readonly variance: number;
}

/** Mean and variance over the observations; null where 0 is among the values, or between them. */
function placeOf(values: Float64Array, counts: Float64Array | null): Values | null {
  let [total, sum] = [0, 0];
  let [hasPositive, hasNegative] = [false, false];
  values.forEach((value, i) => {
    total += counts?.[i] ?? 1;
    sum += (counts?.[i] ?? 1) * value;
    hasPositive ||= value >= 0;
    hasNegative ||= value <= 0;
  });
  if (hasPositive && hasNegative) return null;
  const mean = sum / total;
  let squares = 0;
  values.forEach((value, i) => {
    squares += (counts?.[i] ?? 1) * (value - mean) * (value - mean);
  });
  return { mean, variance: squares / total };
}

function described(model: BoundModel, slope: GroupEffect, { mean, variance }: Values): DistantPredictor {
  const { predictor } = slope;
  const deviation = Math.sqrt(variance);
  const column = termName(model, slope);
  return {
    text: predictor.kind === "data" ? printExpression(predictor.expression) : column,
    design: predictor.kind === "design" ? predictor.design : null,
    mean: rounded(mean, deviation),
    deviation: String(Number(deviation.toPrecision(2))),
  };
}

/** As many decimals as tell the mean to a fifth of the sd. */
function rounded(mean: number, deviation: number): string {
  let decimals = 0;
  for (let step = 1; step > deviation / 5 && decimals < 100; step /= 10) decimals++;
  return String(Number(mean.toFixed(decimals)));
}
