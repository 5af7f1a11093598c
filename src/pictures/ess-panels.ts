/** What the three pictures of effective sample sizes share: the size that is asked for, and panels of curves above 0. */

import { defaultThresholds } from "../posterior/diagnosis-rules.ts";
import type { Draws } from "../posterior/draws.ts";
import type { NoPicture } from "./kind.ts";
import { type Axis, type LegendEntry, type Mark, numberAxis, type Panel } from "./picture.ts";
import { formatRounded } from "./ticks.ts";
import { tooFewDraws } from "./variable-panel.ts";

/** The effective sample size below which a diagnosis fails. */
function wantedEss({ chainCount }: Pick<Draws, "chainCount">): number {
  return defaultThresholds.essPerChain * chainCount;
}

/** The sign of the size that is asked for. */
export const wantedLegend: LegendEntry = {
  colour: "alert",
  text: "least size that is trusted",
  symbol: "line",
};

/** Why there is no picture of effective sample sizes. */
export function tooFewForEss(draws: Draws): NoPicture | null {
  return tooFewDraws("effective sample sizes", 6, draws);
}

/** A panel of curves from 0 to above the size that is asked for, which is a line across it. */
export function essPanel(
  title: string,
  x: Axis,
  curves: readonly Extract<Mark, { readonly kind: "line" | "dots" | "boxes" }>[],
  draws: Pick<Draws, "chainCount">,
): Panel {
  const wanted = wantedEss(draws);
  const sizes = curves.flatMap((mark) => Array.from(mark.kind === "boxes" ? mark.y2 : mark.y));
  const most = Math.max(wanted, ...sizes.filter(Number.isFinite));
  return {
    title,
    x,
    y: numberAxis("effective sample size", { domain: [0, 1.08 * most] }),
    marks: [...curves, { kind: "rule", axis: "y", at: wanted, colour: "alert", isDashed: true }],
    height: 1,
  };
}

/** `smallest 341 at 0.05`, of sizes that belong to places. */
export function smallestWords(sizes: readonly number[], nameOf: (place: number) => string): string {
  const known = sizes.map((size, place) => ({ size, place })).filter(({ size }) => Number.isFinite(size));
  if (known.length === 0) return "effective sample size unknown";
  const { size, place } = known.reduce((a, b) => (b.size < a.size ? b : a));
  return `smallest ${formatRounded(Math.floor(size), 6)} ${nameOf(place)}`;
}
