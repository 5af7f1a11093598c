/** What a model predicts of rows: a line with its ribbon along a number, points with intervals along a factor, and what was observed. */

import { sayInterval } from "../interval-rows.ts";
import { isNoPicture, type PictureInput, type PictureKind } from "../kind.ts";
import { observedIn } from "../observed-points.ts";
import type { LegendEntry, Picture } from "../picture.ts";
import type { PredictedRows } from "../predicted-rows.ts";
import { layOut, type PredictionLayout, sayValue, sayValues } from "../prediction-layout.ts";
import { mostLevels, predictionPanels } from "../prediction-panels.ts";
import { formatRounded } from "../ticks.ts";
import { percent } from "../variable-panel.ts";

export const predict: PictureKind = {
  name: "predict",
  about: "what a model predicts of rows, with intervals, along a column, and the outcomes that were observed",
  reading:
    "The line is the median of what is predicted, the dark ribbon the central half of its draws, the light one the interval; along a factor they are a dot, a thick and a thin bar. Intervals of expected " +
    "values hold what is not known of the mean, so that most observed outcomes, the pale dots, lie outside of them; those of new outcomes should hold about as many as they say. " +
    "A new group has a wider ribbon than one of the run, by as much as groups differ. A line that the dots of its panel leave on one side is a model that lacks something there.",
  variables: null,
  draw: (input) => {
    const { predictions = null } = input;
    if (predictions === null)
      return {
        reason:
          'it is not said which rows are meant; say it by `hyperprior predict RUN --grid "days = 0..9" --plot`, or with `--out predict.svg`',
      };
    if (predictions.numbers.length === 0)
      return { reason: "there are no rows; name some by `--grid` or `--data`" };
    const layout = layOut(predictions);
    return isNoPicture(layout) ? layout : picture(input, predictions, layout);
  },
};

function picture(
  { title, prob }: PictureInput,
  predictions: PredictedRows,
  layout: PredictionLayout,
): Picture {
  const { axis, colour, groups } = layout;
  const { panels, beyond } = predictionPanels(predictions, layout, labelOf(predictions));
  const by = [axis, colour?.column].flatMap((column) => (column == null ? [] : [bareName(column.name)]));
  return {
    kind: "predict",
    title: `${capitalized(labelOf(predictions))}${by.length === 0 ? "" : ` by ${by.join(" and ")}`}: ${title}`,
    subtitle: subtitleOf(predictions, layout, beyond, prob),
    description: describe(predictions, layout, prob),
    panels,
    columns:
      groups.length === 1 ? 1 : layout.isNumeric ? (groups.length <= 4 ? 2 : groups.length <= 9 ? 3 : 4) : 2,
    legend: legendOf(predictions, layout, prob),
  };
}

/** `expected reaction`; of several outcomes and of categories without a name. */
function labelOf({ kind, numbers }: PredictedRows): string {
  const outcomes = new Set(numbers.map(({ outcome }) => outcome));
  const name = outcomes.size === 1 ? numbers[0]!.outcome : "value";
  if (numbers.some(({ category }) => category !== null))
    return outcomes.size === 1 ? `probability of each ${name}` : "probability of each category";
  return { expected: `expected ${name}`, outcome: `new ${name}`, linear: `linear predictor of ${name}` }[
    kind
  ];
}

function bareName(name: string): string {
  return name.replace(/^the /u, "");
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function subtitleOf(
  predictions: PredictedRows,
  layout: PredictionLayout,
  beyond: readonly [number, number] | null,
  prob: number,
): string | null {
  const { constants, left, groups, axis } = layout;
  const held = axis === null ? new Map() : constants;
  const isShown = groups.some((group) => observedIn(predictions, layout, group) !== null);
  const loose = isShown
    ? [...held].filter(([, value]) => typeof value === "number").map(([name]) => name)
    : [];
  const missing = axis === null || layout.isNumeric ? 0 : Math.max(0, new Set(axis.values).size - mostLevels);
  const shapes = layout.isNumeric ? "lines are medians, ribbons" : "dots are medians, bars";
  const parts = [
    layout.colour === null ? null : capitalized(`${shapes} the ${intervalName(predictions, prob)}`),
    held.size === 0 ? null : `At ${sayValues(held)}`,
    loose.length === 0 ? null : `Observed rows have any ${loose.join(" and ")}`,
    left === 0 ? null : `${groups.length} of ${groups.length + left} panels`,
    missing === 0 ? null : `${mostLevels} of ${mostLevels + missing} values of ${bareName(axis!.name)}`,
    beyond === null
      ? null
      : `Intervals that are cut reach from ${formatRounded(beyond[0])} to ${formatRounded(beyond[1])}`,
  ].filter((one) => one !== null);
  return parts.length === 0 ? null : `${parts.join(". ")}.`;
}

const mostSaid = 10;

function describe(predictions: PredictedRows, { axis, groups }: PredictionLayout, prob: number): string {
  const { numbers, definition } = predictions;
  const said = groups.flatMap(({ title, series }) =>
    series.flatMap(({ value, places }) => {
      const ends = [places[0]!, places[places.length - 1]!].filter(
        (place, k, all) => all.indexOf(place) === k,
      );
      const shown = axis === null || typeof axis.values[0] === "string" ? places : ends;
      const where = [title, value === null ? null : sayValue(value)].filter((one) => one !== null);
      return shown.map((place) => {
        const at = axis === null ? [] : [`${bareName(axis.name)} ${sayValue(axis.values[place]!)}`];
        return `${[...where, ...at].join(", ")} ${sayInterval(numbers[place]!)}`.trim();
      });
    }),
  );
  const rest = said.length > mostSaid ? `; and ${said.length - mostSaid} more` : "";
  return `Medians and ${percent(prob)} intervals of ${definition}: ${said.slice(0, mostSaid).join("; ")}${rest}.`;
}

function legendOf(predictions: PredictedRows, layout: PredictionLayout, prob: number): LegendEntry[] {
  const { colour, isNumeric, groups } = layout;
  const isShown = groups.some((group) => observedIn(predictions, layout, group) !== null);
  const observed: LegendEntry[] = isShown
    ? [{ colour: "muted", text: "observed", symbol: isNumeric ? "dot" : "ring" }]
    : [];
  const sign = isNumeric ? "line" : "dot";
  if (colour !== null) {
    const named = colour.values.map((value, series): LegendEntry => {
      const name = sayValues(new Map([[colour.column.name, value]]));
      return { colour: { series }, text: name, symbol: sign };
    });
    return [...named, ...observed];
  }
  const text = intervalName(predictions, prob);
  return [
    { colour: "main", text: "median", symbol: sign },
    isNumeric ? { colour: "band", text, symbol: "area" } : { colour: "main", text, symbol: "line" },
    ...observed,
  ];
}

/** `50% and 90% interval`. */
function intervalName({ numbers }: PredictedRows, prob: number): string {
  const hasHalves = numbers.some(({ half }) => half !== null);
  return `${hasHalves ? "50% and " : ""}${percent(prob)} interval`;
}
