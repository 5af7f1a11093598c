/**
 * An intercept beside thresholds: if a combination of the location's columns is 1 in every row, adding to its coefficients what is added to
 * all thresholds changes nothing, so that only priors tell the two apart. Levels of groups, whose effects have a mean of their own, are left out.
 */

import { vectorPosition } from "../distributions/distribution.ts";
import type { Likelihood, ParameterStatement } from "../language/checked-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { declarationsOf } from "../predictor/declarations.ts";
import { findLinearSums, type LinearColumn } from "../predictor/linear-sum.ts";
import type { Problem } from "../problems/problem.ts";
import { findDependences } from "./collinear.ts";
import { interceptBesideThresholds } from "./problems-identification.ts";

/** A warning for each ordinal outcome whose location has an intercept. */
export function warnOfThresholdIntercepts(model: BoundModel): Problem[] {
  return model.checked.statements.flatMap((one) => (one.kind === "likelihood" ? warningOf(model, one) : []));
}

function warningOf(model: BoundModel, { distribution }: Likelihood): Problem[] {
  if (distribution.kind !== "choice" || distribution.distribution.categories !== "gaps") return [];
  const { arguments: list } = distribution;
  const thresholds = list[vectorPosition(distribution.distribution)]!;
  const [first] = declarationsOf(model.checked).parametersIn(thresholds);
  const parameter = model.checked.statements.find(
    (one): one is ParameterStatement => one.kind === "parameter" && one.name === first,
  );
  const location = list.find((one) => one !== thresholds);
  const sum = findLinearSums(model).find(({ span }) => span === location?.span);
  if (parameter === undefined || sum === undefined) return [];
  const isCoefficient = ({ parameter: { plates }, source }: LinearColumn): boolean =>
    plates.length === 0 || source !== null;
  const ones: LinearColumn = { parameter, name: parameter.name, source: null, at: () => 1 };
  const found = findDependences(sum, [...sum.columns.filter(isCoefficient), ones]);
  const intercept = found.find(({ column, on }) => column === ones && on.length > 0);
  if (intercept === undefined) return [];
  const names = intercept.on.map(({ name }) => name);
  return [interceptBesideThresholds(names, parameter.name, sum.span)];
}
