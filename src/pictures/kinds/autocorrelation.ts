/** Autocorrelations of the draws of each variable: bars of their mean over the chains, a line for each chain. */

import { autocorrelationsOf } from "../../posterior/autocorrelation.ts";
import type { Draws } from "../../posterior/draws.ts";
import { chainLegend, listNames, panelGrid } from "../chain-parts.ts";
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

export const autocorrelation: PictureKind = {
  name: "autocorrelation",
  about: "how far draws resemble those before them, by their distance, with the band of independent draws",
  reading:
    "The correlation of draws with those so many draws earlier. Bars (the mean of the chains) that fall into the band within a few lags mean that " +
    "nearly every draw adds something new. Bars that fall slowly mean that many draws are worth few, so that more of them are needed; " +
    "below 0 they are worth more than independent ones. A chain's line far above the others is a chain that hardly moved. The band " +
    "is what the correlations of one chain of independent draws stay in, at each lag, with 95%.",
  variables: { usual: 6, least: 1 },
  draw: (input) => tooFewDraws("autocorrelations", 4, input.draws) ?? picture(input),
};

const mostLags = 40;

function picture({ title, draws }: PictureInput) {
  const lags = Math.min(mostLags, draws.drawCount - 1);
  const found = draws.values.map((values) => correlationsOf(draws, values, lags));
  const band = 2 / Math.sqrt(draws.drawCount);
  const said = describeEach(draws, (values, v) => {
    const { mean } = found[v]!;
    if (Number.isNaN(mean[1])) return whyNone(finiteSorted(values)) ?? "unknown";
    const first = mean.findIndex((correlation) => Math.abs(correlation) <= band);
    const falls = first < 0 ? `above the band up to lag ${lags}` : `within the band from lag ${first}`;
    return `${formatRounded(mean[1]!, 2)} at lag 1, ${falls}`;
  });
  return {
    kind: "autocorrelation",
    title: `Autocorrelations of ${title}`,
    subtitle: null,
    description: `Autocorrelations to lag ${lags}, of ${draws.chainCount} chains of ${draws.drawCount} draws: ${listNames(draws.variables)}. ${said}`,
    panels: draws.variables.map(({ name }, v) => {
      const { chains, mean } = found[v]!;
      if (Number.isNaN(mean[1]))
        return wordsPanel(
          name,
          whyNone(finiteSorted(draws.values[v]!)) ?? "unknown, no chain is finite and moves",
        );
      return panelOf(name, chains, mean, band);
    }),
    columns: panelGrid(draws.variables.length),
    legend: [
      {
        colour: "main" as const,
        text: draws.chainCount > 1 ? "mean of the chains" : "autocorrelation",
        symbol: "area" as const,
      },
      ...chainLegend(draws.chainCount),
      { colour: "band" as const, text: "±2/√n", symbol: "area" as const },
    ],
  };
}

/** By chain, and the mean of the chains that have them. */
function correlationsOf(draws: Draws, values: Float64Array, lags: number) {
  const chains = chainsOf(draws).map((chain) =>
    autocorrelationsOf(chainOf(values, chain, draws.drawCount), lags),
  );
  const known = chains.filter((chain) => !Number.isNaN(chain[0]));
  const mean = Float64Array.from({ length: lags + 1 }, (_, lag) => {
    return known.reduce((sum, chain) => sum + chain[lag]!, 0) / known.length;
  });
  return { chains, mean };
}

function panelOf(title: string, chains: readonly Float64Array[], mean: Float64Array, band: number): Panel {
  const places = Array.from(mean.keys());
  const x = [-0.5, mean.length - 0.5];
  const lines = chains.map((y, chain): Mark => {
    return {
      kind: "line",
      x: places,
      y,
      colour: { chain },
      width: 1,
      opacity: 0.8,
      name: `chain ${chain + 1}`,
    };
  });
  const least = Math.min(-band, ...chains.flatMap((chain) => Array.from(chain)).filter(Number.isFinite));
  return {
    title,
    x: numberAxis("lag", { domain: [-0.8, mean.length - 0.2] }),
    y: numberAxis("correlation", { domain: [Math.max(-1, least - 0.05), 1.02] }),
    marks: [
      { kind: "area", x, lower: [-band, -band], upper: [band, band], colour: "band" },
      {
        kind: "boxes",
        x1: places.map((lag) => lag - 0.32),
        x2: places.map((lag) => lag + 0.32),
        y1: mean.map((value) => Math.min(0, value)),
        y2: mean.map((value) => Math.max(0, value)),
        colour: "main",
        opacity: 0.55,
        names: Array.from(mean, (value, lag) => `lag ${lag}: ${formatRounded(value)}`),
      },
      { kind: "rule", axis: "y", at: 0, colour: "muted" },
      ...(chains.length > 1 ? lines : []),
    ],
    height: 1,
  };
}
