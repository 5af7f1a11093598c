/** The effects of each factor's levels in the order of their size, each with its interval. */

import type { Draws, EffectsRole } from "../../posterior/draws.ts";
import { requireVariable } from "../../posterior/variables.ts";
import { effectsToShow, effectTitle, levelAxis, rowsOf } from "../group-levels.ts";
import { isNoPicture, type NoPicture, type PictureInput, type PictureKind } from "../kind.ts";
import { type LegendEntry, type Mark, numberAxis, type Panel, type Picture } from "../picture.ts";
import { formatRounded } from "../ticks.ts";
import { finiteSorted, intervalOf, percent } from "../variable-panel.ts";

export const caterpillar: PictureKind = {
  name: "caterpillar",
  about: "effects of a factor's levels in the order of their size, with intervals",
  reading:
    "Each line is a level: the dot its median, the thick bar the middle half of its draws, the thin line the interval; levels are sorted by their " +
    "medians. Intervals in orange leave out 0: these levels differ from the mean of all. The order is uncertain where intervals overlap, so " +
    "do not rank neighbours by it. Wide intervals are levels with few rows; if all of them are about 0 and alike, the factor has little to say, and " +
    "a single level far from a straight caterpillar deserves a look at its rows, or effects with heavier tails (`student_t`).",
  variables: null,
  takesGroup: true,
  draw: (input) => {
    const shown = effectsToShow(input);
    return isNoPicture(shown) ? shown : picture(input, shown.run.draws, shown.effects);
  },
};

/** A level, with 90 % say, and half of its draws. */
interface LevelInterval {
  readonly level: string;
  readonly n: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly half: readonly [number, number];
}

function picture(input: PictureInput, draws: Draws, effects: readonly EffectsRole[]): Picture | NoPicture {
  const tables = effects.map((role) => ({ role, levels: sortedLevels(draws, role, input.prob) }));
  if (tables.every(({ levels }) => levels.length === 0))
    return { reason: "no effect has finite draws; run `diagnose` on the run, and mend what it says" };
  const said = tables.map(({ role, levels }) => describe(role, levels, input.prob));
  return {
    kind: "caterpillar",
    title: `Group effects of ${input.title}`,
    subtitle: null,
    description: said.join(" "),
    panels: tables.map(({ role, levels }) => panelOf(role, levels, tables.length === 1)),
    columns: tables.length === 1 ? 1 : 2,
    legend: legendOf(input.prob),
  };
}

/** The largest first. */
function sortedLevels(draws: Draws, { levels, variables, n }: EffectsRole, prob: number): LevelInterval[] {
  const made = levels.flatMap((level, j): LevelInterval[] => {
    const sorted = finiteSorted(requireVariable(draws, variables[j]!));
    if (sorted.length === 0) return [];
    const [lower, median, upper] = intervalOf(sorted, prob);
    const [low, , high] = intervalOf(sorted, 0.5);
    return [{ level, n: n[j]!, lower, median, upper, half: [low, high] }];
  });
  return made.sort((a, b) => b.median - a.median);
}

function leavesOutZero({ lower, upper }: LevelInterval): boolean {
  return lower > 0 || upper < 0;
}

function describe(role: EffectsRole, levels: readonly LevelInterval[], prob: number): string {
  const [first, last] = [levels[0], levels.at(-1)];
  if (first === undefined || last === undefined) return `${effectTitle(role)}: no finite draws.`;
  const say = ({ level, median, lower, upper }: LevelInterval): string =>
    `${level} ${formatRounded(median)} (${formatRounded(lower)} to ${formatRounded(upper)})`;
  const away = levels.filter(leavesOutZero).length;
  const ends = levels.length === 1 ? say(first) : `from ${say(first)} to ${say(last)}`;
  return `Medians and ${percent(prob)} intervals of the effects of ${effectTitle(role)}, ${levels.length} levels: ${ends}; ${away} ${
    away === 1 ? "interval leaves" : "intervals leave"
  } out 0.`;
}

function panelOf(role: EffectsRole, levels: readonly LevelInterval[], isAlone: boolean): Panel {
  const away = levels.map(leavesOutZero);
  const rows = rowsOf(levels);
  const parts = [
    { colour: "main" as const, rows: rows.filter((row) => !away[row]) },
    { colour: "second" as const, rows: rows.filter((row) => away[row]) },
  ];
  const marks = parts.flatMap((part) => (part.rows.length === 0 ? [] : levelMarks(levels, part)));
  const title = effectTitle(role);
  const { y, height } = levelAxis(
    levels.map(({ level }) => level),
    isAlone,
  );
  return {
    title,
    x: numberAxis("effect"),
    y,
    marks: [{ kind: "rule", axis: "x", at: 0, colour: "muted", isDashed: true }, ...marks],
    height,
  };
}

function levelMarks(
  levels: readonly LevelInterval[],
  { colour, rows }: { readonly colour: "main" | "second"; readonly rows: readonly number[] },
): Mark[] {
  const of = (pick: (one: LevelInterval) => number): number[] => rows.map((row) => pick(levels[row]!));
  const names = rows.map((row) => {
    const { level, n, median, lower, upper } = levels[row]!;
    return `${level} (n = ${n}): ${formatRounded(median)}, ${formatRounded(lower)} to ${formatRounded(upper)}`;
  });
  const base = { kind: "segments" as const, y1: rows, y2: rows, colour };
  return [
    { ...base, x1: of(({ lower }) => lower), x2: of(({ upper }) => upper), width: 1.3 },
    { ...base, x1: of(({ half }) => half[0]), x2: of(({ half }) => half[1]), width: 3.5 },
    { kind: "dots", x: of(({ median }) => median), y: rows, colour, size: 3.5, names },
  ];
}

function legendOf(prob: number): LegendEntry[] {
  return [
    { colour: "main", text: "median, middle half of the draws", symbol: "dot" },
    { colour: "main", text: `${percent(prob)} interval`, symbol: "line" },
    { colour: "second", text: "interval leaves out 0", symbol: "line" },
  ];
}
