/** What a model says of the scale of its free numbers: which are logarithms, and how large the outcomes are. */

import type { CheckedDistribution, ParameterStatement } from "../../language/checked-model.ts";
import { isInfinite } from "../../language/parts.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { variance } from "../../numeric/sums.ts";
import type { CoordinateScales } from "./prior-range.ts";

type CheckedScalar = Extract<CheckedDistribution, { readonly kind: "scalar" }>;

/** Of the free numbers of these parameters, one name for each number; those that are non-centered have no logarithms. */
export function coordinateScales(
  model: BoundModel,
  parameters: readonly string[],
  noncentered: ReadonlySet<string> = new Set(),
): CoordinateScales {
  const { statements } = model.checked;
  const logarithms = new Set(
    statements.flatMap((one) => (one.kind === "parameter" && isOnLogScale(one) ? [one.name] : [])),
  );
  let [dataSd, dataExtent] = [0, 0];
  for (const statement of statements) {
    if (statement.kind !== "likelihood") continue;
    for (const column of statement.columns) {
      const { values } = model.columns.get(column)!;
      if (values.length > 1) dataSd = Math.max(dataSd, Math.sqrt(variance(values)));
      dataExtent = values.reduce((most, value) => Math.max(most, Math.abs(value)), dataExtent);
    }
  }
  const isPositive = (value: number): boolean => value > 0 && value < Infinity;
  const extent = isPositive(dataExtent) ? dataExtent : 1;
  return {
    isLog: parameters.map((name) => logarithms.has(name) && !noncentered.has(name)),
    dataSd: isPositive(dataSd) ? dataSd : extent,
    dataExtent: extent,
  };
}

/** Whether every outcome is a number of any size, so that locations and sds are in its unit: not a count, nor on another scale than its mean. */
export function isInDataUnit({ checked }: BoundModel): boolean {
  const likelihoods = checked.statements.filter((one) => one.kind === "likelihood");
  return likelihoods.every(({ distribution }) => {
    const bounds = boundsOf(distribution);
    return bounds !== null && !bounds.lower && !bounds.upper;
  });
}

/** Whether a parameter is lower + exp(u) of its free number u. */
function isOnLogScale({ distribution, parameterization }: ParameterStatement): boolean {
  const bounds = boundsOf(distribution);
  return bounds?.lower === true && !bounds.upper && parameterization !== "noncentered";
}

/** Which ends a distribution has. */
function boundsOf(distribution: CheckedDistribution): { lower: boolean; upper: boolean } | null {
  switch (distribution.kind) {
    case "scalar": {
      const { supports, support } = distribution.distribution;
      if (supports !== undefined) return null;
      const { lower, upper } = support;
      return { lower: isEnd(distribution, lower), upper: isEnd(distribution, upper) };
    }
    case "truncated": {
      const own = boundsOf(distribution.base)!;
      return {
        lower: own.lower || distribution.lower !== null,
        upper: own.upper || distribution.upper !== null,
      };
    }
    default:
      return null;
  }
}

/** Of a support: a number, or the argument that it is. */
function isEnd({ distribution, arguments: given }: CheckedScalar, end: number | string): boolean {
  if (typeof end === "number") return Number.isFinite(end);
  const argument = given[distribution.arguments.findIndex(({ name }) => name === end)]!;
  return !isInfinite(argument);
}
