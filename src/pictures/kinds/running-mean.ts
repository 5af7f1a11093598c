/** The mean of each chain's first draws as they accumulate, with the band of its Monte Carlo error about the mean of all draws. */

import type { Draws } from "../../posterior/draws.ts";
import { mcseMean } from "../../posterior/mcse.ts";
import { isAllFinite, isConstant, mean } from "../../posterior/moments.ts";
import { chainLegend, listNames, panelGrid } from "../chain-parts.ts";
import { decimate } from "../decimate.ts";
import type { PictureInput, PictureKind } from "../kind.ts";
import { type Mark, numberAxis, type Panel } from "../picture.ts";
import { formatRounded } from "../ticks.ts";
import {
  chainOf,
  chainsOf,
  describeEach,
  finiteSorted,
  tooFewDraws,
  whyNone,
  wordsPanel,
} from "../variable-panel.ts";

export const runningMean: PictureKind = {
  name: "running-mean",
  about: "means of each chain's first draws, with the band of their Monte Carlo error",
  reading:
    "Each line is the mean of a chain's draws up to there; the band is the mean of all draws ± 2 Monte Carlo standard errors of the mean of so many " +
    "draws of one chain. Lines of chains that agree wander into the narrowing band and stay in it, but for one in twenty at a time. Lines that run level at " +
    "different heights are chains in different places; a line that still climbs at the end is a chain that is still on its way. There is " +
    "no band where draws have no standard deviation that could be known, or no effective sample size: then look at medians.",
  variables: { usual: 6, least: 1 },
  draw: (input) => tooFewDraws("running means", 2, input.draws) ?? picture(input),
};

/** Lines begin after so large a share of the draws: the first means would take all of the height. */
const skipped = 0.02;

function picture({ title, draws, rows }: PictureInput) {
  const { chainCount, drawCount } = draws;
  const errorOf = (values: Float64Array, name: string): number => {
    const moments = rows.get(name)?.moments ?? "known";
    return moments === "known" ? chainError(values, chainCount) : Number.NaN;
  };
  const said = describeEach(draws, (values, v) => {
    if (!isAllFinite(values)) return "not all draws are finite";
    const ends = chainsOf(draws).map((chain) => mean(chainOf(values, chain, drawCount)));
    const [least, most] = [Math.min(...ends), Math.max(...ends)];
    const error = errorOf(values, draws.variables[v]!.name);
    return `means of chains from ${formatRounded(least, 4)} to ${formatRounded(most, 4)}, Monte Carlo standard error of a chain's mean ${formatRounded(error, 2)}`;
  });
  return {
    kind: "running-mean",
    title: `Running means of ${title}`,
    subtitle: null,
    description: `Means of the first draws of each of ${chainCount} chains of ${drawCount} draws: ${listNames(draws.variables)}. ${said}`,
    panels: draws.variables.map(({ name }, v) => {
      const values = draws.values[v]!;
      const none = whyNone(finiteSorted(values));
      if (none !== null) return wordsPanel(name, none);
      return panelOf(name, draws, values, errorOf(values, name));
    }),
    columns: panelGrid(draws.variables.length),
    legend: [
      ...chainLegend(chainCount),
      { colour: "band" as const, text: "±2 standard errors of a chain", symbol: "area" as const },
    ],
  };
}

/**
 * The Monte Carlo standard error of the mean of a chain of all its draws: the root of the mean square of those of the chains, each by itself, so that
 * chains that lie apart do not widen it. NaN where there is none.
 */
export function chainError(values: Float64Array, chainCount: number): number {
  if (!isAllFinite(values)) return Number.NaN;
  // Of numbers near 1e300 the squares are none.
  const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const drawCount = values.length / chainCount;
  const squares = chainsOf({ chainCount })
    .map((chain) => chainOf(values, chain, drawCount).map((value) => value / size))
    .filter((chain) => !isConstant(chain))
    .map((chain) => mcseMean(chain, 1) * mcseMean(chain, 1));
  return size * Math.sqrt(mean(squares));
}

function panelOf(title: string, draws: Draws, values: Float64Array, error: number): Panel {
  const { chainCount, drawCount } = draws;
  const first = Math.max(1, Math.floor(skipped * drawCount));
  const counts = Float64Array.from({ length: drawCount - first + 1 }, (_, i) => first + i);
  const lines = chainsOf(draws).map((chain): Mark => {
    const y = runningMeans(chainOf(values, chain, drawCount)).subarray(first - 1);
    const look = { colour: { chain }, width: 1.3, opacity: chainCount > 8 ? 0.5 : 0.9 };
    return { kind: "line", ...decimate({ x: counts, y }, 150), ...look, name: `chain ${chain + 1}` };
  });
  return {
    title,
    x: numberAxis("draw"),
    y: numberAxis(null),
    marks: [...bandOf(counts, draws, values, error), ...lines],
    height: 1,
  };
}

/** Of the mean of the first t draws of a chain: the error of all of its draws, times √(draws / t). */
function bandOf(counts: Float64Array, draws: Draws, values: Float64Array, error: number): Mark[] {
  if (!(error > 0)) return [];
  const center = mean(values);
  const places = decimate({ x: counts, y: counts }, 100).x;
  const reach = Array.from(places, (t) => 2 * error * Math.sqrt(draws.drawCount / t));
  return [
    {
      kind: "area",
      x: places,
      lower: reach.map((one) => center - one),
      upper: reach.map((one) => center + one),
      colour: "band",
    },
    { kind: "rule", axis: "y", at: center, colour: "muted", isDashed: true },
  ];
}

/** The mean of the first 1, 2, … draws; from one that is not finite on there is none. */
function runningMeans(chain: Float64Array): Float64Array {
  let current = 0;
  // A step of the mean, not a sum: sums of numbers near 1e308 are none.
  return chain.map((value, i) => {
    current += value / (i + 1) - current / (i + 1);
    return Number.isFinite(current) ? current : Number.NaN;
  });
}
