/**
 * Conditions: the factors and numbers, besides the groups themselves, that the variance of a value depends on, by the predictors
 * of group effects or by standard deviations that differ between rows.
 */

import type { Expression } from "../language/checked-model.ts";
import { namesInFormula, partsWithin } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { remembered } from "../model/remembered.ts";
import type { GroupEffect, Predictor } from "./effects.ts";
import { type Partition, partitionBy } from "./partition.ts";
import type { Residual } from "./residual-role.ts";
import type { RowTerm } from "./row-term.ts";
import { groupName } from "./variance-formula.ts";

/** A factor of few states, or a number of many. */
export type Condition = {
  readonly name: string;
  readonly isNumber: boolean;
  /** A number whose values are those of no rows, since rows were reduced: only sums, squares and products of it are known. */
  readonly isReduced: boolean;
  /** The rows by their values. */
  readonly partition: Partition;
  /** The number of the level in each row, or the number itself. */
  readonly values: ArrayLike<number>;
  /** "of cond a", "at days 0". */
  readonly inWords: (row: number) => string;
  /** The label of the row's level, or its number as text. */
  readonly labelOf: (row: number) => string;
};

/** A condition, and the groups that have a term whose predictor depends on it. */
export interface TermCondition {
  readonly condition: Condition;
  readonly groups: ReadonlySet<string>;
}

/** A number with as many values as this at most is a condition like a factor: an indicator. */
const mostIndicatorValues = 2;

/** Whether a condition is told apart by its values, not by the same and different. */
export function isContinuous({ isNumber, isReduced, partition }: Condition): boolean {
  return isReduced || (isNumber && partition.size > mostIndicatorValues);
}

/** The names of plates and columns that a predictor or an expression depends on, by way of definitions too. */
class ConditionNames {
  readonly names = new Set<string>();
  private readonly model: BoundModel;
  private readonly seen = new Set<string>();

  constructor(model: BoundModel) {
    this.model = model;
  }

  addPredictor(predictor: Predictor): void {
    if (predictor.kind === "data") this.addExpression(predictor.expression);
    if (predictor.kind === "design") this.addDesign(predictor.design);
  }

  addExpression(expression: Expression): void {
    if (expression.kind === "column") this.names.add(expression.test?.factor ?? expression.name);
    if (expression.kind === "product") this.addDesign(expression.design);
    if (expression.kind === "quantity") {
      for (const index of expression.indices) if (index.kind === "plate") this.names.add(index.plate);
      this.addDefinition(expression.name);
    }
    if (expression.kind !== "reduction") for (const part of partsWithin(expression)) this.addExpression(part);
  }

  private addDefinition(name: string): void {
    if (this.seen.has(name)) return;
    this.seen.add(name);
    const statement = this.model.checked.declarations.get(name);
    if (statement?.kind === "definition" && statement.variesByRow) this.addExpression(statement.value);
  }

  private addDesign(name: string): void {
    const plate = this.model.checked.plates.get(name);
    if (plate?.kind === "design") for (const one of namesInFormula(plate.formula)) this.names.add(one);
  }
}

/** Every condition of the terms and of the residual, with the groups whose predictors depend on it. */
export function conditionsOf(
  model: BoundModel,
  effects: readonly GroupEffect[],
  terms: readonly RowTerm[],
  residual: Residual,
): TermCondition[] {
  const groupsOf = new Map<string, Set<string>>();
  const add = (names: ConditionNames, group: string | null): void => {
    for (const name of names.names) {
      const groups = remembered(groupsOf, name, () => new Set());
      if (group !== null) groups.add(group);
    }
  };
  for (const effect of effects) {
    const names = new ConditionNames(model);
    names.addPredictor(effect.predictor);
    add(names, groupName(effect));
  }
  add(spreadNames(model, terms, residual), null);
  return [...groupsOf].flatMap(([name, groups]) => {
    const condition = conditionOf(model, name);
    return condition === null ? [] : [{ condition, groups }];
  });
}

function spreadNames(model: BoundModel, terms: readonly RowTerm[], residual: Residual): ConditionNames {
  const spreads = new ConditionNames(model);
  for (const { varies, variance } of terms) {
    if (varies) for (const expression of Object.values(variance.names)) spreads.addExpression(expression);
  }
  for (const source of residual.sources) spreads.addExpression(source);
  return spreads;
}

/** The conditions that standard deviations depend on, of group effects and of the residual. */
export function spreadConditions(
  model: BoundModel,
  terms: readonly RowTerm[],
  residual: Residual,
): Condition[] {
  return [...spreadNames(model, terms, residual).names].flatMap((name) => conditionOf(model, name) ?? []);
}

/** The conditions that a predictor depends on. */
export function predictorConditions(model: BoundModel, predictor: Predictor): Condition[] {
  const names = new ConditionNames(model);
  names.addPredictor(predictor);
  return [...names.names].flatMap((name) => conditionOf(model, name) ?? []);
}

/** The condition of a name, over the rows; null where it has none there, or one value in all. */
function conditionOf(model: BoundModel, name: string): Condition | null {
  const condition = plateCondition(model, name) ?? columnCondition(model, name);
  return condition !== null && condition.partition.size > 1 ? condition : null;
}

function plateCondition({ domains }: BoundModel, name: string): Condition | null {
  if (!domains.hasPlate(name)) return null;
  const map = domains.mapTo(domains.rows, [name]);
  if (map === null) return null;
  const labels = domains.labelsOf(name);
  const labelOf = (row: number): string => labels[map.indices[row]!]!;
  const inWords = (row: number): string => `of ${name} ${labelOf(row)}`;
  return {
    name,
    isNumber: false,
    isReduced: false,
    partition: partitionBy(map.indices),
    values: map.indices,
    inWords,
    labelOf,
  };
}

function columnCondition({ domains, columns }: BoundModel, name: string): Condition | null {
  const column = columns.get(name);
  if (column === undefined) return null;
  const map = column.domain === domains.rows ? null : domains.mapBetween(domains.rows, column.domain);
  if (map === null && column.domain !== domains.rows) return null;
  const values = map === null ? column.values : Float64Array.from(map.indices, (i) => column.values[i]!);
  const { levels } = column;
  const labelOf = (row: number): string =>
    levels === null ? String(values[row]) : levels[values[row]! - 1]!;
  const inWords = (row: number): string => `${levels === null ? "at" : "of"} ${name} ${labelOf(row)}`;
  const isReduced = column.about !== undefined;
  return {
    name,
    isNumber: levels === null,
    isReduced,
    partition: partitionBy(values),
    values,
    inWords,
    labelOf,
  };
}
