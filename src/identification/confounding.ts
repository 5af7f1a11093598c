/**
 * Whether the spreads of group effects can be told from the residual.
 *
 * The observations of a level have the covariance Z Σ Zᵀ + σ² I, where row i of Z holds what the effects of the level are
 * multiplied by. If there is a symmetric D, free to be added to Σ, with
 *
 *   zᵢᵀ D zⱼ = 1 if i = j, 0 if not,   for all rows i, j of each level,
 *
 * then Σ + δ D and σ² - δ give the same covariance: the data do not tell them apart. D is diagonal where effects are
 * independent, any symmetric matrix where their correlations are estimated. It is a linear system in the elements of D, solved
 * by asking whether its right side depends on its columns. With one row in each level and an intercept D = 1; for two
 * rows in each level it is what makes intercepts and correlated slopes too many. Since Z D Zᵀ has at most the rank of
 * Z, no level may have more rows than effects.
 */

import { distinctRows, findDependentColumns } from "../data/design/rank.ts";
import type { Expression, ParameterStatement } from "../language/checked-model.ts";
import { baseOf, mentionedQuantities } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { countObservations } from "../model/cells.ts";
import type { IndexMap } from "../model/domains.ts";
import { type GroupEffect, mentionsParameter } from "../predictor/effects.ts";
import type { Grouping } from "../predictor/grouping.ts";
import { predictorValues } from "../predictor/predictor.ts";

/** More effects of one factor are not looked at: D would have more than 78 elements. */
const mostEffects = 12;
/**
 * Equations × unknowns² (a tenth of a second). Where there would be more, levels are chosen evenly; what holds in all of these,
 * many times as many as there are unknowns, is said of all.
 */
const mostWork = 1e8;

/** An element of D, or several that are one number: pairs of effects. */
interface Unknown {
  readonly pairs: readonly (readonly [number, number])[];
  readonly statement: ParameterStatement;
}

/** The parameters whose spread cannot be told from the residual; none where all can. */
export function findConfounded(model: BoundModel, grouping: Grouping): ParameterStatement[] {
  const { effects, map } = grouping;
  const counts = countObservations(model, map);
  const isCell = model.cells?.counts.some((count) => count > 1) === true;
  if (isCell || effects.length > mostEffects || counts.some((count) => count > effects.length)) return [];
  const unknowns = findUnknowns(model, effects);
  if (unknowns.length === 0) return [];
  const z = effects.map(({ predictor }) => predictorValues(model, predictor));
  const at = (effect: number, row: number): number => z[effect]?.[row] ?? 1;
  const productOf = (i: number, j: number, [a, b]: readonly [number, number]): number =>
    at(a, i) * at(b, j) + (a === b ? 0 : at(b, i) * at(a, j));
  const width = unknowns.length + 1;
  const equations: number[] = [];
  const pairs = (effects.length * (effects.length + 1)) / 2;
  const stride = Math.ceil((map.to.size * pairs * width * width) / mostWork);
  for (const rows of rowsOfLevels(map, stride)) {
    rows.forEach((i, position) => {
      for (const j of rows.slice(0, position + 1)) {
        for (const { pairs } of unknowns) {
          equations.push(pairs.reduce((sum, pair) => sum + productOf(i, j, pair), 0));
        }
        equations.push(i === j ? 1 : 0);
      }
    });
  }
  const matrix = distinctRows(Float64Array.from(equations), width);
  const dependence = findDependentColumns(matrix, width).find(({ column }) => column === width - 1);
  return [...new Set((dependence?.on ?? []).map((column) => unknowns[column]!.statement))];
}

/** The rows of every so-many-th level. */
function rowsOfLevels({ indices, to }: IndexMap, stride: number): number[][] {
  const rows: number[][] = Array.from({ length: Math.ceil(to.size / stride) }, () => []);
  indices.forEach((level, row) => {
    if (level % stride === 0) rows[level / stride]!.push(row);
  });
  return rows;
}

function findUnknowns(model: BoundModel, effects: readonly GroupEffect[]): Unknown[] {
  const unknowns: Unknown[] = [];
  for (const statement of new Set(effects.map((effect) => effect.statement))) {
    const own = effects.flatMap((effect, index) => (effect.statement === statement ? [index] : []));
    const isFree = (index: number): boolean =>
      scalesOf(effects[index]!).some((one) => mentionsParameter(model.checked, one));
    const free = own.filter(isFree).map((index) => [index, index] as const);
    const isOne =
      own.length > 1 && scalesOf(effects[own[0]!]!).every((one) => !varies(model, one, statement));
    if (isOne && free.length > 0) unknowns.push({ pairs: free, statement });
    else unknowns.push(...free.map((pair) => ({ pairs: [pair], statement })));
    if (!hasCorrelations(model, statement)) continue;
    own.forEach((a, i) => {
      for (const b of own.slice(i + 1)) unknowns.push({ pairs: [[a, b]], statement });
    });
  }
  return unknowns;
}

/** What the sd of an effect is made of. */
function scalesOf({ statement: { distribution }, coefficients }: GroupEffect): readonly Expression[] {
  const base = baseOf(distribution);
  if (base.kind === "vector") return [base.arguments[1] ?? base.arguments[0]!, ...coefficients];
  const location = base.kind === "scalar" ? base.distribution.locationScale?.location : undefined;
  const isScale = (_: Expression, i: number): boolean => base.distribution.arguments[i]!.name !== location;
  return [...base.arguments.filter(isScale), ...coefficients];
}

/** Whether a scale differs between the elements of a vector of effects. */
function varies({ checked }: BoundModel, scale: Expression, { plates }: ParameterStatement): boolean {
  if (scale.kind === "list") return true;
  const vector = plates[plates.length - 1]!;
  return mentionedQuantities(scale).some((name) => checked.declarations.get(name)?.plates.includes(vector));
}

function hasCorrelations({ checked }: BoundModel, { distribution }: ParameterStatement): boolean {
  if (distribution.kind !== "vector" || distribution.distribution.name !== "multi_normal") return false;
  const matrix = distribution.arguments[2];
  return matrix !== undefined && mentionsParameter(checked, matrix);
}
