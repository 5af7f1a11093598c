/** Panels of predictions: lines with ribbons along a number, intervals in rows along a factor, and observed outcomes beside them. */

import type { Interval } from "./interval.ts";
import { cutAt, type IntervalRow, intervalMarks, sayInterval, sharedDomain } from "./interval-rows.ts";
import { type ObservedPoints, observedIn } from "./observed-points.ts";
import { type Axis, type Colour, type Mark, nameAxis, numberAxis, type Panel } from "./picture.ts";
import type { PredictedRows, RowColumn } from "./predicted-rows.ts";
import {
  type PredictedGroup,
  type PredictedSeries,
  type PredictionLayout,
  sayValue,
  sayValues,
} from "./prediction-layout.ts";
import { rowsHeight } from "./row-groups.ts";

/** Of probabilities, with room for dots at the ends. */
const shareDomain = [-0.015, 1.015] as const;

/** Panels with one axis for all, but where outcomes differ; and how far intervals go that are cut there. */
export function predictionPanels(
  predictions: PredictedRows,
  layout: PredictionLayout,
  label: string,
): { readonly panels: readonly Panel[]; readonly beyond: readonly [number, number] | null } {
  const isShare = predictions.numbers.some(({ category }) => category !== null);
  const outcomes = new Set(predictions.numbers.map(({ outcome }) => outcome));
  const domains = new Map(
    [...outcomes].map((outcome) => [outcome, domainOf(predictions, layout, outcome)] as const),
  );
  const isAlone = layout.groups.length === 1;
  // Where panels are small the title of the picture is enough.
  const valueLabel = (outcome: string): string | null => {
    if (outcomes.size > 1) return label.replace("value", outcome);
    return isAlone || !layout.isNumeric ? label : null;
  };
  const panels = layout.groups.map((group) => {
    const outcome = outcomeOf(predictions, group);
    const value = isShare
      ? numberAxis(isAlone ? label : null, { domain: shareDomain, format: "percent" })
      : numberAxis(valueLabel(outcome), { domain: domains.get(outcome)!.domain });
    return layout.isNumeric
      ? curvePanel(predictions, layout, group, value)
      : rowPanel(predictions, layout, group, value);
  });
  const cut = isShare ? undefined : [...domains.values()].find(({ beyond }) => beyond !== null);
  return { panels, beyond: cut?.beyond ?? null };
}

function outcomeOf({ numbers }: PredictedRows, { series }: PredictedGroup): string {
  return numbers[series[0]!.places[0]!]!.outcome;
}

function domainOf(predictions: PredictedRows, layout: PredictionLayout, outcome: string) {
  const groups = layout.groups.filter((group) => outcomeOf(predictions, group) === outcome);
  const shown = groups.flatMap(({ series }) => series.flatMap(({ places }) => places));
  const seen = groups.flatMap((group) => observedIn(predictions, layout, group)?.y ?? []);
  return sharedDomain(
    shown.map((place) => predictions.numbers[place]!),
    seen,
  );
}

function colourAt({ colour }: PredictionLayout, { value }: PredictedSeries): Colour {
  return colour === null ? "main" : { series: colour.values.indexOf(value!) };
}

function curvePanel(
  predictions: PredictedRows,
  layout: PredictionLayout,
  group: PredictedGroup,
  y: Axis,
): Panel {
  const axis = layout.axis!;
  const curves = group.series.map((series) => ({
    colour: colourAt(layout, series),
    name:
      series.value === null ? axis.name : sayValues(new Map([[layout.colour!.column.name, series.value]])),
    ...pointsOf(predictions, axis, series),
  }));
  const pointCount = layout.groups.reduce(
    (sum, one) => sum + one.series.reduce((n, { places }) => n + places.length, 0),
    0,
  );
  const points = observedIn(predictions, layout, group);
  // The widest lies below the others.
  const byWidth = curves.toSorted((a, b) => widthOf(b.intervals) - widthOf(a.intervals));
  const isAlone = curves.length === 1;
  const count = layout.groups.length;
  return {
    title: group.title,
    x: numberAxis(axis.name, { domain: axisDomain(predictions, layout) }),
    y,
    marks: [
      ...byWidth.flatMap((curve) => ribbons(curve, isAlone, y.domain)),
      ...(points === null ? [] : [observedDots(points)]),
      ...curves.flatMap((curve) =>
        curve.x.length > 1
          ? lineMarks(curve, axis.name, pointCount <= mostNamed)
          : barMarks(curve, axis.name, y.domain),
      ),
    ],
    height: count === 1 ? 1 : count <= 9 ? 1.1 : 0.9,
    isClipped: true,
  };
}

