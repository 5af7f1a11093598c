/**
 * Classical estimates of variance components and intraclass correlations, from sums of squares by levels:
 *   one factor   analysis of variance with the exact interval by F, for unequal groups by Wald (1940); REML (Searle, Casella & McCulloch 1992,
 *                chapters 3 and 4)
 *   two nested   analysis of variance of type I, for unequal groups too (Searle 1971, section 11.4)
 *   two crossed  analysis of variance of complete designs, with the intervals of McGraw & Wong (1996) and Shrout & Fleiss (1979)
 * Where groups are equal and no estimate is negative, REML has the estimates of the analysis of variance.
 */

import { crossedEstimates } from "./classical-crossed.ts";
import type { ClassicalEstimate, ClassicalOptions } from "./classical-estimate.ts";
import { nestedEstimates } from "./classical-nested.ts";
import { oneWayEstimates } from "./classical-one-way.ts";
import type { Roles } from "./draws.ts";
import { defaultProb } from "./estimate.ts";
import { type IntervalNames, intervalNames } from "./quantile.ts";

/** The estimates, or why there are none. */
export interface ClassicalTable extends IntervalNames {
  readonly rows: readonly ClassicalEstimate[];
  readonly reason: string | null;
  /** Why they differ from the posterior. */
  readonly remarks: readonly string[];
}

/** `meanOf` asks for the reliability of means of so many values, too. */
export function classicalTable(roles: Roles, { prob = defaultProb, meanOf = 1 } = {}): ClassicalTable {
  const { classical } = roles;
  const names = intervalNames(prob);
  const none = (reason: string): ClassicalTable => ({ ...names, rows: [], reason, remarks: [] });
  if (classical === undefined)
    return none(
      "the run was made by an earlier version, which did not keep sums of squares; fit the model again",
    );
  if (classical.factors === null) return none(classical.reason);
  const rows = estimatesOf(roles, { prob, counts: meanOf === 1 ? [1] : [1, meanOf] });
  if (typeof rows === "string") return none(rows);
  return { ...names, rows, reason: null, remarks: remarksOf(rows) };
}

/** Or why there are none. */
function estimatesOf(
  { classical, factors = [] }: Roles,
  options: ClassicalOptions,
): ClassicalEstimate[] | string {
  if (classical?.factors == null) return "there are no sums of squares";
  const [first, second, ...others] = classical.factors;
  if (first === undefined) return "there are no groups";
  if (second === undefined) return oneWayEstimates(first, options);
  if (others.length > 0) return "analyses of variance are told of one factor and of two";
  const isWithin = (inner: string, outer: string): boolean =>
    factors.some(({ group, within }) => group === inner && within.includes(outer));
  if (isWithin(second.group, first.group)) return nestedEstimates(first, second, classical.squares);
  if (isWithin(first.group, second.group)) return nestedEstimates(second, first, classical.squares);
  if (classical.perCell === null)
    return "crossed factors are analysed where each combination of their levels has as many rows";
  return crossedEstimates(first, second, {
    ...options,
    squares: classical.squares,
    perCell: classical.perCell,
  });
}

function remarksOf(rows: readonly ClassicalEstimate[]): string[] {
  return [
    "the posterior differs from these by its priors, and as its mean is that of a skewed distribution, above the most likely value that REML is; its intervals are of what is likely given the data, and those of the analysis of variance cover the truth in as many repetitions",
    ...(rows.some(({ what, value }) => what === "variance" && value < 0)
      ? ["an estimate of the analysis of variance is negative, where a variance cannot be; REML would have 0"]
      : []),
  ];
}
