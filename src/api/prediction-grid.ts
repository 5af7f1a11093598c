/** The rows of a grid for a run: every combination of the values that were named, with what stands for the columns that were not. */

import type { ColumnData } from "../data/from-memory.ts";
import type { ColumnRequest, FactorColumn, NumericColumn, Table } from "../data/table.ts";
import { canonicalName } from "../language/names.ts";
import { requestColumns } from "../model/column-requests.ts";
import { countsOf } from "../model/counted-rows.ts";
import { groupingFactors } from "../model/grouping-factors.ts";
import type { LevelMode } from "../prediction/new-levels.ts";
import { nearestName } from "../problems/nearest-name.ts";
import { badOption } from "../run/problems.ts";
import type { BoundRun } from "./bound-run.ts";
import { type GridAxis, type GridValue, readGridWords } from "./grid-words.ts";
import { type GroupMode, isOnlyOutcome, isOnlyWeight } from "./new-rows.ts";
import { ProblemError } from "./problem-error.ts";

/** Rows in memory, and what their labels stand for. */
export interface PredictionGrid {
  readonly data: ColumnData;
  readonly labelModes: ReadonlyMap<string, ReadonlyMap<string, LevelMode>>;
  /** What stands for each column that was not named: "Days = 4.5, the mean". */
  readonly notes: readonly string[];
}

const modeWords: readonly string[] = ["new", "average", "population"] satisfies LevelMode[];
const statisticWords = ["mean", "median", "min", "max", "sd"] as const;
/** Values of a number that stand for `all`. */
const mostDistinct = 20;
const mostRows = 10_000_000;

/** The columns of the main table that predictions depend on. */
export function columnRequests({ model: { checked }, data }: BoundRun): readonly ColumnRequest[] {
  return requestColumns(checked, new Set(data.tables.groups.keys())).main.filter(
    ({ name, series }) =>
      series === undefined && !isOnlyOutcome(checked, name) && !isOnlyWeight(checked, name),
  );
}

/** The values of an axis, of the column that it names. */
export interface ResolvedAxis {
  readonly request: ColumnRequest;
  readonly values: readonly (number | string)[];
}

/** Parts of grids, for comparisons. */
export const gridOf = {
  /** Throws a `ProblemError` for a name or a value that is none. */
  valuesOfAxis: (run: BoundRun, axis: GridAxis): ResolvedAxis => new GridBuilder(run).resolve(axis),
  /** Columns at these values, factors that are predictors at all of their levels, numbers at their means, groups as their modes say. */
  balanced: (
    run: BoundRun,
    fixed: readonly ResolvedAxis[],
    modes: ReadonlyMap<string, GroupMode>,
  ): PredictionGrid => new GridBuilder(run).balanced(fixed, modes),
};

/** Columns may be named as the model or as the table has them. Throws a `ProblemError` for what is wrong with the words. */
export function predictionGrid(run: BoundRun, texts: readonly string[]): PredictionGrid {
  const { axes, fault } = readGridWords(texts);
  if (axes === null) throw faulty(fault);
  return new GridBuilder(run).build(axes);
}

function faulty(words: string): ProblemError {
  return new ProblemError([badOption(`the grid cannot be read: ${words}`)], "", "");
}

class GridBuilder {
  private readonly run: BoundRun;
  private readonly requests: readonly ColumnRequest[];
  private readonly main: Table;
  private readonly grouping: ReadonlySet<string>;
  private readonly labelModes = new Map<string, Map<string, LevelMode>>();
  private readonly notes: string[] = [];
  /** How many observations each row stands for. */
  private readonly counts: Float64Array;

  constructor(run: BoundRun) {
    this.run = run;
    this.main = run.data.tables.main;
    const counts = this.main.reduction === undefined ? null : countsOf(this.main);
    this.counts = counts ?? new Float64Array(this.main.rowCount).fill(1);
    this.requests = columnRequests(run);
    this.grouping = groupingFactors(run.model.checked);
  }

  build(axes: readonly GridAxis[]): PredictionGrid {
    const columns = new Map<string, readonly (number | string)[]>();
    for (const axis of axes) {
      const { request, values } = this.resolve(axis);
      if (columns.has(request.from)) throw faulty(`\`${axis.name}\` has values twice`);
      columns.set(request.from, values);
    }
    for (const request of this.requests) {
      if (columns.has(request.from) || this.followsFrom(request, columns)) continue;
      columns.set(request.from, [this.standIn(request)]);
    }
    return this.crossed(columns);
  }