/** Points of a curve at most, from all over the axis: more than that are not seen. */
const mostOfCurve = 400;
/** More points of a picture are not told one by one. */
const mostNamed = 300;

function pointsOf({ numbers }: PredictedRows, axis: RowColumn, { places }: PredictedSeries) {
  const step = Math.ceil(places.length / mostOfCurve);
  const shown = places.filter((_, k) => k % step === 0 || k === places.length - 1);
  return {
    x: shown.map((place) => axis.values[place] as number),
    intervals: shown.map((place): Interval => numbers[place]!),
  };
}

/** Fewer points are drawn larger. */
const fewPoints = 60;

function observedDots({ x, y }: ObservedPoints): Mark {
  const look = x.length <= fewPoints ? { size: 2.5, opacity: 0.8 } : { size: 1.8, opacity: 0.5 };
  return { kind: "dots", x: x.map(Number), y, colour: "muted", ...look };
}

interface Curve {
  readonly colour: Colour;
  readonly name: string;
  readonly x: readonly number[];
  readonly intervals: readonly Interval[];
}

function widthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { lower, upper }) => sum + (upper - lower), 0) / intervals.length;
}

/** The same for all panels, with what was observed at its ends. */
function axisDomain(predictions: PredictedRows, layout: PredictionLayout): readonly [number, number] {
  const values = layout.axis!.values.filter((value): value is number => Number.isFinite(value));
  const shown = layout.groups.flatMap((group) => observedIn(predictions, layout, group)?.x ?? []);
  const all = [...values, ...shown.map(Number)].filter(Number.isFinite);
  const [least, most] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
  const room = 0.02 * (most - least) || 0.5;
  return [least - room, most + room];
}

/** The interval, and within it the central half; a line of one point has bars in their place. */
function ribbons(
  { x, intervals, colour }: Curve,
  isAlone: boolean,
  domain: readonly [number, number] | null,
): Mark[] {
  if (x.length < 2) return [];
  const cut = intervals.map((one) => cutAt(one, domain));
  const ribbon = (ends: (one: Interval) => readonly [number, number], opacity: number): Mark => ({
    kind: "area",
    x,
    lower: cut.map((one) => ends(one)[0]),
    upper: cut.map((one) => ends(one)[1]),
    colour: isAlone ? "band" : colour,
    opacity,
  });
  const hasHalves = intervals.every(({ half }) => half !== null);
  return [
    ribbon(({ lower, upper }) => [lower, upper], isAlone ? 0.55 : 0.14),
    ...(hasHalves ? [ribbon(({ half }) => half!, isAlone ? 1 : 0.22)] : []),
  ];
}

/** What a pointer is told at each point. */
function namesOf({ x, intervals, name }: Curve, axis: string): string[] {
  return intervals.map((one, i) => `${name}, ${axis} = ${sayValue(x[i]!)}: ${sayInterval(one)}`);
}

function lineMarks(curve: Curve, axis: string, hasDots: boolean): Mark[] {
  const { x, intervals, colour, name } = curve;
  const y = intervals.map(({ median }) => median);
  const line: Mark = { kind: "line", x, y, colour, width: 2, name };
  // The dots lie on the line, for a pointer.
  return hasDots ? [line, { kind: "dots", x, y, colour, size: 1, names: namesOf(curve, axis) }] : [line];
}

