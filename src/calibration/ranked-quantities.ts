/**
 * What is ranked in a calibration: parameters and defined values, of large plates the first, middle and last level; a group effect
 * times its standard deviation, which sees whether the two belong together; the log likelihood, which sees data that were not
 * looked at (Modrák et al. 2023); and a new outcome.
 */

import type { Expression, ParameterStatement } from "../language/checked-model.ts";
import type { RankedKind, RankedQuantity } from "../posterior/calibration.ts";
import type { Variable } from "../posterior/draws.ts";
import type { GenerativeModel } from "../prediction/simulate.ts";

/** A quantity, and where it is found. */
export interface RankedEntry extends RankedQuantity {
  /** Positions among the variables of the model, whose values are multiplied; empty for what is no variable. */
  readonly factors: readonly number[];
}

/** A parameter or defined value of which only some elements are ranked. */
export interface PartlyRanked {
  readonly quantity: string;
  readonly ranked: number;
  readonly of: number;
}

/** A quantity with more elements than this is ranked at some levels only. */
const mostElements = 8;

/** In the order of the variables, then products and what is computed of all parameters together. */
export function chooseQuantities(generative: GenerativeModel): {
  readonly entries: readonly RankedEntry[];
  readonly partly: readonly PartlyRanked[];
} {
  const { variables, model } = generative;
  const parameters = model.checked.statements.filter((one) => one.kind === "parameter");
  const isParameter = (name: string): boolean => parameters.some((one) => one.name === name);
  const partly: PartlyRanked[] = [];
  const entries: RankedEntry[] = [];
  for (const quantity of new Set(variables.map((variable) => variable.quantity))) {
    const own = variables.filter((one) => one.quantity === quantity && !one.isConstant);
    const chosen = someLevels(own);
    if (chosen.length < own.length) partly.push({ quantity, ranked: chosen.length, of: own.length });
    const kind: RankedKind = isParameter(quantity) ? "parameter" : "defined";
    for (const one of chosen) entries.push({ name: one.name, kind, factors: [variables.indexOf(one)] });
  }
  entries.push(...parameters.flatMap((one) => productOf(one, variables)));
  if (generative.logLikelihood !== null)
    entries.push({ name: "log likelihood", kind: "log likelihood", factors: [] });
  if (generative.newOutcome !== null) {
    entries.push({ name: `new ${generative.newOutcome.column}`, kind: "new outcome", factors: [] });
  }
  return { entries, partly };
}

/** The first, middle and last level of one axis after another, until they are few. */
function someLevels(variables: readonly Variable[]): readonly Variable[] {
  const axes = variables[0]?.levels.length ?? 0;
  let chosen = variables;
  for (let axis = 0; axis < axes && chosen.length > mostElements; axis++) {
    const labels = [...new Set(chosen.map(({ levels }) => levels[axis]!))];
    const wanted = [labels[0], labels[labels.length >> 1], labels.at(-1)];
    chosen = chosen.filter(({ levels }) => wanted.includes(levels[axis]));
  }
  return chosen;
}

/** `b[A] · σ_b` of `b[sample] ~ normal(0, σ_b)`, at the first level. */
function productOf(statement: ParameterStatement, variables: readonly Variable[]): RankedEntry[] {
  const scale = scaleOf(statement);
  if (statement.plates.length === 0 || scale?.kind !== "quantity" || scale.indices.length > 0) return [];
  const effect = variables.findIndex((one) => one.quantity === statement.name);
  const deviation = variables.findIndex((one) => one.name === scale.name);
  if (effect < 0 || deviation < 0) return [];
  const name = `${variables[effect]!.name} · ${scale.name}`;
  return [{ name, kind: "product", factors: [effect, deviation] }];
}

function scaleOf({ distribution }: ParameterStatement): Expression | undefined {
  if (distribution.kind !== "scalar") return undefined;
  const { locationScale, arguments: specifications } = distribution.distribution;
  const index = specifications.findIndex(({ name }) => name === locationScale?.scale);
  return distribution.arguments[index];
}
