/** Which column of predicted rows goes along the axis, which one has colours, and which have panels of their own. */

import type { NoPicture } from "./kind.ts";
import type { PredictedRows, RowColumn } from "./predicted-rows.ts";
import { formatTick } from "./ticks.ts";

type Value = number | string;

/** A line, or points of one colour: the numbers by their places, in the order of the axis. */
export interface PredictedSeries {
  /** Of the colour; null where there is one. */
  readonly value: Value | null;
  readonly places: readonly number[];
}

/** What has a panel of its own. */
export interface PredictedGroup {
  /** `Subject = 308`; null for the only one. */
  readonly title: string | null;
  /** The columns that are at one value in it, with that. */
  readonly at: ReadonlyMap<string, Value>;
  readonly series: readonly PredictedSeries[];
}

/** How predicted rows are laid out. */
export interface PredictionLayout {
  /** Along the axis; null where there is one row. */
  readonly axis: RowColumn | null;
  readonly isNumeric: boolean;
  /** The column with colours, and its values in their order. */
  readonly colour: { readonly column: RowColumn; readonly values: readonly Value[] } | null;
  readonly groups: readonly PredictedGroup[];
  /** Groups that found no room. */
  readonly left: number;
  /** Columns that have one value in all rows. */
  readonly constants: ReadonlyMap<string, Value>;
}

/** Columns of what is predicted, of names that no table has. */
const outcomeName = "the outcome";
const categoryName = "the category";
/** A line with its ribbon, or points with their intervals, in one panel. */
const mostColours = 4;
/** More are too small to be seen. */
const mostGroups = 24;

/** The layout; or why there is none. */
export function layOut({ columns, numbers }: PredictedRows): PredictionLayout | NoPicture {
  const outcomes: RowColumn = { name: outcomeName, values: numbers.map(({ outcome }) => outcome) };
  const categories: RowColumn = { name: categoryName, values: numbers.map(({ category }) => category ?? "") };
  const varying = columns.filter(isVarying);
  const made = [categories, outcomes].filter(isVarying);
  const axis = axisOf(varying, categories);
  const others = [...varying.filter((one) => !isNumeric(one)), ...varying.filter(isNumeric), ...made].filter(
    (one) => one !== axis,
  );
  const needed = withoutFollowers(others, axis);
  // Along the categories each group of them has a panel.
  const colour = axis === categories ? null : colourOf(needed);
  const rest = needed.filter((one) => one !== colour);
  const groups = grouped(numbers.length, rest, axis, colour);
  const isScattered = groups.length > mostGroups && 2 * groups.length > numbers.length;
  if (isScattered || (groups.length > mostGroups && rest.length > 2))
    return tooMany(numbers.length, [axis!, ...needed]);
  return {
    axis,
    isNumeric: axis !== null && isNumeric(axis),
    colour: colour === null ? null : { column: colour, values: distinct(colour.values) },
    groups: spread(groups, mostGroups),
    left: Math.max(0, groups.length - mostGroups),
    constants: new Map(
      columns.filter((one) => !isVarying(one)).map(({ name, values }) => [name, values[0]!]),
    ),
  };
}

/** A number, or else categories where they are many, or the first factor that does not follow from a finer one. */
function axisOf(varying: readonly RowColumn[], categories: RowColumn): RowColumn | null {
  const numeric = varying.filter(isNumeric);
  // A number of two values is a line as well, where there is no other.
  const number = numeric.find(({ values }) => distinct(values).length > 2) ?? numeric[0];
  if (number !== undefined) return number;
  const manyCategories = distinct(categories.values).length > mostColours;
  if (varying.length === 0 || manyCategories) return isVarying(categories) ? categories : null;
  const isCoarse = (column: RowColumn): boolean =>
    varying.some((other) => count([other, column]) === count([other]) && count([column]) < count([other]));
  return varying.find((column) => !isCoarse(column)) ?? varying[0]!;
}

function tooMany(numbers: number, columns: readonly RowColumn[]): NoPicture {
  const names = columns.map(({ name }) => `\`${name}\``);
  const [first, second] = [columns[0]?.name ?? "x", columns[1]?.name];
  const example = `--grid "${first} = …${second === undefined ? "" : `, ${second} = …`}"`;
  return {
    reason: `its ${numbers} predictions differ in ${names.join(", ")}, more than one picture has room for; say by a grid which values of one to three columns are meant, as ${example}`,
  };
}

