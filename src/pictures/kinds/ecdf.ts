/** Distribution functions of the draws of each variable, a curve for each chain, with the ends of the interval and the median. */

import { viewOf } from "../../posterior/kernel-density.ts";
import { chainLegend, listNames, panelGrid } from "../chain-parts.ts";
import type { PictureKind } from "../kind.ts";
import { type Mark, numberAxis, type Panel } from "../picture.ts";
import {
  chainOf,
  chainsOf,
  describeEach,
  describeInterval,
  finiteSorted,
  intervalOf,
  panelsOf,
  percent,
  whyNone,
  wordsPanel,
} from "../variable-panel.ts";

export const ecdf: PictureKind = {
  name: "ecdf",
  about: "distribution functions, a curve for each chain, with interval and median",
  reading:
    "The height of a curve is the share of a chain's draws up to there, so every quantile can be read: the median where it crosses 50%. " +
    "Nothing is smoothed. Curves of chains that agree lie over each other; one to the side of the others has another place, one that crosses them " +
    "another width. A flat stretch is a gap without draws, a jump many equal draws. Vertical lines are the ends of the interval and the median.",
  variables: { usual: 6, least: 1 },
  draw: ({ title, draws, prob }) => ({
    kind: "ecdf",
    title: `Distribution functions of ${title}`,
    subtitle: null,
    description: `Distribution functions of the draws of ${draws.chainCount} chains: ${listNames(draws.variables)}. ${describeEach(draws, (values) => describeInterval(values, prob))}`,
    panels: panelsOf(draws, ({ name }, values) => {
      const sorted = finiteSorted(values);
      if (sorted.length === 0) return wordsPanel(name, whyNone(sorted)!);
      const chains = chainsOf(draws).map((chain) => finiteSorted(chainOf(values, chain, draws.drawCount)));
      return panelOf(name, chains, sorted, prob);
    }),
    columns: panelGrid(draws.variables.length),
    legend: [
      ...chainLegend(draws.chainCount),
      { colour: "muted", text: `median and ${percent(prob)} interval`, symbol: "line" },
    ],
  }),
};

/** Steps of a curve at most: more are hardly a pixel high. */
const mostSteps = 200;

function panelOf(name: string, chains: readonly Float64Array[], sorted: Float64Array, prob: number): Panel {
  const views = chains.filter((chain) => chain.length > 0).map(viewOf);
  const from = Math.min(...views.map(([start]) => start));
  const to = Math.max(...views.map(([, stop]) => stop));
  const margin = to > from ? (to - from) / 50 : 0.5;
  const view: [number, number] = [from - margin, to + margin];
  const lines = chains.map((chain, c): Mark => {
    const look = { width: 1.3, opacity: chains.length > 8 ? 0.5 : 0.9, isStepped: true };
    return { kind: "line", ...stepsOf(chain, view), colour: { chain: c }, ...look, name: `chain ${c + 1}` };
  });
  const rules = intervalOf(sorted, prob)
    .filter((at) => at >= view[0] && at <= view[1])
    .map((at): Mark => ({ kind: "rule", axis: "x", at, colour: "muted", isDashed: true }));
  return {
    title: name,
    x: numberAxis(null, { domain: view }),
    y: numberAxis(null, { domain: [0, 1], format: "percent" }),
    marks: [...rules, ...lines],
    height: 1,
  };
}

/** The share of ascending draws up to each of them, over a view: from the height at its left end to that at its right end. */
function stepsOf(chain: Float64Array, [from, to]: readonly [number, number]): { x: number[]; y: number[] } {
  const count = chain.length;
  const steps = Math.min(count, mostSteps);
  const kept = Array.from({ length: steps }, (_, i) => Math.ceil(((i + 1) * count) / steps) - 1);
  const seen = kept.filter((place) => chain[place]! >= from && chain[place]! <= to);
  const below = chain.reduce((sum, value) => sum + (value < from ? 1 : 0), 0);
  const upTo = chain.reduce((sum, value) => sum + (value <= to ? 1 : 0), 0);
  return {
    x: [from, ...seen.map((place) => chain[place]!), to],
    y: [below / count, ...seen.map((place) => (place + 1) / count), upTo / count],
  };
}
