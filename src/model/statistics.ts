/**
 * Numbers that the data have, `mean(y)` or `sd(log(x))`: over the rows, or over the levels of a plate where all columns are of it. Rows without
 * outcomes are none of them, as with `center`, nor those in which a column lacks its value.
 */

import type { CheckedModel, Statistic } from "../language/checked-model.ts";
import { partsOf } from "../language/parts.ts";
import { sum, weightedMean, weightedVariance } from "../numeric/sums.ts";
import type { Problem } from "../problems/problem.ts";
import type { BoundColumn } from "./bound-model.ts";
import { indicesWhere } from "./data-checks.ts";
import type { Domains } from "./domains.ts";
import { readerOf } from "./evaluate.ts";
import { statisticNotFinite } from "./problems-statistics.ts";

/** What they are computed from, and the constants that they become. */
export interface StatisticsTask {
  readonly checked: CheckedModel;
  readonly constants: Map<string, number>;
  /** NaN where a value is missing. */
  readonly columns: ReadonlyMap<string, BoundColumn>;
  readonly domains: Domains;
  /** How many observations each row stands for; null where each is one. */
  readonly counts: Float64Array | null;
}

/** Gives each its value among the constants; nothing where the data have problems already. */
export function bindStatistics(task: StatisticsTask, problems: Problem[]): void {
  if (problems.some(({ severity }) => severity === "error")) return;
  for (const [name, statistic] of task.checked.statistics) {
    const value = numberOf(statistic, task);
    if (!Number.isFinite(value)) problems.push(statisticNotFinite(name, value, statistic.span));
    task.constants.set(name, value);
  }
}

function numberOf(
  { reduction, of, per }: Statistic,
  { constants, columns, domains, counts }: StatisticsTask,
): number {
  if (per === null && counts !== null)
    return numberOfCounted({ reduction, of }, { constants, columns, domains, counts });
  const domain = per === null ? domains.rows : domains.ofPlates([per]);
  const known = { constants, columns, domains };
  const read = readerOf(of, known, domain);
  if (read === null) return Number.NaN;
  const readers = partsOf(of).flatMap((part) => {
    const reader = part.kind === "column" ? readerOf(part, known, domain) : null;
    return reader === null ? [] : [reader];
  });
  const elements = indicesWhere(domain.size, (i) => !readers.some((column) => Number.isNaN(column(i))));
  const values = Float64Array.from(elements, read);
  const sum = (numbers: Float64Array) => numbers.reduce((total, number) => total + number, 0);
  const mean = sum(values) / values.length;
  switch (reduction) {
    case "sum":
      return sum(values);
    case "mean":
      return mean;
    case "sd":
      // With divisor n - 1, as `sd` of quantities.
      return Math.sqrt(sum(values.map((value) => (value - mean) * (value - mean))) / (values.length - 1));
    case "min":
      return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    case "max":
      return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  }
}

/** The same of rows that stand for several observations each. Those have no values that are missing. */
function numberOfCounted(
  { reduction, of }: Pick<Statistic, "reduction" | "of">,
  { counts, ...known }: Omit<StatisticsTask, "checked"> & { readonly counts: Float64Array },
): number {
  const read = readerOf(of, known, known.domains.rows);
  if (read === null) return Number.NaN;
  // Of a column by itself there are more digits than in its values.
  const about = of.kind === "column" ? known.columns.get(of.name)?.about : undefined;
  const values = about?.values ?? Float64Array.from(counts, (_, i) => read(i));
  const centre = about?.centre ?? 0;
  switch (reduction) {
    case "sum":
      return sum(counts) * (centre + weightedMean(values, counts));
    case "mean":
      return centre + weightedMean(values, counts);
    case "sd":
      return Math.sqrt(weightedVariance(values, counts));
    case "min":
      return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY) + centre;
    case "max":
      return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY) + centre;
  }
}