function isVarying({ values }: RowColumn): boolean {
  return values.some((value) => value !== values[0]);
}

function isNumeric({ values }: RowColumn): boolean {
  return values.every((value) => typeof value === "number");
}

/** In the order of their first places; numbers ascending. */
function distinct(values: readonly Value[]): Value[] {
  const found = [...new Set(values)];
  return found.every((value) => typeof value === "number") ? found.sort((a, b) => a - b) : found;
}

/** Columns whose values follow from those of a column before them, or from the axis, need no place. From a number whose values come once all would follow. */
function withoutFollowers(columns: readonly RowColumn[], axis: RowColumn | null): RowColumn[] {
  const needed: RowColumn[] = [];
  const comesOften = axis !== null && (!isNumeric(axis) || 2 * count([axis]) <= axis.values.length);
  for (const column of columns) {
    if (count([...needed, column]) === count(needed)) continue;
    if (comesOften && count([axis, column]) === count([axis])) continue;
    needed.push(column);
  }
  return needed;
}

/** How many different combinations of the values of some columns there are. */
function count(columns: readonly RowColumn[]): number {
  return new Set(Array.from(columns[0]?.values ?? [null], (_, i) => keyAt(columns, i))).size;
}

function keyAt(columns: readonly RowColumn[], i: number): string {
  return JSON.stringify(columns.map(({ values }) => values[i]));
}

/** The column of the fewest values, if they are few; an outcome has a scale of its own, and so a panel. */
function colourOf(columns: readonly RowColumn[]): RowColumn | null {
  const fit = columns
    .filter(({ name, values }) => name !== outcomeName && distinct(values).length <= mostColours)
    .sort((a, b) => distinct(a.values).length - distinct(b.values).length);
  return fit.find(({ name }) => name === categoryName) ?? fit[0] ?? null;
}

function grouped(
  numbers: number,
  columns: readonly RowColumn[],
  axis: RowColumn | null,
  colour: RowColumn | null,
): PredictedGroup[] {
  const places = new Map<string, number[]>();
  for (let i = 0; i < numbers; i++) {
    const key = keyAt(columns, i);
    const known = places.get(key);
    if (known === undefined) places.set(key, [i]);
    else known.push(i);
  }
  return [...places.values()].map((own) => {
    const at = new Map(columns.map(({ name, values }) => [name, values[own[0]!]!]));
    const title = columns.length === 0 ? null : sayValues(at);
    return { title, at, series: seriesOf(own, axis, colour) };
  });
}

/** One number for each value of the axis, ascending where these are numbers. */
function seriesOf(
  places: readonly number[],
  axis: RowColumn | null,
  colour: RowColumn | null,
): PredictedSeries[] {
  const values = colour === null ? [null] : distinct(colour.values);
  return values.flatMap((value): PredictedSeries[] => {
    const seen = new Set<Value>();
    const own = places.filter((i) => {
      if (colour !== null && colour.values[i] !== value) return false;
      const x = axis?.values[i] ?? "";
      if (seen.has(x) || (typeof x === "number" && !Number.isFinite(x))) return false;
      seen.add(x);
      return true;
    });
    if (axis !== null && isNumeric(axis))
      own.sort((a, b) => (axis.values[a] as number) - (axis.values[b] as number));
    return own.length === 0 ? [] : [{ value, places: own }];
  });
}

/** So many at most, from all over the list. */
function spread<Item>(list: readonly Item[], most: number): Item[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, k) => list[Math.round((k * (list.length - 1)) / (most - 1))]!);
}

/** `days = 3, Subject = 308`; the values of what is predicted stand alone. */
export function sayValues(values: ReadonlyMap<string, Value>): string {
  return [...values]
    .map(([name, value]) =>
      name === outcomeName || name === categoryName ? sayValue(value) : `${name} = ${sayValue(value)}`,
    )
    .join(", ");
}

/** A number short, a label as it is. */
export function sayValue(value: Value): string {
  return typeof value === "number" ? formatTick(Number(value.toPrecision(5)), "number") : value;
}
