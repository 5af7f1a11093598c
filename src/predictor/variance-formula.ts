/** The variance of a group effect and the correlation of two, as formulas in the parameters of their distribution. */

import type { Expression } from "../language/checked-model.ts";
import { printExpression } from "../language/print-expression.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { isKnownIn } from "../model/context.ts";
import type { GroupEffect } from "./effects.ts";
import { atLevel, elementOf, type HiddenVariable, variableName } from "./hidden-variable.ts";
import { argumentsBeside } from "./outcome.ts";

/** The grouping factor that effects belong to; several are joined by `:`. */
export function groupName(effect: GroupEffect): string {
  return effect.plates.join(":");
}

/** "intercept", or the name of the predictor. */
export function termName(model: BoundModel, { predictor }: GroupEffect): string {
  switch (predictor.kind) {
    case "one":
      return "intercept";
    case "data":
      return printExpression(predictor.expression);
    case "design":
      return model.designs.get(predictor.design)!.columnNames[predictor.index]!;
  }
}

/** The label that an effect has as an element of its vector; none where it is no element of one. */
export function elementLabel(model: BoundModel, { statement, element }: GroupEffect): string[] {
  return element === null
    ? []
    : [model.domains.labelsOf(statement.plates[statement.plates.length - 1]!)[element]!];
}

type VarianceFormula = Pick<HiddenVariable, "formula" | "names">;

/** The hidden variable that holds the variance; null where there is none in closed form, or none of the group alone. */
export function effectVariance(model: BoundModel, effect: GroupEffect): HiddenVariable | null {
  const own = ownVariance(model, effect);
  if (own === null) return null;
  const names: Record<string, Expression> = { ...own.names };
  const factors = effect.coefficients.map((coefficient, i) => {
    names[`coefficient_${i}`] = coefficient;
    return `square(coefficient_${i}) * `;
  });
  if (!Object.values(names).every((one) => isKnownIn(model, one, effect.plates))) return null;
  return {
    name: `.variance(${variableName(effect.statement.name, elementLabel(model, effect))})`,
    formula: `${factors.join("")}(${own.formula})`,
    names,
    context: effect.plates,
    isAveraged: true,
  };
}

function ownVariance(model: BoundModel, effect: GroupEffect): VarianceFormula | null {
  const { distribution, plates } = effect.statement;
  const vectorPlate = plates[plates.length - 1]!;
  const label = elementLabel(model, effect)[0] ?? null;
  if (distribution.kind === "scalar") {
    const formula = distribution.distribution.variance;
    if (formula === undefined) return null;
    const names = argumentsBeside(distribution, distribution.distribution.locationScale?.location);
    if (label === null) return { formula, names };
    const atLabel = Object.entries(names).map(([name, one]) => [name, atLevel(one, vectorPlate, label)]);
    return { formula, names: Object.fromEntries(atLabel) };
  }
  if (distribution.kind === "vector" && distribution.distribution.name === "multi_normal" && label !== null) {
    const sd = elementOf(distribution.arguments[1]!, effect.element!, vectorPlate, label);
    return { formula: "square(sd)", names: { sd } };
  }
  return null;
}

/** Whether two effects are elements of one vector with correlations. */
export function areCorrelated(first: GroupEffect, second: GroupEffect): boolean {
  if (first.statement !== second.statement || first.element === null || second.element === null) return false;
  const { distribution } = first.statement;
  return distribution.kind === "vector" && distribution.distribution.name === "multi_normal";
}

/** Whether the factors around effects are at least 0, so that a correlation keeps its sign. */
export function keepSigns(model: BoundModel, effects: readonly GroupEffect[]): boolean {
  return effects.every(({ coefficients }) =>
    coefficients.every((one) => {
      if (one.kind === "number") return one.value >= 0;
      const statement = one.kind === "quantity" ? model.checked.declarations.get(one.name) : undefined;
      if (statement?.kind !== "parameter" || statement.distribution.kind !== "scalar") return false;
      const { lower } = statement.distribution.distribution.support;
      return typeof lower === "number" && lower >= 0;
    }),
  );
}

/** The variable that holds the correlation of two effects of one vector; null where it is none that is drawn, or not one for all. */
export function correlationVariable(
  model: BoundModel,
  first: GroupEffect,
  second: GroupEffect,
): string | null {
  const { distribution } = first.statement;
  if (!areCorrelated(first, second) || distribution.kind !== "vector") return null;
  const matrix = distribution.arguments[2]!;
  if (matrix.kind !== "quantity" || matrix.indices.length > 0) return null;
  const statement = model.checked.declarations.get(matrix.name);
  if (statement?.kind !== "parameter" || statement.plates.length !== 2) return null;
  const labels = model.domains.labelsOf(statement.plates[1]!);
  const [i, j] = [first.element!, second.element!].sort((a, b) => a - b) as [number, number];
  return variableName(matrix.name, [labels[i]!, labels[j]!]);
}
