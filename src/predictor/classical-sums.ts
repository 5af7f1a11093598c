/** Sums of squares of a normal outcome by the levels of its grouping factors: what analyses of variance are made of. */

import type { BoundModel } from "../model/bound-model.ts";
import type { ClassicalSums, FactorSums } from "../posterior/draws.ts";
import type { FixedTerm } from "./fixed-part.ts";
import { groupingFactors } from "./grouping-factors.ts";
import type { Outcome } from "./outcome.ts";
import { type Partition, partitionByLevel, refine } from "./partition.ts";
import type { RowTerm } from "./row-term.ts";

/** What is known of the model. */
export interface ClassicalModel {
  /** A normal outcome with one linear predictor, all of whose group effects are known. */
  readonly isPlain: boolean;
  /** Whether the residual variance differs between rows. */
  readonly varies: boolean;
  readonly fixed: readonly FixedTerm[] | null;
}

/** More levels than this are not kept. */
const mostLevels = 10_000;

/** The sums, or why an analysis of variance is not of this model. Cost: a few passes over the rows for each factor. */
export function classicalSums(
  model: BoundModel,
  outcome: Outcome,
  terms: readonly RowTerm[],
  known: ClassicalModel,
): ClassicalSums {
  const reason = reasonAgainst(model, terms, known);
  if (reason !== null) return { reason, factors: null };
  const { values } = model.columns.get(outcome.likelihood.column)!;
  const sumsOf = (partition: Partition): ReturnType<typeof sumsBy> => sumsBy(model, values, partition);
  const partitions = terms.map(({ group, levels }) => ({
    group,
    partition: partitionByLevel(levels.indices, levels.to.size),
  }));
  const withins = new Map(groupingFactors(terms).map(({ group, within }) => [group, within]));
  const whole: Partition = { parts: new Int32Array(values.length), size: 1 };
  const factors = partitions.map(({ group, partition }): FactorSums => {
    const outer = partitions.filter((other) => withins.get(group)!.includes(other.group));
    const parents = outer.map((other) => [other.group, parentsOf(partition, other.partition)] as const);
    return { group, ...sumsOf(partition), parents: Object.fromEntries(parents) };
  });
  const cells = partitions.map(({ partition }) => partition).reduce(refine);
  const counts = sumsOf(cells).n;
  const combinations = partitions.reduce((product, { partition }) => product * partition.size, 1);
  const isComplete = cells.size === combinations && counts.every((one) => one === counts[0]);
  const { within: squares } = sumsOf(whole);
  return { reason: null, factors, squares, perCell: isComplete ? counts[0]! : null };
}

function reasonAgainst(
  { cells }: BoundModel,
  terms: readonly RowTerm[],
  known: ClassicalModel,
): string | null {
  const isWhole = cells === null || cells.counts.every(Number.isInteger);
  if (!known.isPlain || !isWhole)
    return "an analysis of variance is of the rows of a normal outcome with one linear predictor";
  if (known.varies || terms.some((one) => one.varies))
    return "an analysis of variance has one variance for all values, and here standard deviations differ";
  if (terms.some(({ z }) => z !== null))
    return "an analysis of variance has no slopes that differ between groups";
  const isConstant = known.fixed?.every(({ x }) => x.every((value) => value === x[0]));
  if (isConstant !== true) return "an analysis of variance by groups has no predictors beside them";
  const groups = terms.map(({ group }) => group);
  if (groups.length === 0 || new Set(groups).size < groups.length)
    return "there is not one effect for each group";
  if (terms.some(({ levels }) => levels.to.size > mostLevels))
    return `sums are kept of at most ${mostLevels} levels`;
  return null;
}

/** Numbers, means and squares about these, by part; a row that stands for several observations has squares of its own. */
function sumsBy({ cells }: BoundModel, values: Float64Array, { parts, size }: Partition) {
  const n = new Array<number>(size).fill(0);
  const sum = new Array<number>(size).fill(0);
  parts.forEach((part, row) => {
    const count = cells?.counts[row] ?? 1;
    n[part]! += count;
    sum[part]! += count * values[row]!;
  });
  const mean = sum.map((total, part) => total / n[part]!);
  const within = parts.reduce((total, part, row) => {
    const deviation = values[row]! - mean[part]!;
    const [count, sd] = [cells?.counts[row] ?? 1, cells?.deviations[row] ?? 0];
    return total + count * deviation * deviation + (count - 1) * sd * sd;
  }, 0);
  return { n, mean, within };
}

/** The part of the coarser partition that each part of the finer one is in. */
function parentsOf(fine: Partition, coarse: Partition): number[] {
  const parents = new Array<number>(fine.size).fill(0);
  fine.parts.forEach((part, row) => {
    parents[part] = coarse.parts[row]!;
  });
  return parents;
}
