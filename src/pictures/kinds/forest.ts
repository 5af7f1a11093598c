/** Intervals of the variables below each other: the interval thin, the central half thick, the median as a dot. */

import type { Draws } from "../../posterior/draws.ts";
import { listNames } from "../chain-parts.ts";
import type { PictureInput, PictureKind } from "../kind.ts";
import { type LegendEntry, type Mark, nameAxis, numberAxis, type Panel } from "../picture.ts";
import { type RowGroup, rowGroups, rowsHeight } from "../row-groups.ts";
import {
  describeEach,
  describeInterval,
  finiteSorted,
  intervalOf,
  intervalWords,
  percent,
} from "../variable-panel.ts";

export const forest: PictureKind = {
  name: "forest",
  about: "intervals and medians of many variables below each other",
  reading:
    "Each row is a variable: the dot its median, the thick bar the central half of its draws, the thin one the interval. Rows are " +
    "compared by how far their bars overlap; that a bar does not reach 0, the dashed line, says that the sign is known. Of two rows " +
    "whose bars overlap a little the difference may still be clear: it is a variable of its own. Red dots are variables that break " +
    "a rule of the diagnosis: their bars are not to be trusted yet.",
  variables: { usual: 40, least: 1 },
  draw: (input) => picture(input),
};

/** Pixels of a row, and rows from which on they are lower. */
const rowPixels = { usual: 20, many: 15, from: 40 };

function picture({ title, draws, rows, prob, of }: PictureInput) {
  const count = draws.variables.length;
  const groups = rowGroups(draws, prob);
  const isBroken = (name: string): boolean => rows.get(name)?.breaksRule ?? false;
  const broken = draws.variables.filter(({ name }) => isBroken(name));
  const alert: LegendEntry[] =
    broken.length === 0 ? [] : [{ colour: "alert", text: "breaks a rule of the diagnosis", symbol: "dot" }];
  const said = describeEach(draws, (values) => describeInterval(values, prob), 40);
  const warned = broken.length === 0 ? "" : ` Not to be trusted: ${listNames(broken)}.`;
  return {
    kind: "forest",
    title: `Intervals of ${title}`,
    subtitle: of !== undefined && of > count ? `${count} of ${of} rows` : null,
    description: `Medians and intervals of ${count} variables. ${said}${warned}`,
    panels: groups.map((group) => panelOf(draws, group, { prob, isBroken, panelCount: groups.length })),
    columns: 1,
    legend: [
      { colour: "main" as const, text: "median", symbol: "dot" as const },
      { colour: "main" as const, text: `50% and ${percent(prob)} interval`, symbol: "line" as const },
      ...alert,
    ],
  };
}

interface Look {
  readonly prob: number;
  readonly isBroken: (name: string) => boolean;
  readonly panelCount: number;
}

function panelOf(draws: Draws, { quantity, places, names }: RowGroup, look: Look): Panel {
  const sorted = places.map((place) => finiteSorted(draws.values[place]!));
  const wide = sorted.map((row) => intervalOf(row, look.prob));
  const half = sorted.map((row) => intervalOf(row, 0.5));
  const y = Array.from(places.keys());
  const segment = (ends: readonly (readonly number[])[], width: number, opacity: number): Mark => ({
    kind: "segments",
    x1: ends.map(([low]) => low!),
    x2: ends.map(([, , high]) => high!),
    y1: y,
    y2: y,
    colour: "main",
    width,
    opacity,
  });
  const perRow = places.length >= rowPixels.from ? rowPixels.many : rowPixels.usual;
  return {
    title: quantity,
    x: numberAxis(null),
    y: nameAxis(names),
    marks: [
      ...zeroRule(wide),
      segment(wide, 1.5, 0.9),
      segment(half, 4.5, 0.55),
      ...[false, true].map((broken) => medians(draws, { places, wide, look, broken })),
    ],
    height: rowsHeight(places.length, perRow, look.panelCount),
  };
}

/** The medians of the rows that are, or are not, to be trusted. */
function medians(
  { variables }: Draws,
  {
    places,
    wide,
    look,
    broken,
  }: {
    readonly places: readonly number[];
    readonly wide: readonly (readonly [number, number, number])[];
    readonly look: Look;
    readonly broken: boolean;
  },
): Mark {
  const rows = Array.from(places.keys()).filter(
    (row) => look.isBroken(variables[places[row]!]!.name) === broken,
  );
  return {
    kind: "dots",
    x: rows.map((row) => wide[row]![1]),
    y: rows,
    colour: broken ? "alert" : "main",
    size: 3.6,
    names: rows.map((row) => {
      const [low, median, high] = intervalWords(wide[row]!);
      return `${variables[places[row]!]!.name}: ${median}, from ${low} to ${high}`;
    }),
  };
}

/** Where rows lie on both sides of 0, or near it. */
function zeroRule(ends: readonly (readonly [number, number, number])[]): Mark[] {
  const known = ends.filter(([low]) => Number.isFinite(low));
  const least = Math.min(...known.map(([low]) => low));
  const most = Math.max(...known.map(([, , high]) => high));
  if (!(least <= 0 && most >= 0)) return [];
  return [{ kind: "rule", axis: "x", at: 0, colour: "muted", isDashed: true }];
}
