/** Effective sample sizes of the first draws, as their number grows. */

import { essEvolution } from "../../posterior/ess-curves.ts";
import { listNames, panelGrid } from "../chain-parts.ts";
import { essPanel, tooFewForEss, wantedLegend } from "../ess-panels.ts";
import type { PictureInput, PictureKind } from "../kind.ts";
import { type Mark, numberAxis, type Panel } from "../picture.ts";
import { formatRounded } from "../ticks.ts";
import { describeEach, whyNone, wordsPanel } from "../variable-panel.ts";

export const essEvolutionKind: PictureKind = {
  name: "ess-evolution",
  about: "effective sample sizes of bulk and tail as draws accumulate",
  reading:
    "How many independent draws the first draws of all chains are worth. Chains that mix gain at an even pace: straight lines that rise " +
    "past the dashed one, below which estimates are not trusted. A line that flattens or falls says that later draws found something new: chains " +
    "that drift apart, or a tail that is seldom visited. More draws help a line that rises; one that does not needs another model or priors.",
  variables: { usual: 6, least: 1 },
  draw: (input) => tooFewForEss(input.draws) ?? picture(input),
};

/** Points of a line. */
const steps = 20;

function picture({ title, draws }: PictureInput) {
  const { chainCount, drawCount, variables } = draws;
  const curves = draws.values.map((values) => {
    return whyNone(values.slice().sort()) === null
      ? essEvolution({ values, chainCount, drawCount }, steps)
      : [];
  });
  const said = describeEach(draws, (_, v) => {
    const last = curves[v]!.at(-1);
    return last === undefined
      ? "unknown"
      : `bulk ${sizeWords(last.bulk)}, tail ${sizeWords(last.tail)} of all draws`;
  });
  return {
    kind: "ess-evolution",
    title: `Effective sample sizes of ${title} as draws accumulate`,
    subtitle: null,
    description: `Effective sample sizes of the first draws of ${chainCount} chains: ${listNames(variables)}. ${said}`,
    panels: variables.map(({ name }, v): Panel => {
      const curve = curves[v]!;
      if (!curve.some(({ bulk, tail }) => bulk > 0 || tail > 0))
        return wordsPanel(
          name,
          whyNone(draws.values[v]!.slice().sort()) ?? "unknown, some draws are not finite",
        );
      const x = curve.map((point) => point.drawCount * chainCount);
      const lineOf = (y: number[], colour: "main" | "second", name: string) =>
        ({ kind: "line", x, y, colour, width: 1.6, name }) satisfies Mark;
      const dotsOf = (y: number[], colour: "main" | "second") =>
        ({ kind: "dots", x, y, colour, size: 2.2 }) satisfies Mark;
      const [bulk, tail] = [curve.map((point) => point.bulk), curve.map((point) => point.tail)];
      const lines = [lineOf(bulk, "main", "bulk"), lineOf(tail, "second", "tail")];
      const dots = [dotsOf(bulk, "main"), dotsOf(tail, "second")];
      return essPanel(name, numberAxis("draws of all chains"), [...lines, ...dots], draws);
    }),
    columns: panelGrid(variables.length),
    legend: [
      { colour: "main" as const, text: "bulk", symbol: "line" as const },
      { colour: "second" as const, text: "tail", symbol: "line" as const },
      wantedLegend,
    ],
  };
}

function sizeWords(size: number): string {
  return Number.isFinite(size) ? formatRounded(Math.floor(size), 6) : "unknown";
}
