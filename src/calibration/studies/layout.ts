/**
 * The rows of a study: levels of the factors that are laid out, in all combinations, each with its replicates; predictors that are stated
 * for each unit or each replicate in turn, or copied from the groups of data that there are; and outcomes, which stand for others.
 */

import type { ColumnData, MemoryValue } from "../../data/from-memory.ts";
import type { CheckedModel, Column } from "../../language/checked-model.ts";
import type { LaidFactor } from "./factors.ts";
import type { RowPattern } from "./pattern.ts";

/** A predictor whose values are stated. */
export interface LaidColumn {
  readonly column: Column;
  readonly values: readonly MemoryValue[];
  /** Units, or replicates, that have the same value one after another: so that columns are combined in all ways. */
  readonly stride: number;
  /** The factor that has one value in each of its levels; null for one in each replicate. */
  readonly per: string | null;
}

/** What all designs have in common. */
export interface LayoutRules {
  readonly checked: CheckedModel;
  /** The outermost first. */
  readonly factors: readonly LaidFactor[];
  readonly columns: readonly LaidColumn[];
  /** The columns that are simulated, and values that stand for theirs. */
  readonly outcomes: ReadonlyMap<string, readonly MemoryValue[]>;
  readonly pattern: RowPattern | null;
  /** The columns that are copied. */
  readonly copied: readonly Column[];
}

/** A design by its numbers. */
export interface DesignCounts {
  /** Of each factor, in the order of the rules. */
  readonly counts: readonly number[];
  /** Null: as many as the group that is copied has. */
  readonly replicates: number | null;
}

/** A row by where it stands. */
interface RowPlace {
  /** Of each factor, its level among all. */
  readonly units: readonly number[];
  readonly replicate: number;
  /** The row that is copied; -1 if none is. */
  readonly source: number;
}

/** How many levels each factor has in all: of a nested one those within all outer ones together. */
export function totalLevels(factors: readonly LaidFactor[], counts: readonly number[]): number[] {
  const totals: number[] = [];
  for (const [f, { outer }] of factors.entries())
    totals.push(counts[f]! * (outer === null ? 1 : totals[factors.findIndex(({ name }) => name === outer)]!));
  return totals;
}

/** The rows of a design, without making them. */
export function countRows({ factors, pattern }: LayoutRules, { counts, replicates }: DesignCounts): number {
  const cells = counts.reduce((product, count) => product * count, 1);
  if (replicates !== null) return cells * replicates;
  const sizes = pattern!.groups.map((rows) => rows.length);
  const groups = factors.length === 0 ? 1 : counts[0]!;
  let rows = 0;
  for (let g = 0; g < groups; g++) rows += sizes[g % sizes.length]!;
  return rows * (cells / groups);
}

/** The columns of a study by their headers. */
export function layOut(rules: LayoutRules, design: DesignCounts): ColumnData {
  const { checked, factors, columns, outcomes, pattern, copied } = rules;
  const places = placeRows(rules, design);
  const placeOf = (factor: string): number => factors.findIndex(({ name }) => name === factor);
  const data: Record<string, MemoryValue[]> = {};
  const fill = ({ from }: Column, value: (place: RowPlace, row: number) => MemoryValue): void => {
    data[from] = places.map(value);
  };
  for (const column of checked.columns) {
    const factor = placeOf(column.name);
    const stated = columns.find((one) => one.column === column);
    const standing = outcomes.get(column.name);
    if (factor >= 0) fill(column, ({ units }) => labelOf(factors, design.counts, factor, units));
    else if (standing !== undefined) {
      // A group-level outcome has one value in each group.
      const per = column.per === null ? -1 : placeOf(column.per);
      fill(column, ({ units }, row) => standing[(per < 0 ? row : units[per]!) % standing.length]!);
    } else if (stated !== undefined) {
      const { values, stride, per } = stated;
      const unit = per === null ? null : placeOf(per);
      fill(column, ({ units, replicate }) => {
        const place = unit === null ? replicate : units[unit]!;
        return values[Math.floor(place / stride) % values.length]!;
      });
    } else if (copied.includes(column)) fill(column, ({ source }) => pattern!.valueAt(column, source));
  }
  return data;
}

function placeRows({ factors, pattern }: LayoutRules, { counts, replicates }: DesignCounts): RowPlace[] {
  const places: RowPlace[] = [];
  const index = counts.map(() => 0);
  for (;;) {
    const units: number[] = [];
    for (const [f, { outer }] of factors.entries()) {
      const around = outer === null ? 0 : units[factors.findIndex(({ name }) => name === outer)]!;
      units.push(around * counts[f]! + index[f]!);
    }
    const source = pattern?.groups[(units[0] ?? 0) % pattern.groups.length];
    const rows = replicates ?? source!.length;
    for (let replicate = 0; replicate < rows; replicate++)
      places.push({ units, replicate, source: source?.[replicate % source.length] ?? -1 });
    let f = counts.length - 1;
    while (f >= 0 && ++index[f]! === counts[f]) index[f--] = 0;
    if (f < 0) return places;
  }
}

/** `3`, or `2/3` for the third within the second. */
function labelOf(
  factors: readonly LaidFactor[],
  counts: readonly number[],
  factor: number,
  units: readonly number[],
): string {
  const { outer, isReused } = factors[factor]!;
  if (outer === null) return String(units[factor]! + 1);
  const own = String((units[factor]! % counts[factor]!) + 1);
  if (isReused) return own;
  const around = factors.findIndex(({ name }) => name === outer);
  return `${labelOf(factors, counts, around, units)}/${own}`;
}
