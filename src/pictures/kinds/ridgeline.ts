/** Densities of the variables below each other, each a hill on its row. */

import type { Draws } from "../../posterior/draws.ts";
import { curveLine, densitiesOf } from "../density-marks.ts";
import type { PictureInput, PictureKind } from "../kind.ts";
import { type Mark, nameAxis, numberAxis, type Panel } from "../picture.ts";
import { type RowGroup, rowGroups, rowsHeight } from "../row-groups.ts";
import {
  describeEach,
  describeInterval,
  finiteSorted,
  intervalOf,
  percent,
  whyNone,
} from "../variable-panel.ts";

export const ridgeline: PictureKind = {
  name: "ridgeline",
  about: "densities of many variables, a hill on each row",
  reading:
    "Each row is a variable, its hill the density of its draws with the interval and the median on the ground. All hills are equally high, so " +
    "widths are compared, not heights. Rows of levels that share a hill's place say that the levels do not differ; a row with two hills has " +
    "two modes, or chains that do not agree (see density); a hill that is cut off stands at a hard end, as 0 of an sd.",
  variables: { usual: 15, least: 1 },
  draw: (input) => picture(input),
};

/** Rows that a hill is high, and pixels of a row. */
const hill = 1.35;
const rowPixels = 30;

function picture({ title, draws, prob }: PictureInput) {
  const groups = rowGroups(draws, prob);
  return {
    kind: "ridgeline",
    title: `Densities of ${title}`,
    subtitle: null,
    description: `Densities of ${draws.variables.length} variables below each other. ${describeEach(draws, (values) => describeInterval(values, prob), 40)}`,
    panels: groups.map((group) => panelOf(draws, group, prob, groups.length)),
    columns: 1,
    legend: [
      { colour: "main" as const, text: `median and ${percent(prob)} interval`, symbol: "dot" as const },
    ],
  };
}

function panelOf(
  draws: Draws,
  { quantity, places, names }: RowGroup,
  prob: number,
  panelCount: number,
): Panel {
  const axis = nameAxis(names);
  return {
    title: quantity,
    x: numberAxis(null),
    y: { ...axis, domain: [-hill - 0.1, axis.domain![1]] },
    // The hill of the first row lies behind those of the rows below, which reach over its ground.
    marks: [
      ...places.flatMap((place, row) => hillMarks(draws.values[place]!, row)),
      ...places.flatMap((place, row) => groundMarks(draws.values[place]!, row, prob)),
    ],
    height: rowsHeight(places.length + 1, rowPixels, panelCount),
  };
}

function groundMarks(values: Float64Array, row: number, prob: number): Mark[] {
  const [low, median, high] = intervalOf(finiteSorted(values), prob);
  return [
    { kind: "segments", x1: [low], x2: [high], y1: [row], y2: [row], colour: "main", width: 2 },
    { kind: "dots", x: [median], y: [row], colour: "main", size: 3.2 },
  ];
}

/** Heights below this share of the top are left out: they are the ground. */
const lowest = 0.003;

function hillMarks(values: Float64Array, row: number): Mark[] {
  if (whyNone(finiteSorted(values)) !== null) return [];
  const { all } = densitiesOf([values], values);
  if (all === null) return [];
  const line = curveLine(all);
  const most = all.density.reduce((a, b) => Math.max(a, b), 0);
  const places = Array.from(line.y, (_, i) => i);
  const isHigh = (i: number): boolean => line.y[i]! > lowest * most;
  const kept = places.slice(places.findIndex(isHigh), places.findLastIndex(isHigh) + 1);
  const x = kept.map((i) => line.x[i]!);
  const upper = kept.map((i) => row - (hill * line.y[i]!) / most);
  return [
    { kind: "area", x, lower: upper.map(() => row), upper, colour: "band", opacity: 0.8 },
    { kind: "line", x, y: upper, colour: "main", width: 1.2 },
  ];
}
