/** Effective sample sizes of quantiles, from 5% to 95%. */

import { essOfQuantiles } from "../../posterior/ess-curves.ts";
import { sortDraws } from "../../posterior/quantile.ts";
import { listNames, panelGrid } from "../chain-parts.ts";
import { essPanel, smallestWords, tooFewForEss, wantedLegend } from "../ess-panels.ts";
import type { PictureInput, PictureKind } from "../kind.ts";
import { numberAxis, type Panel } from "../picture.ts";
import { describeEach, percent, whyNone, wordsPanel } from "../variable-panel.ts";

export const essQuantileKind: PictureKind = {
  name: "ess-quantile",
  about: "effective sample sizes of quantiles, from 5% to 95%",
  reading:
    "How many independent draws each quantile is estimated as well by. A line that stays above the dashed one at both ends means that medians and " +
    "the ends of intervals can be reported. An end that drops says that chains visit that tail seldom or stay long in it: its quantile " +
    "is not known yet. Draw more, or let a narrower interval be enough.",
  variables: { usual: 6, least: 1 },
  draw: (input) => tooFewForEss(input.draws) ?? picture(input),
};

/** 5%, 10% … 95%. */
const probabilities = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);

function picture({ title, draws }: PictureInput) {
  const { chainCount, variables } = draws;
  const sizes = draws.values.map((values) =>
    essOfQuantiles(values, chainCount, probabilities, sortDraws(values)),
  );
  const nameOf = (place: number): string => `at ${percent(probabilities[place]!)}`;
  return {
    kind: "ess-quantile",
    title: `Effective sample sizes of quantiles of ${title}`,
    subtitle: null,
    description: `Effective sample sizes of quantiles, of ${chainCount} chains of ${draws.drawCount} draws: ${listNames(variables)}. ${describeEach(draws, (_, v) => smallestWords(sizes[v]!, nameOf))}`,
    panels: variables.map(({ name }, v): Panel => {
      const y = sizes[v]!;
      if (!y.some((size) => size > 0))
        return wordsPanel(name, whyNone(sortDraws(draws.values[v]!)) ?? "unknown, some draws are not finite");
      const axis = numberAxis("quantile", { domain: [0, 1], format: "percent" });
      const names = y.map((size, place) => `${Math.floor(size)} ${nameOf(place)}`);
      const line = { kind: "line", x: probabilities, y, colour: "main", width: 1.6 } as const;
      const dots = { kind: "dots", x: probabilities, y, colour: "main", size: 2.6, names } as const;
      return essPanel(name, axis, [line, dots], draws);
    }),
    columns: panelGrid(variables.length),
    legend: [wantedLegend],
  };
}
