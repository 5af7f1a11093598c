/** Which observed outcomes stand behind what is predicted: those of rows with the values of a panel. */

import type { ObservedOutcome, PredictedRows } from "./predicted-rows.ts";
import type { PredictedGroup, PredictionLayout } from "./prediction-layout.ts";

/** Observed outcomes that stand in a panel, with their values of the axis. */
export interface ObservedPoints {
  readonly x: readonly (number | string)[];
  readonly y: readonly number[];
}

/** More are not to be told apart, and are taken from all over. */
const mostPoints = 600;

/**
 * Those of the rows that have the values of the panel; null where there are none, or their rows lack the axis. A label that no row has, as that
 * of a new group, stands for all of them. A number that a panel is of has to be theirs; one that is the same in all panels may differ.
 */
export function observedIn(
  predictions: PredictedRows,
  layout: PredictionLayout,
  group: PredictedGroup,
): ObservedPoints | null {
  const known = observedByGroup.get(group);
  if (known !== undefined) return known;
  const found = findObserved(predictions, layout, group);
  observedByGroup.set(group, found);
  return found;
}

/** Found once: there may be a million rows, and each panel, its axes and the legend ask for them. */
const observedByGroup = new WeakMap<PredictedGroup, ObservedPoints | null>();

function findObserved(
  { observed, numbers, kind }: PredictedRows,
  { axis, colour, constants }: PredictionLayout,
  group: PredictedGroup,
): ObservedPoints | null {
  const place = group.series[0]!.places[0]!;
  const own =
    kind === "linear" || numbers[place]!.category !== null
      ? undefined
      : observed.get(numbers[place]!.outcome);
  const along = own?.columns.find(({ name }) => name === axis?.name);
  if (own === undefined || along === undefined) return null;
  const held = new Map([...constants].filter(([, value]) => typeof value === "string"));
  const wanted = [...held, ...group.at].map(([name, value]) => [name, [value]] as const);
  const coloured = colour === null ? [] : [[colour.column.name, colour.values] as const];
  const rows = rowsWith(own, [...wanted, ...coloured]).filter((i) => Number.isFinite(own.values[i]));
  const step = Math.max(1, Math.ceil(rows.length / mostPoints));
  const shown = rows.filter((_, k) => k % step === 0);
  return shown.length === 0
    ? null
    : { x: shown.map((i) => along.values[i]!), y: shown.map((i) => own.values[i]!) };
}

/** The rows with one of these values in each column that they have. */
function rowsWith(
  { values, columns }: ObservedOutcome,
  wanted: readonly (readonly [name: string, values: readonly (number | string)[]])[],
): number[] {
  const asked = wanted.flatMap(([name, values]) => {
    const column = columns.find((one) => one.name === name);
    if (column === undefined) return [];
    const known = new Set(column.values);
    const standsForAll = values.some((value) => typeof value === "string" && !known.has(value));
    return standsForAll ? [] : [{ column, values: new Set(values) }];
  });
  return Array.from({ length: values.length }, (_, i) => i).filter((i) =>
    asked.every(({ column, values }) => values.has(column.values[i]!)),
  );
}
