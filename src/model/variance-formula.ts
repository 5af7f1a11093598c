/** The variance of a group effect and the correlation of two, as formulas in the parameters of their distribution. */

import type { Expression } from "../language/checked-model.ts";
import { printExpression } from "../language/print-expression.ts";
import type { BoundModel } from "./bound-model.ts";
import { isKnownIn } from "./context.ts";
import type { GroupEffect } from "./effects.ts";
import { atLevel, elementOf, type HiddenVariable, variableName } from "./hidden-variable.ts";

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

function ownVariance(
  model: BoundModel,
  effect: GroupEffect,
): { readonly formula: string; readonly names: Readonly<Record<string, Expression>> } | null {
  const { distribution, plates } = effect.statement;
  const vectorPlate = plates[plates.length - 1]!;
  const label = elementLabel(model, effect)[0] ?? null;
  if (distribution.kind === "scalar") {
    const formula = distribution.distribution.variance;
    if (formula === undefined) return null;
    const names = distribution.distribution.arguments.map((argument, i) => {
      const value = distribution.arguments[i]!;
      return [argument.name, label === null ? value : atLevel(value, vectorPlate, label)] as const;
    });
    return { formula, names: Object.fromEntries(names) };
  }
  if (distribution.kind === "vector" && distribution.distribution.name === "multi_normal" && label !== null) {
    return {
      formula: "square(sd)",
      names: { sd: elementOf(distribution.arguments[1]!, effect.element!, vectorPlate, label) },
    };
  }
  return null;
}

/** The variable that holds the correlation of two effects of one vector; null where they are independent. */
export function correlationVariable(
  model: BoundModel,
  first: GroupEffect,
  second: GroupEffect,
): string | null {
  if (first.statement !== second.statement || first.element === null || second.element === null) return null;
  const { distribution } = first.statement;
  if (distribution.kind !== "vector" || distribution.distribution.name !== "multi_normal") return null;
  const matrix = distribution.arguments[2]!;
  if (matrix.kind !== "quantity" || matrix.indices.length > 0) return null;
  const statement = model.checked.statements.find(
    (one) => one.kind === "parameter" && one.name === matrix.name,
  );
  if (statement?.kind !== "parameter" || statement.plates.length !== 2) return null;
  const labels = model.domains.labelsOf(statement.plates[1]!);
  const [i, j] = [Math.min(first.element, second.element), Math.max(first.element, second.element)];
  return variableName(matrix.name, [labels[i]!, labels[j]!]);
}
