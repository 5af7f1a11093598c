/**
 * The change of variance components between two models of the same outcome: the proportional change in variance, PCV = (V₀ - V₁) / V₀, V₀ being
 * that of the model compared with, as of one without a predictor (Merlo et al. 2006, "A brief conceptual tutorial of multilevel
 * analysis in social epidemiology: using measures of clustering", J Epidemiol Community Health 60). Raudenbush & Bryk (2002) call it the proportion of variance explained at a level.
 *
 * The two posteriors are of the same data but drawn apart: draws are paired as if they were independent, which makes the interval
 * wider than if both models had been fitted at once.
 */

import type { Draws, Roles } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { estimateVariance } from "./infinite-variance.ts";
import { centralHalf, type IntervalNames, intervalNames, sortDraws } from "./quantile.ts";
import { requireVariable, variableOrConstant } from "./variables.ts";

/** A row for each component that both have, and for the residual. */
export interface VarianceChange extends IntervalNames {
  readonly rows: readonly ChangeRow[];
  /** Components that only one of the runs has. */
  readonly remarks: readonly string[];
}

export interface ChangeRow {
  readonly group: string;
  /** Null of the residual. */
  readonly term: string | null;
  /** The variance in the run that is compared with, and in this run. */
  readonly before: Estimate;
  readonly after: Estimate;
  /** (before - after) / before */
  readonly change: Estimate;
  /** Ends of the central half of the draws of each of them. */
  readonly halves: Readonly<Record<"before" | "after" | "change", readonly [number, number]>>;
  /** P(after < before) */
  readonly decrease: number;
}

interface Named {
  readonly group: string;
  readonly term: string | null;
  readonly values: Float64Array;
}

/** What a run has become from another, which `before` is. */
export function varianceChange(
  after: { readonly draws: Draws; readonly roles: Roles },
  before: { readonly draws: Draws; readonly roles: Roles },
  prob = defaultProb,
): VarianceChange {
  const [own, others] = [componentsOf(after.draws, after.roles), componentsOf(before.draws, before.roles)];
  const remarks: string[] = [];
  const only = (list: readonly Named[], rest: readonly Named[], whose: string): void => {
    for (const { group, term } of list)
      if (!rest.some((one) => one.group === group && one.term === term))
        remarks.push(`only ${whose} has ${term === null ? group : `${group} (${term})`}`);
  };
  only(own, others, "this run");
  only(others, own, "the run that it is compared with");
  const rows = own.flatMap((one): ChangeRow[] => {
    const other = others.find(({ group, term }) => group === one.group && term === one.term);
    return other === undefined
      ? []
      : [changeOf(one, other, after.draws.chainCount, before.draws.chainCount, prob)];
  });
  return { ...intervalNames(prob), rows, remarks };
}

/** What tells whether two runs are of the same values. */
interface OfData {
  readonly roles: Roles;
  readonly data: { readonly rowsUsed: number };
}

/** Whether two runs have the same outcome, rows, and means of levels, as far as they tell: predictors may differ. */
export function areOfSameData(first: OfData, second: OfData): boolean {
  if (first.roles.outcome !== second.roles.outcome || first.data.rowsUsed !== second.data.rowsUsed)
    return false;
  return first.roles.effects.every(({ group, n, rawMean }) => {
    const other = second.roles.effects.find((one) => one.group === group);
    return other === undefined || (areEqual(n, other.n) && areEqual(rawMean, other.rawMean));
  });
}

function areEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}

function changeOf(
  after: Named,
  before: Named,
  chains: number,
  chainsBefore: number,
  prob: number,
): ChangeRow {
  const paired = pairedWith(after.values.length, before.values);
  const change = after.values.map((value, i) => (paired[i]! - value) / paired[i]!);
  const decreases = after.values.reduce((count, value, i) => count + Number(value < paired[i]!), 0);
  return {
    group: after.group,
    term: after.term,
    before: estimateVariance(before.values, chainsBefore, prob),
    after: estimateVariance(after.values, chains, prob),
    change: estimate(change, chains, prob),
    halves: { before: halfOf(before.values), after: halfOf(after.values), change: halfOf(change) },
    decrease: decreases / after.values.length,
  };
}

function halfOf(values: Float64Array): readonly [number, number] {
  return centralHalf(sortDraws(values));
}

/** So many of the values, each from another place: runs of one seed must not be paired draw by draw. */
function pairedWith(count: number, values: Float64Array): Float64Array {
  const shift = Math.floor(values.length / 2) + 1;
  return Float64Array.from({ length: count }, (_, i) => values[(i + shift) % values.length]!);
}

function componentsOf(draws: Draws, { components, residual }: Roles): Named[] {
  const own = components.map(({ group, term, variance }): Named => {
    return { group, term, values: requireVariable(draws, variance) };
  });
  if (residual === null) return own;
  return [...own, { group: "residual", term: null, values: variableOrConstant(draws, residual.variance) }];
}
