/** From each level's raw mean to what the model makes of it, an arrow; with the mean of all, to which they are drawn. */

import type { Pooling } from "../../posterior/pooling.ts";
import { levelAxis, rowsOf } from "../group-levels.ts";
import { isNoPicture, type PictureInput, type PictureKind } from "../kind.ts";
import { type LegendEntry, type Mark, numberAxis, type Panel, type Picture } from "../picture.ts";
import { differenceLabel, hasOthers, poolingsToShow } from "../pooled-levels.ts";
import { formatRounded } from "../ticks.ts";

export const shrinkage: PictureKind = {
  name: "shrinkage",
  about: "raw means of a factor's levels and arrows to what partial pooling makes of them",
  reading:
    "A ring is the mean of a level's rows, the dot what the model says of it, and the arrow how far it was drawn towards the mean of all rows, the line. " +
    "Levels with few rows have long arrows, those with many short ones; long arrows everywhere mean that the levels hardly differ, short ones that " +
    "each speaks for itself. An arrow away from the line is other predictors or factors in the raw mean: its rows were not average in these. If " +
    "arrows of well-known levels seem too long to you, look at the prior of the factor's sd (`prior-posterior`).",
  variables: null,
  takesGroup: true,
  draw: (input) => {
    const poolings = poolingsToShow(input);
    return isNoPicture(poolings) ? poolings : picture(input, poolings);
  },
};

function picture(input: PictureInput, poolings: readonly Pooling[]): Picture {
  const outcome = input.run?.roles.outcome ?? null;
  return {
    kind: "shrinkage",
    title: `Shrinkage in ${input.title}`,
    subtitle: poolings.some((one) => hasOthers(input, one))
      ? "Raw means carry what other factors give their rows; what the model says of a level is that of average rows."
      : null,
    description: poolings.map(describe).join(" "),
    panels: poolings.map((one) => panelOf(one, outcome, poolings.length === 1)),
    columns: poolings.length === 1 ? 1 : 2,
    legend,
  };
}

const legend: readonly LegendEntry[] = [
  { colour: "second", text: "raw mean", symbol: "ring" },
  { colour: "main", text: "partial pooling", symbol: "dot" },
  { colour: "muted", text: "mean of all rows (complete pooling)", symbol: "line" },
];

function describe({ group, grandMean, levels }: Pooling): string {
  const said = levels
    .slice(0, 12)
    .map(
      ({ level, none, partial }) =>
        `${level} ${formatRounded(none.center)} to ${formatRounded(partial.center)}`,
    );
  const rest = levels.length > 12 ? ` and ${levels.length - 12} more` : "";
  return `Differences of the levels of ${group} from the mean of all, ${formatRounded(grandMean, 4)}, of their rows alone and by the model: ${said.join(", ")}${rest}.`;
}

function panelOf(pooling: Pooling, outcome: string | null, isAlone: boolean): Panel {
  const { group, levels } = pooling;
  const rows = rowsOf(levels);
  const raw = levels.map(({ none }) => none.center);
  const partial = levels.map((one) => one.partial.center);
  const names = levels.map(
    ({ level, n, none, partial: own }) =>
      `${level} (n = ${n}): raw ${formatRounded(none.center)}, partial pooling ${formatRounded(own.center)}`,
  );
  const seen = rows.filter((row) => Number.isFinite(raw[row]));
  const at = (values: readonly number[]): number[] => seen.map((row) => values[row]!);
  const marks: Mark[] = [
    { kind: "rule", axis: "x", at: 0, colour: "muted" },
    {
      kind: "segments",
      x1: at(raw),
      y1: seen,
      x2: at(partial),
      y2: seen,
      colour: "main",
      width: 1.6,
      hasArrow: true,
    },
    { kind: "dots", x: at(raw), y: seen, colour: "second", symbol: "ring", size: 3.5 },
    { kind: "dots", x: partial, y: rows, colour: "main", size: 2.4, names },
  ];
  const { y, height } = levelAxis(
    levels.map(({ level }) => level),
    isAlone,
  );
  return { title: group, x: numberAxis(differenceLabel(pooling, outcome)), y, marks, height };
}
