/** Each variable against each other: a matrix of scatters, with densities on the diagonal and divergent draws above the others. */

import type { Draws } from "../../posterior/draws.ts";
import { bandwidthOf, hardEnds, kernelDensity, viewOf } from "../../posterior/kernel-density.ts";
import { rankCorrelation } from "../../posterior/rank-correlation.ts";
import { densityArea, densityOutline } from "../density-marks.ts";
import { divergentPlaces, plainPlaces } from "../divergent-draws.ts";
import type { NoPicture, PictureInput, PictureKind } from "../kind.ts";
import { type Axis, type LegendEntry, type Mark, numberAxis, type Panel, type Picture } from "../picture.ts";
import { formatTick } from "../ticks.ts";
import { finiteSorted, whyNone, wordsPanel } from "../variable-panel.ts";

export const pairs: PictureKind = {
  name: "pairs",
  about: "each variable against each other, divergent draws marked",
  reading:
    "Below the diagonal each dot is a draw, above it stands the rank correlation of the two. A round cloud is two variables that the data tell apart; a narrow one along a " +
    "line is two of which they know only the sum or the difference: center predictors, or drop one of the two. A funnel, narrow where an sd is small, is " +
    "group effects and their sd: red crosses that gather in its neck are divergent transitions, and the neck has not been seen in full; write `noncentered` " +
    "before the effects, or raise `--target-acceptance`. Two clouds are two modes. Crosses scattered everywhere are mostly false alarms.",
  variables: { usual: 4, least: 2 },
  draw: (input) => whyNoPairs(input) ?? picture(input),
};

/** Variables at most, and dots at most in one panel and in all. */
const mostVariables = 5;
const mostDots = { panel: 1000, picture: 1800 };

function whyNoPairs({ draws }: PictureInput): NoPicture | null {
  if (draws.variables.length >= 2) return null;
  const found = draws.variables[0] === undefined ? "no variable" : `one variable, ${draws.variables[0].name}`;
  return { reason: `a pair takes two variables and there is ${found}; name two to ${mostVariables}` };
}

function picture({ title, draws: given }: PictureInput): Picture {
  const draws = firstOf(given, mostVariables);
  const count = draws.variables.length;
  const divergent = divergentPlaces(draws);
  const share = Math.floor(mostDots.picture / ((count * (count - 1)) / 2));
  const plain = plainPlaces(draws, Math.min(mostDots.panel, share));
  const left = given.variables.length - count;
  const domains = draws.values.map((values) => domainOf(values, [...plain, ...divergent]));
  const panels = draws.variables.flatMap((_, row) =>
    draws.variables.map((__, column) => panelAt(draws, row, column, { plain, divergent, domains })),
  );
  return {
    kind: "pairs",
    title: `Pairs of variables of ${title}`,
    subtitle: left === 0 ? null : `The first ${count} of ${given.variables.length} variables.`,
    description: describe(draws, divergent.length),
    panels,
    columns: count,
    legend: legendOf(draws, plain.length, divergent.length),
  };
}

function firstOf(draws: Draws, most: number): Draws {
  return { ...draws, variables: draws.variables.slice(0, most), values: draws.values.slice(0, most) };
}

function legendOf(draws: Draws, plain: number, divergent: number): LegendEntry[] {
  const total = draws.chainCount * draws.drawCount - divergent;
  const shown: LegendEntry = {
    colour: "main",
    text: plain === total ? "draws" : `${plain} of ${total} draws`,
    symbol: "dot",
  };
  return divergent === 0
    ? [shown]
    : [shown, { colour: "alert", text: `${divergent} divergent`, symbol: "cross" }];
}

function describe(draws: Draws, divergent: number): string {
  const said = draws.variables.flatMap(({ name }, row) =>
    draws.variables
      .slice(0, row)
      .map(
        (other, column) =>
          `${other.name} and ${name} ${correlationWords(draws.values[column]!, draws.values[row]!)}`,
      ),
  );
  const { chainCount, drawCount } = draws;
  const known =
    draws.statistics.divergent === undefined ? "no marks of divergent ones" : `${divergent} divergent`;
  return `Rank correlations of ${chainCount * drawCount} draws, ${known}: ${said.join(", ")}.`;
}

function correlationWords(a: Float64Array, b: Float64Array): string {
  const value = rankCorrelation(a, b);
  return Number.isFinite(value) ? formatTick(Number(value.toFixed(2)) + 0, "number") : "none";
}

interface Shown {
  /** Places of draws. */
  readonly plain: readonly number[];
  readonly divergent: readonly number[];
  /** Of each variable. */
  readonly domains: readonly Axis["domain"][];
}

/** What the draws that are shown take, and a little more; null where they are one number, or none. */
function domainOf(values: Float64Array, places: readonly number[]): Axis["domain"] {
  const sorted = finiteSorted(Float64Array.from(places, (place) => values[place]!));
  if (whyNone(sorted) !== null) return null;
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const margin = 0.04 * (most - least);
  return [least - margin, most + margin];
}

function panelAt(draws: Draws, row: number, column: number, shown: Shown): Panel {
  const [x, y] = [draws.values[column]!, draws.values[row]!];
  const { name } = draws.variables[row]!;
  const other = draws.variables[column]!.name;
  const { plain, divergent, domains } = shown;
  if (row === column) return densityPanel(name, y, domains[row]!);
  if (row < column) return wordsPanel(`${name}, ${other}`, correlationWords(x, y));
  return {
    title: `${name} by ${other}`,
    x: numberAxis(null, { domain: domains[column]! }),
    y: numberAxis(null, { domain: domains[row]! }),
    marks: [
      ...scatter(x, y, plain, { colour: "main", size: 1.6, opacity: 0.45 }),
      ...scatter(x, y, divergent, { colour: "alert", symbol: "cross", size: 3.4 }),
    ],
    height: 1,
  };
}

/** Places where both are finite. */
function scatter(
  x: Float64Array,
  y: Float64Array,
  places: readonly number[],
  look: Pick<Extract<Mark, { kind: "dots" }>, "colour" | "symbol" | "size" | "opacity">,
): Mark[] {
  const seen = places.filter((place) => Number.isFinite(x[place]) && Number.isFinite(y[place]));
  if (seen.length === 0) return [];
  return [{ kind: "dots", x: seen.map((place) => x[place]!), y: seen.map((place) => y[place]!), ...look }];
}

function densityPanel(title: string, values: Float64Array, domain: Axis["domain"]): Panel {
  const sorted = finiteSorted(values);
  const none = whyNone(sorted);
  if (none !== null) return wordsPanel(title, none);
  const bandwidth = bandwidthOf(sorted);
  const curve = kernelDensity(sorted, domain ?? viewOf(sorted), hardEnds(sorted, bandwidth), bandwidth);
  return {
    title,
    x: numberAxis(null, { domain }),
    y: numberAxis(null, { isBare: true }),
    marks: [...densityArea(curve), ...densityOutline(curve)],
    height: 1,
  };
}