  resolve(axis: GridAxis): ResolvedAxis {
    const request = this.requestOf(axis.name);
    return { request, values: this.valuesOf(request, axis.values) };
  }

  balanced(fixed: readonly ResolvedAxis[], modes: ReadonlyMap<string, GroupMode>): PredictionGrid {
    const columns = new Map(fixed.map(({ request, values }) => [request.from, values]));
    for (const request of this.requests) {
      const { name, from, type } = request;
      if (columns.has(from) || this.followsFrom(request, columns)) continue;
      const mode = modes.get(name);
      if (mode !== undefined && mode !== "known") columns.set(from, [this.standing(name, mode)]);
      else if (type === "factor") columns.set(from, this.levelsOf(name));
      else columns.set(from, [this.standIn(request)]);
    }
    return this.crossed(columns);
  }

  /** Every combination, the last column the fastest. */
  private crossed(columns: ReadonlyMap<string, readonly (number | string)[]>): PredictionGrid {
    const rowCount = [...columns.values()].reduce((product, values) => product * values.length, 1);
    if (rowCount > mostRows) throw faulty(`it has ${rowCount} rows, and ${mostRows} are the most`);
    const data: Record<string, (number | string)[]> = {};
    let repeat = rowCount;
    for (const [name, values] of columns) {
      repeat /= values.length;
      const every = repeat;
      data[name] = Array.from({ length: rowCount }, (_, i) => values[Math.floor(i / every) % values.length]!);
    }
    return { data, labelModes: this.labelModes, notes: this.notes };
  }

  private requestOf(name: string): ColumnRequest {
    const found = this.requests.find(
      (one) => canonicalName(one.name) === canonicalName(name) || one.from === name,
    );
    if (found !== undefined) return found;
    const names = this.requests.map((one) => one.name);
    const nearest = nearestName(name, names);
    const hint = nearest === null ? `the columns are ${names.join(", ")}` : `did you mean \`${nearest}\`?`;
    throw faulty(`\`${name}\` is no column that predictions depend on; ${hint}`);
  }

  /** Whether a named factor of the run tells the value of a column. */
  private followsFrom({ name }: ColumnRequest, columns: ReadonlyMap<string, unknown>): boolean {
    const { domains, checked } = this.run.data.bound;
    const per = checked.columns.find((one) => one.name === name)?.per ?? null;
    const target = per ?? name;
    if (!domains.hasPlate(target)) return false;
    return this.requests.some((one) => {
      if (!columns.has(one.from) || !domains.hasPlate(one.name) || this.labelModes.has(one.name))
        return false;
      if (one.name === target) return per !== null;
      return domains.mapTo(domains.ofPlates([one.name]), [target]) !== null;
    });
  }

  private valuesOf(request: ColumnRequest, values: readonly GridValue[]): (number | string)[] {
    if (request.type === "factor") return values.flatMap((one) => this.labelsOf(request, one));
    return values.flatMap(({ text, isQuoted }) => {
      if (!isQuoted && text === "all") return this.fewValues(request);
      const statistic = statisticWords.find((word) => word === text);
      if (statistic !== undefined && !isQuoted) {
        if (statistic !== "mean" && statistic !== "sd") this.requireValues(request);
        return statisticOf(this.numbersOf(request), statistic, this.counts);
      }
      const value = Number(text);
      if (text.trim() !== "" && Number.isFinite(value)) return value;
      const words = `a number, or one of ${statisticWords.join(", ")}`;
      throw faulty(`\`${request.name}\` takes ${words}, not \`${text}\``);
    });
  }

  /** Throws where only sums and squares of a column are known. */
  private requireValues({ name }: ColumnRequest): void {
    const column = this.main.columns.get(name);
    if (column?.kind === "numeric" && column.about !== undefined)
      throw faulty(
        `the run is of statistics, and of \`${name}\` only its mean and sd are known: write \`${name} = mean\` or numbers`,
      );
  }

