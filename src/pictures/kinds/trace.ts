/** The draws of each variable in the order in which they were made, a line for each chain, with the divergent ones marked below. */

import type { Draws, Variable } from "../../posterior/draws.ts";
import { chainLegend, drawNumbers, listNames, panelGrid } from "../chain-parts.ts";
import { decimate } from "../decimate.ts";
import type { PictureKind } from "../kind.ts";
import { type LegendEntry, type Mark, numberAxis, type Panel } from "../picture.ts";
import { chainOf, finiteSorted, wordsPanel } from "../variable-panel.ts";

export const trace: PictureKind = {
  name: "trace",
  about: "draws in their order, a line for each chain",
  reading:
    "A chain that can be trusted is a band of even width, and all chains lie over each other. A chain apart from the others, a slow wave, a " +
    "step, or a flat stretch means that it has not seen all of the posterior. Marks at the bottom are divergent transitions.",
  variables: { usual: 6, least: 1 },
  draw: ({ title, draws }) => ({
    kind: "trace",
    title: `Traces of ${title}`,
    subtitle: null,
    description: `Draws in their order, of ${draws.chainCount} chains of ${draws.drawCount} draws: ${listNames(draws.variables)}.`,
    panels: draws.variables.map((variable, v) => panelOf(draws, variable, draws.values[v]!)),
    columns: panelGrid(draws.variables.length),
    legend: [...chainLegend(draws.chainCount), ...divergenceLegend(draws.statistics.divergent)],
  }),
};

function panelOf(
  { chainCount, drawCount, statistics }: Draws,
  { name }: Variable,
  values: Float64Array,
): Panel {
  const x = drawNumbers(drawCount);
  if (!values.some(Number.isFinite)) return wordsPanel(name, "no finite draws");
  const lines = Array.from({ length: chainCount }, (_, chain): Mark => {
    const line = decimate({ x, y: chainOf(values, chain, drawCount) });
    return { kind: "line", ...line, colour: { chain }, width: 0.8, opacity: 0.8, name: `chain ${chain + 1}` };
  });
  return {
    title: name,
    x: numberAxis("draw"),
    y: numberAxis(null),
    marks: [
      ...lines,
      ...(drawCount === 1 ? lines.map(asDots) : []),
      ...divergenceMarks(statistics.divergent, drawCount, values),
    ],
    height: 1,
  };
}

function divergenceLegend(divergent: Float64Array | undefined): LegendEntry[] {
  return divergent?.some((flag) => flag !== 0)
    ? [{ colour: "alert", text: "divergent transition", symbol: "cross" }]
    : [];
}

/** A line of one point is not seen. */
function asDots(line: Mark): Mark {
  return line.kind === "line" ? { kind: "dots", x: line.x, y: line.y, colour: line.colour } : line;
}

function divergenceMarks(
  divergent: Float64Array | undefined,
  drawCount: number,
  values: Float64Array,
): Mark[] {
  const places = Array.from(divergent?.keys() ?? []).filter((place) => divergent![place] !== 0);
  if (places.length === 0) return [];
  const floor = finiteSorted(values)[0] ?? Number.NaN;
  return [
    {
      kind: "dots",
      x: places.map((place) => (place % drawCount) + 1),
      y: places.map(() => floor),
      colour: "alert",
      symbol: "cross",
      names: places.map(
        (place) => `divergent: chain ${Math.floor(place / drawCount) + 1}, draw ${(place % drawCount) + 1}`,
      ),
    },
  ];
}
