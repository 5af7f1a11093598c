/** Three estimates of each level's mean side by side: of its rows alone, of the model, and of all rows. */

import type { PooledEstimate, PooledLevel, Pooling } from "../../posterior/pooling.ts";
import { levelAxis, rowsOf } from "../group-levels.ts";
import { isNoPicture, type PictureInput, type PictureKind } from "../kind.ts";
import { type LegendEntry, type Mark, nameAxis, numberAxis, type Panel, type Picture } from "../picture.ts";
import { differenceLabel, drawnIn, hasOthers, poolingsToShow } from "../pooled-levels.ts";
import { formatRounded } from "../ticks.ts";
import { percent } from "../variable-panel.ts";

export const pooling: PictureKind = {
  name: "pooling",
  about: "each level's mean without pooling, with partial pooling, and with complete pooling, with intervals",
  reading:
    "How far a level is from the mean of all rows: orange is what its own rows say (no pooling), blue what the model says (partial pooling), and the line at 0 what all rows say as if there were no levels (complete " +
    "pooling). The blue interval lies between the two and is mostly the shorter one: it borrows from the other levels. Where orange and blue are one, pooling changes nothing " +
    "and neither does leaving the factor a fixed one; where all blue intervals hold 0, the levels can hardly be told apart. A blue " +
    "interval far from both is other predictors or factors at work.",
  variables: null,
  takesGroup: true,
  draw: (input) => {
    const poolings = poolingsToShow(input);
    return isNoPicture(poolings) ? poolings : picture(input, poolings);
  },
};

function picture(input: PictureInput, poolings: readonly Pooling[]): Picture {
  const outcome = input.run?.roles.outcome ?? null;
  const isUntold = poolings.some(({ levels }) =>
    levels.some(({ n, none }) => n > 0 && !Number.isFinite(none.lower)),
  );
  const why = poolings.some((one) => hasOthers(input, one))
    ? "Raw means carry what other factors give their rows, and so have no interval of their own."
    : "Means of several rows with standard errors of their own have no interval without pooling.";
  return {
    kind: "pooling",
    title: `No, partial and complete pooling in ${input.title}`,
    subtitle: isUntold ? why : null,
    description: poolings.map((one) => describe(one, input.prob)).join(" "),
    panels: poolings.map((one) => panelOf(one, outcome, poolings.length === 1)),
    columns: poolings.length === 1 ? 1 : 2,
    legend: legendOf(input.prob),
  };
}

function legendOf(prob: number): LegendEntry[] {
  return [
    { colour: "second", text: "no pooling", symbol: "ring" },
    { colour: "main", text: "partial pooling", symbol: "dot" },
    { colour: "muted", text: `complete pooling (intervals: ${percent(prob)})`, symbol: "line" },
  ];
}

function describe({ group, grandMean, levels }: Pooling, prob: number): string {
  const interval = ({ center, lower, upper }: PooledEstimate): string =>
    Number.isFinite(lower)
      ? `${formatRounded(center)} (${formatRounded(lower)} to ${formatRounded(upper)})`
      : formatRounded(center);
  const said = levels
    .slice(0, 8)
    .map(({ level, none, partial }) => `${level} ${interval(none)}, pooled ${interval(partial)}`);
  const rest = levels.length > 8 ? `; and ${levels.length - 8} more` : "";
  const shares = levels.map(drawnIn).filter(Number.isFinite);
  const typical = shares.sort((a, b) => a - b)[Math.floor(shares.length / 2)];
  const how =
    typical === undefined
      ? ""
      : ` Half of the levels are drawn in by ${formatRounded(100 * typical, 2)}% or more.`;
  return `Differences of the levels of ${group} from the mean of all, ${formatRounded(grandMean, 4)}, with ${percent(prob)} intervals: ${said.join("; ")}${rest}.${how}`;
}

/** Two rows for each level, near each other: rounded, they are rows of a terminal. */
const places = { none: 0.2, partial: 0.8 };
/** Of the height of a picture with one row for each level. */
const heightOfPairs = 1.4;

function panelOf(pooling: Pooling, outcome: string | null, isAlone: boolean): Panel {
  const { group, levels } = pooling;
  const { y, height } = levelAxis(
    levels.map(({ level }) => level),
    isAlone,
  );
  const names = (y.names ?? []).flatMap((name) => [name, ""]);
  const marks: Mark[] = [
    { kind: "rule", axis: "x", at: 0, colour: "muted" },
    ...estimateMarks(levels, "none"),
    ...estimateMarks(levels, "partial"),
  ];
  return {
    title: group,
    x: numberAxis(differenceLabel(pooling, outcome)),
    y: nameAxis(names),
    marks,
    height: heightOfPairs * height,
  };
}

function estimateMarks(levels: readonly PooledLevel[], which: "none" | "partial"): Mark[] {
  const isNone = which === "none";
  const colour = isNone ? "second" : "main";
  const rows = rowsOf(levels).filter((row) => Number.isFinite(levels[row]![which].center));
  const told = rows.filter((row) => Number.isFinite(levels[row]![which].lower));
  const at = (row: number): number => 2 * row + places[which];
  const words = isNone ? "no pooling" : "partial pooling";
  const intervals: Mark[] =
    told.length === 0
      ? []
      : [
          {
            kind: "segments",
            x1: told.map((row) => levels[row]![which].lower),
            x2: told.map((row) => levels[row]![which].upper),
            y1: told.map(at),
            y2: told.map(at),
            colour,
            width: 1.6,
          },
        ];
  return [
    ...intervals,
    {
      kind: "dots",
      x: rows.map((row) => levels[row]![which].center),
      y: rows.map(at),
      colour,
      symbol: isNone ? "ring" : "dot",
      size: 3,
      names: rows.map(
        (row) => `${levels[row]!.level}, ${words}: ${formatRounded(levels[row]![which].center)}`,
      ),
    },
  ];
}