  /** The distinct values of a column, where these are few. */
  private fewValues(request: ColumnRequest): number[] {
    this.requireValues(request);
    const known = this.numbersOf(request).filter((value) => !Number.isNaN(value));
    const distinct = [...new Set(known)].sort((a, b) => a - b);
    if (distinct.length <= mostDistinct) return distinct;
    throw faulty(
      `\`${request.name}\` has ${distinct.length} distinct values: say which, as \`${request.name} = 1, 2\``,
    );
  }

  private labelsOf({ name }: ColumnRequest, { text, isQuoted }: GridValue): string[] {
    const known = this.levelsOf(name);
    if (!isQuoted && text === "all") return [...known];
    if (isQuoted || !modeWords.includes(text)) return [text];
    if (!this.grouping.has(name))
      throw faulty(`\`${name}\` is no grouping factor, so it cannot be \`${text}\``);
    return [this.standing(name, text as LevelMode)];
  }

  /** The label that stands for a mode of a factor. */
  private standing(name: string, mode: LevelMode): string {
    const known = new Set(this.levelsOf(name));
    let label: string = mode;
    while (known.has(label)) label += "'";
    const modes = this.labelModes.get(name) ?? new Map<string, LevelMode>();
    this.labelModes.set(name, modes.set(label, mode));
    return label;
  }

  /** What stands for a column that was not named. */
  private standIn(request: ColumnRequest): number | string {
    const { name, type } = request;
    if (this.grouping.has(name)) {
      this.notes.push(`${name}: the average group, whose effects are the location of the population`);
      return this.standing(name, "average");
    }
    if (type === "real") {
      const value = statisticOf(this.numbersOf(request), "mean", this.counts);
      this.notes.push(`${name} = ${Number(value.toPrecision(6))}, its mean over the rows of the run`);
      return value;
    }
    const value =
      type === "factor" ? this.commonLabel(name) : mostCommon(this.numbersOf(request), this.counts);
    this.notes.push(`${name} = ${value}, its most common value in the run`);
    return value;
  }

  private commonLabel(name: string): string {
    const column = this.main.columns.get(name) as FactorColumn;
    return column.levels[mostCommon(column.codes, this.counts)]!;
  }

  private levelsOf(name: string): readonly string[] {
    const { domains } = this.run.data.bound;
    if (domains.hasPlate(name)) return domains.labelsOf(name);
    const column = this.main.columns.get(name);
    return column?.kind === "factor" ? column.levels : [];
  }

  private numbersOf({ name }: ColumnRequest): Float64Array {
    return (this.main.columns.get(name) as NumericColumn).values;
  }
}

/** Of values that occur as often as `counts` says; those that are missing are left out. */
function statisticOf(
  all: Float64Array,
  statistic: (typeof statisticWords)[number],
  counts: Float64Array,
): number {
  const places = Array.from(all.keys()).filter((i) => !Number.isNaN(all[i]!));
  const total = places.reduce((sum, i) => sum + counts[i]!, 0);
  const mean = places.reduce((sum, i) => sum + counts[i]! * all[i]!, 0) / total;
  /** The value at a place among all observations in order, from 0. */
  const at = (place: number): number => {
    const sorted = places.toSorted((a, b) => all[a]! - all[b]!);
    let k = 0;
    for (
      let before = counts[sorted[0]!]!;
      before <= place && k < sorted.length - 1;
      before += counts[sorted[k]!]!
    )
      k++;
    return all[sorted[k]!]!;
  };
  switch (statistic) {
    case "mean":
      return mean;
    case "median":
      return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
    case "min":
      return at(0);
    case "max":
      return at(total - 1);
    case "sd":
      return Math.sqrt(
        places.reduce((sum, i) => sum + counts[i]! * (all[i]! - mean) * (all[i]! - mean), 0) / (total - 1),
      );
  }
}

/** The number that occurs most often, the first of several; those that are missing, NaN or below 0 as codes, are not looked at. */
function mostCommon(values: Float64Array | Int32Array, rows: Float64Array): number {
  const isThere =
    values instanceof Int32Array ? (code: number) => code >= 0 : (one: number) => !Number.isNaN(one);
  const counts = new Map<number, number>();
  values.forEach((value: number, i: number) => {
    if (isThere(value)) counts.set(value, (counts.get(value) ?? 0) + rows[i]!);
  });
  let [best, most] = [values[0] ?? 0, 0];
  for (const [value, count] of counts) if (count > most) [best, most] = [value, count];
  return best;
}
