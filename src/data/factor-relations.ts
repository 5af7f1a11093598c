/**
 * How the factors of a table lie to each other: identical, nested, crossed or partly crossed; and labels that look as if
 * they were meant within another factor, but are taken as crossed.
 *
 * With n_A and n_B levels and n_AB observed combinations, A is nested in B if n_AB = n_A, and crossed if n_AB = n_A n_B.
 * No table can tell cask `a` of two batches from one cask in two batches. It is suspected that labels were reused
 * where all of this holds: the fine factor's labels are a run 1, 2, 3, … (or from 0) or a, b, c, …; it has no more
 * levels than the coarse one; each coarse level has the first few of these labels, and at least two; and some combination was
 * observed more than once, since otherwise the levels within would have no variance of their own to be told from σ.
 * (So penicillin's plates and samples, one observation each, are not suspected; Pastes' casks are.)
 */

import type { Problem } from "../language/problem.ts";
import { type CodePairs, findPairs } from "./code-pairs.ts";
import { labelsReused } from "./problems.ts";
import type { FactorColumn, Table } from "./table.ts";

export interface FactorRelation {
  readonly kind: "identical" | "nested" | "crossed" | "partly crossed";
  /** If nested, the factor that is nested in `coarse`; otherwise the one with fewer levels, as `coarse` if equal. */
  readonly fine: string;
  readonly coarse: string;
  readonly fineLevels: number;
  readonly coarseLevels: number;
  /** Combinations that occur. */
  readonly combinations: number;
  /** The labels of `fine` look reused within `coarse`: write `fine: factor in coarse` if they are. */
  readonly labelsLookReused: boolean;
}

/** For each level of `fine` the one level of `coarse` that it occurs with, or null if some level occurs with several. */
export function findNesting(fine: FactorColumn, coarse: FactorColumn): Int32Array | null {
  const parent = new Int32Array(fine.levels.length).fill(-1);
  for (let row = 0; row < fine.codes.length; row++) {
    const child = fine.codes[row]!;
    const code = coarse.codes[row]!;
    if (child < 0 || code < 0) continue;
    if (parent[child] === -1) parent[child] = code;
    else if (parent[child] !== code) return null;
  }
  return parent.includes(-1) ? null : parent;
}

/** The relation of each pair of factors among `names`, or of all factors of the table. */
export function describeFactors(table: Table, names?: readonly string[]): FactorRelation[] {
  const factors = [...table.columns.values()].filter(
    (column): column is FactorColumn => column.kind === "factor" && (names?.includes(column.name) ?? true),
  );
  return factors.flatMap((factor, i) => factors.slice(i + 1).map((other) => relate(factor, other)));
}

/** One warning for each relation in which labels look reused. */
export function warnOfReusedLabels(table: Table, relations: readonly FactorRelation[]): Problem[] {
  return relations
    .filter((relation) => relation.labelsLookReused)
    .map(({ fine, fineLevels, coarse }) => {
      const example = (table.columns.get(fine) as FactorColumn).levels[0]!;
      return labelsReused(fine, fineLevels, coarse, example, table.name);
    });
}

/** `cask is nested in batch (30 levels in 10)`. */
export function renderRelation(relation: FactorRelation): string {
  const { kind, fine, coarse, fineLevels, coarseLevels, combinations } = relation;
  switch (kind) {
    case "identical":
      return `${fine} and ${coarse} have the same ${fineLevels} groups`;
    case "nested":
      return `${fine} is nested in ${coarse} (${fineLevels} levels in ${coarseLevels})`;
    case "crossed":
      return `${fine} is crossed with ${coarse} (${fineLevels} × ${coarseLevels} levels, all combinations observed)`;
    case "partly crossed":
      return `${fine} is partly crossed with ${coarse} (${combinations} of ${fineLevels} × ${coarseLevels} combinations observed)`;
  }
}

function relate(a: FactorColumn, b: FactorColumn): FactorRelation {
  const pairs = findPairs(a.codes, a.levels.length, b.codes, b.levels.length);
  const isFineFirst =
    a.levels.length === pairs.count || (a.levels.length < b.levels.length && b.levels.length < pairs.count);
  const [fine, coarse] = isFineFirst ? [a, b] : [b, a];
  const kind = kindOf(a.levels.length, b.levels.length, pairs.count);
  const isCrossed = kind === "crossed" || kind === "partly crossed";
  return {
    kind,
    fine: fine.name,
    coarse: coarse.name,
    fineLevels: fine.levels.length,
    coarseLevels: coarse.levels.length,
    combinations: pairs.count,
    labelsLookReused: isCrossed && looksReused(fine, coarse, pairs, fine === a),
  };
}

function kindOf(a: number, b: number, both: number): FactorRelation["kind"] {
  if (both === a && both === b) return "identical";
  if (both === a || both === b) return "nested";
  return both === a * b ? "crossed" : "partly crossed";
}

function looksReused(
  fine: FactorColumn,
  coarse: FactorColumn,
  pairs: CodePairs,
  isFineFirst: boolean,
): boolean {
  const isReplicated = pairs.rows > pairs.count;
  if (!isReplicated || fine.levels.length > coarse.levels.length || !isRunOfLabels(fine.levels)) return false;
  // A coarse level has the first m labels if the largest code that occurs in it is m - 1 and m codes occur.
  const largest = new Int32Array(coarse.levels.length).fill(-1);
  const count = new Int32Array(coarse.levels.length);
  pairs.forEach((left, right) => {
    const [code, group] = isFineFirst ? [left, right] : [right, left];
    largest[group] = Math.max(largest[group]!, code);
    count[group]!++;
  });
  return count.every((n, group) => n >= 2 && n === largest[group]! + 1);
}

/** 0 or 1, 2, 3, …; a, b, c, …; or A, B, C, … */
function isRunOfLabels(levels: readonly string[]): boolean {
  const first = levels[0] ?? "";
  if (first === "0" && levels.length === 2) return false; // an indicator
  if (first === "0" || first === "1") return levels.every((label, i) => label === String(i + Number(first)));
  if (first !== "a" && first !== "A") return false;
  return levels.every((label, i) => label === String.fromCharCode(first.charCodeAt(0) + i));
}
