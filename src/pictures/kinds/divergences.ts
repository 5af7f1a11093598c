/** Where the divergent draws lie in each variable: their ranks among all draws. */

import { gatherDivergences, measurePlace } from "../../posterior/divergences.ts";
import type { Draws, Variable } from "../../posterior/draws.ts";
import { isConstant, mean } from "../../posterior/moments.ts";
import { averageRanks } from "../../posterior/rank-correlation.ts";
import { divergentPlaces } from "../divergent-draws.ts";
import { levelAxis, rowsOf } from "../group-levels.ts";
import type { NoPicture, PictureInput, PictureKind } from "../kind.ts";
import { type Mark, numberAxis, type Panel, type Picture } from "../picture.ts";
import { formatRounded } from "../ticks.ts";
import { percent } from "../variable-panel.ts";

export const divergences: PictureKind = {
  name: "divergences",
  about: "in which variables the divergent draws lie apart from the others",
  reading:
    "Each cross is a divergent transition, at its rank among all draws of the variable: 0 % the smallest, 100 % the largest. If they mean nothing they lie everywhere, and their mean, the dot, is " +
    "in the band about 50 %. Variables whose dot is red separate the divergent draws from the others: the place where the sampler fails. An sd at the left is a funnel: write " +
    "`noncentered` before its effects, or give it a prior that keeps it from 0; a place at the right is a long tail. If no variable separates them, raise `--target-acceptance`, " +
    "and if they stay, look at `pairs`.",
  variables: { usual: 20, least: 1 },
  draw: (input) => whyNone(input) ?? picture(input),
};

function whyNone({ draws }: PictureInput): NoPicture | null {
  const { divergent } = draws.statistics;
  if (divergent === undefined)
    return {
      reason:
        "the draws came without marks of divergent transitions; give the file with the sampler's statistics, or draw `pairs`",
    };
  const total = divergent.length;
  return divergentPlaces(draws).length > 0
    ? null
    : {
        reason: `none of ${total} transitions is divergent, so that there is nothing to mend; look at \`energy\` or \`trace\` for other faults`,
      };
}

/** A variable's divergent draws. */
interface Separation {
  readonly name: string;
  /** Shares of all draws, between 0 and 1. */
  readonly ranks: readonly number[];
  readonly center: number;
  readonly isGathered: boolean;
}

function picture({ title, draws }: PictureInput): Picture | NoPicture {
  const places = divergentPlaces(draws);
  const rows = separations(draws, places);
  if (rows.length === 0)
    return {
      reason: "no variable that is shown varies over finite draws; name others, such as standard deviations",
    };
  const total = draws.chainCount * draws.drawCount;
  const gathered = rows.filter(({ isGathered }) => isGathered);
  return {
    kind: "divergences",
    title: `Divergent draws of ${title}`,
    subtitle: `${places.length} of ${total} transitions are divergent; the variables that separate them most stand first.`,
    description: `Mean rank of ${places.length} divergent draws of ${total} in each variable, 50% if they lie everywhere: ${rows
      .slice(0, 12)
      .map(({ name, center }) => `${name} ${formatRounded(100 * center, 2)}%`)
      .join(
        ", ",
      )}. ${gathered.length === 0 ? "None of them separates the divergent draws" : `They gather by ${gathered.map(({ name }) => name).join(", ")}`}.`,
    panels: [panelOf(rows, places.length)],
    columns: 1,
    legend: [
      { colour: "alert", text: "mean of a variable that separates them", symbol: "dot" },
      { colour: "main", text: "mean of another", symbol: "dot" },
      { colour: "muted", text: "divergent draw", symbol: "cross" },
      { colour: "band", text: `${percent(bandProbability)} band of a mean by chance`, symbol: "area" },
    ],
  };
}

/** The farthest from the middle first. */
function separations(draws: Draws, places: readonly number[]): Separation[] {
  const measured = draws.variables.flatMap((variable, v): Omit<Separation, "isGathered">[] => {
    const values = draws.values[v]!;
    if (!isShown(variable, values)) return [];
    const all = averageRanks(values);
    const ranks = places.map((place) => (all[place]! - 0.5) / all.length);
    return [{ name: variable.name, ranks, center: mean(ranks) }];
  });
  const placed = draws.variables.map((variable, v) =>
    isShown(variable, draws.values[v]!) ? measurePlace(variable, draws.values[v]!, places) : null,
  );
  const { gathered } = gatherDivergences(draws.statistics.divergent!.length, places.length, placed);
  const names = new Set(gathered.map(({ name }) => name));
  return measured
    .map((one) => ({ ...one, isGathered: names.has(one.name) }))
    .sort((a, b) => Math.abs(b.center - 0.5) - Math.abs(a.center - 0.5));
}

function isShown({ isConstant: isFixed }: Variable, values: Float64Array): boolean {
  return !isFixed && !values.some(Number.isNaN) && !isConstant(values);
}

const bandProbability = 0.95;
/** Φ⁻¹(0.975) */
const bandWidth = 1.959963984540054;
/** Crosses at most in a row: of more, every so manieth. */
const mostCrosses = 200;

function panelOf(rows: readonly Separation[], count: number): Panel {
  const { y, height } = levelAxis(
    rows.map(({ name }) => name),
    true,
  );
  // The mean of D uniform numbers is 1/2 ± 1/√(12 D).
  const reach = Math.min(0.5, bandWidth / Math.sqrt(12 * count));
  const ends = [-0.6, rows.length - 0.4] as const;
  const step = Math.ceil(count / mostCrosses);
  const crosses = rows.flatMap(({ ranks }, row) =>
    ranks.flatMap((rank, k) => (k % step === 0 ? [{ rank, row }] : [])),
  );
  return {
    title: null,
    x: numberAxis("rank among all draws", { domain: [0, 1], format: "percent" }),
    y,
    marks: [
      { kind: "boxes", x1: [0.5 - reach], x2: [0.5 + reach], y1: [ends[0]], y2: [ends[1]], colour: "band" },
      { kind: "rule", axis: "x", at: 0.5, colour: "muted", isDashed: true },
      {
        kind: "dots",
        x: crosses.map(({ rank }) => rank),
        y: crosses.map(({ row }) => row),
        colour: "muted",
        symbol: "cross",
        size: 3,
        opacity: 0.8,
      },
      ...meanMarks(rows, true),
      ...meanMarks(rows, false),
    ],
    height: Math.max(0.6, height),
  };
}

function meanMarks(rows: readonly Separation[], isGathered: boolean): Mark[] {
  const places = rowsOf(rows).filter((row) => rows[row]!.isGathered === isGathered);
  if (places.length === 0) return [];
  return [
    {
      kind: "dots",
      x: places.map((row) => rows[row]!.center),
      y: places,
      colour: isGathered ? "alert" : "main",
      size: 5,
      names: places.map(
        (row) => `${rows[row]!.name}: mean rank ${formatRounded(100 * rows[row]!.center, 3)}%`,
      ),
    },
  ];
}