/** Of a single point. */
function barMarks(curve: Curve, axis: string, domain: readonly [number, number] | null): Mark[] {
  const { x, intervals, colour } = curve;
  const cut = intervals.map((one) => cutAt(one, domain));
  const bar = (ends: (one: Interval) => readonly [number, number], width: number): Mark => ({
    kind: "segments",
    x1: x,
    x2: x,
    y1: cut.map((one) => ends(one)[0]),
    y2: cut.map((one) => ends(one)[1]),
    colour,
    width,
    opacity: width > 2 ? 0.55 : 1,
  });
  const y = intervals.map(({ median }) => median);
  return [
    bar(({ lower, upper }) => [lower, upper], 1.5),
    bar(({ half }) => half ?? [Number.NaN, Number.NaN], 4.5),
    { kind: "dots", x, y, colour, size: 3.6, names: namesOf(curve, axis) },
  ];
}

/** Pixels of a line of intervals. */
const linePixels = 22;
/** More levels are left out, and told. */
export const mostLevels = 100;

function rowPanel(
  predictions: PredictedRows,
  layout: PredictionLayout,
  group: PredictedGroup,
  x: Axis,
): Panel {
  const { axis, constants, colour, groups } = layout;
  const labelAt = (place: number): string =>
    axis === null ? sayValues(constants) || "all rows" : sayValue(axis.values[place]!);
  const all = group.series.flatMap(({ places }) => places.map(labelAt));
  const levels = [...new Set(all)].slice(0, mostLevels);
  const points = observedIn(predictions, layout, group);
  const lines = (colour?.values.length ?? 1) + (points === null ? 0 : 1);
  const rows: RowPlaces = {
    labelAt,
    yOf: (label, line) => {
      const level = levels.indexOf(label);
      return level < 0 ? null : level + (line - (lines - 1) / 2) * (0.76 / lines);
    },
  };
  const intervals = group.series.flatMap((series) =>
    intervalMarks(rowsOf(predictions, layout, series, rows), colourAt(layout, series), x.domain),
  );
  return {
    title: group.title,
    x,
    y: nameAxis(levels, axis === null ? null : axis.name.replace(/^the /u, "")),
    marks: [...(points === null ? [] : observedRings(points, rows, lines - 1)), ...intervals],
    height: rowsHeight(levels.length, linePixels * (lines === 1 ? 1 : 0.9 * lines), groups.length),
    isClipped: true,
  };
}

/** Where the lines of a level stand; null of a level that is left out. */
interface RowPlaces {
  readonly labelAt: (place: number) => string;
  readonly yOf: (label: string, line: number) => number | null;
}

function rowsOf(
  { numbers }: PredictedRows,
  { colour }: PredictionLayout,
  { value, places }: PredictedSeries,
  { labelAt, yOf }: RowPlaces,
): IntervalRow[] {
  const own = value === null ? "" : `, ${sayValues(new Map([[colour!.column.name, value]]))}`;
  const line = colour === null ? 0 : colour.values.indexOf(value!);
  return places.flatMap((place): IntervalRow[] => {
    const label = labelAt(place);
    const y = yOf(label, line);
    return y === null ? [] : [{ ...numbers[place]!, y, name: `${label}${own}` }];
  });
}

function observedRings({ x, y }: ObservedPoints, { yOf }: RowPlaces, line: number): Mark[] {
  const seen = x.flatMap((value, i) => {
    const at = yOf(sayValue(value), line);
    return at === null ? [] : [{ x: y[i]!, y: at }];
  });
  return [
    {
      kind: "dots",
      x: seen.map((one) => one.x),
      y: seen.map((one) => one.y),
      colour: "muted",
      symbol: "ring",
      size: 2.4,
      opacity: 0.75,
    },
  ];
}
