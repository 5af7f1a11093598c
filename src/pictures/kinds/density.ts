/** Densities of the draws of each variable, of all chains and of each, with the interval and the median on the ground. */

import { chainLegend, listNames, panelGrid } from "../chain-parts.ts";
import {
  curveLine,
  type Densities,
  densitiesOf,
  densityArea,
  densityOutline,
  intervalMarks,
} from "../density-marks.ts";
import type { PictureKind } from "../kind.ts";
import { type LegendEntry, type Mark, numberAxis, type Panel } from "../picture.ts";
import {
  chainOf,
  chainsOf,
  describeEach,
  describeInterval,
  finiteSorted,
  panelsOf,
  percent,
  whyNone,
  wordsPanel,
} from "../variable-panel.ts";

export const density: PictureKind = {
  name: "density",
  about: "densities of all draws and of each chain, with interval and median",
  reading:
    "Where a curve is high, the draws are many: the posterior of a variable, with its interval as a bar and its median as a dot. The lines of " +
    "the chains lie over each other if the chains agree, but for small waves. A chain with a hill of its own has found another mode, or did not get " +
    "away from where it began. Ends that draws come near to and never pass, as 0 of an sd, are not smeared: a density that is high " +
    "there says that the data do not tell it from the end.",
  variables: { usual: 6, least: 1 },
  draw: ({ title, draws, prob }) => ({
    kind: "density",
    title: `Densities of ${title}`,
    subtitle: null,
    description: `Densities of the draws of ${draws.chainCount} chains: ${listNames(draws.variables)}. ${describeEach(draws, (values) => describeInterval(values, prob))}`,
    panels: panelsOf(draws, ({ name }, values) => {
      const sorted = finiteSorted(values);
      const none = whyNone(sorted);
      if (none !== null) return wordsPanel(name, none);
      const chains = chainsOf(draws).map((chain) => chainOf(values, chain, draws.drawCount));
      return panelOf(name, densitiesOf(chains, values), sorted, prob);
    }),
    columns: panelGrid(draws.variables.length),
    legend: [...chainLegend(draws.chainCount), ...densityLegend(prob)],
  }),
};

function densityLegend(prob: number): LegendEntry[] {
  return [
    { colour: "band", text: "all draws", symbol: "area" },
    { colour: "main", text: `${percent(prob)} interval`, symbol: "line" },
    { colour: "main", text: "median", symbol: "dot" },
  ];
}

function panelOf(name: string, densities: Densities, sorted: Float64Array, prob: number): Panel {
  const { all, chains, view, beyond } = densities;
  const most = Math.max(0, ...(all?.density ?? []));
  const lines = chains.flatMap((curve, chain): Mark[] => {
    const name = `chain ${chain + 1}`;
    if (curve === null) return [];
    const opacity = chains.length > 8 ? 0.5 : 0.9;
    if (typeof curve === "number")
      return [{ ...uprightAt(curve, most), colour: { chain }, names: [`${name} stands still`] }];
    return [{ kind: "line", ...curveLine(curve), colour: { chain }, width: 1.3, opacity, name }];
  });
  const words = beyond === 0 ? name : `${name} (${beyond} draws beyond)`;
  return {
    title: words,
    x: numberAxis(null, { domain: view }),
    y: numberAxis(null, { isBare: true }),
    marks: [
      ...densityArea(all),
      ...(chains.length > 1 ? lines : densityOutline(all)),
      ...intervalMarks(sorted, prob, view, -0.04 * most),
    ],
    height: 1,
  };
}

function uprightAt(x: number, height: number) {
  return { kind: "segments" as const, x1: [x], x2: [x], y1: [0], y2: [height], width: 2 };
}
