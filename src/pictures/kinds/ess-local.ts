/** Effective sample sizes of the probabilities of parts, twenty between the quantiles. */

import { essLocal } from "../../posterior/ess-curves.ts";
import { sortDraws } from "../../posterior/quantile.ts";
import { listNames, panelGrid } from "../chain-parts.ts";
import { essPanel, smallestWords, tooFewForEss, wantedLegend } from "../ess-panels.ts";
import type { PictureInput, PictureKind } from "../kind.ts";
import { numberAxis, type Panel } from "../picture.ts";
import { describeEach, percent, whyNone, wordsPanel } from "../variable-panel.ts";

export const essLocalKind: PictureKind = {
  name: "ess-local",
  about: "effective sample sizes of parts of a distribution, twenty of 5% each",
  reading:
    "How many independent draws each twentieth of the draws, from the lowest to the highest, tells its probability as well as. Bars of about " +
    "one height mean that chains move everywhere alike. A low bar is a place that chains enter seldom or stay long in: at an end a " +
    "tail, often with divergent transitions near (a funnel); in the middle the pass between two modes. A part below the dashed line " +
    "is not explored: reparameterize, or draw more.",
  variables: { usual: 6, least: 1 },
  draw: (input) => tooFewForEss(input.draws) ?? picture(input),
};

const parts = Array.from({ length: 20 }, (_, i): [number, number] => [i / 20, (i + 1) / 20]);

function picture({ title, draws }: PictureInput) {
  const { chainCount, variables } = draws;
  const sizes = draws.values.map((values) => {
    const sorted = sortDraws(values);
    return parts.map((part) => essLocal(values, chainCount, part, sorted));
  });
  const nameOf = (place: number): string =>
    `from ${percent(parts[place]![0])} to ${percent(parts[place]![1])}`;
  return {
    kind: "ess-local",
    title: `Effective sample sizes of parts of ${title}`,
    subtitle: null,
    description: `Effective sample sizes between quantiles, of ${chainCount} chains of ${draws.drawCount} draws: ${listNames(variables)}. ${describeEach(draws, (_, v) => smallestWords(sizes[v]!, nameOf))}`,
    panels: variables.map(({ name }, v): Panel => {
      const y2 = sizes[v]!;
      if (!y2.some((size) => size > 0))
        return wordsPanel(name, whyNone(sortDraws(draws.values[v]!)) ?? "unknown, some draws are not finite");
      const axis = numberAxis("part of the draws", { domain: [0, 1], format: "percent" });
      const names = y2.map((size, place) => `${Math.floor(size)} ${nameOf(place)}`);
      const [x1, x2] = [parts.map(([from]) => from + 0.004), parts.map(([, to]) => to - 0.004)];
      const y1 = new Float64Array(parts.length);
      return essPanel(
        name,
        axis,
        [{ kind: "boxes", x1, x2, y1, y2, colour: "main", opacity: 0.7, names }],
        draws,
      );
    }),
    columns: panelGrid(variables.length),
    legend: [wantedLegend],
  };
}
