/** Histograms of the draws of each variable, of all chains together, with the interval and the median on the ground. */

import { type Histogram, histogramOf } from "../../posterior/histogram.ts";
import { viewOf } from "../../posterior/kernel-density.ts";
import { listNames, panelGrid } from "../chain-parts.ts";
import { countWithin, intervalMarks } from "../density-marks.ts";
import type { PictureKind } from "../kind.ts";
import { numberAxis, type Panel } from "../picture.ts";
import { formatRounded } from "../ticks.ts";
import {
  describeEach,
  describeInterval,
  finiteSorted,
  panelsOf,
  percent,
  whyNone,
  wordsPanel,
} from "../variable-panel.ts";

export const histogram: PictureKind = {
  name: "histogram",
  about: "how often draws fall into bins, of all chains together",
  reading:
    "The height of a bar is the number of draws in it: nothing is smoothed, so gaps, heaps and hard ends are seen as they are. Several hills " +
    "are modes, or chains that do not agree (see density, which shows each chain). Bars that stand against an end mean that the data do not tell " +
    "the variable from it. The bar below is the interval, its dot the median.",
  variables: { usual: 6, least: 1 },
  draw: ({ title, draws, prob }) => ({
    kind: "histogram",
    title: `Histograms of ${title}`,
    subtitle: null,
    description: `Histograms of ${draws.chainCount * draws.drawCount} draws: ${listNames(draws.variables)}. ${describeEach(draws, (values) => describeInterval(values, prob))}`,
    panels: panelsOf(draws, ({ name }, values) => {
      const sorted = finiteSorted(values);
      return sorted.length === 0 ? wordsPanel(name, whyNone(sorted)!) : panelOf(name, sorted, prob);
    }),
    columns: panelGrid(draws.variables.length),
    legend: [
      { colour: "main", text: `${percent(prob)} interval`, symbol: "line" },
      { colour: "main", text: "median", symbol: "dot" },
    ],
  }),
};

function panelOf(name: string, sorted: Float64Array, prob: number): Panel {
  const view = viewOf(sorted);
  const bins = histogramOf(sorted, view);
  const beyond = sorted.length - countWithin(sorted, view);
  const most = bins.counts.reduce((a, b) => Math.max(a, b), 0);
  return {
    title: beyond === 0 ? name : `${name} (${beyond} draws beyond)`,
    x: numberAxis(null),
    y: numberAxis("draws"),
    marks: [
      {
        kind: "boxes",
        x1: bins.edges.subarray(0, -1),
        x2: bins.edges.subarray(1),
        y1: new Float64Array(bins.counts.length),
        y2: bins.counts,
        colour: "main",
        opacity: 0.55,
        names: namesOf(bins),
      },
      ...intervalMarks(sorted, prob, view, -0.05 * most),
    ],
    height: 1,
  };
}

function namesOf({ edges, counts }: Histogram): string[] {
  return Array.from(counts, (count, i) => {
    return `${formatRounded(edges[i]!, 4)} to ${formatRounded(edges[i + 1]!, 4)}: ${count} draws`;
  });
}
