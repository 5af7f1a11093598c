/**
 * Effects of two factors that divide the rows into the same groups: a relabelling, a factor with one level in each of
 * another, a combination `lab:tech` where every lab has one technician, or one factor twice. With the same predictor the data
 * tell only the sum of the two effects, and only priors tell their spreads apart.
 */

import { relateFactors } from "../data/factor-relations.ts";
import type { FactorColumn } from "../data/table.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { decompose, type GroupEffect, isHierarchical } from "../predictor/effects.ts";
import { findOutcome } from "../predictor/outcome.ts";
import { termName } from "../predictor/variance-formula.ts";
import type { Problem } from "../problems/problem.ts";
import { sameGroups } from "./problems-groups.ts";

/** One warning for each effect that shares its groups with one before it. */
export function warnOfSameGroups(model: BoundModel, factors: ReadonlyMap<string, FactorColumn>): Problem[] {
  const { checked } = model;
  const outcome = findOutcome(checked);
  if (outcome === null) return [];
  const { effects } = decompose(model, outcome);
  const told = effects.filter(
    (effect) =>
      effect.plates.length === 1 && factors.has(effect.plates[0]!) && isHierarchical(checked, effect),
  );
  const isSame = (one: GroupEffect, other: GroupEffect): boolean => {
    if (one.statement === other.statement) return false;
    if (predictorText(model, one) !== predictorText(model, other)) return false;
    const [a, b] = [one, other].map(({ plates }) => factors.get(plates[0]!)!);
    return a === b || relateFactors(a!, b!) === "identical";
  };
  const problems: Problem[] = [];
  const named = new Set<string>();
  told.forEach((effect, i) => {
    const { name, span } = effect.statement;
    const other = told.slice(0, i).find((one) => isSame(one, effect));
    if (other === undefined || named.has(name)) return;
    named.add(name);
    const [plate, otherPlate] = [effect.plates[0]!, other.plates[0]!];
    const groups = factors.get(plate)!.levels.length;
    problems.push(sameGroups([other.statement.name, otherPlate], [name, plate], groups, span));
  });
  return problems;
}

/** What the effect is multiplied by, as a text: 1 for an intercept, in a design or not. */
function predictorText(model: BoundModel, effect: GroupEffect): string {
  const text = termName(model, effect);
  return text === "intercept" && effect.predictor.kind !== "data" ? "1" : text;
}
