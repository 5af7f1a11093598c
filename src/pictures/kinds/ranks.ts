/** The probability of each rank of a factor's levels as tiles, and that of being the first as bars. */

import { rolesByOutcome } from "../../posterior/draws.ts";
import type { RankRow, RankTable } from "../../posterior/ranks.ts";
import { rankTables } from "../../posterior/ranks.ts";
import { effectsToShow, effectTitle, levelAxis, rowsOf } from "../group-levels.ts";
import { intervalMarks } from "../interval-rows.ts";
import { isNoPicture, type NoPicture, type PictureInput, type PictureKind } from "../kind.ts";
import { type LegendEntry, type Mark, numberAxis, type Panel, type Picture } from "../picture.ts";
import { formatRounded } from "../ticks.ts";
import { percent } from "../variable-panel.ts";

export const ranks: PictureKind = {
  name: "ranks",
  about: "the probability of each rank of a factor's levels, and of being the first",
  reading:
    "Each row is a level, the first by its mean rank on top; the stronger the colour of a tile, the likelier is its rank. Ranks that are known have one strong tile in a row. Rows that are pale from end to end " +
    "say that the order is not known, and that a league table of the means would be read for more than it holds. The bars are the probabilities of being the first: of many levels the " +
    "likeliest may still have a small one.",
  variables: null,
  takesGroup: true,
  draw: (input) => {
    const tables = tablesOf(input);
    return isNoPicture(tables) ? tables : picture(input, tables);
  },
};

/** Of each outcome, where the effects of a model of several are told outcome by outcome. */
function tablesOf(input: PictureInput): readonly RankTable[] | NoPicture {
  const { run, prob, ranking } = input;
  const several = run === null ? [] : rolesByOutcome(run.roles);
  const all = several.length < 2 ? [input] : several.map((roles) => ({ ...input, run: { ...run!, roles } }));
  const shown = all.map((one) => effectsToShow(one));
  const tables = shown.flatMap((one) => {
    if (isNoPicture(one)) return [];
    const { draws, roles } = one.run;
    const own = rankTables(draws, { ...roles, effects: one.effects }, { prob, ...ranking });
    const { outcome } = roles;
    return several.length < 2 || outcome === null ? own : own.map((table) => ({ ...table, outcome }));
  });
  return tables.length > 0
    ? tables
    : (shown.find(isNoPicture) ?? { reason: "there are no group effects; draw a `forest`" });
}

/** `batch`, of several outcomes `y1, batch`. */
function titleOf(table: RankTable): string {
  return `${table.outcome === undefined ? "" : `${table.outcome}, `}${effectTitle(table)}`;
}

function picture({ title, prob }: PictureInput, tables: readonly RankTable[]): Picture {
  const isFirst = tables.every(({ top }) => top === null);
  const hasIntervals = tables.some((table) => !hasTiles(table));
  const lowest = tables.some(({ lowestFirst }) => lowestFirst);
  return {
    kind: "ranks",
    title: `Ranks of the levels of ${title}`,
    subtitle: `Rank 1 has the ${lowest ? "lowest" : "highest"} effect.`,
    description: tables.map((table) => describe(table)).join(" "),
    panels: tables.flatMap((table) => [rankPanel(table), chancePanel(table)]),
    columns: 2,
    legend: legendOf(isFirst ? "first" : `among the first ${tables[0]!.top}`, hasIntervals, prob),
  };
}

function hasTiles({ rows }: RankTable): boolean {
  return rows.every(({ probabilities }) => probabilities !== null);
}

const mostSaid = 12;

function describe(table: RankTable): string {
  const { rows } = table;
  const said = rows
    .slice(0, mostSaid)
    .map(
      (row) =>
        `${row.level} mean rank ${formatRounded(row.rank.mean)}, first with ${formatRounded(row.best.value, 2)}`,
    );
  const rest = rows.length > mostSaid ? `; and ${rows.length - mostSaid} more` : "";
  return `Ranks of ${titleOf(table)}, ${rows.length} levels: ${said.join("; ")}${rest}.`;
}

/** The probability that is told beside the ranks. */
function chanceOf({ best, top }: RankRow): number {
  return (top ?? best).value;
}

function rankPanel(table: RankTable): Panel {
  const { rows } = table;
  const { y, height } = levelAxis(
    rows.map(({ level }) => level),
    false,
  );
  const ends = [0.5, rows.length + 0.5] as const;
  return {
    title: titleOf(table),
    x: numberAxis("rank", { domain: ends }),
    y,
    marks: hasTiles(table) ? tiles(rows) : intervals(rows),
    height,
  };
}

/** A tile of less is not to be seen. */
const leastProbability = 0.005;

/** A tile that is certain has the full colour. As the eye sees it, the root of the probability grows evenly, and small ones are not lost. */
function tiles(rows: readonly RankRow[]): Mark[] {
  const places = rows.flatMap(({ probabilities }, row) =>
    probabilities!.flatMap((probability, k) =>
      probability < leastProbability ? [] : [{ row, rank: k + 1, probability }],
    ),
  );
  return [
    {
      kind: "boxes",
      x1: places.map(({ rank }) => rank - 0.5),
      x2: places.map(({ rank }) => rank + 0.5),
      y1: places.map(({ row }) => row - 0.47),
      y2: places.map(({ row }) => row + 0.47),
      colour: "main",
      opacities: places.map(({ probability }) => Math.sqrt(probability)),
      names: places.map(
        ({ row, rank, probability }) => `${rows[row]!.level}, rank ${rank}: ${formatRounded(probability, 2)}`,
      ),
    },
  ];
}

/** Where there are too many levels for tiles. */
function intervals(rows: readonly RankRow[]): Mark[] {
  return intervalMarks(
    rows.map(({ level, rank: { lower, median, upper } }, y) => ({
      name: level,
      y,
      lower,
      median,
      upper,
      half: null,
    })),
    "main",
  );
}

function chancePanel(table: RankTable): Panel {
  const { rows, top } = table;
  const { y, height } = levelAxis(
    rows.map(({ level }) => level),
    false,
  );
  const at = rowsOf(rows);
  return {
    title: top === null ? "probability of rank 1" : `probability of rank ${top} or better`,
    x: numberAxis("probability", { domain: [0, 1] }),
    y,
    marks: [
      {
        kind: "boxes",
        x1: at.map(() => 0),
        x2: rows.map(chanceOf),
        y1: at.map((row) => row - 0.3),
        y2: at.map((row) => row + 0.3),
        colour: "good",
        opacity: 0.7,
        names: rows.map((row) => `${row.level}: ${formatRounded(chanceOf(row), 2)}`),
      },
    ],
    height,
  };
}

function legendOf(what: string, hasIntervals: boolean, prob: number): LegendEntry[] {
  const ofRanks: LegendEntry = hasIntervals
    ? { colour: "main", text: `median and ${percent(prob)} interval of the rank`, symbol: "line" }
    : { colour: "main", text: "probability of the rank, the stronger the likelier", symbol: "area" };
  return [ofRanks, { colour: "good", text: `probability of being ${what}`, symbol: "area" }];
}
