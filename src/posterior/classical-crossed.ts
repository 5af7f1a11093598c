/**
 * Two crossed factors, each combination of their levels with r rows: two-way analysis of variance, without interaction.
 *
 * Each factor is a target, with the other one as raters. For r = 1 the intervals are those of Shrout & Fleiss (1979) and McGraw & Wong (1996,
 * table 7), with n targets and k raters; ICC(1) is the one-way correlation of the targets, the raters not told apart.
 */

import { type ClassicalEstimate, type ClassicalOptions, withRestricted } from "./classical-estimate.ts";
import { oneWayEstimates } from "./classical-one-way.ts";
import type { FactorSums } from "./draws.ts";
import { fQuantile } from "./f-distribution.ts";
import { intervalProbabilities } from "./quantile.ts";

interface CrossedOptions extends ClassicalOptions {
  readonly squares: number;
  readonly perCell: number;
}

/** The mean squares of a two-way table, n targets by k raters. */
interface MeanSquares {
  readonly n: number;
  readonly k: number;
  readonly targets: number;
  readonly raters: number;
  readonly error: number;
}

/** Variances, and correlations with either factor as the target; or why there are none. */
export function crossedEstimates(
  first: FactorSums,
  second: FactorSums,
  options: CrossedOptions,
): ClassicalEstimate[] | string {
  const { squares, perCell } = options;
  const [a, b] = [first.n.length, second.n.length];
  const [ofFirst, ofSecond] = [squares - first.within, squares - second.within];
  const rest = a * b * perCell - a - b + 1;
  if (a < 2 || b < 2 || rest < 1) return "a two-way analysis of variance needs two levels of each factor";
  const error = (squares - ofFirst - ofSecond) / rest;
  if (!(error > 0)) return "values do not differ but by the levels of the factors";
  const table = { n: a, k: b, targets: ofFirst / (a - 1), raters: ofSecond / (b - 1), error };
  const turned = { n: b, k: a, targets: table.raters, raters: table.targets, error };
  const none = { method: "ANOVA" as const, lower: Number.NaN, upper: Number.NaN };
  const variance = (group: string, { targets, k }: MeanSquares): ClassicalEstimate => {
    return { group, what: "variance", value: (targets - error) / (k * perCell), ...none };
  };
  const rows = [
    variance(first.group, table),
    variance(second.group, turned),
    { group: "residual", what: "variance", value: error, ...none },
    ...ofTarget(first, table, options),
    ...ofTarget(second, turned, options),
  ];
  if (Math.min(table.targets, table.raters) < error) return rows;
  // Correlations of one factor are of another model.
  const oneWay = rows.filter(({ what }) => /^ICC\(\d/.test(what));
  return [...withRestricted(rows.filter((one) => !oneWay.includes(one))), ...oneWay];
}

function ofTarget(target: FactorSums, table: MeanSquares, options: CrossedOptions): ClassicalEstimate[] {
  const { perCell, counts, prob } = options;
  const { n, k, targets, raters, error } = table;
  const [universe, ofRaters] = [(targets - error) / (k * perCell), (raters - error) / (n * perCell)];
  const oneWay = oneWayEstimates(target, options);
  const oneWayRows =
    typeof oneWay === "string"
      ? []
      : oneWay.filter(({ method, what }) => method === "ANOVA" && what !== "variance");
  const single = universe / (universe + ofRaters + error);
  const agreement = perCell === 1 ? agreementInterval(table, single, prob) : [Number.NaN, Number.NaN];
  const consistency = perCell === 1 ? consistencyInterval(table, prob) : [Number.NaN, Number.NaN];
  const row = (what: string, m: number, value: number, ends: readonly number[]): ClassicalEstimate => {
    const [lower, upper] = ends.map((end) => (m * end) / (1 + (m - 1) * end));
    return {
      group: target.group,
      what: `ICC(${what},${m})`,
      method: "ANOVA",
      value,
      lower: lower!,
      upper: upper!,
    };
  };
  return [
    ...oneWayRows,
    ...counts.flatMap((m) => [
      row("A", m, universe / (universe + (ofRaters + error) / m), agreement),
      row("C", m, universe / (universe + error / m), consistency),
    ]),
  ];
}

/** Exact, by F. */
function consistencyInterval({ n, k, targets, error }: MeanSquares, prob: number): readonly number[] {
  const [, high] = intervalProbabilities(prob);
  const rest = (n - 1) * (k - 1);
  const ratio = targets / error;
  return [ratio / fQuantile(high, n - 1, rest), ratio * fQuantile(high, rest, n - 1)].map(
    (f) => (f - 1) / (f + k - 1),
  );
}

/** Approximate, with the degrees of freedom of Satterthwaite. */
function agreementInterval(
  { n, k, targets, raters, error }: MeanSquares,
  icc: number,
  prob: number,
): readonly number[] {
  const [, high] = intervalProbabilities(prob);
  const f = raters / error;
  const rest = n * (1 + (k - 1) * icc) - k * icc;
  const sum = k * icc * f + rest;
  const degrees = ((k - 1) * (n - 1) * sum * sum) / ((n - 1) * k * k * icc * icc * f * f + rest * rest);
  const beside = k * raters + (k * n - k - n) * error;
  const upperF = fQuantile(high, n - 1, degrees);
  const lowerF = fQuantile(high, degrees, n - 1);
  return [
    (n * (targets - upperF * error)) / (upperF * beside + n * targets),
    (n * (lowerF * targets - error)) / (beside + n * lowerF * targets),
  ];
}
